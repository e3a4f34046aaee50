"""The reader's choices over the gazetteer's matches."""

from __future__ import annotations

import math

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import review
from geo.choices import Choice, empty_choices, read_choices, record_choice
from geo.errors import SchemaError

PLACES = pd.DataFrame({
    "place_id": ["nogales-az", "nogales-son", "naco-az"],
    "name": ["Nogales", "Nogales", "Naco"],
    "kind": "city",
    "country": ["US", "MX", "US"],
    "admin1": ["AZ", "SON", "AZ"],
    "lon": [-110.934, -110.942, -109.948],
    "lat": [31.340, 31.308, 31.335],
    "radius_km": [5.0, 5.0, float("nan")],
})  # fmt: skip
TEXTS = pd.Series(["Nogales", "NOGALES ", "Naco", "el Río", "el rio"], index=[7, 7, 3, 2, 1])
CONTEXTS = pd.Series(["CBP", "", "", "SEDENA", ""], index=TEXTS.index)
MATCHES = pd.DataFrame({
    "place_id": ["", "", "naco-az", "", ""],
    "matched_name": ["", "", "Naco", "", ""],
    "kind": ["", "", "city", "", ""],
    "precision": ["unresolved", "unresolved", "city", "unresolved", "unresolved"],
    "lon": [math.nan, math.nan, -109.948, math.nan, math.nan],
    "lat": [math.nan, math.nan, 31.335, math.nan, math.nan],
    "radius_km": [math.nan, math.nan, 4.0, math.nan, math.nan],
    "method": ["name", "name", "name", "", ""],
    "score": [50.0, 50.0, 70.0, 0.0, 0.0],
    "status": ["ambiguous", "ambiguous", "resolved", "unresolved", "unresolved"],
    "candidates": ["Nogales (city, SON); Nogales (city, AZ)"] * 2 + [""] * 3,
    "reason": ["twins", "twins", "", "unknown", "unknown"],
}, index=TEXTS.index)  # fmt: skip


def choices_of(*choices: Choice) -> pd.DataFrame:
    frame = empty_choices()
    for choice in choices:
        frame = record_choice(frame, choice)
    return frame


def test_the_same_text_is_placed_by_the_same_choice() -> None:
    choices = choices_of(Choice("nogales", place_id="nogales-son", chosen_by="Ana"))
    reviewed = review.apply_choices(MATCHES, TEXTS, choices, PLACES, contexts=CONTEXTS)
    expected = MATCHES.copy()
    chosen = [
        "nogales-son",
        "Nogales",
        "city",
        "city",
        -110.942,
        31.308,
        5.0,
        "reader",
        0.0,
        "resolved",
        "",
        "chosen by Ana",
    ]
    expected.iloc[0] = expected.iloc[1] = chosen
    pd.testing.assert_frame_equal(reviewed, expected)


def test_a_choice_for_a_context_goes_before_one_for_the_text_alone() -> None:
    choices = choices_of(
        Choice("el rio", lon=-100.0, lat=26.0), Choice("el rio", "sedena", lon=-99.0, lat=27.0, radius_km=2)
    )
    reviewed = review.apply_choices(MATCHES, TEXTS, choices, PLACES, contexts=CONTEXTS)
    columns = ["matched_name", "kind", "precision", "lon", "lat", "radius_km", "method", "status", "reason"]
    assert reviewed[columns].iloc[3:].to_numpy().tolist() == [
        ["el rio", "near", "near", -99.0, 27.0, 2.0, "reader", "resolved", "chosen by the reader"],
        ["el rio", "near", "near", -100.0, 26.0, 5.0, "reader", "resolved", "chosen by the reader"],
    ]


def test_a_later_choice_replaces_the_earlier_one_of_the_same_text() -> None:
    choices = choices_of(
        Choice("El Río", place_id="naco-az"), Choice("x", place_id="naco-az"), Choice("el  rio", place_id="nogales-az")
    )
    assert choices[["text", "place_id"]].to_numpy().tolist() == [["x", "naco-az"], ["el  rio", "nogales-az"]]


