"""Outlines for the browser: geometries as one stream of variable-length integers in base64.

The stream holds the number of features; for each feature the number of its rings; for each ring the number of its
points and then, zigzag coded, the steps in longitude and latitude in 1/10,000 degree (about 10 m) from point to
point, the first from 0, 0. Lines are one ring per part. Polygons have all their rings flat and fill even-odd.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.varints import varint_bytes, zigzag

UNITS_PER_DEGREE = 10_000


def pack_shapes(geometries: Iterable[Any]) -> str:
    """Return the stream of `geometries` (polygons or lines, EPSG:4326, lon before lat); null has no rings."""
    features = [_rings(geometry) for geometry in geometries]
    numbers: list[NDArray[np.int64]] = [np.array([len(features)])]
    for rings in features:
        numbers.append(np.array([len(rings)]))
        for ring in rings:
            numbers += [np.array([len(ring)]), zigzag(np.diff(ring, axis=0, prepend=[[0, 0]])).ravel()]
    return base64.b64encode(varint_bytes(np.concatenate(numbers))).decode("ascii")


def _rings(geometry: Any) -> list[NDArray[np.int64]]:
    """Return the rings or line parts in integer units, points that fall together merged, needless rings left out."""
    if geometry is None or geometry.is_empty:
        return []
    parts = shapely.get_parts(geometry)
    lines = shapely.get_rings(parts) if geometry.geom_type.endswith("Polygon") else parts
    least = 4 if geometry.geom_type.endswith("Polygon") else 2
    rings = [_distinct(np.rint(shapely.get_coordinates(line) * UNITS_PER_DEGREE).astype(np.int64)) for line in lines]
    return [ring for ring in rings if len(ring) >= least]


def _distinct(points: NDArray[np.int64]) -> NDArray[np.int64]:
    moved = np.any(np.diff(points, axis=0) != 0, axis=1)
    distinct: NDArray[np.int64] = points[np.concatenate([[True], moved])]
    return distinct
