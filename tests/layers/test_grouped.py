"""Rows stand in the order of what they belong to."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from layers.arrow_text import TEXT
from layers.grouped import Grouped, column, group_rows, keyed_rows, words_of

IDS = pa.array(["a", "b", "c"], TEXT)


def rows(keys: str) -> Grouped:
    values = [str(number) for number in range(len(keys))]
    return group_rows(pa.table({"key": pa.array([*keys], TEXT), "value": pa.array(values, TEXT)}), "key", IDS)


@pytest.mark.parametrize(
    ("keys", "values", "offsets"),
    [
        ("aabc", ["0", "1", "2", "3"], [0, 2, 3, 4]),
        ("cab", ["1", "2", "0"], [0, 1, 2, 3]),
        ("cxaya", ["2", "4", "0"], [0, 2, 2, 3]),
        ("aba", ["0", "2", "1"], [0, 2, 3, 3]),
        ("xy", [], [0, 0, 0, 0]),
        ("", [], [0, 0, 0, 0]),
    ],
)
def test_rows_come_in_the_order_of_their_owners_and_strangers_stay_out(
    keys: str, values: list[str], offsets: list[int]
) -> None:
    found = rows(keys)
    assert found.table.column_names == ["value"]
    assert (found.table["value"].to_pylist(), found.offsets.tolist()) == (values, offsets)


def test_each_row_gets_the_id_of_its_owner() -> None:
    assert keyed_rows(rows("ca"), "key", IDS).to_pydict() == {"key": ["a", "c"], "value": ["1", "0"]}


def test_an_owner_without_rows_has_a_row_that_is_null() -> None:
    owner, row = rows("cac").rows_with_empty()
    assert (owner.to_pylist(), row.to_pylist()) == ([0, 1, 2, 2], [0, None, 1, 2])


def test_a_value_that_an_owner_has_already_is_left_out() -> None:
    table = pa.table({"value": pa.array(["x", "y", "x", "x"], TEXT).dictionary_encode()})
    found = Grouped(table, np.array([0, 0, 0, 2]), np.array([0, 3, 3, 4])).first_of_each("value")
    assert found.join_texts("value").to_pylist() == ["x; y", "", "x"]


def test_rows_that_are_kept_keep_no_other_words() -> None:
    table = pa.table({"value": pa.array(["x", "y", "z", "y"], TEXT).dictionary_encode()})
    kept = Grouped(table, np.array([0, 0, 1, 2]), np.array([0, 2, 3, 4])).keep(np.array([False, True, False, True]))
    words = column(kept.table, "value")
    assert (words.to_pylist(), words.dictionary.to_pylist()) == (["y", "y"], ["y"])
    assert (kept.owner.tolist(), kept.offsets.tolist()) == ([0, 2], [0, 1, 1, 2])
    assert words_of(kept.table, "value") == ["y"]
