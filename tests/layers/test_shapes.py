"""Outlines come back from their stream to within half a unit of 1/10,000 degree."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from layers.shapes import pack_shapes

SQUARE = [(0, 0), (10_000, 0), (10_000, 10_000), (0, 10_000), (0, 0)]


def unpack(stream: str) -> list[list[list[tuple[int, int]]]]:
    numbers, value, shift = [], 0, 0
    for byte in base64.b64decode(stream):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(value)
            value = shift = 0
    source = iter(numbers)

    def step() -> int:
        number = next(source)
        return (number >> 1) ^ -(number & 1)

    def ring() -> list[tuple[int, int]]:
        lon = lat = 0
        points = []
        for _ in range(next(source)):
            lon, lat = lon + step(), lat + step()
            points.append((lon, lat))
        return points

    features = [[ring() for _ in range(next(source))] for _ in range(next(source))]
    assert next(source, None) is None
    return features


@pytest.mark.parametrize(
    ("geometry", "rings"),
    [
        (Polygon([(0, 0), (1, 0), (1, 1), (0, 1)]), [SQUARE]),
        (LineString([(-117.12345, 32.5), (-97.1, 25.95)]), [[(-1171234, 325000), (-971000, 259500)]]),
        (MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3)]]),
         [[(0, 0), (10_000, 10_000)], [(20_000, 20_000), (30_000, 30_000)]]),
        (LineString([(0, 0), (0.00001, 0), (1, 1)]), [[(0, 0), (10_000, 10_000)]]),
        (Polygon(), []),
        (None, []),
        (box(0, 0, 0.00001, 0.00001), []),
    ],
)  # fmt: skip
def test_a_geometry_becomes_its_rings(geometry: BaseGeometry | None, rings: list[list[tuple[int, int]]]) -> None:
    assert unpack(pack_shapes([geometry])) == [rings]


def test_holes_and_parts_are_rings_of_one_feature_and_features_keep_their_order() -> None:
    holed = Polygon(box(0, 0, 4, 4).exterior, [box(1, 1, 2, 2).exterior])
    features = unpack(pack_shapes([MultiPolygon([holed, box(8, 8, 9, 9)]), box(0, 0, 1, 1)]))
    assert [len(rings) for rings in features] == [3, 1]


def test_no_feature_is_one_zero() -> None:
    assert base64.b64decode(pack_shapes([])) == b"\0"


@given(st.lists(st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-900_000, 900_000)), min_size=2, unique=True))
def test_every_line_on_the_grid_survives(points: list[tuple[int, int]]) -> None:
    assert unpack(pack_shapes([LineString([(lon / 1e4, lat / 1e4) for lon, lat in points])])) == [[points]]
