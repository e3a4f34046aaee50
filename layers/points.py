"""Points as well-known binary, a whole column at a time."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

WKB_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
"""Little-endian WKB of a point: 21 bytes (OGC 06-103r4, section 8.2)."""


def wkb_points(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> pa.Array:
    """Return the points `lon`, `lat` (degrees, EPSG:4326) as WKB, null where `lon` is not a number."""
    points = np.empty(len(lon), dtype=WKB_POINT)
    points["order"], points["kind"], points["x"], points["y"] = 1, 1, lon, lat
    offsets = np.arange(0, WKB_POINT.itemsize * len(lon) + 1, WKB_POINT.itemsize, dtype=np.int32)
    placed = np.packbits(~np.isnan(lon), bitorder="little")
    buffers = [pa.py_buffer(placed), pa.py_buffer(offsets), pa.py_buffer(points)]
    return pa.Array.from_buffers(pa.binary(), len(lon), buffers)
