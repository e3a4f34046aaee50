"""Which names a map carries, and in which order they get their room: plazas, marks, ports, states, towns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from geo.atlas import Atlas
from geo.words import _
from layers.cells import text
from layers.figure_ground import TOWN, Spot
from layers.figure_items import Group, Shape, Words, line_path
from layers.figure_labels import Board, Label, around, clear_spots, farther, inside
from layers.figure_marks import Mark, radius_of
from layers.figure_plazas import Standing
from layers.figure_presets import Preset
from layers.figure_projection import Frame
from layers.figure_symbols import reach_of
from layers.figure_type import wrap
from layers.figure_words import quantity_text, short_name, state_name

CLAIMS_BELOW_KM = 1000
"""Width of the ground below which organisations are named inside the territories."""

STATE_INK, PLAZA_INK = "#8A8478", "#5E5140"
MOST_TOWNS = 40
LEADER = "#4A4742"
LED, LONGEST = 10, 17
"""Marks that may be named by a line from farther away, and the widest name in one line, in sizes of type."""

NARROW = 0.55
"""A territory is named where it is at least so wide, as a share of its name."""


def name_plazas(
    atlas: Atlas,
    outlines: Sequence[shapely.Geometry],
    told: Mapping[str, Standing],
    frame: Frame,
    board: Board,
    preset: Preset,
) -> Group:
    """Return the names of the territories and who is said to be there, the largest territories first."""
    words: list[Words] = []
    near = frame.width_km < CLAIMS_BELOW_KM
    rows = zip(atlas.plazas["plaza_id"], atlas.plazas["name"], outlines, strict=True)
    for plaza, name, outline in sorted(rows, key=lambda row: (-shapely.area(row[2]), row[0])):
        spots, sides = inside(outline, frame.box, step=0.9 * preset.size)
        lines = (name.upper(), *told[plaza].lines) if near else (name.upper(),)
        label = Label(lines, spots, sides, preset.size, preset.size, bold=True, colour=PLAZA_INK, key=name.upper(),
                      home=shapely.make_valid(outline), at_home=8)  # fmt: skip
        if not len(spots) or np.ptp(shapely.bounds(outline)[::2]) < NARROW * label.extent[0]:
            continue
        words += board.place(label) or board.place(replace(label, lines=lines[:1]))
    return Group("plaza-names", [*words])


def name_marks(
    atlas: Atlas, marks: Sequence[Mark], frame: Frame, board: Board, preset: Preset, *, largest: float, size: str
) -> Group:
    """Return the names of the places with most, each with its quantity; one that stands for several says around it."""
    places = atlas.places.set_index("place_id")
    words, leaders, taken = list[Words](), list[Shape](), set[str]()
    for rank, mark in enumerate(marks):
        x, y = (float(value) for value in frame.to_page(np.array(mark.lon), np.array(mark.lat)))
        radius = radius_of(mark.quantity, largest, most=preset.radius, least=preset.least) * reach_of(mark.shape)
        ring = 0.0 if mark.solid else float(places.at[mark.places[0], "radius_km"]) * 1000 * frame.scale
        spots, sides = around(x, y, ring if radius < ring < radius + 2 * preset.size else radius, preset.size)
        name, port = mark_name(mark, places, taken)
        taken.add(port)
        lines = tuple(wrap(f"{name}: {quantity_text(mark.quantity, size)}", LONGEST * preset.size, preset.size))
        label = Label(lines, spots, sides, preset.size, preset.size, key=port.upper())
        found = board.place(label)
        if not found and rank < LED:
            spots, sides = farther(x, y, radius, preset.size)
            clear = clear_spots((x, y), radius, spots, board)
            found = board.place(replace(label, spots=spots[clear], sides=tuple(np.array(sides)[clear])))
            leaders += [_leader((x, y), radius, board, preset)] if found else []
        words += found
    return Group("event-names", [*leaders, *words])


def _leader(middle: tuple[float, float], radius: float, board: Board, preset: Preset) -> Shape:
    """Return the line from the edge of a symbol to the label placed last, and keep it free of other words."""
    box = board.placed[-1][1]
    end = min(max(middle[0], box[0]), box[2]), min(max(middle[1], box[1]), box[3])
    away = max(float(np.hypot(end[0] - middle[0], end[1] - middle[1])), 1e-6)
    ahead = (end[0] - middle[0]) / away, (end[1] - middle[1]) / away
    steps = np.linspace(radius, max(radius, away - 0.15 * preset.size), int(away / 2) + 2)
    points = [(middle[0] + step * ahead[0], middle[1] + step * ahead[1]) for step in steps]
    for x, y in points:
        board.reserve_disc(x, y, 0.0)
    return Shape(line_path(points[0], points[-1]), line=LEADER, width=preset.line)


def mark_name(mark: Mark, places: pd.DataFrame, taken: Set[str]) -> tuple[str, str]:
    """Return what a mark is called, and the name that it makes needless elsewhere.

    One that stands for several places is named by the port of the first, or by that place if the port is `taken`.
    """
    row = places.loc[mark.places[0]]
    name = short_name(mark.name, text(row["kind"]))
    parent = text(row["parent_id"])
    port = places.loc[parent if parent in places.index else mark.places[0]]
    around_it = short_name(text(port["name"]), text(port["kind"]), square=True)
    if len(mark.places) == 1:
        return name, name
    around_it = name if around_it in taken else around_it
    return _("around {place}").format(place=around_it), around_it


def name_ports(ports: Sequence[Spot], crossings: Sequence[Spot], board: Board, preset: Preset) -> Group:
    """Return the names of ports and crossings that no name stands for yet."""
    words: list[Words] = []
    for kind, spots in (("port", ports), ("crossing", crossings)):
        for spot in spots:
            name = short_name(spot.name, kind, square=True)
            if name.upper() in written(board):
                continue
            places, sides = around(spot.x, spot.y, 0.25 * preset.size, preset.small)
            words += board.place(Label((name,), places, sides, preset.small, preset.small, key=name.upper()))
    return Group("port-names", [*words])


def name_states(atlas: Atlas, frame: Frame, board: Board, preset: Preset) -> Group:
    """Return the names of the states, where they have room."""
    words: list[Words] = []
    for gdf, name in ((atlas.us_states, "us_states"), (atlas.mx_states, "mx_states")):
        seen = frame.seen(gdf, name)
        outlines = frame.outline(gdf.geometry.to_numpy()[seen])
        for state, outline in zip(gdf["name"][seen], outlines, strict=True):
            spots, sides = inside(outline, frame.box, step=2 * preset.size)
            line = state_name(state).upper()
            words += board.place(Label(
                (line,), spots, sides, preset.small, preset.small, colour=STATE_INK, key=f"{line} ", halo=None,
                home=shapely.make_valid(outline), at_home=60,
            ))  # fmt: skip
    return Group("state-names", [*words])


def name_towns(towns: Sequence[Spot], board: Board, preset: Preset) -> tuple[Group, list[Spot]]:
    """Return the names of towns that no name stands for yet, the largest first, and the towns that are named."""
    words, named = list[Words](), list[Spot]()
    for town in towns:
        if town.name.upper() in written(board):
            continue
        spots, sides = around(town.x, town.y, 0.12 * preset.size, preset.small)
        found = board.place(
            Label((town.name,), spots, sides, preset.small, preset.small, colour=TOWN, key=town.name.upper())
        )
        if found:
            board.reserve_disc(town.x, town.y, 0.11 * preset.size)
            words += found
            named.append(town)
        if len(named) >= MOST_TOWNS:
            break
    return Group("town-names", [*words]), named


def written(board: Board) -> set[str]:
    """Return the names that stand on the map, in capitals."""
    return {label.key for label, _box in board.placed}
