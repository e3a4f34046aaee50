"""Words on a map, placed one after the other where nothing is yet: no word touches another, a symbol or the frame."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.figure_items import Box, Words
from layers.figure_type import ASCENT, DESCENT, LEADING, text_width

GAP = 0.18
"""Free room around a label, as a share of its size."""


@dataclass(frozen=True)
class Label:
    """Lines to place: the first in `size`, bold where it is asked, the rest in `small`.

    `spots` are the places it may have, best first: x and y in points of the middle of its box, or of the middle of
    its left or right side, as `sides` says for each. `home` is an area it should not leave, `at_home` how much that
    counts. `key` is the name that it writes.
    """

    lines: tuple[str, ...]
    spots: NDArray[np.float64]
    sides: tuple[str, ...]
    size: float
    small: float
    bold: bool = False
    colour: str = "#22211F"
    halo: str | None = "#FAF8F3"
    key: str = ""
    home: shapely.Geometry | None = None
    at_home: float = 0.0

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of its box."""
        widths = [text_width(line, size, bold) for line, size, bold in self.rows]
        height = (
            sum(size * LEADING for _line, size, _bold in self.rows) - (LEADING - ASCENT - DESCENT) * self.rows[-1][1]
        )
        return max(widths), height

    @property
    def rows(self) -> list[tuple[str, float, bool]]:
        """Each line with its size and weight."""
        return [(line, self.small if row else self.size, self.bold and not row) for row, line in enumerate(self.lines)]


