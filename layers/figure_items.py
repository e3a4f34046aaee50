"""What a figure is drawn from: outlines and words in points of its page, in named groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from numpy.typing import NDArray

DECIMALS = 2
"""Decimals of a point that outlines keep; a hundredth of a point is finer than any press prints."""

MOVE, LINE, CURVE, CLOSE = 1, 2, 4, 79
"""Steps of an outline, as matplotlib numbers them; a curve takes three points."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, the origin at the lower left corner of the page."""

Points = NDArray[np.float64]
Geometries = NDArray[np.object_]


@dataclass(frozen=True)
class Outline:
    """A path: one step for each of its points, of which `points` has x and y."""

    points: Points
    steps: NDArray[np.uint8]

    @classmethod
    def join(cls, *outlines: Outline) -> Outline:
        """Return several outlines as one."""
        points = np.concatenate([np.empty((0, 2)), *(one.points for one in outlines)])
        return cls(
            np.round(points, DECIMALS), np.concatenate([np.empty(0, np.uint8), *(one.steps for one in outlines)])
        )

    def moved(self, dx: float, dy: float) -> Outline:
        """Return the outline elsewhere on the page."""
        return Outline(np.round(self.points + (dx, dy), DECIMALS), self.steps)


@dataclass(frozen=True)
class Shape:
    """An outline with its ink; widths and dashes in points."""

    path: Outline
    fill: str | None = None
    fill_alpha: float = 1.0
    line: str | None = None
    line_alpha: float = 1.0
    width: float = 0.5
    dash: tuple[float, ...] = ()
    round_ends: bool = False

    def moved(self, dx: float, dy: float) -> Shape:
        """Return the shape elsewhere on the page."""
        return replace(self, path=self.path.moved(dx, dy))


@dataclass(frozen=True)
class Words:
    """One line of text: `x` and `y` of its baseline, at its left end, middle or right end."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    colour: str = "#22211F"
    align: str = "left"
    halo: str | None = None

    def moved(self, dx: float, dy: float) -> Words:
        """Return the words elsewhere on the page."""
        return replace(self, x=round(self.x + dx, DECIMALS), y=round(self.y + dy, DECIMALS))


Item = Shape | Words


@dataclass(frozen=True)
class Group:
    """What is drawn under one name, in order; `clip` cuts its shapes."""

    name: str
    items: list[Item] = field(default_factory=list)
    clip: Box | None = None


def path_of(geometries: Geometries | Sequence[shapely.Geometry]) -> Outline:
    """Return lines and polygons, in points, as one outline; a ring is closed."""
    parts = shapely.get_parts(np.asarray(geometries, dtype=object).ravel())
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, lines = shapely.get_rings(parts[is_area]), parts[~is_area]
    return Outline.join(*(_steps(ring, closed=True) for ring in rings), *(_steps(line, closed=False) for line in lines))


def rectangle(box: Box) -> Outline:
    """Return the outline of a box."""
    return path_of([shapely.box(*box)])


def line_path(*points: tuple[float, float]) -> Outline:
    """Return an open line through points."""
    return path_of([shapely.LineString(points)])


def circle_path(x: float, y: float, radius: float, *, hole: bool = False) -> Outline:
    """Return a circle of four curves; a `hole` runs the other way."""
    curves = arc_points(0.0, -360.0 if hole else 360.0) * radius + (x, y)
    steps = [MOVE, *[CURVE] * (len(curves) - 1), CLOSE]
    return Outline.join(Outline(np.vstack([curves, curves[:1]]), np.array(steps, dtype=np.uint8)))


def arc_points(first: float, last: float) -> Points:
    """Return the points of the curves along a circle of radius 1 from one angle to another, in degrees."""
    pieces = max(1, int(np.ceil(abs(last - first) / 90 - 1e-9)))
    angles = np.radians(np.linspace(first, last, pieces + 1))
    pull = 4 / 3 * np.tan((angles[1] - angles[0]) / 4)
    on = np.column_stack([np.cos(angles), np.sin(angles)])
    along = np.column_stack([-np.sin(angles), np.cos(angles)]) * pull
    curves = np.stack([on[:-1] + along[:-1], on[1:] - along[1:], on[1:]], axis=1).reshape(-1, 2)
    return np.vstack([on[:1], curves])


def _steps(line: shapely.Geometry, *, closed: bool) -> Outline:
    points = shapely.get_coordinates(line)
    steps = np.full(len(points), LINE, dtype=np.uint8)
    steps[:1] = MOVE
    if closed:
        steps[-1:] = CLOSE
    return Outline(points, steps)
