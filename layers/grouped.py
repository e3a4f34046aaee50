"""Rows that belong to something else (items to events, claims to plazas), in its order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from layers.arrow_text import are_single, join_lists, one_array
from layers.joined import is_words


@dataclass(frozen=True)
class Grouped:
    """Rows of `table` in the order of what they belong to.

    `owner` is the position of that for each row; the rows of position i are `offsets[i]` to `offsets[i + 1]`,
    exclusive.
    """

    table: pa.Table
    owner: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def rows_with_empty(self) -> tuple[pa.Array, pa.Array]:
        """Return owner and row of each row, and null as the row of each owner that has none, in order."""
        empty = np.flatnonzero(self.offsets[:-1] == self.offsets[1:])
        owner = np.concatenate([self.owner, empty])
        row = np.concatenate([np.arange(len(self.owner)), np.full(len(empty), -1)])
        order = np.argsort(owner, kind="stable")
        return pa.array(owner[order]), pa.array(row[order], mask=row[order] < 0)

    def keep(self, wanted: NDArray[np.bool_]) -> Grouped:
        """Return the rows where `wanted` is true."""
        owner = self.owner[wanted]
        table = self.table.filter(pa.array(wanted)).combine_chunks()
        return Grouped(_used_words_only(table), owner, _offsets(owner, len(self.offsets) - 1))

    def join_texts(self, name: str) -> pa.Array:
        """Return the texts of column `name`, '; ' between those of one owner; words if each owner has one row."""
        return join_lists(column(self.table, name), self.offsets, "; ")

    def first_of_each(self, name: str) -> Grouped:
        """Return the rows without those whose owner has the word of column `name` already."""
        if are_single(self.offsets):
            return self
        codes = column(self.table, name)
        keys = pd.Series(self.owner * len(codes.dictionary) + codes.indices.to_numpy())
        return self.keep(~keys.duplicated().to_numpy())


def group_rows(table: pa.Table, key: str, ids: pa.Array) -> Grouped:
    """Return the rows of `table` whose `key` is among `ids`, in the order of those, without the key."""
    owner = _owners(column(table, key), ids)
    if (owner[1:] < owner[:-1]).any() or (len(owner) and owner[0] < 0):
        order = np.argsort(owner, kind="stable")[np.count_nonzero(owner < 0) :]
        table, owner = _used_words_only(table.take(pa.array(order))), owner[order]
    table = table.drop_columns(key).combine_chunks()
    return Grouped(table, owner, _offsets(owner, len(ids)))


def _used_words_only(table: pa.Table) -> pa.Table:
    """Return `table` without the words that no row has."""
    for number, name in enumerate(table.column_names):
        words = column(table, name)
        if is_words(words):
            used = words.indices.dictionary_encode()
            words = pa.DictionaryArray.from_arrays(used.indices, words.dictionary.take(used.dictionary))
            table = table.set_column(number, name, words)
    return table


def _offsets(owner: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=count))])


def _owners(keys: pa.Array, ids: pa.Array) -> NDArray[np.int64]:
    """Return the position of each key in `ids`, -1 where it is not there.

    Keys that already stand in the order of `ids`, each at least once, are compared and not searched.
    """
    if len(keys):
        starts = np.concatenate([[True], pc.not_equal(keys[1:], keys[:-1]).to_numpy(zero_copy_only=False)])
        if np.count_nonzero(starts) == len(ids) and keys.filter(pa.array(starts)).equals(ids):
            return np.asarray(np.cumsum(starts) - 1, dtype=np.int64)
    return np.asarray(pc.fill_null(pc.index_in(keys, value_set=ids), -1), dtype=np.int64)


def keyed_rows(rows: Grouped, key: str, ids: pa.Array) -> pa.Table:
    """Return the rows with the id of what each belongs to before them, as `key`."""
    return rows.table.add_column(0, key, ids.take(pa.array(rows.owner)))


def column(table: pa.Table, name: str) -> pa.Array:
    """Return the column `name` as one array."""
    return one_array(table[name])


def words_of(table: pa.Table, name: str) -> list[str]:
    """Return the different words of column `name`."""
    words = column(table, name)
    found: list[str] = words.dictionary.take(pc.unique(words.indices)).to_pylist()
    return found
