"""What the curated places, their details and their sources must keep."""

from __future__ import annotations

import hashlib
import re
from itertools import combinations

import pandas as pd
import pytest
from pyproj import Geod

from data.curated import read_curated
from geo.schema import PLACE_KINDS, SOURCE_TIERS

GEOD = Geod(ellps="WGS84")
SEAPORTS = ["houston-seaport", "long-beach-seaport", "los-angeles-seaport", "san-diego-seaport"]
TWO_PORTS = "calexico-port"
"""The area of both ports of Calexico, for texts that do not say which."""
CLOSE_CROSSINGS: set[frozenset[str]] = set()
"""Pairs of crossings that really stand within 60 m of each other."""


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    table = read_curated("places").set_index("place_id", drop=False)
    return table.assign(**{name: table[name].astype(float) for name in ("lon", "lat", "radius_km")})


def km_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(GEOD.inv(*a, *b)[2]) / 1000


def points_of(places: pd.DataFrame) -> dict[str, tuple[float, float]]:
    return dict(zip(places["place_id"], zip(places["lon"], places["lat"], strict=True), strict=True))


def test_ids_are_unique_plain_and_sorted(places: pd.DataFrame) -> None:
    ids = places["place_id"].tolist()
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_kinds_countries_and_flags_are_known_words(places: pd.DataFrame) -> None:
    assert set(places["kind"]) <= set(PLACE_KINDS)
    assert set(places["country"]) == {"US", "MX"}
    assert set(places["approximate"]) == {"true", "false"}
    assert set(places["admin1"]) <= {"AZ", "CA", "NM", "TX", "BCN", "SON", "CHH", "COA", "NLE", "TAM", "SIN"}


def test_every_crossing_has_a_port_and_every_land_port_a_crossing(places: pd.DataFrame) -> None:
    crossings = places[places["kind"] == "crossing"]
    ports = places[(places["kind"] == "port") & ~places["place_id"].isin([*SEAPORTS, TWO_PORTS])]
    assert set(crossings["parent_id"]) == set(ports["place_id"])
    assert (places.loc[places["kind"] != "crossing", "parent_id"] == "").all()


def test_every_port_has_its_own_schedule_d_code(places: pd.DataFrame) -> None:
    ports = places[(places["kind"] == "port") & (places["place_id"] != TWO_PORTS)]
    land = ~ports["place_id"].isin(SEAPORTS)
    assert ports["code"].is_unique
    assert ports.loc[land, "code"].str.fullmatch(r"2[3-6]\d\d").all()
    assert ports.loc[~land, "code"].str.fullmatch(r"\d{4}").all()


def test_the_radius_of_a_port_covers_its_crossings(places: pd.DataFrame) -> None:
    points, radius = points_of(places), places["radius_km"].to_dict()
    for crossing, port in places.loc[places["kind"] == "crossing", "parent_id"].items():
        assert km_between(points[port], points[str(crossing)]) <= radius[port], crossing
    assert (places.loc[places["kind"] == "port", "radius_km"] >= 1.5).all()


def test_points_lie_in_the_border_band(places: pd.DataFrame) -> None:
    land = places[~places["place_id"].isin(SEAPORTS)]
    assert land["lat"].between(24.5, 35.5).all()
    assert land["lon"].between(-118.0, -97.0).all()
    assert (places["radius_km"] > 0).all()


def test_no_two_crossings_stand_within_60_m(places: pd.DataFrame) -> None:
    points = points_of(places[places["kind"] == "crossing"])
    close = {frozenset(pair) for pair in combinations(points, 2) if km_between(*(points[i] for i in pair)) < 0.06}
    assert close == CLOSE_CROSSINGS


@pytest.mark.parametrize(
    ("place_id", "lat", "lon"),
    [
        ("nogales-deconcini", 31.3327, -110.9427),
        ("nogales-mariposa", 31.3339, -110.9656),
        ("nogales-morley", 31.3328, -110.9415),
        ("sasabe-crossing", 31.4830, -111.5444),
        ("calexico-west-crossing", 32.6645, -115.4959),
        ("calexico-east-crossing", 32.6755, -115.3887),
        ("hidalgo-pharr", 26.0669, -98.2052),
        ("el-paso-paso-del-norte", 31.7477, -106.4870),
        ("laredo-world-trade", 27.5972, -99.5369),
        ("brownsville-gateway", 25.8989, -97.4975),
    ],
)
def test_known_crossings_stand_where_they_are(places: pd.DataFrame, place_id: str, lat: float, lon: float) -> None:
    assert km_between(points_of(places)[place_id], (lon, lat)) < 0.06


