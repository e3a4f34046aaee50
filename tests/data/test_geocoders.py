"""The offline gazetteer behaves as geopy's users expect, and opens no connection."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from geopandas.tools import geocode, reverse_geocode
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import Geocoder
from shapely import Point

from data.geocoders import OfflineGeocoder

ROOT = Path(__file__).parent.parent.parent
PLACES = pd.DataFrame({
    "place_id": ["nogales-az", "nogales-son", "naco-az", "cochise"],
    "name": ["Nogales", "Nogales", "Naco", "Cochise County"],
    "kind": ["city", "city", "city", "county"],
    "country": ["US", "MX", "US", "US"],
    "admin1": ["AZ", "SON", "AZ", "AZ"],
    "admin2": "",
    "parent_id": "",
    "aliases": "",
    "code": "",
    "lon": [-110.934, -110.942, -109.948, -109.9],
    "lat": [31.340, 31.308, 31.335, 31.34],
    "radius_km": [5.0, 5.0, 4.0, 60.0],
    "approximate": False,
    "population": 20_000.0,
    "source_id": "",
    "note": "",
})  # fmt: skip
CODER = OfflineGeocoder(PLACES)


def test_a_resolved_text_is_one_location() -> None:
    location = CODER.geocode("Nogales, Sonora", exactly_one=True, timeout=1)
    assert (location.address, location.latitude, location.longitude) == ("Nogales", 31.308, -110.942)
    kept = ("place_id", "kind", "precision", "radius_km", "status", "candidates")
    assert [location.raw[name] for name in kept] == ["nogales-son", "city", "city", 5.0, "resolved", ""]
    assert CODER.geocode("Nogales, Sonora", exactly_one=False) == [location]


def test_an_ambiguous_text_has_no_one_location_but_candidates() -> None:
    assert CODER.geocode("Nogales") is None
    found = CODER.geocode("Nogales", exactly_one=False)
    assert {location.address for location in found} == {"Nogales, AZ, US", "Nogales, SON, MX"}
    assert {location.raw["status"] for location in found} == {"ambiguous"}
    assert {location.raw["place_id"] for location in found} == {"nogales-az", "nogales-son"}
    assert CODER.geocode("Nogales", context="SEDENA").raw["place_id"] == "nogales-son"


def test_an_unknown_text_is_none_and_no_text_is_a_query_error() -> None:
    assert CODER.geocode("Xyzzy") is None
    assert CODER.geocode("Xyzzy", exactly_one=False) is None
    assert CODER.geocode("") is None
    with pytest.raises(GeocoderQueryError, match="42 is no text: give the words of a place"):
        CODER.geocode(42)  # type: ignore[arg-type]


@pytest.mark.parametrize("query", [(31.34, -109.9), "31.34, -109.9", [31.34, -109.9]])
def test_reverse_is_the_nearest_place_that_is_no_area(query: object) -> None:
    location = CODER.reverse(query)
    assert (location.address, location.raw["place_id"]) == ("Naco, AZ, US", "naco-az")
    assert location.raw["distance_km"] == pytest.approx(4.6, abs=0.05)
    found = CODER.reverse(query, exactly_one=False)
    assert [each.raw["place_id"] for each in found] == ["naco-az", "nogales-az", "nogales-son"]


def test_reverse_knows_nothing_far_from_the_border() -> None:
    assert CODER.reverse((48.85, 2.35)) is None
    assert CODER.reverse((48.85, 2.35), exactly_one=False) is None
    with pytest.raises(ValueError, match="Failed to create Point"):
        CODER.reverse("nowhere")


def test_geopandas_geocodes_and_reverses_with_it() -> None:
    texts = pd.Series(["Naco, Ariz.", "Nogales", "Xyzzy", None], index=[5, 6, 7, 8])
    found = geocode(texts, provider=OfflineGeocoder, places=PLACES)
    assert found.crs == "EPSG:4326"
    assert found.index.tolist() == [5, 6, 7, 8]
    assert found["address"].fillna("").tolist() == ["Naco", "", "", ""]
    assert found.geometry.iloc[0] == Point(-109.948, 31.335)
    assert found.geometry.is_empty.tolist() == [False, True, True, True]
    back = reverse_geocode(gpd.GeoSeries([Point(-109.95, 31.33)], crs=4326), provider=OfflineGeocoder, places=PLACES)
    assert back["address"].tolist() == ["Naco, AZ, US"]


def test_it_is_a_geopy_geocoder_that_refuses_every_connection() -> None:
    assert isinstance(CODER, Geocoder)
    with pytest.raises(GeocoderServiceError, match="the offline geocoder opens no connection"):
        CODER._call_geocoder("https://example.org", lambda answer: answer)


NO_SOCKET = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from pathlib import Path
import data.services
from data.geocode import PlaceRequest, geocode_table
from data.geocoders import OfflineGeocoder
assert OfflineGeocoder().geocode("Lukeville, Arizona").raw["status"] == "resolved"
assert OfflineGeocoder().reverse((31.88, -112.81)).raw["distance_km"] < 10
geocode_table(Path("{source}"), Path("{target}"), PlaceRequest("where"))
"""


def test_import_and_offline_use_touch_no_network(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("where\nLukeville\n", encoding="utf-8")
    code = NO_SOCKET.format(source=source.as_posix(), target=target.as_posix())
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)
    assert target.exists()
