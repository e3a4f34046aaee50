"""Where on the continent a map lies: both countries, or the border alone for a small ground, with a frame in them."""

from __future__ import annotations

import numpy as np
import shapely

from geo.atlas import Atlas
from layers.figure_ground import BORDER, MX, SEA, STATE, US
from layers.figure_items import Box, Group, Shape, path_of, rectangle
from layers.figure_projection import Frame, fit_ground

MARK = "#111111"
SMALL_KM = 1300
"""A ground narrower than this is located along the border, a wider one on the continent."""

LEAST_MARK = 4.0
COARSE_POINTS = 0.35
"""Points by which the outlines of so small a map are simplified."""


def draw_locator(atlas: Atlas, frame: Frame, box: Box, line: float) -> Group:
    """Return a small map in `box` with the outline of what `frame` shows."""
    near = frame.width_km < SMALL_KM
    around = atlas.border if near else atlas.mx_states
    wide = np.concatenate([around.geometry.to_numpy(), [] if near else [shapely.box(-124.7, 25, -67, 49)]])
    small = Frame(fit_ground(wide, margin=0.12 if near else 0.02, least_km=100), box)
    countries = [
        Shape(
            path_of(_coarse(small, gdf.geometry.to_numpy())),
            fill=colour,
            line=STATE if near else colour,
            width=0.5 * line,
        )
        for gdf, colour in ((atlas.us_states, US), (atlas.mx_states, MX))
    ]
    border = Shape(path_of(_coarse(small, atlas.border.geometry.to_numpy())), line=BORDER, width=1.1 * line)
    mark = _outline_of(frame, small)
    return Group("locator", [
        Shape(rectangle(box), fill=SEA), *countries, border,
        Shape(path_of([mark]), fill=MARK, fill_alpha=0.12, line=MARK, width=1.6 * line),
        Shape(rectangle(box), line=STATE, width=line),
    ], clip=box)  # fmt: skip


def _coarse(frame: Frame, geometries: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.simplify(frame.outline(geometries), COARSE_POINTS, preserve_topology=False))


def _outline_of(frame: Frame, small: Frame) -> shapely.Geometry:
    """Return the box of `frame` in the points of `small`, no smaller than can be seen."""
    left, bottom, right, top = frame.box
    corners = shapely.segmentize(shapely.box(left, bottom, right, top), (right - left) / 12)
    degrees = np.array([frame.to_degrees(x, y) for x, y in shapely.get_coordinates(corners)])
    outline = shapely.Polygon(np.column_stack(small.to_page(degrees[:, 0], degrees[:, 1])))
    low_x, low_y, high_x, high_y = outline.bounds
    if max(high_x - low_x, high_y - low_y) >= LEAST_MARK:
        return outline
    x, y, half = outline.centroid.x, outline.centroid.y, LEAST_MARK / 2
    return shapely.box(x - half, y - half, x + half, y + half)
