"""Dates of tables: each form read to its precision, an open order never guessed in silence."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.vocab import load_vocab
from geo.datecells import find_order, read_dates

MONTHS = load_vocab("months")


def read(*cells: str, order: str = "") -> list[tuple[str, str, str]]:
    frame = read_dates(pd.Series(list(cells), dtype="str"), MONTHS, order=order)
    days = frame[["start_date", "end_date"]].apply(lambda column: column.dt.strftime("%Y-%m-%d").fillna(""))
    return list(zip(days["start_date"], days["end_date"], frame["date_precision"], strict=True))


@pytest.mark.parametrize(
    "cell",
    ["2019-01-26", "2019-01-26T00:00:00", "2019-01-26 13:05", "2019/1/26", "20190126", "26/01/2019", "01/26/2019",
     "26.01.2019", "26 January 2019", "Jan. 26, 2019", "January 26th, 2019", "26 de enero de 2019", "26-ene-2019",
     "26-Jan-19", "sábado, 26 de enero del 2019", "Saturday, January 26, 2019", "43491", "43491.5",
     "1/26/2019 12:00:00 AM", "2019-01-26T05:00:00Z"],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(cell: str) -> None:
    assert read(cell) == [("2019-01-26", "2019-01-26", "day")]


@pytest.mark.parametrize("cell", ["2019-02", "02/2019", "febrero de 2019", "Feb 2019"])
def test_a_month_is_all_its_days(cell: str) -> None:
    assert read(cell) == [("2019-02-01", "2019-02-28", "month")]


def test_a_year_is_all_its_days_and_an_empty_cell_is_unknown() -> None:
    assert read("2019", "") == [("2019-01-01", "2019-12-31", "year"), ("", "", "unknown")]


@pytest.mark.parametrize("cell", ["31/31/2020", "2020-02-30", "abc", "1850-01-01", "--05-01", "99999", "29/02/2021"])
def test_what_is_no_date_is_told_and_stays_unknown(cell: str) -> None:
    frame = read_dates(pd.Series([cell], dtype="str"), MONTHS)
    assert frame["date_precision"].tolist() == ["unknown"]
    assert frame["problem"][0]


@pytest.mark.parametrize(("order", "day"), [("dmy", "2020-04-03"), ("mdy", "2020-03-04")])
def test_the_order_decides_an_open_date(order: str, day: str) -> None:
    assert read("03/04/2020", order=order) == [(day, day, "day")]


def test_an_open_date_without_an_order_is_refused() -> None:
    frame = read_dates(pd.Series(["03/04/2020", "25/04/2020", "04/25/2020"], dtype="str"), MONTHS)
    assert frame["date_precision"].tolist() == ["unknown", "day", "day"]
    assert "could be two days" in frame["problem"][0]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2020", "25/04/2020"], "dmy"),
        (["03/04/2020", "04/25/2020"], "mdy"),
        (["25/04/2020", "04/25/2020"], ""),
        (["03/04/2020"], ""),
    ],
)
def test_a_column_tells_its_order_by_days_beyond_twelve(cells: list[str], order: str) -> None:
    assert find_order(pd.Series(cells)) == order


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    read(text, order="dmy")


@settings(deadline=None, max_examples=60)
@given(st.dates(min_value=pd.Timestamp("1900-01-01").date(), max_value=pd.Timestamp("2100-12-31").date()))
def test_every_day_comes_back(day: object) -> None:
    assert read(str(day))[0] == (str(day), str(day), "day")
