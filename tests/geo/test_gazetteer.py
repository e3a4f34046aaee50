"""The gazetteer as examples: a text and its agency, and the place it means."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clues import read_clues
from geo.gazetteer import Gazetteer
from geo.offsets import Offset, move_point, read_offset
from geo.placetext import fold_accents, tokenize

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
        ("mission-bay", "Mission Bay", "near", "US", "CA", "", "", -117.23, 32.78, 4.0, 0.0),
        ("otay-mesa", "Otay Mesa", "city", "US", "CA", "", "", -116.95, 32.56, 5.0, 0.0),
        ("eagle-pass-port", "Eagle Pass Port of Entry", "port", "US", "TX", "", "", -100.51, 28.70, 1.5, 0.0),
        ("eagle-pass-rail", "Rail bridge", "crossing", "US", "TX", "eagle-pass-port", "", -100.51, 28.70, 0.3, 0.0),
        ("eagle-pass", "Eagle Pass", "city", "US", "TX", "", "", -100.50, 28.71, 4.0, 28_000.0),
        ("falfurrias", "Falfurrias", "city", "US", "TX", "", "", -98.14, 27.23, 3.0, 5_000.0),
        ("falfurrias-stop", "Falfurrias checkpoint", "checkpoint", "US", "TX", "", "", -98.14, 27.03, 4.0, 0.0),
        ("freer-stop", "Freer checkpoint", "checkpoint", "US", "TX", "", "", -99.0, 27.74, 9.0, 0.0),
        ("freer-station", "Freer Station", "station", "US", "TX", "", "", -98.62, 27.88, 8.0, 0.0),
        ("mun-02001", "Ensenada", "municipality", "MX", "BCN", "", "", -116.6, 31.87, 130.0, 0.0),
        ("ensenada", "Ensenada", "city", "MX", "BCN", "", "", -116.6, 31.87, 10.0, 280_000.0),
        ("ojos-negros", "Ojos Negros", "city", "MX", "BCN", "", "", -116.27, 31.91, 5.0, 1_000.0),
        ("st-MX-CHH", "Chihuahua", "state", "MX", "CHH", "", "", -106.0, 28.7, 280.0, 0.0),
        ("chihuahua", "Chihuahua", "city", "MX", "CHH", "", "", -106.09, 28.64, 14.0, 900_000.0),
        ("del-rio-tx", "Del Rio", "city", "US", "TX", "", "", -100.9, 29.36, 5.0, 35_000.0),
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
    ("Sonora", "SEDENA", "st-MX-SON", "state"),
    ("Sonora", "Texas DPS", "sonora-tx", "city"),
    # a crossing's whole name between marks needs no word for its kind; a number tells one of two
    ("Dennis DeConcini", "", "nogales-deconcini", "crossing"),
    ("Nogales, Dennis DeConcini", "CBP", "nogales-deconcini", "crossing"),
    # 'y' joins two towns, a comma gives a town its state
    ("Santa Ana (Sonora)", "", "santa-ana", "city"),
    ("a truck headed to Tucson was stopped at Lukeville", "USBP", "lukeville-az", "city"),
    # nothing is measured from the middle of a state
    ("norte de Sonora", "SEDENA", "st-MX-SON", "state"),
    # "a ranch near" a town is near the town
    ("a ranch near Lukeville", "USBP", "lukeville-az", "near"),
    # an airport that is not listed lies near its town
    ("aeropuerto internacional de Tijuana", "GN", "tijuana", "near"),
    # checkpoints by road, and by the town beside it
    ("Border Patrol checkpoint on I-19", "USBP", "i19", "checkpoint"),
    ("Interstate 8 checkpoint near Wellton", "USBP", "i8-east", "checkpoint"),
    # the road to somewhere, streets and quarters are not the place
    ("Tucson, bound for Hermosillo", "HSI", "tucson", "city"),
    ("calle 5 de la colonia Matamoros, Tijuana", "GN", "tijuana", "city"),
    ("campground at Mission Cove, San Diego", "CBP", "san-diego", "city"),
    ("carretera a Tecate, Tijuana", "GN", "tijuana", "city"),
    ("Tucson home of a man who crossed at Nogales", "HSI", "tucson", "city"),
    ("a resident of Tijuana in San Diego", "HSI", "san-diego", "city"),
    ("TUCSON, Ariz. – Interstate 19 checkpoint", "USBP", "i19", "checkpoint"),
    # the river is not the town whose name it holds
    ("del Río Grande, Eagle Pass", "USBP", "eagle-pass", "city"),
    # officers of ports of entry mean the port
    ("Eagle Pass", "CBP OFO", "eagle-pass-port", "port"),
    ("Eagle Pass", "USBP", "eagle-pass", "city"),
    # the smaller place before the one that holds it; an unlisted one leaves the municipality
    ("Mission Bay in San Diego", "CBP", "mission-bay", "near"),
    ("Otay Mesa section of San Diego", "HSI", "otay-mesa", "city"),
    ("Ojos Negros, Ensenada", "SEDENA", "ojos-negros", "city"),
    ("ejido Uruapan, Ensenada", "SEDENA", "mun-02001", "municipality"),
    ("Ensenada", "SEDENA", "ensenada", "city"),
    # a street or a feature that holds a town's name is not the town
    ("Sonora Boulevard in San Diego", "HSI", "san-diego", "city"),
    ("Mission Creek, San Diego", "USBP", "san-diego", "city"),
    # a station's checkpoint; a distance is measured from the town
    ("Freer Station checkpoint", "USBP", "freer-stop", "checkpoint"),
    ("checkpoint 13 miles south of Falfurrias", "USBP", "falfurrias-stop", "checkpoint"),
    ("Freer Station", "USBP", "freer-station", "near"),
    # a state's name before another state, after 'ciudad' or on a road is a town
    ("ciudad de Chihuahua", "GN", "chihuahua", "city"),
    ("estado de Chihuahua", "GN", "st-MX-CHH", "state"),
    # a text without capitals
    ("i-19 checkpoint", "USBP", "i19", "checkpoint"),
    ("interstate 8 checkpoint near wellton", "USBP", "i8-east", "checkpoint"),
    # one wrong letter
    ("Nogalas port of entry", "CBP OFO", "nogales-port", "port"),
    # offsets and neighbourhoods
    ("three miles north of the U.S.-Mexico border near Lukeville", "USBP", "lukeville-az", "near"),
    ("12 nautical miles west of San Diego", "USCG", "san-diego", "near"),
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
        ("ports of entry at Nogales and Eagle Pass",
         "Nogales Port of Entry (port, AZ); Eagle Pass Port of Entry (port, TX)"),
    ],
)
def test_equal_readings_are_ambiguous_and_listed(text: str, candidates: str) -> None:
    match = GAZETTEER.match(text)
    assert match.status == "ambiguous"
    assert set(candidates.split("; ")) <= set(match.candidates.split("; "))
    assert match.lon != match.lon


def test_a_whole_page_of_names_is_read_by_its_first_names() -> None:
    assert GAZETTEER.match("Nogales, Arizona; " * 2_000, context="USBP").place_id == "nogales-az"


@pytest.mark.parametrize("text", ["", "   ", "a house", "Xyzzy", "🚚", "x" * 20_000])
def test_an_unknown_text_is_unresolved_with_a_reason(text: str) -> None:
    match = GAZETTEER.match(text)
    assert (match.status, match.precision) == ("unresolved", "unresolved")
    assert match.reason


@pytest.mark.parametrize(
    "text",
    [
        "Mission, Florida",  # a town of another state is not the one written
        "Nogales, Veracruz",
        "Eagle Pass port of entry, Virginia",
        "Laredo (Spain)",  # nor is one of another country
        "Tijuana, Ill.",
        "Chicago, Texas",  # only the state of a place is known
        "Lukeville National Forest",  # the rest of the name makes it another place
        "Lukeville Heights",
        "Sonora Verde",
        "rancho Ojos Negros",  # a ranch is not the village of its name
        "rancho El Lukeville",
        "Sonora River",
        "bound for Tucson, then north",  # the end of a journey or a home is not the place
        "un vecino de Hermosillo",
        "TUCSON, Ariz. – Agents found a load in the desert",
        "Chihuahua City Heights",
        "Monte Ojos Negros",
    ],
)
def test_a_name_that_means_a_place_elsewhere_is_not_guessed(text: str) -> None:
    assert GAZETTEER.match(text).status == "unresolved"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Miami, Florida", {("US", "FL")}),
        ("Apatzingán, Mich.", {("MX", "MIC")}),
        ("La Paz, B.C.S.", {("MX", "BCS")}),
        ("Bogotá, Colombia", {("CO", "")}),
        ("Reynosa, Tam.", {("MX", "TAM")}),
        ("Florida Mountains", set()),
        ("puente internacional, Colombia", set()),
        ("China, Nuevo León", {("MX", "NLE")}),
    ],
)
def test_a_far_state_or_country_ends_a_phrase(text: str, states: set[tuple[str, str]]) -> None:
    assert read_clues(tokenize(text), "").named_states == states


def test_matches_keep_the_index_and_order_of_the_texts() -> None:
    texts = pd.Series(["Tijuana", None, "Tijuana"], index=[7, 3, 9])
    matches = GAZETTEER.match_places(texts)
    assert list(matches.index) == [7, 3, 9]
    assert list(matches["place_id"]) == ["tijuana", "", "tijuana"]


def test_accents_and_case_do_not_matter() -> None:
    assert GAZETTEER.match("TÍJUANA").place_id == GAZETTEER.match("tijuana").place_id == "tijuana"


@pytest.mark.parametrize(
    ("text", "crossing"),
    [
        ("Puerto Peñasco", False),
        ("carretera Sonoyta-Puerto Peñasco", False),
        ("puerto de Nogales", True),
        ("puerto fronterizo Nogales", True),
        ("Puerto Palomas port of entry", True),
    ],
)
def test_puerto_in_a_name_is_no_port(text: str, crossing: bool) -> None:
    assert read_clues(tokenize(text), "").crossing is crossing


def test_a_list_of_towns_is_the_area_that_holds_them() -> None:
    match = GAZETTEER.match("Tijuana y Tecate", context="GN")
    assert (match.matched_name, match.precision) == ("Tijuana – Tecate", "near")
    assert 20 < match.radius_km < 30


@pytest.mark.parametrize("text", ["límites de Sonora y Chihuahua", "frontera Sonora-Chihuahua"])
def test_two_states_named_together_are_the_area_of_both(text: str) -> None:
    match = GAZETTEER.match(text, context="SEDENA")
    assert (match.matched_name, match.kind) == ("Sonora – Chihuahua", "state")
    assert match.radius_km > 500


@pytest.mark.parametrize(
    ("phrase", "offset"),
    [
        ("about 30 miles west of", Offset(30 * 1.609344, 270)),
        ("three and a half miles north of", Offset(3.5 * 1.609344, 0)),
        ("a half mile west of the", Offset(0.5 * 1.609344, 270)),
        ("a 45 kilometros al norte de", Offset(45.0, 0)),
        ("south of", Offset(None, 180)),
        ("20 miles from", Offset(20 * 1.609344, None)),
        ("12 nautical miles west of", Offset(12 * 1.852, 270)),
        ("10 miles off the coast of", Offset(10 * 1.609344, None)),
        ("3.5 km al sur de la ciudad de", Offset(3.5, 180)),
        ("10 mi n of", Offset(16.09344, 0)),
        ("n of", None),
        ("libramiento oriente de", None),
        ("zona norte de", None),
        ("suroriente de", Offset(None, 135)),
        ("a house in", None),
    ],
)
def test_an_offset_is_read_from_the_words_before_a_name(phrase: str, offset: Offset | None) -> None:
    assert read_offset(phrase.split()) == offset


def test_the_radius_grows_with_the_distance() -> None:
    lon, lat, radius = move_point(-112.815, 31.884, Offset(48.28, 270.0))
    assert (round(lon, 2), round(lat, 2), round(radius, 1)) == (-113.33, 31.88, 12.1)
    assert move_point(-112.815, 31.884, Offset(1.0, 270.0))[2] == 3.0


def test_a_name_of_the_other_country_is_not_taken_for_a_named_state() -> None:
    match = GAZETTEER.match("Ojos Negros, Texas")
    assert (match.status, match.place_id) == ("unresolved", "")


def test_an_agency_does_not_name_a_small_town_off_the_border_of_the_other_country() -> None:
    assert GAZETTEER.match("Santa Ana", context="USBP").status == "unresolved"
    assert GAZETTEER.match("Santa Ana", context="SEDENA").place_id == "santa-ana"
    assert GAZETTEER.match("Hermosillo", context="DEA").place_id == "hermosillo"


def test_a_kilometre_alone_is_no_name_though_a_checkpoint_is_called_by_it() -> None:
    row = ("garita-km-26", "Garita kilómetro 26", "checkpoint", "MX", "TAM", "", "km 26; km 26 sur",
           -99.62, 27.29, 5.0, 0.0)  # fmt: skip
    gazetteer = Gazetteer(pd.DataFrame([row], columns=COLUMNS))
    assert gazetteer.match("kilómetro 26").status == "unresolved"
    assert gazetteer.match("garita kilómetro 26").place_id == "garita-km-26"


def test_a_correction_is_said() -> None:
    assert GAZETTEER.match("Tucsom").method == "name, spelling corrected"


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "CBP OFO", "SEDENA"]))
def test_any_text_is_placed_or_said_to_be_unplaced(text: str, context: str) -> None:
    match = GAZETTEER.match(text, context=context)
    if match.status == "resolved":
        assert match.radius_km > 0 and -180 <= match.lon <= 180 and -90 <= match.lat <= 90
    else:
        assert match.reason and match.place_id == ""
        assert math.isnan(match.lon) and math.isnan(match.lat) and math.isnan(match.radius_km)


@settings(deadline=None)
@given(st.sampled_from([text for text, *_rest in RESOLVED]))
def test_case_and_accents_change_nothing_in_a_whole_text(text: str) -> None:
    assert GAZETTEER.match(text.lower()).place_id == GAZETTEER.match(fold_accents(text).lower()).place_id
