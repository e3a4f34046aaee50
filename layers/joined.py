"""Texts or bytes put together row by row; what repeats is put together once for all rows that have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SHARE = 4
"""A column is put together by its values if there are at least so many rows to a value."""


def join_rows(pieces: Iterable[Any], kind: pa.DataType, *, null: str = "", share: int = SHARE) -> pa.Array:
    """Return the `pieces` of each row one after the other, as an array of `kind`, large text or large binary.

    A piece is an array of `kind`, a dictionary array of it, or one value for all rows; not all may be that. `null`
    stands for a null.
    """
    fused = fuse_rows(pieces, kind, null=null, share=share)
    arrays = [plain(piece) for piece in fused]
    return arrays[0] if len(arrays) == 1 and not arrays[0].null_count else _join(arrays, kind, null=null)


def fuse_rows(pieces: Iterable[Any], kind: pa.DataType, *, null: str = "", share: int = SHARE) -> list[Any]:
    """Return fewer pieces, which joined are what `pieces` are: neighbours with few values become one.

    They do while there are at least `share` rows to a value; 0 makes one of all that are dictionary arrays.
    """
    fused: list[Any] = []
    for piece in pieces:
        used = _without_nulls(used_words(piece, share=share), kind, null)
        fused[-1:] = _together(fused[-1], used, kind, share) if fused else [used]
    return fused


def used_words(values: Any, *, share: int = SHARE) -> Any:
    """Return a dictionary array with only the values that its rows have, as plain array if those are many."""
    if not is_words(values) or len(values.dictionary) * share <= len(values):
        return values
    used = values.indices.dictionary_encode()
    if len(used.dictionary) * share > len(values):
        return plain(values)
    return pa.DictionaryArray.from_arrays(used.indices, values.dictionary.take(used.dictionary), safe=False)


def plain(values: Any) -> Any:
    """Return a dictionary array as an array of its values, all else as it is."""
    return values.dictionary_decode() if is_words(values) else values


def is_words(values: Any) -> bool:
    """Return whether `values` is a dictionary array."""
    return isinstance(values, pa.DictionaryArray)


def _together(first: Any, second: Any, kind: pa.DataType, share: int) -> list[Any]:
    """Return the two pieces as one if that has few values, else as they are."""
    if is_words(first) and is_words(second):
        return _pair(first, second, kind, share) or [first, second]
    if is_words(first) or is_words(second):
        words = first if is_words(first) else second
        if isinstance(first if words is second else second, pa.Array):
            return [first, second]
        texts = [words.dictionary if piece is words else piece for piece in (first, second)]
        return [pa.DictionaryArray.from_arrays(words.indices, _join(texts, kind), safe=False)]
    return [first, second] if isinstance(first, pa.Array) or isinstance(second, pa.Array) else [first + second]


def _pair(first: pa.DictionaryArray, second: pa.DictionaryArray, kind: pa.DataType, share: int) -> list[Any]:
    """Return one dictionary array of the pairs of values, none if they are too many."""
    width = len(second.dictionary)
    if width == 1:
        codes, left = first.indices, np.arange(len(first.dictionary))
        right = np.zeros_like(left)
    elif len(first.dictionary) == 1:
        codes, right = second.indices, np.arange(width)
        left = np.zeros_like(right)
    else:
        pairs = pa.array(first.indices.to_numpy().astype(np.int64) * width + second.indices.to_numpy())
        encoded = pairs.dictionary_encode()
        if len(encoded.dictionary) * share > len(pairs):
            return []
        codes = encoded.indices
        left, right = np.divmod(encoded.dictionary.to_numpy(), width)
    texts = [first.dictionary.take(pa.array(left)), second.dictionary.take(pa.array(right))]
    return [pa.DictionaryArray.from_arrays(codes, _join(texts, kind), safe=False)]


def _without_nulls(piece: Any, kind: pa.DataType, null: str) -> Any:
    if not is_words(piece) or not piece.null_count:
        return piece
    words = pa.concat_arrays([piece.dictionary, pa.array([null], kind)])
    return pa.DictionaryArray.from_arrays(pc.fill_null(piece.indices, len(words) - 1), words, safe=False)


def _join(pieces: list[Any], kind: pa.DataType, *, null: str = "") -> pa.Array:
    scalars = [piece if isinstance(piece, pa.Array) else pa.scalar(piece, kind) for piece in pieces]
    return pc.binary_join_element_wise(*scalars, pa.scalar("", kind), null_handling="replace", null_replacement=null)
