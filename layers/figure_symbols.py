"""The symbols of events: shape by family, colour by commodity, area by quantity, solid only where the spot is exact.

In grey a commodity is a tone with a texture, and a letter where there is room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from layers.figure_items import CLOSE, CURVE, LINE, MOVE, Item, Outline, Shape, Words, arc_points, circle_path, path_of
from layers.figure_type import CAPITAL, SPARE, text_width

OUTLINE = "#2B2B2B"
PAPER = "#FFFFFF"
CORNERS = {"square": (4, 1.25, 45.0), "triangle": (3, 1.5, 90.0), "diamond": (4, 1.25, 0.0)}
"""Corners of a shape, its reach in radii, and the angle of the first corner; areas are about those of the circle."""

BAND, LEAST_BAND = 0.36, 1.5
"""Width of the ring of a hollow symbol as a share of its radius, and in points, of small ones at most `MOST_BAND`."""

MOST_BAND = 0.55

LEAST_PART = 0.02
"""A smaller part of a symbol is not seen, and left out."""

LEAST_HOLE = 1.6
"""Radius in points of a hole that has an outline of its own."""

LETTER_ROOM = 1.75
"""Diagonal of a letter that still fits into a symbol, in radii of its room."""

TEXTURE = 0.38
"""Width in points of the lines of a texture."""


@dataclass(frozen=True)
class Ink:
    """How a commodity is drawn: a fill, in grey with lines (degrees, points apart, colour) and a letter."""

    fill: str
    lines: tuple[float, float, str] | None = None
    letter: str = ""
    letter_colour: str = "#000000"


GREYS = {
    "fentanyl": Ink("#161616", letter="F", letter_colour=PAPER),
    "methamphetamine": Ink("#FFFFFF", (45.0, 1.25, "#000000"), "M"),
    "cocaine": Ink("#FFFFFF", letter="C"),
    "heroin": Ink("#8C8C8C", letter="H"),
    "marijuana": Ink("#C9C9C9", letter="Mj"),
    "other_drugs": Ink("#E3E3E3", (0.0, 1.5, "#4A4A4A"), "O"),
    "no_drugs": Ink("#5A5A5A", (-45.0, 1.5, "#FFFFFF")),
}
"""The inks of a grey figure, by group of commodities; the letters are those of both languages."""


@dataclass(frozen=True)
class Symbol:
    """One symbol: middle and radius in points, its inks with their shares, and whether the spot is exact."""

    x: float
    y: float
    radius: float
    shape: str
    parts: Sequence[tuple[Ink, float]]
    solid: bool


def draw_symbol(symbol: Symbol, width: float, letter_size: float = 0.0) -> list[Item]:
    """Return a symbol with an outline of `width` points, and its letter in `letter_size` if that is not 0."""
    x, y, r = symbol.x, symbol.y, symbol.radius
    inner = 0.0 if symbol.solid else r - max(BAND * r, min(LEAST_BAND, MOST_BAND * r))
    outline = shape_path(symbol.shape, x, y, r)
    casing = Shape(outline, fill=PAPER if inner else None, fill_alpha=0.8, line=PAPER, width=3 * width, line_alpha=0.9)
    items: list[Item] = [casing]
    seen, angle = _seen_parts(symbol), 90.0
    for ink, share in seen:
        sector = (symbol.shape, x, y, (inner, r), (angle - 360 * share, angle))
        items.append(Shape(_sector_path(*sector), fill=ink.fill))
        items += _texture(_sector_area(*sector), ink) if ink.lines else []
        angle -= 360 * share
    items.append(Shape(outline, line=OUTLINE, width=width))
    if inner > LEAST_HOLE:
        items.append(Shape(shape_path(symbol.shape, x, y, inner), line=OUTLINE, width=0.7 * width))
    return items + _letter(symbol, [ink for ink, _share in seen], inner or r, letter_size)


def shape_path(shape: str, x: float, y: float, r: float, *, hole: bool = False) -> Outline:
    """Return the outline of a shape of about the area of a circle with radius `r`; a `hole` runs the other way."""
    if shape not in CORNERS:
        return circle_path(x, y, r, hole=hole)
    polygon = shapely.Polygon(_corners(shape, x, y, r))
    return path_of([shapely.reverse(polygon) if hole else polygon])


def reach_of(shape: str) -> float:
    """Return how far the farthest corner of a shape is from its middle, in radii."""
    return CORNERS[shape][1] if shape in CORNERS else 1.0


def hatch(box: Sequence[float], degrees: float, pitch: float) -> shapely.Geometry:
    """Return parallel lines across a box, `pitch` points apart, the same ones in each box of the page."""
    left, bottom, right, top = box
    along = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    across = np.array([-along[1], along[0]])
    corners = np.array([(left, bottom), (left, top), (right, bottom), (right, top)])
    steps, reach = corners @ across / pitch, corners @ along
    at = np.arange(np.ceil(steps.min()), np.floor(steps.max()) + 1) * pitch
    ends = np.stack([at[:, None] * across + reach.min() * along, at[:, None] * across + reach.max() * along], axis=1)
    return shapely.multilinestrings(shapely.linestrings(ends)) if len(at) else shapely.MultiLineString()


def _seen_parts(symbol: Symbol) -> list[tuple[Ink, float]]:
    """Return the parts large enough to be seen; their shares make 1."""
    total = sum(share for _ink, share in symbol.parts)
    seen = [(ink, share) for ink, share in symbol.parts if share / total >= LEAST_PART]
    whole = sum(share for _ink, share in seen)
    return [(ink, share / whole) for ink, share in seen]


def _corners(shape: str, x: float, y: float, r: float) -> np.ndarray:
    corners, reach, first = CORNERS[shape]
    angles = np.radians(first + 360 / corners * np.arange(corners))
    return np.column_stack([x + r * reach * np.cos(angles), y + r * reach * np.sin(angles)])


def _sector_path(shape: str, x: float, y: float, radii: tuple[float, float], angles: tuple[float, float]) -> Outline:
    """Return the piece of a symbol between two radii and two angles in degrees; a whole turn has no sides."""
    inner, outer = radii
    if angles[1] - angles[0] > 359.9:
        hole = [shape_path(shape, x, y, inner, hole=True)] if inner else []
        return Outline.join(shape_path(shape, x, y, outer), *hole)
    arc = arc_points(*angles)
    back = arc[::-1] * inner if inner else np.zeros((1, 2))
    points = np.concatenate([arc * outer, back, arc[:1] * outer]) + (x, y)
    steps = [MOVE, *[CURVE] * (len(arc) - 1), LINE, *[CURVE] * (len(back) - 1), CLOSE]
    return Outline.join(Outline(points, np.array(steps, dtype=np.uint8)))


def _sector_area(
    shape: str, x: float, y: float, radii: tuple[float, float], angles: tuple[float, float]
) -> shapely.Geometry:
    """Return the same piece as an area."""
    inner, outer = radii
    if shape in CORNERS:
        area = shapely.Polygon(_corners(shape, x, y, outer))
        return shapely.difference(area, shapely.Polygon(_corners(shape, x, y, inner))) if inner else area
    turn = np.radians(np.linspace(*angles, 49))
    edge = np.column_stack([np.cos(turn), np.sin(turn)])
    points = np.concatenate([edge * outer, edge[::-1] * inner]) + (x, y)
    return shapely.make_valid(shapely.Polygon(points))


def _texture(area: shapely.Geometry, ink: Ink) -> list[Item]:
    """Return the lines of `ink` inside `area`."""
    if ink.lines is None:
        return []
    degrees, pitch, colour = ink.lines
    lines = shapely.intersection(hatch(shapely.bounds(area), degrees, pitch), area)
    return [] if shapely.is_empty(lines) else [Shape(path_of([lines]), line=colour, width=TEXTURE)]


def _letter(symbol: Symbol, inks: Sequence[Ink], room: float, size: float) -> list[Item]:
    """Return the letter of a symbol of one commodity, where it fits."""
    ink = inks[0]
    wide = text_width(ink.letter, size, True) / SPARE if ink.letter and size else 0.0
    if len(inks) > 1 or not wide or np.hypot(wide, CAPITAL * size) > LETTER_ROOM * room:
        return []
    colour = ink.letter_colour if symbol.solid else "#000000"
    halo = ink.fill if symbol.solid and ink.lines else None
    y = symbol.y - CAPITAL * size / 2
    return [Words(ink.letter, symbol.x, y, size, bold=True, colour=colour, align="center", halo=halo)]
