"""Which events stand at a place of the gazetteer, and what the other spots are called."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.spots import name_spots, settle_spots

NONE = float("nan")
PLACES = pd.DataFrame({
    "place_id": ["nogales", "deconcini", "i-19", "lost"], "kind": ["city", "crossing", "road", "town"],
    "lon": [-110.94, -110.9428, -111.0, NONE], "lat": [31.34, 31.3328, 31.5, NONE],
})  # fmt: skip


@pytest.mark.parametrize(
    ("place_id", "precision", "lon", "lat", "expected"),
    [
        ("nogales", "city", -110.94, 31.34, ("nogales", "city")),
        ("nogales", "", -110.94, 31.34, ("nogales", "city")),
        ("deconcini", "city", -110.9428, 31.3328, ("deconcini", "crossing")),
        ("nogales", "near", -110.94, 31.34, ("near-w110940-n31340-r4", "near")),
        ("nogales", "city", -110.95, 31.34, ("near-w110950-n31340-r4", "near")),
        ("i-19", "near", -111.0, 31.5, ("near-w111000-n31500-r4", "near")),
        ("", "", -111.0, 31.5, ("near-w111000-n31500-r4", "near")),
        ("lost", "city", -111.0, 31.5, ("near-w111000-n31500-r4", "near")),
        ("unheard", "port", 111.0, -31.5, ("near-e111000-s31500-r4", "near")),
        ("", "unresolved", NONE, NONE, ("", "unresolved")),
    ],
)
def test_an_event_away_from_its_place_is_at_a_spot_of_its_own(
    place_id: str, precision: str, lon: float, lat: float, expected: tuple[str, str]
) -> None:
    event = pd.DataFrame({"place_id": [place_id], "precision": [precision], "lon": [lon], "lat": [lat],
                          "radius_km": [3.2]})  # fmt: skip
    settled = settle_spots(event, PLACES)
    assert (settled["place_id"].iloc[0], settled["precision"].iloc[0]) == expected
    again = settle_spots(settled, PLACES)
    pd.testing.assert_frame_equal(again, settled)


def test_all_events_at_one_place_have_one_precision() -> None:
    events = pd.DataFrame({
        "place_id": ["nogales", "nogales", "nogales", "", "deconcini"],
        "precision": ["city", "near", "port", "near", ""],
        "lon": [-110.94, -110.94, -110.9, -110.94, -110.9428], "lat": [31.34, 31.34, 31.3, 31.34, 31.3328],
        "radius_km": [5.0, 15.0, 5.0, 0.5, 0.3],
    })  # fmt: skip
    pairs = settle_spots(events, PLACES)[["place_id", "precision"]].drop_duplicates()
    assert pairs["place_id"].is_unique
    assert pairs["place_id"].tolist() == ["nogales", "near-w110940-n31340-r15", "near-w110900-n31300-r5",
                                          "near-w110940-n31340-r1", "deconcini"]  # fmt: skip


def test_east_is_not_west_and_a_tenth_is_not_a_thousandth() -> None:
    spots = pd.DataFrame({"lon": [-110.9, 110.9, -110.009, -0.0001], "lat": [31.3, 31.3, -31.3, 0.0],
                          "radius_km": [NONE, 0.0, 2.0, 2.1]})  # fmt: skip
    assert name_spots(spots).tolist() == ["near-w110900-n31300-r0", "near-e110900-n31300-r0", "near-w110009-s31300-r2",
                                          "near-e0-n0-r3"]  # fmt: skip
