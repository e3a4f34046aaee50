"""One map of a figure: ground, territories, areas, symbols and names in a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from geo.atlas import Atlas
from layers.figure_ground import (
    Spot,
    border_on_page,
    draw_ground,
    draw_ports,
    draw_towns,
    ports_on_page,
    towns_on_page,
)
from layers.figure_items import Box, Group, Item, Shape, path_of, rectangle
from layers.figure_labels import Board, Label
from layers.figure_legend import area_of, ring_of
from layers.figure_marks import Mark, radius_of
from layers.figure_names import CLAIMS_BELOW_KM, name_marks, name_plazas, name_ports, name_states, name_towns
from layers.figure_plazas import Standing, draw_plazas
from layers.figure_presets import Preset
from layers.figure_projection import Frame
from layers.figure_scale import draw_graticule, draw_scale
from layers.figure_symbols import Ink, Symbol, draw_symbol, reach_of

EDGE = "#8E897E"
MOST_MARKS, MOST_IN_SERIES = 24, 3
"""Marks that are named, on a single map and on each of a series."""

FAR, FAR_KM = 0.65, 1300
"""Share of their width that the outlines of territories have on a wider ground, and how wide that is in kilometres."""

LEAST_INK = 0.3
"""How faint the area of a vague place is at most; one wider than the largest symbol is drawn the fainter, the wider."""


@dataclass(frozen=True)
class Drawing:
    """A map and what came of it: its frame, names with boxes, the discs they keep free, marks and statuses seen."""

    groups: list[Group]
    frame: Box
    placed: list[tuple[Label, Box]]
    discs: list[tuple[float, float, float]]
    marks: list[Mark]
    statuses: frozenset[str]


@dataclass(frozen=True)
class Named:
    """What a map may name: outlines of the plazas in points, what is told of them, ports and crossings."""

    outlines: Sequence[shapely.Geometry]
    told: Mapping[str, Standing]
    ports: list[Spot]
    crossings: list[Spot]


@dataclass(frozen=True)
class Look:
    """What all maps of a figure share."""

    preset: Preset
    inks: Mapping[str, Ink]
    size: str
    largest: float
    grey: bool = False
    graticule: bool = False
    is_alone: bool = True
    has_scale: bool = True


def draw_map(atlas: Atlas, frame: Frame, marks: Sequence[Mark], told: Mapping[str, Standing], look: Look) -> Drawing:
    """Return the map of `marks`, already merged for `frame`, over the territories as they stand by their claims."""
    preset, line = look.preset, look.preset.line
    inside = [mark for mark in marks if _is_inside(mark, frame)]
    symbols = [symbol_of(mark, frame, look) for mark in inside]
    ports, crossings = ports_on_page(atlas, frame)
    plazas, outlines = draw_plazas(atlas, frame, told, line * (FAR if frame.width_km > FAR_KM else 1))
    board = Board(frame.box, border_on_page(atlas, frame))
    for symbol in symbols:
        board.reserve_disc(symbol.x, symbol.y, symbol.radius * reach_of(symbol.shape))
    for spot in [*ports, *crossings] if look.is_alone else []:
        board.reserve_disc(spot.x, spot.y, 0.25 * preset.size)
    scale = [draw_scale(frame, board, preset)] if look.has_scale else []
    graticule = [draw_graticule(frame, board, preset)] if look.graticule else []
    names, towns = _names(atlas, frame, inside, Named(outlines, told, ports, crossings), board, look)
    areas = _areas(atlas, frame, inside, symbols, preset)
    squares = [draw_ports(ports, crossings, preset.size, line)] if look.is_alone else []
    edge = Group("frame", [Shape(rectangle(frame.box), line=EDGE, width=line)])
    groups = [*draw_ground(atlas, frame, line), plazas, *graticule, areas, *squares, *towns,
              _events(symbols, frame, look), *names, *scale, edge]  # fmt: skip
    seen = zip(atlas.plazas["plaza_id"], outlines, strict=True)
    statuses = frozenset(told[key].status for key, outline in seen if _meets(outline, frame))
    return Drawing(groups, frame.box, board.placed, list(board.discs), inside, statuses)


def symbol_of(mark: Mark, frame: Frame, look: Look) -> Symbol:
    """Return the symbol of a mark on the page."""
    x, y = (float(value) for value in frame.to_page(np.array(mark.lon), np.array(mark.lat)))
    radius = radius_of(mark.quantity, look.largest, most=look.preset.radius, least=look.preset.least)
    parts = [(ink, mark.parts[group]) for group, ink in look.inks.items() if mark.parts.get(group)]
    return Symbol(round(x, 2), round(y, 2), radius, mark.shape, parts, mark.solid)


def _names(
    atlas: Atlas, frame: Frame, marks: Sequence[Mark], named: Named, board: Board, look: Look
) -> tuple[list[Group], list[Group]]:
    """Return the names of a map, and the dots of the towns among them; a map of a series names its largest marks."""
    preset = look.preset
    most = MOST_MARKS if look.is_alone else MOST_IN_SERIES
    if not look.is_alone:
        return [name_marks(atlas, marks[:most], frame, board, preset, largest=look.largest, size=look.size)], []
    near = frame.width_km < CLAIMS_BELOW_KM
    first = [name_plazas(atlas, named.outlines, named.told, frame, board, preset)] if near else []
    events = name_marks(atlas, marks[:most], frame, board, preset, largest=look.largest, size=look.size)
    later = [] if near else [name_plazas(atlas, named.outlines, named.told, frame, board, preset)]
    ports = name_ports(named.ports, named.crossings, board, preset)
    states = name_states(atlas, frame, board, preset)
    towns, spots = name_towns(towns_on_page(atlas, frame), board, preset)
    return [*first, *later, events, ports, states, towns], [draw_towns(spots, preset.size)]


def _events(symbols: Sequence[Symbol], frame: Frame, look: Look) -> Group:
    items: list[Item] = []
    letter = look.preset.letter if look.grey else 0.0
    for symbol in symbols:
        items += draw_symbol(symbol, look.preset.line, letter)
    return Group("events", items, clip=frame.box)


def _areas(atlas: Atlas, frame: Frame, marks: Sequence[Mark], symbols: Sequence[Symbol], preset: Preset) -> Group:
    """Return the ground of the places whose spot is not exact: its outline, else the circle of its radius."""
    places = atlas.places.set_index("place_id")
    outlines = dict(zip(atlas.areas["place_id"], frame.outline(atlas.areas.geometry.to_numpy()), strict=True))
    items: list[Item] = []
    for mark, symbol in zip(marks, symbols, strict=True):
        for place in () if mark.solid else mark.places:
            if place in outlines and not shapely.is_empty(outlines[place]):
                left, _bottom, right, _top = shapely.bounds(outlines[place])
                items += area_of(path_of([outlines[place]]), preset.line, _faint((right - left) / 2, preset))
                continue
            row = places.loc[place]
            radius = float(row["radius_km"]) * 1000 * frame.scale
            if symbol.radius + 1.5 < radius < 0.6 * (frame.box[2] - frame.box[0]):
                x, y = (float(value) for value in frame.to_page(np.array(row["lon"]), np.array(row["lat"])))
                items += ring_of(x, y, radius, preset.line, _faint(radius, preset))
    return Group("areas", items, clip=frame.box)


def _faint(radius: float, preset: Preset) -> float:
    """Return the share of ink of an area of so many points, so that a few vague places do not grey the map."""
    return max(LEAST_INK, min(1.0, preset.radius / radius))


def _is_inside(mark: Mark, frame: Frame) -> bool:
    x, y = frame.to_page(np.array(mark.lon), np.array(mark.lat))
    left, bottom, right, top = frame.box
    return bool(left <= x <= right and bottom <= y <= top)


def _meets(outline: shapely.Geometry, frame: Frame) -> bool:
    return bool(shapely.intersects(outline, shapely.box(*frame.box)))
