"""What measures a map: a scale bar true on the ellipsoid, and the lines of latitude and longitude."""

from __future__ import annotations

import numpy as np
import shapely

from layers.figure_items import Box, Group, Item, Shape, Words, line_path, path_of
from layers.figure_labels import Board
from layers.figure_presets import Preset
from layers.figure_projection import Frame
from layers.figure_type import ASCENT, text_width

KM_PER_MILE = 1.609344
SHARE = 0.24
"""Longest bar, as a share of the frame."""

NICE = (1, 2, 5)
GRID, INK = "#A9B4BC", "#22211F"
STEPS = (10.0, 5.0, 2.0, 1.0, 0.5, 0.25, 0.1, 0.05)
LEAST_LINES = 5


def bar_length(frame: Frame, y: float, km: float) -> float:
    """Return the points that `km` take from west to east at the height `y` of the middle of the frame.

    The geodesic between its ends is the measure, so that it holds there and, in an equal-area map of this extent,
    nearly so elsewhere.
    """
    middle, length = (frame.box[0] + frame.box[2]) / 2, km * 1000 * frame.scale
    for _again in range(4):
        length *= km / frame.km_between((middle - length / 2, y), (middle + length / 2, y))
    return length


def nice_below(value: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, 50 … not above `value`.

    Examples
    --------
    >>> nice_below(480)
    200.0
    """
    unit = 10.0 ** np.floor(np.log10(value))
    return float(max(step for step in NICE if step * unit <= value * (1 + 1e-9)) * unit)


def draw_scale(frame: Frame, board: Board, preset: Preset) -> Group:
    """Return a bar of kilometres over one of miles, in the corner of the frame where least is hidden."""
    middle = (frame.box[1] + frame.box[3]) / 2
    longest = SHARE * (frame.box[2] - frame.box[0])
    km_longest = frame.km_between((frame.box[0], middle), (frame.box[0] + longest, middle))
    bars = [(nice_below(km_longest), 1.0, "km"), (nice_below(km_longest / KM_PER_MILE), KM_PER_MILE, "mi")]
    size = preset.small
    texts = [f"{value:,g}\u202f{unit}" for value, _factor, unit in bars]
    lengths = [bar_length(frame, middle, value * factor) for value, factor, _unit in bars]
    width = max(length + text_width(text, size) for length, text in zip(lengths, texts, strict=True)) + 0.5 * size
    box = _corner(frame.box, (width, 2.9 * size), board, 0.7 * size)
    board.reserve(box)
    items: list[Item] = []
    x, y, tick = box[0], (box[1] + box[3]) / 2, 0.55 * size
    for length, text, up in zip(lengths, texts, (1, -1), strict=True):
        path = line_path((x, y + up * tick), (x, y), (x + length, y), (x + length, y + up * tick))
        items += [
            Shape(path, line="#FFFFFF", width=4.5 * preset.line, line_alpha=0.8),
            Shape(path, line=INK, width=1.5 * preset.line),
        ]
        baseline = y + up * 0.75 * size - ASCENT * size / 2
        items.append(Words(text, x + length + 0.35 * size, baseline, size, halo="#FAF8F3"))
    return Group("scale", items)


def _corner(frame: Box, extent: tuple[float, float], board: Board, gap: float) -> Box:
    """Return the box in a corner of the frame that hides least; the lower left one if all are alike."""
    left, bottom, right, top = frame
    width, height = extent
    corners = [(left + gap, bottom + gap), (right - gap - width, bottom + gap), (left + gap, top - gap - height),
               (right - gap - width, top - gap - height)]  # fmt: skip
    boxes: list[Box] = [(x, y, x + width, y + height) for x, y in corners]

    def hidden(box: Box) -> float:
        discs = [shapely.Point(x, y).buffer(r, quad_segs=4) for x, y, r in board.discs]
        area = shapely.box(*box)
        taken = float(sum(shapely.area(shapely.intersection(area, discs)))) if discs else 0.0
        return taken + (1.0 if board.lines is not None and shapely.intersects(area, board.lines) else 0.0)

    return min(boxes, key=hidden)


def draw_graticule(frame: Frame, board: Board, preset: Preset) -> Group:
    """Return the lines of latitude and longitude, each named where it meets the left or the lower edge."""
    west, south, east, north = frame.degrees
    span = max(east - west, north - south)
    step = next((step for step in STEPS if span / step >= LEAST_LINES), STEPS[-1])
    lines, words = [], list[Words]()
    for lon in np.arange(np.ceil(west / step), np.floor(east / step) + 1) * step:
        lines.append(_line(frame, np.full(41, lon), np.linspace(south - 1, north + 1, 41)))
        words += _named(lines[-1], f"{abs(lon):g}°\u202f{'W' if lon < 0 else 'E'}", frame, board, preset, low=True)
    for lat in np.arange(np.ceil(south / step), np.floor(north / step) + 1) * step:
        lines.append(_line(frame, np.linspace(west - 1, east + 1, 81), np.full(81, lat)))
        words += _named(lines[-1], f"{lat:g}°\u202fN", frame, board, preset, low=False)
    path = path_of(shapely.clip_by_rect(np.array(lines, dtype=object), *frame.box))
    return Group("graticule", [Shape(path, line=GRID, width=0.8 * preset.line), *words], clip=frame.box)


def _line(frame: Frame, lon: np.ndarray, lat: np.ndarray) -> shapely.Geometry:
    return shapely.LineString(np.column_stack(frame.to_page(lon, lat)))


def _named(line: shapely.Geometry, text: str, frame: Frame, board: Board, preset: Preset, *, low: bool) -> list[Words]:
    left, bottom, right, top = frame.box
    edge = [(left, bottom + 1), (right, bottom + 1)] if low else [(left + 1, bottom), (left + 1, top)]
    meets = shapely.intersection(line, shapely.LineString(edge))
    if shapely.is_empty(meets):
        return []
    x, y = shapely.get_coordinates(meets)[0]
    size = preset.small
    width = text_width(text, size)
    at = (x + 0.2 * size, bottom + 0.3 * size) if low else (left + 0.3 * size, y + 0.25 * size)
    box = (at[0], at[1] - 0.1 * size, at[0] + width, at[1] + size)
    if box[2] > right or box[3] > top or any(_meet(box, other) for other in board.boxes):
        return []
    board.reserve(box)
    return [Words(text, at[0], at[1], size, colour="#6B7881", halo="#FAF8F3")]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
