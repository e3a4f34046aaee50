"""The page of a figure: title, maps with the legend below or beside them, whichever shows the ground larger, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from layers.figure_items import Box, Words
from layers.figure_legend import Block
from layers.figure_presets import Preset
from layers.figure_type import ASCENT, LEADING, wrap

MOST_COLUMNS = 5
LEAST_COLUMN, BESIDE = 11.5, 15.0
"""Widths of a column of the legend, below and beside the map, in sizes of type."""

WIDEST_BESIDE = 0.56
"""Most of the page that a legend beside the map may take."""

MOST_PAD = 0.16
"""Share of the side of a map that is left free at most."""

NEEDLESS = 0.25
"""How much a page loses on which a map shows more ground than it must."""

QUIET = "#55524D"

Blocks = Callable[[float], list[Block]]


@dataclass(frozen=True)
class Texts:
    """The words around the maps."""

    title: str
    subtitle: str
    notes: Sequence[str]


@dataclass(frozen=True)
class Panels:
    """One map, or several alike in a grid, each with `head` points over it for its heading.

    `aspect` is the width by height of the ground, of which a map leaves `pad` points free on each side; none is
    narrower than `least`. `aspects` are the least and most that a map may have on a page which follows its ground, and
    `wide` how many stand side by side there.
    """

    count: int
    aspect: float
    head: float
    gap: float
    pad: float = 0.0
    least: float = 0.0
    wide: int = 1
    aspects: tuple[float, float] = (0.8, 2.2)

    def height(self, width: float) -> float:
        """Return the height that the maps take on a page which follows their ground."""
        columns = min(self.count, self.wide)
        ground = (width - (columns - 1) * self.gap) / columns - 2 * self.pad
        one = ground / min(self.aspects[1], max(self.aspects[0], self.aspect)) + 2 * self.pad
        rows = -(-self.count // columns)
        return rows * (one + self.head) + (rows - 1) * self.gap

    def split(self, body: Box) -> list[Box]:
        """Return the boxes of the maps, in as many columns as show their ground largest."""
        return max(
            (
                self._grid(body, columns)
                for columns in range(1, self.count + 1)
                if columns == 1 or (body[2] - body[0] + self.gap) / columns - self.gap >= self.least
            ),
            key=lambda boxes: self._ground(boxes[0]),
        )

    def worth(self, body: Box) -> float:
        """Return how wide the ground of one map is, in points, less where the map shows much beside it."""
        left, bottom, right, top = self.split(body)[0]
        ground = self._ground((left, bottom, right, top))
        if ground <= 0:
            return ground
        excess = (right - left) / (top - bottom) / self.aspect
        return ground * float(max(excess, 1 / excess) ** -NEEDLESS)

    def _ground(self, box: Box) -> float:
        wide, high = box[2] - box[0], box[3] - box[1]
        pad = self.pad_in(box)
        return min(wide - 2 * pad, (high - 2 * pad) * self.aspect)

    def pad_in(self, box: Box) -> float:
        """Return the points that the ground leaves free in a box, fewer in one so small that little would be left."""
        return min(self.pad, MOST_PAD * (box[2] - box[0]), MOST_PAD * (box[3] - box[1]))

    def _grid(self, body: Box, columns: int) -> list[Box]:
        left, bottom, right, top = body
        rows = -(-self.count // columns)
        wide, high = (right - left - (columns - 1) * self.gap) / columns, (top - bottom - (rows - 1) * self.gap) / rows
        corners = [
            (left + i % columns * (wide + self.gap), top - i // columns * (high + self.gap)) for i in range(self.count)
        ]
        return [(x, y - high, x + wide, y - self.head) for x, y in corners]


@dataclass(frozen=True)
class Placed:
    """A block of the legend on the page: its number, its left, top and width in points."""

    index: int
    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Layout:
    """Where everything is: the page, its lines of words, the box of the maps, and the blocks of the legend."""

    width: float
    height: float
    words: list[Words]
    body: Box
    placed: list[Placed]


def lay_out(preset: Preset, texts: Texts, blocks: Blocks, panels: Panels) -> Layout:
    """Return the page on which the ground is largest; `blocks` makes the legend of a column of some width."""
    pages: list[tuple[float, float | None]] = [(preset.width, preset.height)]
    if preset.turns and preset.height:
        pages.append((preset.height, preset.width))
    layouts = [_below(preset, page, texts, blocks, panels) for page in pages]
    layouts += [
        _beside(preset, (width, height), texts, blocks, columns, notes_below=notes_below)
        for width, height in pages
        if height
        for columns in (1, 2)
        for notes_below in (True, False)
    ]
    return max(layouts, key=lambda layout: panels.worth(layout.body))


def _below(preset: Preset, page: tuple[float, float | None], texts: Texts, blocks: Blocks, panels: Panels) -> Layout:
    """Return the page with the legend under the maps, in the number of columns that makes it lowest."""
    (width, height), gap = page, 0.9 * preset.size
    left, right = preset.margin, width - preset.margin
    head, foot = _head(preset, texts, right - left), _foot(preset, texts, right - left)
    legend, high = min(
        (_deal(blocks, right - left, count, preset) for count in range(1, MOST_COLUMNS + 1)
         if count == 1 or (right - left) / count >= LEAST_COLUMN * preset.size),
        key=lambda dealt: dealt[1],
    )  # fmt: skip
    around = 2 * preset.margin + _height(head) + _height(foot) + high + 3 * gap
    height = height or round(around + panels.height(right - left), 2)
    top, floor = height - preset.margin - _height(head) - gap, preset.margin + _height(foot) + gap
    words = _set(head, left, height - preset.margin) + _set(foot, left, preset.margin + _height(foot))
    placed = [replace(one, left=left + one.left, top=floor + high + one.top) for one in legend]
    return Layout(width, height, words, (left, floor + high + gap, right, top), placed)


def _beside(
    preset: Preset, page: tuple[float, float], texts: Texts, blocks: Blocks, columns: int, *, notes_below: bool
) -> Layout:
    """Return the page with the legend right of the maps; where it does not fit there, no room is left to these.

    The notes are below both, or below the maps alone.
    """
    (width, height), gap = page, 0.9 * preset.size
    left, right = preset.margin, width - preset.margin
    wide = columns * BESIDE * preset.size
    map_right = right - wide - 1.6 * preset.size
    head = _head(preset, texts, right - left)
    foot = _foot(preset, texts, (right if notes_below else map_right) - left)
    top, floor = height - preset.margin - _height(head) - gap, preset.margin + _height(foot) + gap
    legend, high = _deal(blocks, wide, columns, preset)
    fits = high <= top - (floor if notes_below else preset.margin) and wide <= WIDEST_BESIDE * (right - left)
    words = _set(head, left, height - preset.margin) + _set(foot, left, preset.margin + _height(foot))
    placed = [replace(one, left=right - wide + one.left, top=top + one.top) for one in legend]
    return Layout(width, height, words, (left, floor, map_right, top if fits else floor), placed)


def _deal(blocks: Blocks, width: float, count: int, preset: Preset) -> tuple[list[Placed], float]:
    """Return the blocks in order in `count` columns, relative to their upper left corner, and the height they take."""
    gap, below = 1.6 * preset.size, 0.9 * preset.size
    column = (width - (count - 1) * gap) / count
    made = blocks(column)
    best, lowest, least = list[Placed](), 0.0, (float("inf"), 0.0)
    for cuts in combinations(range(1, len(made)), min(count, len(made)) - 1):
        found, depths = list[Placed](), list[float]()
        for number, (first, last) in enumerate(zip((0, *cuts), (*cuts, len(made)), strict=True)):
            depth = 0.0
            for index in range(first, last):
                found.append(Placed(index, number * (column + gap), -depth, column))
                depth += made[index].height + below
            depths.append(depth - below)
        uneven = round(max(depths) / preset.size), sum(depth * depth for depth in depths)
        if uneven < least:
            best, lowest, least = found, max(depths), uneven
    return best, lowest


def _head(preset: Preset, texts: Texts, width: float) -> list[Words]:
    """Return title and subtitle, relative to their upper left corner; a last empty line says where they end."""
    words, y, size = list[Words](), 0.0, 1.12 * preset.size
    sizes = [share * preset.title for share in (1.0, 0.9, 0.8)]
    tall = next((tall for tall in sizes if len(wrap(texts.title, width, tall, True)) == 1), preset.title)
    for line in wrap(texts.title, width, tall, True):
        words.append(Words(line, 0, y - ASCENT * tall, tall, bold=True))
        y -= 1.08 * tall
    y -= 0.15 * size
    for line in wrap(texts.subtitle, width, size):
        words.append(Words(line, 0, y - ASCENT * size, size, colour=QUIET))
        y -= LEADING * size
    return [*words, Words("", 0, y, size)]


def _foot(preset: Preset, texts: Texts, width: float) -> list[Words]:
    """Return the notes in the same way."""
    words, y, size = list[Words](), 0.0, preset.small
    for note in texts.notes:
        for line in wrap(note, width, size):
            words.append(Words(line, 0, y - ASCENT * size, size, colour=QUIET))
            y -= LEADING * size
    return [*words, Words("", 0, y, size)]


def _height(words: Sequence[Words]) -> float:
    return -words[-1].y


def _set(words: Sequence[Words], left: float, top: float) -> list[Words]:
    return [line.moved(left, top) for line in words[:-1]]
