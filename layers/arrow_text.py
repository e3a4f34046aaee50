"""Columns of text made whole columns at a time: joined lists, and the JSON of values, objects and lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

TEXT = pa.large_string()
ESCAPED = np.zeros(256, dtype=bool)
ESCAPED[[*range(32), ord('"'), ord("\\")]] = True
"""The bytes that a JSON string may not hold as they are (RFC 8259, section 7)."""


def text_column(values: pd.Series[Any]) -> pa.Array:
    """Return `values` as text, empty where null."""
    return pc.fill_null(one_array(pa.array(values.astype("str"), from_pandas=True)).cast(TEXT), "")


def day_column(values: pd.Series[Any]) -> pa.Array:
    """Return `values`, which are datetime64, as days, null where unknown."""
    return one_array(pa.array(values, from_pandas=True)).cast(pa.timestamp("ns")).cast(pa.date32())


def number_column(values: Any) -> pa.Array:
    """Return `values` as numbers, null where not a number."""
    return pa.array(np.asarray(values, dtype=np.float64), from_pandas=True)


def take_text(values: pa.Array, rows: pa.Array) -> pa.Array:
    """Return the text at `rows`, empty where the row is null."""
    return pc.fill_null(values.take(rows), "")


def concat(*pieces: Any) -> pa.Array:
    """Return the texts of `pieces` (arrays or plain texts) one after the other, null where a piece is."""
    return pc.binary_join_element_wise(*map(_as_text, pieces), pa.scalar("", TEXT))


def join_lists(values: pa.Array, offsets: Any, separator: str) -> pa.Array:
    """Return for each list the texts `values[offsets[i]:offsets[i + 1]]` with `separator` between them."""
    lists = pa.LargeListArray.from_arrays(pa.array(offsets, pa.int64()), values)
    return pc.binary_join(lists, pa.scalar(separator, TEXT))


class Json(NamedTuple):
    """What is JSON already: one text per row, or one text for all rows."""

    texts: Any


def json_column(values: pa.Array) -> Json:
    """Return the JSON of each value: text, day, number or null."""
    if pa.types.is_floating(values.type) or pa.types.is_integer(values.type):
        return Json(values.cast(TEXT))
    if pa.types.is_date(values.type):
        return Json(concat('"', values.cast(TEXT), '"'))
    return Json(concat('"', _escaped(values), '"'))


def json_objects(columns: Mapping[str, Any], *, after: str = "") -> pa.Array:
    """Return one JSON object per row, of arrays (text, days, numbers) and what is `Json` already.

    `after` is put after each object.
    """
    pieces: list[Any] = ["{"]
    for number, (name, values) in enumerate(columns.items()):
        pieces[-1] += ("," if number else "") + json.dumps(name) + ":"
        if not isinstance(values, Json) and pa.types.is_large_string(values.type):
            pieces[-1] += '"'
            pieces += [_escaped(values), '"'] if _has_bytes(values) else ['"']
            continue
        texts = values.texts if isinstance(values, Json) else json_column(values).texts
        pieces += [texts, ""]
    pieces.append("}" + after)
    texts = [_as_text(piece) for piece in pieces]
    return pc.binary_join_element_wise(*texts, pa.scalar("", TEXT), null_handling="replace", null_replacement="null")


def json_lists(texts: pa.Array, offsets: NDArray[np.int64]) -> Json:
    """Return one JSON list per row, of `texts` (JSON already) grouped as in `join_lists`."""
    return Json(concat("[", join_lists(texts, offsets, ","), "]"))


def _escaped(values: pa.Array) -> pa.Array:
    """Return `values` with what JSON escapes escaped, without quotes."""
    rows = _escaped_rows(values)
    if not len(rows):
        return values
    mask = np.zeros(len(values), dtype=bool)
    mask[rows] = True
    escaped = [json.dumps(value, ensure_ascii=False)[1:-1] for value in values.take(pa.array(rows)).to_pylist()]
    return pc.replace_with_mask(values, pa.array(mask), pa.array(escaped, TEXT))


def bytes_of(texts: pa.Array) -> memoryview:
    """Return the bytes of all `texts` one after the other, as they lie in memory."""
    starts = _starts(texts)
    content = texts.buffers()[2]
    return memoryview(content or b"")[starts[0] : starts[-1]]


def _as_text(piece: Any) -> Any:
    return pa.scalar(piece, TEXT) if isinstance(piece, str) else piece


def one_array(values: Any) -> pa.Array:
    """Return `values` as one array; a column of one chunk is not copied."""
    if not isinstance(values, pa.ChunkedArray):
        return values
    return values.chunk(0) if values.num_chunks == 1 else values.combine_chunks()


def _has_bytes(values: pa.Array) -> bool:
    starts = _starts(values)
    return bool(starts[0] < starts[-1])


def _starts(values: pa.Array) -> NDArray[np.int64]:
    """Return where in its buffer each text starts, and where the last ends."""
    offsets = values.buffers()[1]
    return np.frombuffer(offsets, dtype=np.int64)[values.offset : values.offset + len(values) + 1]


def _escaped_rows(values: pa.Array) -> NDArray[np.int64]:
    """Return the rows of `values` that hold a byte which JSON escapes, found in one pass over their bytes."""
    starts = _starts(values)
    if starts[0] == starts[-1]:
        return np.empty(0, dtype=np.int64)
    content = np.frombuffer(values.buffers()[2], dtype=np.uint8)
    found = np.flatnonzero(ESCAPED[content[starts[0] : starts[-1]]])
    return np.unique(np.searchsorted(starts, found + starts[0], side="right") - 1)
