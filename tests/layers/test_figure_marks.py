"""The marks of a figure: what stands where, how large it is, and what is merged or left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.atlas import Atlas
from geo.view import View
from layers.figure_items import CLOSE, CURVE, MOVE, Outline, circle_path
from layers.figure_marks import Mark, radius_of, view_marks
from layers.figure_merge import merge_marks
from layers.figure_presets import PRESETS
from layers.figure_projection import Frame, fit_ground
from layers.figure_series import make_panels, series_note
from layers.figure_symbols import GREYS, Ink, Symbol, draw_symbol, shape_path
from layers.figure_words import quantity_text, short_name

FRAME = Frame(fit_ground(np.array([box(-112, 30, -110, 32)], dtype=object), margin=0, least_km=1), (0, 0, 400, 400))
SPOTS = st.tuples(st.floats(-112, -110), st.floats(30, 32), st.integers(1, 50), st.booleans())


def mark(key: str, lon: float, lat: float, events: int, *, solid: bool = True) -> Mark:
    return Mark((key,), key, lon, lat, events, float(events), {"heroin": float(events)}, frozenset({"circle"}), solid)


def area(path: Outline) -> float:
    """Area of an outline, its curves taken as what they are: pieces of a circle."""
    if CURVE in path.steps:
        return float(np.pi * (np.ptp(path.points[:, 0]) / 2) ** 2)
    return float(shapely.Polygon(path.points).area)


def test_a_view_has_one_mark_for_each_place(atlas: Atlas) -> None:
    found = view_marks(atlas, View())
    assert [(one.places, one.events, one.quantity, one.solid) for one in found.marks] == [
        (("mun-26043",), 1, 1.0, False), (("nogales-deconcini",), 1, 1.0, False), (("nogales-port",), 1, 1.0, False),
    ]  # fmt: skip
    assert (found.events, found.undated, found.unplaced, found.unsized) == (4, 1, 1, 0)
    assert found.marks[1].parts == {"fentanyl": 1, "heroin": 1}
    assert [one.shape for one in found.marks] == ["square", "circle", "circle"]


def test_a_mark_is_solid_only_at_a_spot_that_is_exact(atlas: Atlas) -> None:
    exact = replace(atlas, places=atlas.places.assign(approximate="false"))
    assert [one.solid for one in view_marks(exact, View()).marks] == [False, True, False]


def test_a_load_is_weighed_once_and_what_has_no_weight_is_counted(atlas: Atlas) -> None:
    found = view_marks(atlas, View(size="fentanyl"))
    assert [(one.places, one.quantity) for one in found.marks] == [
        (("nogales-port",), 3.0), (("nogales-deconcini",), 0.5),
    ]  # fmt: skip
    assert (found.unplaced, found.unsized) == (1, 1)


def test_areas_are_in_proportion_to_quantities() -> None:
    radii = [radius_of(quantity, 400, most=20, least=1) for quantity in (400, 100, 25, 0.5)]
    assert radii == [20, 10, 5, 1]


@pytest.mark.parametrize("shape", ["circle", "square", "triangle", "diamond"])
def test_the_shapes_of_one_quantity_have_about_one_area(shape: str) -> None:
    assert area(shape_path(shape, 50, 50, 10)) == pytest.approx(np.pi * 100, rel=0.08)


def test_a_circle_is_four_curves() -> None:
    assert circle_path(0, 0, 1).steps.tolist() == [MOVE, *[CURVE] * 12, CLOSE]


@settings(max_examples=60, deadline=None)
@given(st.lists(SPOTS, min_size=1, max_size=40))
def test_merged_marks_keep_every_event_and_none_hides_another(spots: list[tuple[float, float, int, bool]]) -> None:
    marks = [mark(f"p{i}", lon, lat, events, solid=solid) for i, (lon, lat, events, solid) in enumerate(spots)]
    preset = PRESETS["page"]
    merged = merge_marks(marks, FRAME, preset)
    assert sum(one.events for one in merged) == sum(one.events for one in marks)
    assert sorted(place for one in merged for place in one.places) == sorted(one.name for one in marks)
    largest = merged[0].quantity
    for i, one in enumerate(merged):
        for other in merged[i + 1 :]:
            x, y = FRAME.to_page(np.array([one.lon, other.lon]), np.array([one.lat, other.lat]))
            assert np.hypot(np.diff(x), np.diff(y))[0] > radius_of(
                one.quantity, largest, most=preset.radius, least=preset.least
            )


def test_a_merged_mark_is_solid_only_if_all_its_places_are_exact() -> None:
    near = [mark("a", -111, 31, 9), mark("b", -111.001, 31, 1, solid=False)]
    (one,) = merge_marks(near, FRAME, PRESETS["page"])
    assert (one.places, one.lon, one.events, one.solid) == (("a", "b"), -111, 10, False)


def test_a_grey_symbol_has_a_letter_where_there_is_room() -> None:
    def letters(radius: float, parts: list[tuple[Ink, float]]) -> list[str]:
        items = draw_symbol(Symbol(0, 0, radius, "circle", parts, True), 0.5, 6)
        return [item.text for item in items if hasattr(item, "text")]

    assert letters(6, [(GREYS["fentanyl"], 1)]) == ["F"]
    assert letters(2, [(GREYS["fentanyl"], 1)]) == []
    assert letters(6, [(GREYS["fentanyl"], 1), (GREYS["heroin"], 1)]) == []


def test_a_part_too_small_to_be_seen_is_left_out() -> None:
    inks = [(Ink("#ff0000"), 999.0), (Ink("#0000ff"), 1.0)]
    fills = {item.fill for item in draw_symbol(Symbol(0, 0, 6, "circle", inks, True), 0.5) if hasattr(item, "fill")}
    assert "#ff0000" in fills and "#0000ff" not in fills


def test_a_series_by_year_counts_an_event_in_the_year_of_its_first_day(atlas: Atlas) -> None:
    whole = view_marks(atlas, View())
    panels = make_panels(atlas, View(), whole, "year", 9)
    assert [(panel.heading, panel.start, panel.end) for panel in panels] == [
        ("2023: 1", date(2023, 1, 1), date(2023, 12, 31)), ("2024: 2", date(2024, 1, 1), date(2024, 12, 31)),
    ]  # fmt: skip
    assert series_note(panels, 4, "year") == "An event counts in the year of its first day. 1 undated are on no map."
    assert [panel.heading for panel in make_panels(atlas, View(), whole, "year", 1)] == ["2023–2024: 3"]


def test_a_series_by_commodity_has_a_map_for_each_that_occurs(atlas: Atlas) -> None:
    panels = make_panels(atlas, View(), view_marks(atlas, View()), "commodity", 9)
    assert [panel.heading for panel in panels] == ["fentanyl: 2", "heroin: 2", "Proceeds: 1"]
    narrow = make_panels(atlas, View(commodities=("heroin",)), view_marks(atlas, View()), "commodity", 9)
    assert [panel.heading for panel in narrow] == ["heroin: 2"]


@pytest.mark.parametrize(
    ("quantity", "size", "text"),
    [
        (1234.0, "count", "1,234"),
        (1234.4, "heroin", "1,234\u202fkg"),
        (0.53, "heroin", "0.53\u202fkg"),
        (4.0, "heroin", "4\u202fkg"),
    ],
)
def test_a_quantity_has_its_unit_after_a_thin_space(quantity: float, size: str, text: str) -> None:
    assert quantity_text(quantity, size) == text


def test_a_short_name_says_the_kind_in_the_language() -> None:
    assert short_name("Nogales Port of Entry", "port") == "Nogales (port of entry)"
    assert short_name("Nogales Port of Entry", "port", square=True) == "Nogales"
    assert short_name("Bridge of the Americas", "crossing") == "Bridge of the Americas"
