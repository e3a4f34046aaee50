"""The index finds the same events as a plain comparison of columns."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import day_number
from geo.event_index import index_events

DAY = date(2024, 2, 27)
days = st.none() | st.integers(0, 9).map(lambda number: DAY + timedelta(days=number))
events = st.lists(st.tuples(days, st.integers(0, 4)), max_size=12)


def table_of(events: list[tuple[date | None, int]]) -> pd.DataFrame:
    ends = [start and start + timedelta(days=more) for start, more in events]
    return pd.DataFrame({
        "event_id": [str(number) for number in range(len(events))],
        "start_date": pd.to_datetime(pd.Series([start for start, _more in events], dtype="object")),
        "end_date": pd.to_datetime(pd.Series(ends, dtype="object")),
        "agency_code": "",
        "precision": "city",
        "place_id": None,
    })  # fmt: skip


@given(events, days, days, st.booleans())
def test_a_window_holds_the_events_that_overlap_it(
    given_events: list[tuple[date | None, int]], first: date | None, last: date | None, undated: bool
) -> None:
    index = index_events(table_of(given_events), pd.DataFrame({"event_id": [], "commodity_code": []}))
    found = index.select(*(day and day_number(day) for day in (first, last)), undated=undated, passing={})

    def is_shown(start: date | None, more: int) -> bool:
        if start is None:
            return undated
        return (first is None or start + timedelta(days=more) >= first) and (last is None or start <= last)

    assert found.tolist() == [number for number, event in enumerate(given_events) if is_shown(*event)]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [(["c0"], [0]), (["c128"], [0]), (["c129"], [1]), (["c63", "c129"], [0, 1]), (["tea"], []), (["tea", "c1"], [0])],
)
def test_an_event_has_any_of_its_commodities_however_many_there_are(wanted: list[str], shown: list[int]) -> None:
    codes = [f"c{number}" for number in range(130)]
    items = pd.DataFrame({"event_id": ["0"] * 129 + ["1"], "commodity_code": codes})
    index = index_events(table_of([(DAY, 0), (DAY, 0)]), items)
    assert index.select(None, None, undated=True, passing={"commodity": wanted}).tolist() == shown
