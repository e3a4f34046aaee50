"""Join the outlines of two countries along one border line, and simplify them so that neighbours still touch."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import SourceError

Shapes = npt.NDArray[Any]

FINE_M = 60.0
"""Tolerance at the border: 0.3 % shorter than the source, and crossings stay within 0.5 km."""
COARSE_M = 700.0
"""Tolerance elsewhere: below one pixel at the zoom where a whole state is seen."""
REACH_M = 1500.0
"""The two publishers' border lines lie at most this far apart."""
SLIVER_SHARE = 0.0002
"""Share of the shared line that may lie beside the main line (river bars of a few metres)."""


def join_along_border(mexico: Shapes, states: Shapes) -> Shapes:
    """Return `mexico` then `states` as one valid coverage, in metres; Mexico's line holds where they overlap.

    Gaps between the two border lines go to the US unit beside them.
    """
    us_side, mx_side = _border_units(mexico, states)
    us, mx = shapely.union_all(states[us_side]), shapely.union_all(mexico[mx_side])
    both = shapely.union_all([us, mx])
    band = shapely.intersection(*(_grow(shapely.boundary(side), REACH_M) for side in (us, mx)))
    closed = _grow(_grow(both, REACH_M / 2), -REACH_M / 2)
    gap = shapely.difference(shapely.intersection(closed, band), both)
    filled = states.copy()
    filled[us_side] = [shapely.union_all([unit, shapely.intersection(_grow(unit, REACH_M), gap)])
                       for unit in states[us_side]]  # fmt: skip
    joined: Shapes = shapely.coverage_clean(np.concatenate([mexico, filled]), gap_width=20, merge_strategy="min_index")
    return joined


def simplify_apart(joined: Shapes, n_mexico: int) -> tuple[Shapes, Shapes]:
    """Return both countries simplified: finely on the border, coarsely elsewhere, still one coverage."""
    fine = shapely.coverage_simplify(joined, FINE_M)
    frame = _grow(shapely.box(*shapely.total_bounds(fine)), 50_000)
    sea = shapely.difference(frame, shapely.coverage_union_all(fine))
    return _simplify_inside(fine[:n_mexico], sea), _simplify_inside(fine[n_mexico:], sea)


def border_line(mexico: Shapes, states: Shapes) -> shapely.LineString:
    """Return the line that the two coverages share, as one line string in their CRS.

    Raises
    ------
    SourceError
        If more than `SLIVER_SHARE` of it lies beside the main line.
    """
    us_side, mx_side = shapely.STRtree(mexico).query(states, predicate="intersects")
    sides = (mexico[np.unique(mx_side)], states[np.unique(us_side)])
    edges = [shapely.boundary(shapely.coverage_union_all(side)) for side in sides]
    parts = shapely.get_parts(shapely.line_merge(shapely.intersection(*edges)))
    lengths = shapely.length(parts)
    beside = 1.0 - float(lengths.max() / lengths.sum())
    if beside > SLIVER_SHARE:
        raise SourceError(f"{beside:.2%} of the border lies off the main line, expected at most {SLIVER_SHARE:.2%}; "
                          "compare the outlines of both countries where they part")  # fmt: skip
    line: shapely.LineString = parts[int(lengths.argmax())]
    return line


def _border_units(mexico: Shapes, states: Shapes) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the positions in `states` and in `mexico` of the units within `REACH_M` of the other country."""
    us, mx = shapely.STRtree(mexico).query(states, predicate="dwithin", distance=REACH_M)
    return np.unique(us), np.unique(mx)


def _simplify_inside(units: Shapes, sea: shapely.Geometry) -> Shapes:
    """Simplify with the sea as a neighbour: coasts become coarse, the other country's edge is left alone."""
    coarse: Shapes = shapely.coverage_simplify(np.append(units, sea), COARSE_M, simplify_boundary=False)
    return coarse[:-1]


def _grow(shape: shapely.Geometry, metres: float) -> shapely.Geometry:
    return shapely.buffer(shape, metres, quad_segs=2)
