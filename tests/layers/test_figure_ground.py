"""The ground of a figure: equal areas, true lengths, the right extent, and what is asked of the frames."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point, box

from geo.atlas import Atlas
from geo.errors import SchemaError
from geo.view import View
from layers.figure_extent import LEAST_KM, view_ground
from layers.figure_marks import view_marks
from layers.figure_plazas import Standing, standings
from layers.figure_projection import Frame, fit_ground
from layers.figure_scale import bar_length, nice_below

BORDER = np.array([box(-118, 25, -96, 33)], dtype=object)
PAGE = (0.0, 0.0, 600.0, 300.0)


def square(lon: float, lat: float) -> shapely.Polygon:
    return shapely.segmentize(box(lon, lat, lon + 0.5, lat + 0.5), 0.01)


@pytest.mark.parametrize("corner", [(-117, 32), (-106, 31), (-98, 25.5), (-110, 27)])
def test_areas_are_in_proportion_all_over_the_page(corner: tuple[float, float]) -> None:
    frame = Frame(fit_ground(BORDER, margin=0.05, least_km=10), PAGE)
    outline = square(*corner)
    true_km2 = abs(Geod(ellps="WGS84").geometry_area_perimeter(outline)[0]) / 1e6
    drawn = shapely.transform(outline, lambda xy: np.column_stack(frame.to_page(xy[:, 0], xy[:, 1])))
    assert shapely.area(drawn) / (frame.scale * 1000) ** 2 == pytest.approx(true_km2, rel=1e-4)


def test_the_scale_bar_is_as_long_as_the_geodesic() -> None:
    frame = Frame(fit_ground(BORDER, margin=0.05, least_km=10), PAGE)
    half = bar_length(frame, 150, 500) / 2
    ends = [frame.to_degrees(300 + side * half, 150) for side in (-1, 1)]
    assert Geod(ellps="WGS84").inv(*ends[0], *ends[1])[2] == pytest.approx(500_000, rel=1e-6)


def test_degrees_and_points_of_the_page_go_back_and_forth() -> None:
    frame = Frame(fit_ground(BORDER, margin=0.05, least_km=10), PAGE)
    x, y = frame.to_page(np.array(-110.9), np.array(31.3))
    assert frame.to_degrees(float(x), float(y)) == pytest.approx((-110.9, 31.3))


def test_the_ground_fills_the_page_but_for_its_padding() -> None:
    ground = fit_ground(BORDER, margin=0.0, least_km=10)
    wide, padded = Frame(ground, PAGE), Frame(ground, PAGE, 30)
    assert wide.scale * (ground.bounds[2] - ground.bounds[0]) == pytest.approx(600)
    assert padded.scale / wide.scale == pytest.approx(0.9)


def test_a_small_place_has_ground_around_it() -> None:
    ground = fit_ground(np.array([Point(-110.94, 31.33)], dtype=object), margin=0.03, least_km=LEAST_KM)
    assert ground.bounds[2] - ground.bounds[0] == pytest.approx(LEAST_KM * 1000)


def test_another_crs_is_refused() -> None:
    frame = Frame(fit_ground(BORDER, margin=0.05, least_km=10), PAGE)
    with pytest.raises(SchemaError, match="expected EPSG:4326"):
        frame.draw(gpd.GeoDataFrame(geometry=[Point(0, 0)], crs=3857), "border")


@pytest.mark.parametrize(("value", "nice"), [(1, 1), (1.9, 1), (2, 2), (480, 200), (0.07, 0.05)])
def test_a_bar_has_a_round_length(value: float, nice: float) -> None:
    assert nice_below(value) == pytest.approx(nice)


def test_the_ground_follows_the_view(atlas: Atlas) -> None:
    def reach(view: View) -> tuple[float, ...]:
        ground = view_ground(atlas, view, view_marks(atlas, view).marks)
        frame = Frame(ground, (0.0, 0.0, 100.0 * ground.aspect, 100.0))
        return tuple(round(side, 1) for side in frame.degrees)

    assert reach(View(plazas=("nogales",))) == (-111.2, 31.0, -110.7, 31.4)
    assert reach(View(places=("sasabe-port",))) == (-111.7, 31.4, -111.4, 31.6)
    assert reach(View(precisions=("unresolved",))) == (-111.1, 31.2, -110.5, 31.5)


def test_a_plaza_stands_by_the_claims_of_its_days(atlas: Atlas) -> None:
    assert standings(atlas, date(2024, 1, 1), date(2024, 1, 1)) == {
        "nogales": Standing("controlled", ("Organisation One",), 1)
    }
    assert standings(atlas, None, date(2019, 1, 1))["nogales"] == Standing("contested", ("Two",), 1)
    both = standings(atlas, None, None)["nogales"]
    assert both == Standing("contested", ("Organisation One", "Two"), 2)
    assert both.lines == ["Organisation One?", "Two?", "contested by 2 sources"]
    assert Standing("contested", ("A", "B", "C"), 1).lines == ["A?", "B?", "and 1 more", "contested by 1 source"]
    assert standings(atlas, date(2021, 1, 1), date(2022, 1, 1))["nogales"] == Standing("none", (), 0)
