"""Columns of a frame as Arrow columns, texts that repeat as words: dictionary arrays, each word kept once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from layers.joined import is_words, plain

TEXT = pa.large_string()


def text_column(values: pd.Series[Any]) -> pa.Array:
    """Return `values` as text, empty where null."""
    return pc.fill_null(one_array(pa.array(values.astype("str"), from_pandas=True)).cast(TEXT), "")


def word_column(values: pd.Series[Any]) -> pa.DictionaryArray:
    """Return `values` as words, empty where null."""
    texts = text_column(values)
    if has_bytes(texts):
        return texts.dictionary_encode()
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(texts), dtype=np.int32)), pa.array([""], TEXT))


def day_column(values: pd.Series[Any]) -> pa.Array:
    """Return `values`, which are datetime64, as days, null where unknown."""
    return one_array(pa.array(values, from_pandas=True)).cast(pa.timestamp("ns")).cast(pa.date32())


def number_column(values: Any) -> pa.Array:
    """Return `values` as numbers, null where not a number."""
    return pa.array(np.asarray(values, dtype=np.float64), from_pandas=True)


def take_text(values: pa.Array, rows: pa.Array) -> pa.Array:
    """Return the text at `rows`, empty where the row is null."""
    return pc.fill_null(values.take(rows), "")


def change_words(words: pa.DictionaryArray, texts: pa.Array) -> pa.DictionaryArray:
    """Return `words` with `texts`, one for each word it has, in place of them."""
    distinct = texts.dictionary_encode()
    return pa.DictionaryArray.from_arrays(distinct.indices.take(words.indices), distinct.dictionary)


def concat(*pieces: Any) -> pa.Array:
    """Return the texts of `pieces` (arrays or plain texts) one after the other, null where a piece is."""
    texts = [pa.scalar(piece, TEXT) if isinstance(piece, str) else plain(piece) for piece in pieces]
    return pc.binary_join_element_wise(*texts, pa.scalar("", TEXT))


def join_lists(values: pa.Array, offsets: NDArray[np.int64], separator: str) -> pa.Array:
    """Return for each list the texts `values[offsets[i]:offsets[i + 1]]` with `separator` between them."""
    if are_single(offsets):
        return values.slice(offsets[0], len(offsets) - 1)
    lists = pa.LargeListArray.from_arrays(pa.array(offsets, pa.int64()), plain(values))
    return pc.binary_join(lists, pa.scalar(separator, TEXT))


def are_single(offsets: NDArray[np.int64]) -> bool:
    """Return whether each list has one value."""
    return bool((np.diff(offsets) == 1).all())


def bytes_of(texts: pa.Array) -> memoryview:
    """Return the bytes of all `texts` one after the other, as they lie in memory."""
    starts = starts_of(texts)
    content = texts.buffers()[2]
    return memoryview(content or b"").cast("B")[starts[0] : starts[-1]]


def starts_of(texts: pa.Array) -> NDArray[np.int64]:
    """Return where in its buffer each text starts, and where the last ends."""
    offsets = texts.buffers()[1]
    return np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]


def has_bytes(texts: pa.Array) -> bool:
    """Return whether any of `texts` is not empty."""
    starts = starts_of(texts)
    return bool(starts[0] < starts[-1])


def one_array(values: Any) -> pa.Array:
    """Return `values` as one array; a column of one chunk is not copied."""
    if not isinstance(values, pa.ChunkedArray):
        return values
    return values.chunk(0) if values.num_chunks == 1 else values.combine_chunks()


def plain_table(table: pa.Table) -> pa.Table:
    """Return `table` with the words as plain text."""
    for number, name in enumerate(table.column_names):
        if is_words(one_array(table[name])):
            table = table.set_column(number, name, plain(one_array(table[name])))
    return table