@pytest.mark.parametrize(
    ("alias", "place_id"),
    [
        ("BOTA", "el-paso-bota"),
        ("DCL", "el-paso-stanton"),
        ("Santa Fe bridge", "el-paso-paso-del-norte"),
        ("Nuevo Amanecer", "hidalgo-pharr"),
        ("Puente II", "laredo-juarez-lincoln"),
        ("Bridge II", "eagle-pass-camino-real"),
        ("Puente Nuevo", "brownsville-gateway"),
        ("Puerta México", "brownsville-gateway"),
        ("Puerta México", "san-ysidro-crossing"),
        ("garita Mariposa", "nogales-mariposa"),
        ("Antelope Wells port of entry", "antelope-wells"),
    ],
)
def test_names_people_use_are_aliases(places: pd.DataFrame, alias: str, place_id: str) -> None:
    assert alias in places["aliases"].to_dict()[place_id].split("; ")


def test_a_code_known_to_repeat_another_port_was_corrected(places: pd.DataFrame) -> None:
    points = points_of(places)
    assert places.loc["calexico-west-port", "code"] == "2503"
    assert km_between(points["calexico-west-port"], points["calexico-east-port"]) > 9
    assert places.loc["antelope-wells", "approximate"] == "true"


def test_sectors_and_field_offices_are_all_there(places: pd.DataFrame) -> None:
    assert (places["kind"] == "sector").sum() == 9
    assert (places["kind"] == "field_office").sum() == 4
    assert (places.loc[places["kind"].isin(["sector", "field_office"]), "radius_km"] >= 100).all()


def test_every_row_has_a_source_and_every_source_a_row(places: pd.DataFrame) -> None:
    used = set(places["source_id"])
    used |= {key for name in ("port_details", "road_posts") for key in read_curated(name)["source_id"]}
    assert used == set(read_curated("sources_places")["source_id"])


def test_a_source_id_comes_from_its_url() -> None:
    sources = read_curated("sources_places")
    digests = sources["url"].map(lambda url: hashlib.sha256(url.encode()).hexdigest()[:10])
    assert sources["source_id"].tolist() == ("src-" + digests).tolist()
    assert sources["url"].str.match(r"https?://").all()
    assert set(sources["tier"]) <= set(SOURCE_TIERS)


def test_details_belong_to_places_of_the_table(places: pd.DataFrame) -> None:
    details = read_curated("port_details")
    assert set(details["place_id"]) <= set(places["place_id"])
    assert not details.duplicated(["place_id", "fact", "value", "source_id"]).any()


@pytest.mark.parametrize(
    ("port", "crossing"),
    [
        ("del-rio-port", "del-rio-bridge"),
        ("roma-port", "roma-bridge"),
        ("rio-grande-city-port", "rio-grande-city-bridge"),
        ("progreso-port", "progreso-bridge"),
        ("hidalgo-port", "hidalgo-bridge"),
        ("san-luis-port", "san-luis-1"),
    ],
)
def test_a_port_with_far_crossings_stands_at_its_main_one(places: pd.DataFrame, port: str, crossing: str) -> None:
    points = points_of(places)
    assert points[port] == points[crossing]


def test_road_posts_are_points_on_listed_roads_with_a_value_or_a_name() -> None:
    posts = read_curated("road_posts")
    assert posts["road"].str.fullmatch(r"(I|US|SR|SH|FM|Mex)-\d+[DE]?(/\d+)?").all()
    assert set(posts["unit"]) == {"mile", "km", ""}
    assert ((posts["unit"] == "") == (posts["value"] == "")).all()
    assert (posts["name"] != "").all()
    assert posts["value"].replace("", "0").astype(float).between(0, 400).all()
    assert posts["lat"].astype(float).between(23.5, 34.5).all()
    assert posts["lon"].astype(float).between(-118.0, -97.0).all()
    assert posts["place_id"].is_unique and posts["place_id"].str.match("post-").all()


def test_the_posts_of_interstate_19_are_kilometres() -> None:
    posts = read_curated("road_posts")
    assert set(posts.loc[posts["road"] == "I-19", "unit"]) == {"km"}


def test_post_values_grow_along_a_section() -> None:
    posts = read_curated("road_posts")
    section = posts[(posts["road"] == "Mex-15") & (posts["section"] == "Hermosillo - Nogales")]
    ordered = section.assign(value=section["value"].astype(float)).sort_values("value")
    assert ordered["lat"].astype(float).is_monotonic_increasing
