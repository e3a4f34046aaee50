"""What the totals of a view count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from geo.summary import (
    Figures,
    chart_groups,
    count_by_agency,
    count_by_period,
    count_by_place,
    sum_weights,
    summarise,
)
from geo.view import View

NONE = float("nan")


@pytest.fixture
def atlas(make_atlas: Any) -> Any:
    seizures = pd.DataFrame(
        [
            ("a", "2024-01-05", "2024-01-05", "day", "p1", "Port", "port", "cbp", "CBP", "at Port"),
            ("b", "2024-01-01", "2024-01-31", "month", "p1", "Port", "port", "cbp", "CBP", "Port"),
            ("c", "2023-01-01", "2023-12-31", "year", "", "", "unresolved", "", "police", "somewhere"),
            ("d", None, None, "unknown", "p2", "Town", "city", "", "", "Town"),
        ],
        columns=["event_id", "start_date", "end_date", "date_precision", "place_id", "place_name", "precision",
                 "agency_code", "agency_reported", "place_reported"],
    )  # fmt: skip
    for name in ("start_date", "end_date"):
        seizures[name] = pd.to_datetime(seizures[name]).astype("datetime64[ns]")
    items = pd.DataFrame(
        [
            ("i1", "a", "heroin", "2", "kg", 2.0, ""),
            ("i2", "a", "fentanyl", "1,000", "pills", NONE, ""),
            ("i3", "a", "fentanyl", "0.5", "kg", 0.5, "i2"),
            ("i4", "b", "heroin", "3", "kg", 3.0, ""),
            ("i5", "c", "cash", "900", "USD", NONE, ""),
            ("i6", "d", "opium", "1", "kg", 1.0, ""),
        ],
        columns=["item_id", "event_id", "commodity_code", "quantity_reported", "unit_reported", "quantity_kg",
                 "alternative_of"],
    )  # fmt: skip
    commodities = pd.DataFrame(
        [
            ("fentanyl", "Fentanyl", "drug", "#1"),
            ("heroin", "Heroin", "drug", "#2"),
            ("opium", "Opium", "drug", "#6"),
            ("other_drugs", "Other drugs", "drug", "#6"),
            ("cash", "Cash", "proceeds", "#3"),
        ],
        columns=["commodity_code", "label_en", "family", "colour"],
    )
    return make_atlas(
        places=pd.DataFrame({"place_id": ["p1", "p2", "p3"], "admin1": ["AZ", "AZ", "SON"]}),
        seizures=seizures,
        seizure_items=items,
        commodities=commodities,
        agencies=pd.DataFrame({"agency_code": ["cbp"], "label_en": ["Customs"]}),
        reports=pd.DataFrame({"event_id": ["a", "a", "b"], "source_id": ["s1", "s2", "s2"]}),
        sources=pd.DataFrame({"source_id": ["s1", "s2"], "url": ["https://one.example", "https://two.example"]}),
        rejects=pd.DataFrame({"stage": ["geocode", "validate"], "reason": ["several places", "no day"]}),
    )


def test_two_measures_of_one_load_are_never_added(atlas: Any) -> None:
    assert sum_weights(atlas.seizure_items) == {"heroin": 5.0, "opium": 1.0}


def test_the_figures_say_what_is_shown_and_what_is_left_out(atlas: Any) -> None:
    assert summarise(atlas, View(undated=False)) == Figures(
        events=3, places=1, weights_kg={"heroin": 5.0}, undated=0, undated_out=1, unplaced=1, rejects=1
    )


def test_a_commodity_filter_weighs_only_that_commodity(atlas: Any) -> None:
    found = summarise(atlas, View(commodities=("fentanyl",)))
    assert (found.events, found.weights_kg) == (1, {})


def test_commodities_that_share_a_colour_are_one_group(atlas: Any) -> None:
    assert chart_groups(atlas.commodities)["group"].tolist() == [
        "fentanyl", "heroin", "other_drugs", "other_drugs", "no_drugs",
    ]  # fmt: skip


def test_a_month_counts_an_event_once_in_each_group_and_leaves_out_what_has_no_month(atlas: Any) -> None:
    counts, unit = count_by_period(atlas, View())
    month = pd.Timestamp("2024-01-01")
    assert list(counts.itertuples(index=False, name=None)) == [(month, "fentanyl", 1), (month, "heroin", 2)]
    assert unit == "month"


@pytest.mark.parametrize(
    ("first", "unit", "periods"),
    [
        ("2022-02-03", "month", ["2022-02-01", "2024-01-01"]),
        ("2016-02-03", "quarter", ["2016-01-01", "2024-01-01"]),
        ("1999-02-03", "year", ["1999-01-01", "2024-01-01"]),
    ],
)
def test_the_unit_of_the_periods_follows_from_the_span(atlas: Any, first: str, unit: str, periods: list[str]) -> None:
    atlas.seizures.loc[1, "start_date"] = pd.Timestamp(first)
    counts, found = count_by_period(atlas, View(commodities=("heroin",)))
    assert (found, counts["period"].dt.strftime("%Y-%m-%d").tolist()) == (unit, periods)


def test_places_and_agencies_are_ranked_by_their_events(atlas: Any) -> None:
    assert count_by_place(atlas, View()).to_dict("list") == {
        "code": ["p1", "p2"], "name": ["Port", "Town"], "events": [2, 1],
    }  # fmt: skip
    assert count_by_agency(atlas, View(), most=1).to_dict("list") == {
        "code": ["cbp"], "name": ["Customs"], "events": [2],
    }  # fmt: skip


def test_two_places_of_one_name_are_told_apart_by_their_state(atlas: Any) -> None:
    atlas.seizures["place_id"] = ["p2", "p3", "p3", "p1"]
    atlas.seizures["place_name"] = ["Nogales", "Nogales", "Nogales", "Port"]
    assert count_by_place(atlas, View()).to_dict("list") == {
        "code": ["p3", "p2", "p1"],
        "name": ["Nogales, SON", "Nogales, AZ", "Port"],
        "events": [2, 1, 1],
    }


def test_an_empty_view_has_empty_tables(atlas: Any) -> None:
    view = View(date_to=date(1901, 1, 1), undated=False)
    assert count_by_period(atlas, view)[0].empty
    assert count_by_place(atlas, view).empty
