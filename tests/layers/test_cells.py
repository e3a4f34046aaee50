"""Cells become JSON without inventing anything."""

from __future__ import annotations

import pandas as pd
import pytest

from layers.cells import day_number, flag, iso_day, number, parts, period_text, text
from layers.details import quantity_reported


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2024-07-01", "2024-07-01", "day", "2024-07-01"),
        ("2024-07-01", "2024-07-09", "day", "2024-07-01 to 2024-07-09"),
        ("2024-07-01", "2024-07-31", "month", "2024-07"),
        ("2024-07-01", "2024-08-31", "month", "2024-07 to 2024-08"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        (None, None, "unknown", "date not given"),
    ],
)
def test_a_period_is_told_no_sharper_than_its_precision(
    start: str | None, end: str | None, precision: str, words: str
) -> None:
    assert period_text(pd.Timestamp(start), pd.Timestamp(end), precision) == words


def test_what_is_unknown_stays_unknown() -> None:
    nothing = [None, float("nan"), pd.NaT, pd.NA]
    assert [text(value) for value in nothing] == [""] * 4
    assert [number(value) for value in nothing] == [None] * 4
    assert [iso_day(value) for value in nothing] == [None] * 4
    assert [day_number(value) for value in nothing] == [None] * 4
    assert [flag(value) for value in nothing] == [False] * 4
    assert parts("") == []


def test_days_are_counted_from_1970() -> None:
    assert [day_number(pd.Timestamp(day)) for day in ("1969-12-31", "1970-01-01", "2024-02-29")] == [-1, 0, 19782]


def test_a_flag_is_a_boolean_or_the_word_of_a_csv() -> None:
    assert [flag(value) for value in (True, "true", "false", False)] == [True, True, False, False]


def test_a_list_cell_is_split_and_trimmed() -> None:
    assert parts("26043; 26055 ;") == ["26043", "26055"]


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [("254", "lb", "254 lb"), ("254 lb", "lb", "254 lb"), ("", "", ""), ("many", "", "many")],
)
def test_a_quantity_keeps_the_words_of_its_publisher(quantity: str, unit: str, words: str) -> None:
    assert quantity_reported({"quantity_reported": quantity, "unit_reported": unit}) == words
