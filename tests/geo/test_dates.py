from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import Period, day_number, iso_date, parse_period
from geo.errors import SchemaError


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024-07-01", "2024-07-01", "2024-07-01", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("", "", "", "unknown"),
    ],
)
def test_the_length_of_a_date_is_its_precision(text: str, start: str, end: str, precision: str) -> None:
    period = parse_period(text)
    assert (iso_date(period.start), iso_date(period.end), period.precision) == (start, end, precision)


@pytest.mark.parametrize("text", ["2024-13", "2023-02-29", "--05-04", "1 July 2024", "2024-7-1", "0000", "24"])
def test_a_date_that_is_none_is_refused_with_its_value(text: str) -> None:
    with pytest.raises(SchemaError, match="is not a calendar date") as error:
        parse_period(text)
    assert repr(text) in str(error.value)


def test_days_are_counted_from_1970() -> None:
    assert parse_period("1970-01-02") == Period(1, 1, "day")


@pytest.mark.parametrize(
    ("day", "overlaps"),
    [("2024-06-30", False), ("2024-07-01", True), ("2024-07-31", True), ("2024-08-01", False), ("", False)],
)
def test_a_month_overlaps_its_first_and_last_day_and_no_unknown_date(day: str, overlaps: bool) -> None:
    assert parse_period("2024-07").overlaps(parse_period(day)) is overlaps


@given(st.dates())
def test_every_day_survives_writing_and_reading(day: date) -> None:
    assert parse_period(iso_date(day_number(day))) == Period(day_number(day), day_number(day), "day")
