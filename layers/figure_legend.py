"""The legend of a figure: only what is on the map, in blocks that stand in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from geo.atlas import Atlas
from geo.words import _
from layers.figure_ground import port_square
from layers.figure_items import Item, Outline, Shape, Words, circle_path, line_path
from layers.figure_marks import commodity_groups, radius_of
from layers.figure_plazas import territory
from layers.figure_presets import Preset
from layers.figure_symbols import GREYS, Ink, Symbol, draw_symbol
from layers.figure_type import ASCENT, DESCENT, LEADING, wrap
from layers.figure_words import commodity_labels, quantity_text
from layers.vocabulary import code_words

OUTLINE = "#2B2B2B"
NEUTRAL, AREA = "#8A8A8A", "#22211F"
QUIET = "#55524D"
SHAPES = ("square", "triangle", "diamond")
LOCATOR = 6.4
"""Height of the locator in sizes of type."""

SHARES = (1.0, 0.25, 0.04)
"""Quantities of the three circles, as shares of the largest."""


@dataclass
class Block:
    """A part of the legend, written from the top down: items relative to its upper left corner, which is (0, 0)."""

    width: float
    preset: Preset
    items: list[Item] = field(default_factory=list)
    y: float = 0.0
    is_locator: bool = False

    @property
    def height(self) -> float:
        """Points from its top to its foot."""
        return -self.y

    def head(self, text: str) -> None:
        """Write a heading."""
        for line in wrap(text, self.width, self.preset.size, True):
            self.items.append(Words(line, 0, self.y - ASCENT * self.preset.size, self.preset.size, bold=True))
            self.y -= LEADING * self.preset.size
        self.y -= 0.15 * self.preset.size

    def row(self, sample: Sequence[Item], text: str, *, room: float) -> None:
        """Write a sample, drawn around (0, 0) in `room` points, and its words beside it."""
        size = self.preset.size
        lines = wrap(text, self.width - room - 0.5 * size, size)
        self.items += [item.moved(room / 2, self.y - 0.5 * LEADING * size) for item in sample]
        for line in lines:
            self.items.append(
                Words(line, room + 0.5 * size, self.y - (LEADING - DESCENT + 0.02) * size + 0.1 * size, size)
            )
            self.y -= LEADING * size
        self.y -= 0.12 * size

    def note(self, text: str) -> None:
        """Write small words over the whole width."""
        size = self.preset.small
        self.y -= 0.15 * size
        for line in wrap(text, self.width, size):
            self.items.append(Words(line, 0, self.y - ASCENT * size, size, colour=QUIET))
            self.y -= LEADING * size


@dataclass(frozen=True)
class Key:
    """What the legend must explain: what is seen on the maps, and the largest quantity."""

    inks: Mapping[str, Ink]
    groups: frozenset[str]
    shapes: frozenset[str]
    solid: frozenset[bool]
    statuses: tuple[str, ...]
    size: str
    largest: float


def legend_blocks(atlas: Atlas, key: Key, preset: Preset, width: float) -> list[Block]:
    """Return the blocks of the legend for a column of `width` points, the room of the locator last."""
    locator = Block(width, preset, y=-min(LOCATOR * preset.size, width / 2.1), is_locator=True)
    return [_seized(atlas, key, preset, width), _sizes(atlas, key, preset, width), _precision(key, preset, width),
            _plazas(key, preset, width), locator]  # fmt: skip


def group_inks(atlas: Atlas, *, grey: bool) -> dict[str, Ink]:
    """Return the ink of each group of commodities, in the order of the vocabulary."""
    colours = dict(zip(atlas.commodities["commodity_code"], atlas.commodities["colour"], strict=True))
    inks: dict[str, Ink] = {}
    for code, group in commodity_groups(atlas).items():
        inks.setdefault(group, GREYS.get(group, GREYS["other_drugs"]) if grey else Ink(colours[code]))
    return inks


def _seized(atlas: Atlas, key: Key, preset: Preset, width: float) -> Block:
    """Return what colours, or textures, and shapes mean."""
    block, r, room = Block(width, preset), 0.42 * preset.size, 1.3 * preset.size
    block.head(_("What was seized"))
    labels = commodity_labels(atlas)
    for group, ink in key.inks.items():
        if group in key.groups and group != "no_drugs":
            symbol = Symbol(0, 0, 1.4 * r if ink.letter else r, "circle", [(ink, 1)], True)
            block.row(draw_symbol(symbol, preset.line, preset.letter), labels[group], room=room)
    for shape, words in shape_words(atlas).items():
        if shape in key.shapes:
            symbol = Symbol(0, 0, r / (1.15 if shape == "triangle" else 1), shape, [(key.inks["no_drugs"], 1)], True)
            block.row(draw_symbol(symbol, preset.line), words, room=room)
    if len(key.groups) > 1 or len(key.shapes) > 1:
        block.note(_("A divided symbol: several of them; with drugs and other things, a circle."))
    return block


def shape_words(atlas: Atlas) -> dict[str, str]:
    """Return what each shape but the circle stands for: the families that have it."""
    words, table = code_words(), atlas.commodities
    found = {}
    for shape in SHAPES:
        families = dict.fromkeys(table.loc[table["shape"] == shape, "family"])
        text = ", ".join(words.get(family, family) for family in families)
        found[shape] = text[:1].upper() + text[1:]
    return found


def _sizes(atlas: Atlas, key: Key, preset: Preset, width: float) -> Block:
    """Return three circles, one in the other, each with its value."""
    block, small, size = Block(width, preset), preset.small, preset.size
    weight = _("Weight of {commodity}")
    counted = key.size == "count"
    block.head(_("Number of events") if counted else weight.format(commodity=commodity_labels(atlas)[key.size].lower()))
    values = list(dict.fromkeys(_round(key.largest * share, counted) for share in SHARES))
    radii = [radius_of(value, key.largest, most=preset.radius, least=preset.least) for value in values]
    most, previous = radii[0], float("inf")
    ground = block.y - 2 * most - 0.3 * size
    for value, radius in zip(values, radii, strict=True):
        top = ground + 2 * radius
        at = min(top, previous - 1.05 * small)
        leader = line_path((most, top), (2 * most + 0.2 * size, top), (2 * most + 0.9 * size, at))
        block.items += [
            Shape(circle_path(most, ground + radius, radius), line=OUTLINE, width=preset.line),
            Shape(leader, line=OUTLINE, width=0.7 * preset.line),
            Words(quantity_text(value, key.size), 2 * most + 1.1 * size, at - 0.25 * small, small),
        ]
        previous = at
    block.y = min(ground, previous - 0.3 * small) - 0.3 * size
    return block


def _precision(key: Key, preset: Preset, width: float) -> Block:
    """Return what solid and hollow symbols mean."""
    block, room, radius = Block(width, preset), 1.9 * preset.size, 0.5 * preset.size
    block.head(_("How precise"))
    ink = [(Ink(NEUTRAL), 1.0)]
    if True in key.solid:
        block.row(
            draw_symbol(Symbol(0, 0, radius, "circle", ink, True), preset.line), _("the spot is known"), room=room
        )
    if False in key.solid:
        sample = ring_of(0, 0, 0.85 * preset.size, preset.line)
        sample += draw_symbol(Symbol(0, 0, radius, "circle", ink, False), preset.line)
        block.row(sample, _("only the town, port, county or area is known; outline: that area"), room=room)
    block.note(_("Places that would hide one another share a symbol."))
    return block


def ring_of(x: float, y: float, radius: float, line: float, faint: float = 1.0) -> list[Item]:
    """Return the circle in which an event of a hollow symbol lies; the ink of a `faint` one is a share of the full."""
    return area_of(circle_path(x, y, radius), line, faint)


def area_of(path: Outline, line: float, faint: float) -> list[Item]:
    """Return an area in which an event lies, as `ring_of` does."""
    return [Shape(path, fill=AREA, fill_alpha=0.05 * faint, line=AREA, line_alpha=0.45 * faint, width=line)]


def _plazas(key: Key, preset: Preset, width: float) -> Block:
    """Return what outline and hatching of a territory mean, and the square of a port."""
    block, room = Block(width, preset), 2.2 * preset.size
    words = {
        "controlled": _("controlled, say the sources"), "contested": _("contested, or sources differ"),
        "presence": _("presence"), "none": _("no claim for these days"),
    }  # fmt: skip
    half, high, side = room / 2 - 0.5, 0.48 * preset.size, 0.26 * preset.size
    if key.statuses:
        block.head(_("Plazas (schematic)"))
    for status in key.statuses:
        sample = territory([shapely.box(-half, -high, half, high)], status, preset.line)
        block.row(sample, words[status], room=room)
    if key.statuses:
        block.note(_("Whole municipalities: no source publishes outlines."))
        block.y -= 0.3 * preset.size
    square = port_square([shapely.box(-side, -side, side, side)], preset.line)
    block.row([square], _("port of entry").capitalize(), room=room)
    return block


def _round(value: float, counted: bool) -> float:
    """Return a value of one leading digit; a number of events is at least one."""
    unit = 10.0 ** np.floor(np.log10(max(value, 1e-9)))
    rounded = float(np.floor(value / unit + 1e-9) * unit)
    return max(1.0, rounded) if counted else rounded
