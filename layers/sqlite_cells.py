"""Rows of a table as SQLite stores them, whole columns at a time.

File format: https://www.sqlite.org/fileformat2.html, sections 1.6 (cells) and 2.1 (records)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from layers.arrow_text import TEXT
from layers.joined import is_words, join_rows, used_words

BYTES = pa.large_binary()
NULL, INTEGER, REAL, BLOB, STRING = 0, 4, 7, 12, 13
"""Type codes of the record format, that of integers for 32 bits; to the last two, twice the length is added."""
NUMBERS: dict[pa.DataType, tuple[int, np.dtype[Any]]] = {
    pa.int32(): (INTEGER, np.dtype(">i4")), pa.float64(): (REAL, np.dtype(">f8")),
}  # fmt: skip
SHIFTS = np.arange(28, -1, -7)
"""Of the groups of 7 bits, the highest first; numbers have at most 35 bits."""


class Column(NamedTuple):
    """A column as stored: the type code of each row and its bytes, both as pieces of `layers.joined`; and its size."""

    types: Any
    content: Any
    sizes: Any


def table_cells(columns: Sequence[pa.Array], rowids: NDArray[np.int64]) -> pa.Array:
    """Return the cells of the rows of `columns`.

    The rowid is the table's first column. `columns`, those after it, are words, text, bytes, int32, float64, or days,
    which are stored as ISO texts.
    """
    stored = [_store(values) for values in columns]
    head = join_rows([bytes([NULL]), *(column.types for column in stored)], BYTES)
    head_sizes = _sizes(head)
    head_sizes += 1 + (head_sizes > 126)
    sizes = head_sizes + sum(column.sizes for column in stored)
    pieces = [_repeated(sizes), varints(rowids), _repeated(head_sizes), head, *(column.content for column in stored)]
    return join_rows(pieces, BYTES)


def varints(numbers: NDArray[np.int64]) -> pa.Array:
    """Return each of `numbers`, from 0 to 2**35 - 1, as a variable-length integer: 7 bits a byte, highest first.

    Examples
    --------
    >>> [number.hex() for number in varints(np.array([1, 128])).to_pylist()]
    ['01', '8100']
    """
    groups = ((numbers[:, None] >> SHIFTS) & 0x7F) | np.where(SHIFTS, 0x80, 0)
    widths = 1 + sum((numbers >> shift > 0).astype(np.int64) for shift in SHIFTS[:-1])
    content = groups.astype(np.uint8)[np.arange(len(SHIFTS)) >= len(SHIFTS) - widths[:, None]]
    return bytes_array(content, widths)


def read_varint(content: bytes, place: int) -> tuple[int, int]:
    """Return the variable-length integer at `place`, and the place after it."""
    number = content[place] & 0x7F
    while content[place] & 0x80:
        place += 1
        number = number << 7 | content[place] & 0x7F
    return number, place + 1


def bytes_array(content: NDArray[Any], sizes: NDArray[np.int64]) -> pa.Array:
    """Return `content` cut into values of `sizes` bytes."""
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    return pa.Array.from_buffers(BYTES, len(sizes), [None, pa.py_buffer(offsets), pa.py_buffer(content)])


def _store(values: pa.Array) -> Column:
    """Return `values` as stored."""
    if pa.types.is_date(values.type):
        values = values.dictionary_encode()
    values = used_words(values)
    if not is_words(values):
        content, types = _values(values)
        sizes = _sizes(content)
        return Column(_repeated(types), content, sizes)
    words = values.dictionary
    codes = values.indices
    if codes.null_count:
        words = pa.concat_arrays([words, pa.nulls(1, words.type)])
        codes = pc.fill_null(codes, len(words) - 1)
    content, types = _values(words)
    return Column(
        pa.DictionaryArray.from_arrays(codes, varints(types), safe=False),
        pa.DictionaryArray.from_arrays(codes, content, safe=False),
        _sizes(content)[codes.to_numpy()],
    )


def _values(values: pa.Array) -> tuple[pa.Array, NDArray[np.int64]]:
    """Return the bytes and the type code of each value."""
    known = values.is_valid().to_numpy(zero_copy_only=False)
    if values.type in NUMBERS:
        code, stored = NUMBERS[values.type]
        numbers = values.to_numpy(zero_copy_only=False)[known].astype(stored)
        return bytes_array(numbers, known * stored.itemsize), np.where(known, code, NULL)
    code = BLOB if pa.types.is_binary(values.type) or pa.types.is_large_binary(values.type) else STRING
    content = pc.fill_null(values.cast(BYTES if code == BLOB else TEXT).cast(BYTES), b"")
    return content, np.where(known, code + 2 * _sizes(content), NULL)


def _sizes(values: pa.Array) -> NDArray[np.int64]:
    sizes: NDArray[np.int64] = pc.binary_length(values).to_numpy()
    return sizes.copy()


def _repeated(numbers: NDArray[np.int64]) -> pa.DictionaryArray:
    """Return `numbers` as variable-length integers; few differ."""
    found = pa.array(numbers).dictionary_encode()
    return pa.DictionaryArray.from_arrays(found.indices, varints(found.dictionary.to_numpy()), safe=False)
