"""JSON made by columns is the JSON that is made row by row."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.arrow_json import Json, json_column, json_lists, json_objects
from layers.arrow_text import TEXT, bytes_of, change_words, day_column, join_lists, text_column, word_column

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ROWS = st.lists(st.tuples(TEXTS, st.none() | st.floats(allow_nan=False, allow_infinity=False)), min_size=1, max_size=6)


@given(rows=ROWS, skipped=st.integers(0, 3))
def test_an_object_reads_back_as_its_row(rows: list[tuple[str, float | None]], skipped: int) -> None:
    texts, numbers = ([*values] for values in zip(*rows, strict=True))
    columns = {"a \"b\"": pa.array(texts, TEXT)[skipped:], "number": pa.array(numbers, pa.float64())[skipped:]}
    if len(columns["number"]):
        found = [json.loads(row) for row in json_objects(columns).to_pylist()]
        assert found == [{"a \"b\"": text, "number": number} for text, number in rows[skipped:]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array(["", "é", 'a"b\\c\n', "\x00"], TEXT), ['""', '"é"', '"a\\"b\\\\c\\n"', '"\\u0000"']),
        (pa.array([2.0, 0.5, None, -110.941234]), ["2", "0.5", "null", "-110.941234"]),
        (pa.array([date(2024, 2, 29), None]), ['"2024-02-29"', "null"]),
    ],
)
def test_a_value_becomes_json(values: pa.Array, expected: list[str]) -> None:
    assert json_column(values).texts.to_pylist() == expected


def test_a_day_that_is_unknown_is_null_in_an_object() -> None:
    days = day_column(pd.Series(pd.to_datetime(["2024-07-01", None])).astype("datetime64[ns]"))
    empty = text_column(pd.Series([None, None], dtype="str"))
    assert json_objects({"day": days, "text": empty}, after=";").to_pylist() == [
        '{"day":"2024-07-01","text":""};', '{"day":null,"text":""};',
    ]  # fmt: skip


def test_lists_are_joined_by_their_offsets_and_may_be_empty() -> None:
    values, offsets = pa.array(["1", "2", "3"], TEXT), np.array([0, 2, 2, 3])
    assert join_lists(values, offsets, "; ").to_pylist() == ["1; 2", "", "3"]
    assert json_lists(Json([values]), offsets).texts.to_pylist() == ["[1,2]", "[]", "[3]"]


def test_the_bytes_of_a_slice_are_those_of_its_texts() -> None:
    assert bytes(bytes_of(pa.array(["a", "bé", "c", "d"], TEXT)[1:3])) == "béc".encode()
    assert bytes(bytes_of(pa.array([], TEXT))) == b""


def test_words_are_kept_once_and_empty_where_unknown() -> None:
    words = word_column(pd.Series(["b", None, "b", "a"], dtype="str"))
    assert (words.to_pylist(), words.dictionary.to_pylist()) == (["b", "", "b", "a"], ["b", "", "a"])
    assert word_column(pd.Series([None, ""], dtype="str")).dictionary.to_pylist() == [""]


def test_words_that_change_into_the_same_become_one() -> None:
    changed = change_words(word_column(pd.Series(["b", "c", "a", "b"], dtype="str")), pa.array(["x", "y", "x"], TEXT))
    assert (changed.to_pylist(), changed.dictionary.to_pylist()) == (["x", "y", "x", "x"], ["x", "y"])
