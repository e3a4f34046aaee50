"""Typed columns for the browser: each a little-endian array in base64."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from geo.errors import SchemaError


def pack_columns(columns: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """Return `{n, fields: {name: {dtype, data}}}`, where dtype is the array's own and data is base64.

    Raises
    ------
    SchemaError
        If the columns differ in length.
    """
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise SchemaError(f"columns differ in length: {lengths}; each needs one value per row")
    fields = {name: {"dtype": column.dtype.name, "data": pack_array(column)} for name, column in columns.items()}
    return {"n": max(lengths.values(), default=0), "fields": fields}


def pack_array(array: NDArray[Any]) -> str:
    """Return the values of `array` as little-endian bytes in base64."""
    return base64.b64encode(array.astype(array.dtype.newbyteorder("<")).tobytes()).decode("ascii")
