"""Coordinates of tables: every way to write a degree, pairs in one cell, and what is turned or refused."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.coordinates import read_angle, read_coordinates, split_pair


@pytest.mark.parametrize(
    ("text", "degrees", "axis"),
    [
        ("31.333", 31.333, ""),
        ("31,333", 31.333, ""),
        ("-110.95", -110.95, ""),
        ("31°19'59\"N", 31.333056, "lat"),
        ("31º 19' 59,5\" N", 31.333194, "lat"),
        ("N31°20.5'", 31.341667, "lat"),
        ("110°57'W", -110.95, "lon"),
        ("110 57 12 O", -110.953333, "lon"),
        ("31d19m59s N", 31.333056, "lat"),
        ("31:19:59", 31.333056, ""),
        ("-110°57'12\"", -110.953333, ""),
        ("31° 19′ 59″ N", 31.333056, "lat"),
    ],
)
def test_an_angle_is_read(text: str, degrees: float, axis: str) -> None:
    angle = read_angle(text)
    assert angle is not None
    assert (angle.degrees, angle.axis) == (pytest.approx(degrees, abs=1e-6), axis)


@pytest.mark.parametrize("text", ["", "abc", "31°75'N", "1.5.2", "N31W", "181", "31.5°20'", "500000"])
def test_no_angle_is_none(text: str) -> None:
    assert read_angle(text) is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("31.33, -110.95", ("31.33", "-110.95")),
        ("31.33,-110.95", ("31.33", "-110.95")),
        ("31,33; -110,95", ("31,33", "-110,95")),
        ("31,33, -110,95", ("31,33", "-110,95")),
        ("31°20'N 110°57'W", ("31°20'N", "110°57'W")),
        ("POINT (-110.95 31.33)", ("-110.95", "31.33")),
        ("SRID=4326;POINT(-110.95 31.33)", ("-110.95", "31.33")),
        ("(31.33 -110.95)", ("31.33", "-110.95")),
        ("31.33", None),
        ("1, 2, 3", None),
    ],
)
def test_a_cell_with_a_pair_is_cut_in_two(text: str, pair: tuple[str, str] | None) -> None:
    assert split_pair(text) == pair


def read(*pairs: tuple[str, str]) -> tuple[pd.DataFrame, list[str]]:
    return read_coordinates(*(pd.Series(list(column), dtype="str") for column in zip(*pairs, strict=True)))


def test_swapped_rows_are_turned_and_told() -> None:
    frame, notes = read(("31.3", "-110.9"), ("-110.9", "31.3"))
    assert frame[["lon", "lat"]].to_numpy().tolist() == [[-110.9, 31.3], [-110.9, 31.3]]
    assert notes == ["1 rows had latitude and longitude swapped: turned"]


def test_longitudes_that_all_lack_their_sign_are_west_and_told() -> None:
    frame, notes = read(("31.3", "110.9"), ("32,5", "117,0"))
    assert frame[["lon", "lat"]].to_numpy().tolist() == [[-110.9, 31.3], [-117.0, 32.5]]
    assert notes == ["the longitudes have no minus sign: taken as west", "coordinates with a decimal comma were read"]


def test_one_longitude_without_sign_among_others_is_refused() -> None:
    frame, _notes = read(("31.3", "-110.9"), ("31.3", "110.9"))
    assert frame["problem"].tolist() == ["", "outside the area of the atlas"]


@pytest.mark.parametrize(
    ("pair", "problem"),
    [
        (("", ""), ""),
        (("0", "0"), "outside the area of the atlas"),
        (("31.3", ""), "not a pair of coordinates"),
        (("north", "west"), "not a pair of coordinates"),
        (("-31.3", "-110.9"), "outside the area of the atlas"),
    ],
)
def test_a_bad_pair_gives_no_place(pair: tuple[str, str], problem: str) -> None:
    frame, _notes = read(pair, ("25.0", "-100.0"))
    assert frame["problem"].tolist() == [problem, ""]
    assert math.isnan(frame["lon"][0])


@pytest.mark.parametrize(("lat", "km"), [("31.3", 5.55), ("31.333", 0.056), ("31.33333", 0.05), ("31°19'N", 0.925)])
def test_a_coordinate_is_no_sharper_than_its_last_digit(lat: str, km: float) -> None:
    frame, _notes = read((lat, "-110.95000"))
    assert frame["radius_km"][0] == pytest.approx(km, abs=0.001)


@settings(deadline=None, max_examples=60)
@given(st.floats(5.001, 49.999), st.floats(-129.999, -60.001), st.booleans())
def test_any_point_of_the_area_is_found_in_either_order(lat: float, lon: float, is_swapped: bool) -> None:
    texts = (f"{lat:.4f}", f"{lon:.4f}")
    frame, _notes = read(texts[::-1] if is_swapped else texts)
    assert frame[["lon", "lat"]].to_numpy()[0].tolist() == pytest.approx([lon, lat], abs=1e-4)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    read((text, text))
    split_pair(text)
