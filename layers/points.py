"""Points as well-known binary, a whole column at a time."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

WKB_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
"""Little-endian WKB of a point: 21 bytes (OGC 06-103r4, section 8.2)."""
SRS_ID = 4326
GEOPACKAGE_POINT = np.dtype([
    ("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs_id", "<i4"), ("wkb", WKB_POINT),
])  # fmt: skip
"""A point as a GeoPackage keeps it, without envelope (OGC 12-128r19, section 2.1.3)."""


def wkb_points(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> pa.Array:
    """Return the points `lon`, `lat` (degrees, EPSG:4326) as WKB, null where `lon` is not a number."""
    return _as_binary(_wkb(lon, lat), lon)


def geopackage_points(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> pa.Array:
    """Return the points `lon`, `lat` as in `wkb_points`, with the header of a GeoPackage before them."""
    points = np.empty(len(lon), dtype=GEOPACKAGE_POINT)
    points["magic"], points["version"], points["flags"], points["srs_id"] = b"GP", 0, 1, SRS_ID
    points["wkb"] = _wkb(lon, lat)
    return _as_binary(points, lon)


def _wkb(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.void]:
    points = np.empty(len(lon), dtype=WKB_POINT)
    points["order"], points["kind"], points["x"], points["y"] = 1, 1, lon, lat
    return points


def _as_binary(points: NDArray[np.void], lon: NDArray[np.float64]) -> pa.Array:
    size = points.dtype.itemsize
    offsets = np.arange(0, size * len(lon) + 1, size, dtype=np.int32)
    placed = np.packbits(~np.isnan(lon), bitorder="little")
    buffers = [pa.py_buffer(placed), pa.py_buffer(offsets), pa.py_buffer(points)]
    return pa.Array.from_buffers(pa.binary(), len(lon), buffers)
