"""The view reads and writes its permalink, and decides which events are shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.view import LAYERS, NAMES, View, select_events

words = st.lists(st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True), max_size=4, unique=True).map(tuple)


@st.composite
def views(draw: st.DrawFn) -> View:
    days = sorted(draw(st.tuples(st.dates(), st.dates())))
    start, end = draw(st.sampled_from([(None, None), (days[0], None), (None, days[1]), (days[0], days[1])]))
    lists = {name: draw(words) for name in ("commodities", "agencies", "plazas", "ports", "places", "precisions")}
    degrees = [st.integers(-most * 10_000, most * 10_000).map(lambda n: n / 10_000) for most in (85, 180)]
    return View(
        start, end, **lists, undated=draw(st.booleans()), size=draw(st.sampled_from(["count", "heroin"])),
        hidden=draw(st.lists(st.sampled_from(LAYERS), unique=True).map(tuple)),
        position=draw(st.none() | st.tuples(st.integers(0, 2200).map(lambda n: n / 100), *degrees)),
        opened=draw(st.sampled_from(["", "sources", "embed", "place:nogales-port", "plaza:tijuana", "port:naco-port"])),
    )  # fmt: skip


@given(views())
def test_a_view_survives_its_permalink(view: View) -> None:
    assert View.from_query(view.to_query()) == (view, [])


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), st.text(max_size=12), max_size=6))
def test_any_address_is_read_and_what_was_understood_survives(query: dict[str, str]) -> None:
    view, problems = View.from_query(query)
    assert View.from_query(view.to_query()) == (view, [])
    assert len(problems) >= len(set(query) - {*NAMES})


def test_how_a_view_is_looked_at_stands_in_the_address_and_not_in_its_selection() -> None:
    sight = {"hidden": ("plazas", "ports"), "position": (8.25, 31.3333, -110.94), "opened": "sources"}
    view = View(commodities=("heroin",), **sight)
    assert view.to_query() == {
        "commodity": "heroin", "hide": "plazas,ports", "map": "8.25/31.3333/-110.94", "open": "sources",
    }  # fmt: skip
    assert view.selection() == View(commodities=("heroin",))


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"hide": "clouds"}, "'hide' has no 'clouds'; it is left out."),
        ({"map": "8/95/0"}, "'map' is '8/95/0'; write zoom, latitude and longitude, as 8/31.33/-110.94."),
        ({"open": "door"}, "'open' has no 'door'; it is left out."),
        ({"from": "20240701"}, "'from' is '20240701', which is not a date; write it as 2024-07-01."),
        ({"from": "yesterday"}, "'from' is 'yesterday', which is not a date; write it as 2024-07-01."),
        ({"undated": "maybe"}, "'undated' is 'maybe'; expected 0 or 1."),
        ({"zoom": "3"}, "'zoom' is no parameter of the map; it is left out."),
        ({"commodity": "tea"}, "'commodity' has no 'tea'; it is left out."),
        ({"size": "tea"}, "'size' is 'tea'; expected count or a commodity."),
        (
            {"from": "2024-02-01", "to": "2024-01-01"},
            "'from' is '2024-02-01', after 'to' '2024-01-01'; the dates are left open.",
        ),
    ],
)
def test_a_bad_parameter_keeps_its_default_and_is_reported(query: dict[str, str], problem: str) -> None:
    assert View.from_query(query, {"commodity": ["heroin"]}) == (View(), [problem])


@pytest.fixture
def atlas(make_atlas: Any) -> Any:
    return make_atlas(
        seizures=pd.DataFrame(
            {
                "event_id": ["day", "month", "undated", "elsewhere"],
                "start_date": pd.to_datetime(["2024-01-31", "2024-02-01", None, "2023-05-05"]),
                "end_date": pd.to_datetime(["2024-01-31", "2024-02-29", None, "2023-05-05"]),
                "agency_code": ["cbp", "cbp", "dea", "gn"],
                "precision": ["crossing", "port", "city", "near"],
                "place_id": ["deconcini", "nogales-port", "nogales-son", ""],
            }
        ),
        seizure_items=pd.DataFrame(
            {
                "event_id": ["day", "day", "month", "undated", "elsewhere"],
                "commodity_code": ["fentanyl", "heroin", "heroin", "currency", "fentanyl"],
            }
        ),
        places=pd.DataFrame(
            {
                "place_id": ["deconcini", "nogales-port", "nogales-son"],
                "parent_id": ["nogales-port", "", ""],
                "plaza_id": ["", "", "nogales"],
                "facing_plaza_id": ["nogales", "nogales", ""],
            }
        ),
    )


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (View(), ["day", "month", "undated", "elsewhere"]),
        (View(undated=False), ["day", "month", "elsewhere"]),
        (View(date_from=date(2024, 2, 29), undated=False), ["month"]),
        (View(date_from=date(2024, 3, 1), undated=False), []),
        (View(date_from=date(2024, 1, 31), date_to=date(2024, 1, 31)), ["day", "undated"]),
        (View(date_to=date(2024, 2, 1), undated=False), ["day", "month", "elsewhere"]),
        (View(commodities=("fentanyl",)), ["day", "elsewhere"]),
        (View(agencies=("gn", "dea")), ["undated", "elsewhere"]),
        (View(precisions=("near",)), ["elsewhere"]),
        (View(plazas=("nogales",)), ["day", "month", "undated"]),
        (View(ports=("nogales-port",)), ["day", "month"]),
        (View(ports=("deconcini",)), ["day"]),
        (View(places=("nogales-port",)), ["month"]),
        (View(plazas=("nogales",), commodities=("heroin",), date_from=date(2024, 2, 1)), ["month"]),
    ],
)
def test_an_event_is_shown_when_it_passes_every_filter(atlas: Any, view: View, shown: list[str]) -> None:
    assert atlas.seizures.loc[select_events(atlas, view), "event_id"].tolist() == shown
