"""Territories, containing and facing plazas, nearest crossings and claims in time, on squares written by hand."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from geo.errors import SchemaError
from geo.territory import (
    assign_plaza,
    build_territories,
    claims_valid_in,
    facing_plaza,
    nearest_crossing,
    require_crs,
)  # fmt: skip

WEST, EAST, SOUTH = box(-111.0, 31.0, -110.5, 31.3), box(-110.5, 31.0, -110.0, 31.3), box(-111.0, 30.0, -110.0, 31.0)
MUNICIPALITIES = gpd.GeoDataFrame({"cvegeo": ["26001", "26002", "26003"]}, geometry=[WEST, EAST, SOUTH], crs=4326)
LISTED = pd.DataFrame(
    {
        "plaza_id": ["east", "inland", "strip", "west"],
        "name": ["East", "Inland", "Strip", "West"],
        "kind": ["border", "city", "border", "border"],
        "municipalities": ["26002", "26003", "26001; 26002", "26001"],
    }
)
BORDER = gpd.GeoDataFrame(geometry=[LineString([(-111.0, 31.3), (-110.0, 31.3)])], crs=4326)


def points(*coordinates: tuple[float, float]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[Point(pair) for pair in coordinates], crs=4326)


@pytest.fixture
def plazas() -> gpd.GeoDataFrame:
    return build_territories(LISTED, MUNICIPALITIES)


def test_a_territory_is_the_union_of_its_municipalities(plazas: gpd.GeoDataFrame) -> None:
    assert plazas.crs == MUNICIPALITIES.crs
    assert plazas.drop(columns="geometry").equals(LISTED)
    for got, expected in zip(plazas.geometry, [EAST, SOUTH, box(-111.0, 31.0, -110.0, 31.3), WEST], strict=True):
        assert got.equals(expected)


def test_every_unknown_municipality_is_named_at_once() -> None:
    wrong = LISTED.assign(municipalities=["26002", "99999", "26001; 88888", ""])
    with pytest.raises(SchemaError) as caught:
        build_territories(wrong, MUNICIPALITIES)
    for part in ("'inland': '99999'", "'strip': '88888'", "'west': ''", "plazas.csv"):
        assert part in str(caught.value)


def test_a_wrong_crs_stops_every_spatial_step(plazas: gpd.GeoDataFrame) -> None:
    spots = points((-110.7, 31.4))
    metric = spots.to_crs(6933)
    with pytest.raises(SchemaError):
        build_territories(LISTED, MUNICIPALITIES.to_crs(6933))
    with pytest.raises(SchemaError):
        assign_plaza(metric, plazas)
    with pytest.raises(SchemaError):
        assign_plaza(spots, plazas.to_crs(6933))
    with pytest.raises(SchemaError):
        facing_plaza(spots, plazas, BORDER.to_crs(6933))
    with pytest.raises(SchemaError):
        nearest_crossing(metric, spots.assign(place_id="a"))


def test_a_point_belongs_to_the_smallest_territory_around_it(plazas: gpd.GeoDataFrame) -> None:
    spots = points((-110.7, 31.1), (-110.2, 31.1), (-110.7, 30.5), (-110.7, 31.4)).set_axis([10, 11, 12, 13])
    expected = pd.Series(["west", "east", "inland", None], index=[10, 11, 12, 13], name="plaza_id", dtype=object)
    pd.testing.assert_series_equal(assign_plaza(spots, plazas), expected)


def test_of_two_equal_territories_the_last_is_taken() -> None:
    twins = LISTED.iloc[[0, 3]].assign(municipalities="26001")
    assert assign_plaza(points((-110.7, 31.1)), build_territories(twins, MUNICIPALITIES)).tolist() == ["west"]


def test_a_point_without_coordinates_has_no_plaza_and_no_crossing(plazas: gpd.GeoDataFrame) -> None:
    spots = gpd.GeoDataFrame(geometry=[Point(), None, Point(-110.7, 31.1)], crs=4326)
    crossings = points((-110.7, 31.3)).assign(place_id="a")
    assert assign_plaza(spots, plazas).tolist() == [None, None, "west"]
    assert facing_plaza(spots, plazas, BORDER).tolist() == [None, None, "west"]
    assert nearest_crossing(spots, crossings)["nearest_crossing_id"].tolist() == [None, None, "a"]


def test_a_us_point_faces_the_nearest_border_plaza_within_the_limit(plazas: gpd.GeoDataFrame) -> None:
    spots = points((-110.8, 31.4), (-110.1, 31.7), (-110.1, 32.0))
    assert facing_plaza(spots, plazas, BORDER).tolist() == ["west", "east", None]
    assert facing_plaza(spots, plazas, BORDER, max_km=100).tolist() == ["west", "east", "east"]
    assert facing_plaza(spots, plazas, BORDER, max_km=5).tolist() == [None, None, None]


def test_an_inland_plaza_faces_nobody(plazas: gpd.GeoDataFrame) -> None:
    inland = plazas[plazas["kind"] == "city"]
    assert facing_plaza(points((-110.8, 31.4)), inland, BORDER).tolist() == [None]


def test_nearness_is_measured_in_kilometres_and_not_in_degrees() -> None:
    # From (-110, 31), 0.110 degrees of longitude are 10.5 km and 0.100 degrees of latitude are 11.1 km.
    crossings = points((-110.0, 31.1), (-109.89, 31.0)).assign(place_id=["north", "east"])
    got = nearest_crossing(points((-110.0, 31.0)).set_axis([7]), crossings)
    expected = pd.DataFrame({"nearest_crossing_id": ["east"], "nearest_crossing_km": [10.504]}, index=[7])
    expected["nearest_crossing_id"] = expected["nearest_crossing_id"].astype(object)
    pd.testing.assert_frame_equal(got, expected, atol=0.01)


def test_without_crossings_nothing_is_near() -> None:
    got = nearest_crossing(points((-110.0, 31.0)), points().assign(place_id=[]).set_crs(4326))
    assert got["nearest_crossing_id"].tolist() == [None]
    assert got["nearest_crossing_km"].isna().all()


def test_a_plaza_with_a_hole_does_not_hold_what_lies_in_it() -> None:
    ring = Polygon(box(-111, 31, -110, 32).exterior, [box(-110.6, 31.4, -110.4, 31.6).exterior])
    plaza = gpd.GeoDataFrame({"plaza_id": ["ring"], "kind": ["city"]}, geometry=[ring], crs=4326)
    assert assign_plaza(points((-110.5, 31.5), (-110.9, 31.5)), plaza).tolist() == [None, "ring"]


@pytest.mark.parametrize(
    ("date_from", "date_to", "expected"),
    [
        (date(2023, 11, 7), date(2023, 11, 7), ["ended", "started", "always"]),
        (date(2023, 11, 8), date(2024, 1, 1), ["started", "always"]),
        (date(2020, 1, 1), date(2023, 11, 6), ["ended", "always"]),
        (date(2010, 1, 1), date(2018, 3, 31), ["always"]),
        (None, date(2018, 4, 1), ["ended", "always"]),
        (date(2030, 1, 1), None, ["started", "always"]),
        (None, None, ["ended", "started", "always"]),
    ],
)
def test_a_claim_holds_on_both_its_ends(date_from: date | None, date_to: date | None, expected: list[str]) -> None:
    claims = pd.DataFrame(
        {
            "claim_id": ["ended", "started", "always"],
            "valid_from": pd.to_datetime(["2018-04-01", "2023-11-07", None]),
            "valid_to": pd.to_datetime(["2023-11-07", None, None]),
        }
    )
    assert claims_valid_in(claims, date_from, date_to)["claim_id"].tolist() == expected


def test_a_layer_in_another_projection_is_refused() -> None:
    with pytest.raises(SchemaError, match="expected EPSG:4326"):
        require_crs(gpd.GeoDataFrame(geometry=[], crs=3857), "municipalities")