@dataclass
class Board:
    """The room of a map: its frame, what is taken, and lines that words rather avoid."""

    frame: Box
    lines: shapely.Geometry | None = None
    boxes: list[Box] = field(default_factory=list)
    discs: list[tuple[float, float, float]] = field(default_factory=list)
    placed: list[tuple[Label, Box]] = field(default_factory=list)

    def reserve(self, box: Box) -> None:
        """Keep a box free of words."""
        self.boxes.append(box)

    def reserve_disc(self, x: float, y: float, radius: float) -> None:
        """Keep a circle free of words."""
        self.discs.append((x, y, radius))

    def place(self, label: Label) -> list[Words]:
        """Return the words of `label` at the best of its spots that is free, and take that room; none if none is."""
        if not len(label.spots):
            return []
        boxes = _boxes(label)
        free = np.flatnonzero(self._is_free(boxes, GAP * label.size))
        if not len(free):
            return []
        best = int(free[np.argmin(self._cost(label, boxes[free], free))])
        box = tuple(float(side) for side in boxes[best])
        taken: Box = (box[0], box[1], box[2], box[3])
        self.boxes.append(taken)
        self.placed.append((label, taken))
        return _words(label, taken, label.sides[best])

    def _is_free(self, boxes: NDArray[np.float64], gap: float) -> NDArray[np.bool_]:
        left, bottom, right, top = boxes.T
        frame = self.frame
        free = (
            (left >= frame[0] + gap) & (bottom >= frame[1] + gap) & (right <= frame[2] - gap) & (top <= frame[3] - gap)
        )
        if self.boxes:
            low_x, low_y, high_x, high_y = np.array(self.boxes).T
            apart = (left[:, None] >= high_x + gap) | (right[:, None] <= low_x - gap)
            apart |= (bottom[:, None] >= high_y + gap) | (top[:, None] <= low_y - gap)
            free &= apart.all(axis=1)
        if self.discs:
            x, y, radius = np.array(self.discs).T
            away_x = np.maximum(np.maximum(left[:, None] - x, x - right[:, None]), 0)
            away_y = np.maximum(np.maximum(bottom[:, None] - y, y - top[:, None]), 0)
            free &= (np.hypot(away_x, away_y) >= radius + gap).all(axis=1)
        return np.asarray(free)

    def _cost(self, label: Label, boxes: NDArray[np.float64], order: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return for each box how little it is liked: later spots, those on a line, and those away from home."""
        cost = order.astype(float)
        if label.home is not None:
            outside = shapely.area(shapely.difference(shapely.box(*boxes.T), label.home))
            cost += label.at_home * outside / np.prod(label.extent)
        if self.lines is not None and not shapely.is_empty(self.lines):
            cost += 6.0 * shapely.intersects(self.lines, shapely.box(*boxes.T))
        return cost


def around(x: float, y: float, radius: float, size: float) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return spots beside, above and below a symbol, the right side first."""
    away, rise = radius + 0.35 * size, radius + 0.75 * size
    slant = 0.72 * radius + 0.3 * size
    spots = [
        ((x + away, y), "left"), ((x - away, y), "right"), ((x, y + rise), "middle"), ((x, y - rise), "middle"),
        ((x + slant, y + slant + 0.2 * size), "left"), ((x + slant, y - slant - 0.2 * size), "left"),
        ((x - slant, y + slant + 0.2 * size), "right"), ((x - slant, y - slant - 0.2 * size), "right"),
    ]  # fmt: skip
    return np.array([spot for spot, _side in spots]), tuple(side for _spot, side in spots)


def farther(x: float, y: float, radius: float, size: float) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return spots farther away from a symbol, for a label with a line to it, the nearer ones first."""
    angles = np.radians(np.arange(0, 360, 22.5))
    away = np.array([(radius + step * size) for step in (1.6, 2.6, 3.8, 5.2)])
    spots = np.stack([x + away[:, None] * np.cos(angles), y + away[:, None] * np.sin(angles)], axis=-1).reshape(-1, 2)
    sides = ["left" if cosine > 0.3 else "right" if cosine < -0.3 else "middle" for cosine in np.cos(angles)]
    return spots, tuple(sides) * len(away)


def inside(
    area: shapely.Geometry, frame: Box, *, step: float, most: int = 120
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return spots within `area`, a grid of `step` points, the one nearest to its middle first."""
    part = shapely.clip_by_rect(area, *frame)
    if shapely.is_empty(part) or shapely.area(part) < step * step / 4:
        return np.empty((0, 2)), ()
    middle = shapely.get_coordinates(shapely.point_on_surface(part))[0]
    low_x, low_y, high_x, high_y = shapely.bounds(part)
    grid = np.stack(np.meshgrid(np.arange(low_x, high_x, step), np.arange(low_y, high_y, step)), axis=-1).reshape(-1, 2)
    grid = grid[shapely.contains_xy(part, grid[:, 0], grid[:, 1])]
    grid = grid[np.argsort(np.hypot(*(grid - middle).T), kind="stable")][:most]
    return np.vstack([middle, grid]), ("middle",) * (len(grid) + 1)


def clear_spots(
    middle: tuple[float, float], radius: float, spots: NDArray[np.float64], board: Board
) -> NDArray[np.bool_]:
    """Return for each spot whether a line to it, from the edge of the symbol at `middle`, meets no symbol or word."""
    steps = spots - middle
    lengths = np.hypot(*steps.T)
    starts = np.asarray(middle) + steps * (radius / lengths)[:, None]
    lines = shapely.linestrings(np.stack([starts, spots], axis=1))
    others = [(x, y, r) for x, y, r in board.discs if np.hypot(x - middle[0], y - middle[1]) > 0.01]
    taken = [shapely.Point(x, y).buffer(r, quad_segs=4) for x, y, r in others]
    tree = shapely.STRtree([*taken, *(shapely.box(*box) for box in board.boxes)])
    met = tree.query(lines, predicate="intersects")[0]
    return np.asarray(~np.isin(np.arange(len(spots)), met))


def _boxes(label: Label) -> NDArray[np.float64]:
    width, height = label.extent
    x, y = label.spots.T
    shift = np.array([{"left": 0.0, "middle": -width / 2, "right": -width}[side] for side in label.sides])
    return np.column_stack([x + shift, y - height / 2, x + shift + width, y + height / 2])


def _words(label: Label, box: Box, side: str) -> list[Words]:
    align = {"left": "left", "middle": "center", "right": "right"}[side]
    x = {"left": box[0], "middle": (box[0] + box[2]) / 2, "right": box[2]}[side]
    words, top = list[Words](), box[3]
    for line, size, bold in label.rows:
        words.append(
            Words(line, x, top - ASCENT * size, size, bold, label.colour if not words else INK, align, label.halo)
        )
        top -= LEADING * size
    return words


INK = "#22211F"
