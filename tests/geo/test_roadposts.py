"""Spots on roads as examples: a text, and where on which road it lies."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.gazetteer import Gazetteer
from geo.placetext import tokenize
from geo.posts import find_post_number

PLACES = pd.DataFrame(
    [
        ("hermosillo", "Hermosillo", "city", "MX", "SON", "", "", -110.96, 29.07, 12.0, 800_000.0),
        ("santa-ana", "Santa Ana", "city", "MX", "SON", "", "", -111.12, 30.54, 5.0, 10_000.0),
        ("benson", "Benson", "city", "US", "AZ", "", "", -110.29, 31.97, 3.0, 5_000.0),
        ("whetstone", "Whetstone", "city", "US", "AZ", "", "", -110.34, 31.70, 3.0, 2_000.0),
        ("campo", "Campo", "city", "US", "CA", "", "", -116.47, 32.61, 4.0, 3_000.0),
        ("campo-station", "Campo Station", "station", "US", "CA", "", "", -116.47, 32.70, 8.0, 0.0),
        ("encino-tx", "Encino", "city", "US", "TX", "", "", -98.13, 26.94, 4.0, 0.0),
        ("encino-ca", "Encino", "city", "US", "CA", "", "", -118.50, 34.16, 4.0, 40_000.0),
    ],
    columns=["place_id", "name", "kind", "country", "admin1", "parent_id", "aliases", "lon", "lat", "radius_km",
             "population"],
)  # fmt: skip
POSTS = pd.DataFrame(
    [
        ("a", "Mex-15", "MX", "SON", "Hermosillo - Santa Ana", "km", "0", "Hermosillo", "-111.0", "29.0"),
        ("b", "Mex-15", "MX", "SON", "Hermosillo - Santa Ana", "km", "100", "Querobabi", "-111.0", "30.0"),
        ("c", "I-8", "US", "CA", "", "mile", "51", "Buckman Springs Road", "-116.48", "32.77"),
        ("d", "I-8", "US", "CA", "", "mile", "47", "Sunrise Highway, Laguna", "-116.50", "32.81"),
        ("e", "I-8", "US", "AZ", "", "mile", "51", "Mohawk", "-113.75", "32.73"),
        ("f", "I-19", "US", "AZ", "", "km", "40", "Chavez Siding Road", "-111.05", "31.65"),
        ("g", "SR-80", "US", "AZ", "", "mile", "293", "Benson", "-110.295", "31.969"),
        ("h", "SR-90", "US", "AZ", "", "mile", "289", "Benson, I-10", "-110.345", "31.973"),
        ("i", "US-90", "US", "TX", "", "", "", "Uvalde", "-99.79", "29.21"),
        ("j", "US-281", "US", "TX", "", "", "", "Encino", "-98.135", "26.935"),
    ],
    columns=["place_id", "road", "country", "admin1", "section", "unit", "value", "name", "lon", "lat"],
)
GAZETTEER = Gazetteer(PLACES, road_posts=POSTS)


@pytest.mark.parametrize(
    ("text", "context", "lon", "lat", "method"),
    [
        # between two posts, in the order of the section or with no order said
        ("kilómetro 50 de la carretera federal 15", "GN", -111.0, 29.5, "road post"),
        ("kilómetro 50, tramo Hermosillo-Santa Ana", "GN", -111.0, 29.5, "road post"),
        # in the other order the count may run from the other end: the whole section
        ("kilómetro 50, tramo Santa Ana-Hermosillo", "GN", -111.04, 29.805, "between places"),
        # mile posts and exits, by the state of the agency; the posts of Interstate 19 are kilometres
        ("mile marker 51 on Interstate 8", "AZ DPS", -113.75, 32.73, "road post"),
        ("I-8 exit 51 in California", "USBP", -116.48, 32.77, "road post"),
        ("exit 40 on Interstate 19", "USBP", -111.05, 31.65, "road post"),
        # an exit by its name, with or without a town beside it
        ("Interstate 8 near the Buckman Springs exit", "USBP", -116.48, 32.77, "named spot on the road"),
        ("Interstate 8 near the Sunrise Highway exit (near Campo)", "USBP", -116.5, 32.81, "named spot on the road"),
        # where two roads meet
        ("near Whetstone, junction of State Route 80 and State Route 90", "AZ DPS", -110.295, 31.969, "junction"),
        # the road in a station's area
        ("on Interstate 8 (Campo Station)", "USBP", -116.49, 32.79, "stretch of the road"),
        # the town on the named road, not its larger namesake
        ("US 281 near Encino", "USBP", -98.13, 26.94, "near"),
    ],
)
def test_a_text_gives_a_spot_on_a_road(text: str, context: str, lon: float, lat: float, method: str) -> None:
    match = GAZETTEER.match(text, context=context)
    assert (round(match.lon, 3), round(match.lat, 3), match.method) == (lon, lat, method)
    assert (match.status, match.precision) == ("resolved", "near")


def test_the_radius_grows_with_the_distance_from_known_posts() -> None:
    assert GAZETTEER.match("kilómetro 50 de la carretera federal 15").radius_km == 12.5
    assert GAZETTEER.match("kilómetro 100 de la carretera federal 15").radius_km == 3.0


def test_a_spot_on_a_road_keeps_the_id_of_the_nearest_post() -> None:
    assert GAZETTEER.match("kilómetro 90 de la carretera federal 15").place_id == "b"


@pytest.mark.parametrize("text", ["mile marker 51 on Interstate 8", "kilómetro 900 de la carretera federal 15"])
def test_a_post_of_two_states_or_beyond_the_known_ones_is_no_spot(text: str) -> None:
    assert GAZETTEER.match(text).status == "unresolved"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("kilómetro 33", 33.0),
        ("km 93+100", 93.1),
        ("mile marker 29", 29.0),
        ("the 35-mile marker", 35.0),
        ("kilometer post 42", 42.0),
        ("exit 4", 4.0),
        ("30 miles west of Lukeville", None),
        ("3.5 km al norte", None),
    ],
)
def test_the_number_of_a_post_is_read(text: str, number: float | None) -> None:
    assert find_post_number(tokenize(text).words) == number
