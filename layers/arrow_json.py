"""JSON made whole columns at a time: of values, objects and lists (RFC 8259)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from layers.arrow_text import TEXT, are_single, bytes_of, concat, join_lists, starts_of
from layers.joined import is_words, join_rows, used_words

NULL = "null"
ESCAPED = np.zeros(256, dtype=bool)
ESCAPED[[*range(32), ord('"'), ord("\\")]] = True
"""The bytes that a JSON string may not hold as they are (RFC 8259, section 7)."""


class Json(NamedTuple):
    """What is JSON already: pieces that `layers.joined.join_rows` puts together, null for null."""

    pieces: list[Any]

    @property
    def texts(self) -> pa.Array:
        """One text per row."""
        return join_rows(self.pieces, TEXT, null=NULL)


def json_column(values: pa.Array) -> Json:
    """Return the JSON of each value: text, day, number or null."""
    values = used_words(values)
    if is_words(values):
        return Json(['"', pa.DictionaryArray.from_arrays(values.indices, _escaped(values.dictionary)), '"'])
    if pa.types.is_large_string(values.type):
        return Json(['"', _escaped(values), '"'])
    found = values.dictionary_encode()
    texts = found.dictionary.cast(TEXT)
    if pa.types.is_date(values.type):
        texts = concat('"', texts, '"')
    return Json([pa.DictionaryArray.from_arrays(found.indices, texts)])


def json_object(columns: Mapping[str, Any]) -> Json:
    """Return one JSON object per row, of arrays (text, words, days, numbers) and what is `Json` already."""
    pieces: list[Any] = []
    for name, values in columns.items():
        made = values if isinstance(values, Json) else json_column(values)
        pieces += [("," if pieces else "{") + json.dumps(name) + ":", *made.pieces]
    return Json([*pieces, "}"])


def json_objects(columns: Mapping[str, Any], *, after: str = "") -> pa.Array:
    """Return the texts of `json_object`, with `after` after each."""
    return Json([*json_object(columns).pieces, after]).texts


def json_lists(rows: Json, offsets: NDArray[np.int64]) -> Json:
    """Return one JSON list per row, of `rows` grouped as in `join_lists`."""
    if are_single(offsets):
        return Json(["[", *rows.pieces, "]"])
    return Json(["[", join_lists(rows.texts, offsets, ","), "]"])


def _escaped(values: pa.Array) -> pa.Array:
    """Return `values` with what JSON escapes escaped, without quotes."""
    rows = _escaped_rows(values)
    if not len(rows):
        return values
    mask = np.zeros(len(values), dtype=bool)
    mask[rows] = True
    escaped = [json.dumps(value, ensure_ascii=False)[1:-1] for value in values.take(pa.array(rows)).to_pylist()]
    return pc.replace_with_mask(values, pa.array(mask), pa.array(escaped, TEXT))


def _escaped_rows(values: pa.Array) -> NDArray[np.int64]:
    """Return the rows of `values` that hold a byte which JSON escapes, found in one pass over their bytes."""
    starts = starts_of(values)
    content = np.frombuffer(bytes_of(values), dtype=np.uint8)
    found = np.flatnonzero(ESCAPED[content]) + starts[0]
    return np.unique(np.searchsorted(starts, found, side="right") - 1)
