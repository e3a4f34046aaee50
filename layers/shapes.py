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
    features = np.array(list(geometries), dtype=object)
    lines, feature, least = _lines(features)
    points, ring = shapely.get_coordinates(lines, return_index=True)
    points = np.rint(points * UNITS_PER_DEGREE).astype(np.int64)
    points, ring = _distinct(points, ring)
    enough = np.bincount(ring, minlength=len(lines)) >= least
    points, ring = points[enough[ring]], ring[enough[ring]]
    lengths = np.bincount(ring, minlength=len(lines))[enough]
    numbers = _count(_steps(points, ring), lengths, feature[enough], len(features))
    return base64.b64encode(varint_bytes(numbers)).decode("ascii")


def _lines(features: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int64]]:
    """Return all rings and line parts, for each the number of its feature and how many points it must have."""
    parts, feature = shapely.get_parts(features, return_index=True)
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, area = shapely.get_rings(parts[is_area], return_index=True)
    lines = np.concatenate([rings, parts[~is_area]])
    of_feature = np.concatenate([feature[is_area][area], feature[~is_area]])
    least = np.repeat([4, 2], [len(rings), len(lines) - len(rings)])
    order = np.argsort(of_feature, kind="stable")
    return lines[order], of_feature[order], least[order]


def _distinct(points: NDArray[np.int64], ring: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return `points` and their `ring` without those that fall on the point before them in their ring."""
    moved = np.diff(points, axis=0, prepend=-1).any(axis=1) | _first(ring)
    return points[moved], ring[moved]


def _steps(points: NDArray[np.int64], ring: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the zigzag coded steps from point to point, the first of each ring from 0, 0, as one row of numbers."""
    steps = np.diff(points, axis=0, prepend=0)
    starts = _first(ring)
    steps[starts] = points[starts]
    return zigzag(steps).ravel()


def _first(ring: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether each point is the first of its ring."""
    first: NDArray[np.bool_] = np.diff(ring, prepend=-1) != 0
    return first


def _count(
    steps: NDArray[np.int64], lengths: NDArray[np.int64], feature: NDArray[np.int64], features: int
) -> NDArray[np.int64]:
    """Return `steps` after the number of features, with that of rings before each and of points before each ring."""
    starts = 2 * np.concatenate([[0], np.cumsum(lengths)])
    rings = np.bincount(feature, minlength=features)
    heads = starts[np.concatenate([[0], np.cumsum(rings)[:-1]])] if features else starts[:0]
    positions = np.concatenate([[0], heads, starts[:-1]])
    counts = np.concatenate([[features], rings, lengths])
    rank = np.concatenate([[-1], np.arange(features), feature])
    order = np.lexsort((np.arange(len(counts)), rank, positions))
    return np.insert(steps, positions[order], counts[order])
