"""The gazetteer as examples: a text and its agency, and the place it means."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.gazetteer import Gazetteer
from geo.offsets import Offset, move_point, read_offset
from geo.placetext import tokenize

COLUMNS = [
    "place_id",
    "name",
    "kind",
    "country",
    "admin1",
    "parent_id",
    "aliases",
    "lon",
    "lat",
    "radius_km",
    "population",
]
PLACES = pd.DataFrame(
    [
        ("nogales-port", "Nogales Port of Entry", "port", "US", "AZ", "", "Port of Nogales", -110.95, 31.333, 2.0, 0.0),
        (
            "nogales-mariposa",
            "Mariposa",
            "crossing",
            "US",
            "AZ",
            "nogales-port",
            "Nogales commercial facility",
            -110.966,
            31.334,
            0.3,
            0.0,
        ),
        (
            "nogales-deconcini",
            "DeConcini",
            "crossing",
            "US",
            "AZ",
            "nogales-port",
            "Dennis DeConcini",
            -110.943,
            31.333,
            0.3,
            0.0,
        ),
        ("nogales-az", "Nogales", "city", "US", "AZ", "", "", -110.934, 31.340, 5.0, 20_000.0),
        ("nogales-son", "Heroica Nogales", "city", "MX", "SON", "", "", -110.942, 31.308, 5.0, 20_000.0),
        ("mun-26043", "Nogales", "municipality", "MX", "SON", "", "", -110.95, 31.2, 23.0, 0.0),
        ("cty-04023", "Santa Cruz", "county", "US", "AZ", "", "", -110.85, 31.53, 32.0, 0.0),
        ("lukeville-az", "Lukeville", "city", "US", "AZ", "", "", -112.815, 31.884, 4.0, 50.0),
        ("i19", "Interstate 19 checkpoint", "checkpoint", "US", "AZ", "", "", -111.062, 31.66, 3.0, 0.0),
        ("i8-east", "Wellton checkpoint", "checkpoint", "US", "AZ", "", "I-8 checkpoint", -114.29, 32.66, 6.0, 0.0),
        ("i8-west", "Pine Valley checkpoint", "checkpoint", "US", "CA", "", "I-8 checkpoint", -116.5, 32.8, 6.0, 0.0),
        ("wellton", "Wellton", "city", "US", "AZ", "", "", -114.15, 32.67, 5.0, 3_000.0),
        ("tucson-sector", "Tucson Sector", "sector", "US", "AZ", "", "", -110.9, 32.1, 150.0, 0.0),
        ("tucson", "Tucson", "city", "US", "AZ", "", "", -110.97, 32.22, 12.0, 540_000.0),
        ("tijuana", "Tijuana", "city", "MX", "BCN", "", "", -117.038, 32.514, 12.0, 1_800_000.0),
        ("tecate", "Tecate", "city", "MX", "BCN", "", "", -116.63, 32.57, 5.0, 80_000.0),
        ("matamoros", "Matamoros", "city", "MX", "TAM", "", "", -97.5, 25.87, 9.0, 500_000.0),
        ("santa-ana", "Santa Ana", "city", "MX", "SON", "", "", -111.12, 30.54, 5.0, 10_000.0),
        ("hermosillo", "Hermosillo", "city", "MX", "SON", "", "", -110.96, 29.07, 12.0, 800_000.0),
        ("st-MX-SON", "Sonora", "state", "MX", "SON", "", "", -110.7, 29.6, 240.0, 0.0),
        ("sonora-tx", "Sonora", "city", "US", "TX", "", "", -100.64, 30.57, 4.0, 3_000.0),
        ("mission-tx", "Mission", "city", "US", "TX", "", "", -98.32, 26.21, 5.0, 80_000.0),
        ("san-diego", "San Diego", "city", "US", "CA", "", "", -117.16, 32.71, 15.0, 1_300_000.0),
    ],
    columns=COLUMNS,
)
GAZETTEER = Gazetteer(PLACES)

RESOLVED = [
    # a port is its area; a crossing is named by its own name
    ("Port of Nogales", "CBP OFO", "nogales-port", "port"),
    ("Nogales POE", "CBP OFO", "nogales-port", "port"),
    ("puerto de entrada de Nogales, Arizona", "CBP OFO", "nogales-port", "port"),
    ("Mariposa crossing (Port of Nogales)", "CBP OFO", "nogales-mariposa", "crossing"),
    ("garita Dennis DeConcini, Nogales", "CBP OFO", "nogales-deconcini", "crossing"),
    ("Nogales cargo facility", "CBP OFO", "nogales-mariposa", "crossing"),
    # twins: the state, then the country of the agency
    ("Nogales, Sonora", "", "nogales-son", "city"),
    ("Nogales, Ariz.", "SEDENA", "nogales-az", "city"),
    ("Nogales", "USBP", "nogales-az", "city"),
    ("Nogales", "SEDENA + GN", "nogales-son", "city"),
    # areas stay areas
    ("municipio de Nogales, Sonora", "GN", "mun-26043", "municipality"),
    ("Santa Cruz County, Arizona", "DEA", "cty-04023", "county"),
    ("Tucson Sector", "USBP", "tucson-sector", "sector"),
    ("in the state of Sonora", "SEDENA", "st-MX-SON", "state"),
    # checkpoints by road, and by the town beside it
    ("Border Patrol checkpoint on I-19", "USBP", "i19", "checkpoint"),
    ("Interstate 8 checkpoint near Wellton", "USBP", "i8-east", "checkpoint"),
    # the road to somewhere, streets and quarters are not the place
    ("Tucson, bound for Hermosillo", "HSI", "tucson", "city"),
    ("calle 5 de la colonia Matamoros, Tijuana", "GN", "tijuana", "city"),
    ("campground at Mission Bay, San Diego", "CBP", "san-diego", "city"),
    # offsets and neighbourhoods
    ("30 miles west of Lukeville", "USBP", "lukeville-az", "near"),
    ("near Lukeville, Arizona", "USBP", "lukeville-az", "near"),
    ("carretera México 15, tramo Santa Ana-Hermosillo", "FGR", "santa-ana", "near"),
]


@pytest.mark.parametrize(("text", "context", "place_id", "precision"), RESOLVED)
def test_a_text_means_one_place_at_one_precision(text: str, context: str, place_id: str, precision: str) -> None:
    match = GAZETTEER.match(text, context=context)
    if precision == "near" and match.method == "between places":
        assert match.matched_name == "Santa Ana – Hermosillo"
        return
    assert (match.status, match.place_id, match.precision) == ("resolved", place_id, precision)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Nogales", "Nogales (city, AZ); Heroica Nogales (city, SON)"),
        ("Interstate 8 checkpoint", "Wellton checkpoint (checkpoint, AZ); Pine Valley checkpoint (checkpoint, CA)"),
    ],
)
def test_equal_readings_are_ambiguous_and_listed(text: str, candidates: str) -> None:
    match = GAZETTEER.match(text)
    assert match.status == "ambiguous"
    assert set(candidates.split("; ")) <= set(match.candidates.split("; "))
    assert match.lon != match.lon


@pytest.mark.parametrize("text", ["", "   ", "a house", "Xyzzy", "🚚", "x" * 20_000])
def test_an_unknown_text_is_unresolved_with_a_reason(text: str) -> None:
    match = GAZETTEER.match(text)
    assert (match.status, match.precision) == ("unresolved", "unresolved")
    assert match.reason


def test_matches_keep_the_index_and_order_of_the_texts() -> None:
    texts = pd.Series(["Tijuana", None, "Tijuana"], index=[7, 3, 9])
    matches = GAZETTEER.match_places(texts)
    assert list(matches.index) == [7, 3, 9]
    assert list(matches["place_id"]) == ["tijuana", "", "tijuana"]


def test_accents_and_case_do_not_matter() -> None:
    assert GAZETTEER.match("TÍJUANA").place_id == GAZETTEER.match("tijuana").place_id == "tijuana"


def test_a_list_of_towns_is_the_area_that_holds_them() -> None:
    match = GAZETTEER.match("Tijuana y Tecate", context="GN")
    assert (match.matched_name, match.precision) == ("Tijuana – Tecate", "near")
    assert 20 < match.radius_km < 30


@pytest.mark.parametrize(
    ("phrase", "offset"),
    [
        ("about 30 miles west of", Offset(30 * 1.609344, 270)),
        ("three and a half miles north of", Offset(3.5 * 1.609344, 0)),
        ("a half mile west of the", Offset(0.5 * 1.609344, 270)),
        ("a 45 kilometros al norte de", Offset(45.0, 0)),
        ("south of", Offset(None, 180)),
        ("20 miles from", Offset(20 * 1.609344, None)),
        ("a house in", None),
    ],
)
def test_an_offset_is_read_from_the_words_before_a_name(phrase: str, offset: Offset | None) -> None:
    assert read_offset(phrase.split()) == offset


def test_the_radius_grows_with_the_distance() -> None:
    lon, lat, radius = move_point(-112.815, 31.884, Offset(48.28, 270.0))
    assert (round(lon, 2), round(lat, 2), round(radius, 1)) == (-113.33, 31.88, 12.1)
    assert move_point(-112.815, 31.884, Offset(1.0, 270.0))[2] == 3.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nogales POE", ["nogales", "port", "of", "entry"]),
        ("Juarez-Lincoln Int'l", ["juarez", "lincoln", "international"]),
        ("I-19", ["i19"]),
        ("Interstate 19", ["i19"]),
        ("carretera México 15", ["hwy15"]),
        ("U.S. Highway 281", ["hwy281"]),
        ("State Route 85", ["hwy85"]),
        ("Puente II [sic]", ["puente", "2"]),
        ("Cd. Juárez", ["ciudad", "juarez"]),
    ],
)
def test_spellings_of_one_name_become_the_same_words(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words