def test_choices_survive_as_text() -> None:
    choices = choices_of(Choice("a", place_id="naco-az", chosen_by="Ana"), Choice("b", "CBP", lon=-100.5, lat=26.25))
    as_text = choices.astype(object).where(choices.notna(), "").astype(str)
    assert [each.key for each in read_choices(as_text)] == [("a", ""), ("b", "cbp")]
    pd.testing.assert_frame_equal(record_choice(as_text.iloc[:1], Choice("b", "CBP", lon=-100.5, lat=26.25)), choices)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": " ", "place_id": "naco-az"}, "a choice has no text"),
        ({"text": "a"}, "the choice for 'a' needs a place_id or a lon and lat, and not both"),
        (
            {"text": "a", "place_id": "naco-az", "lon": "1", "lat": "1"},
            "needs a place_id or a lon and lat, and not both",
        ),
        ({"text": "a", "lon": "1", "lat": ""}, "the choice for 'a' has no point on Earth: lon 1.0, lat nan"),
        ({"text": "a", "lon": "1", "lat": "91"}, "the choice for 'a' has no point on Earth: lon 1.0, lat 91.0"),
        ({"text": "a", "lon": "1", "lat": "9", "radius_km": "0"}, "radius 0.0 km"),
        ({"text": "a", "lon": "west", "lat": "9"}, "the choice for 'a' has lon 'west': expected a number"),
        ({"text": "a", "place_id": "atlantis"}, "names the place 'atlantis', which is not in the gazetteer"),
        ({"place_id": "naco-az"}, "the choices have no column 'text'"),
    ],
)
def test_a_choice_without_meaning_is_refused(fields: dict[str, str], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        review.apply_choices(MATCHES, TEXTS, pd.DataFrame([fields]), PLACES)


def test_no_choice_changes_nothing() -> None:
    reviewed = review.apply_choices(MATCHES, TEXTS, empty_choices(), PLACES, contexts=CONTEXTS)
    pd.testing.assert_frame_equal(reviewed, MATCHES)


def test_statuses_are_counted_in_one_order_with_zeros() -> None:
    assert review.count_statuses(MATCHES).to_dict() == {"resolved": 1, "ambiguous": 2, "unresolved": 2}
    assert review.count_statuses(MATCHES.iloc[:0]).to_dict() == {"resolved": 0, "ambiguous": 0, "unresolved": 0}


def test_candidates_are_the_places_a_match_names() -> None:
    assert review.list_candidates(MATCHES["candidates"].iloc[0], PLACES)["place_id"].tolist() == [
        "nogales-son",
        "nogales-az",
    ]
    assert review.list_candidates("Calle 1, Tijuana, México", PLACES).empty
    assert review.list_candidates("", PLACES).empty


def test_a_reviewed_table_becomes_points_and_keeps_unplaced_rows() -> None:
    points = review.reviewed_points(MATCHES.reset_index(drop=True).astype(str))
    assert points.crs == "EPSG:4326"
    expected = gpd.GeoSeries.from_wkt([None, None, "POINT (-109.948 31.335)", None, None], crs=4326)
    pd.testing.assert_series_equal(points.geometry.to_wkt(), expected.to_wkt())
    assert '"geometry": null' in points.to_json()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["Nogales", "nogáles", "Naco", "x"]), st.sampled_from(["", "CBP"])), max_size=8)
)
def test_each_text_and_context_has_one_choice_and_the_last_counts(keys: list[tuple[str, str]]) -> None:
    choices = choices_of(*(Choice(text, context, lon=float(at), lat=0.0) for at, (text, context) in enumerate(keys)))
    last = {Choice(text, context, lon=float(at), lat=0.0).key: float(at) for at, (text, context) in enumerate(keys)}
    assert {choice.key: choice.lon for choice in read_choices(choices)} == last
    assert len(choices) == len(last)
