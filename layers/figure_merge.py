"""Marks that would hide one another, made one: its quantity is their sum, its spot that of the largest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import shapely

from layers.figure_marks import Mark, radius_of
from layers.figure_presets import Preset
from layers.figure_projection import Frame

HIDING = 1.0
"""Middles nearer than this share of the larger radius: one symbol hides too much of the other."""


def merge_marks(marks: Sequence[Mark], frame: Frame, preset: Preset, largest: float | None = None) -> list[Mark]:
    """Return `marks`, largest first, so merged that none hides another in `frame`.

    The largest mark takes in what it hides, then the next; and again, as those that took some in have grown.
    `largest` is the quantity of the largest symbol, if it stands in another map.
    """
    kept = list(marks)
    while True:
        merged = _merge_once(kept, frame, preset, largest)
        if len(merged) == len(kept):
            return merged
        kept = merged


def _merge_once(marks: Sequence[Mark], frame: Frame, preset: Preset, largest: float | None) -> list[Mark]:
    ordered = sorted(marks, key=lambda mark: (-mark.quantity, mark.places))
    if not ordered:
        return []
    most = max(largest or 0.0, ordered[0].quantity)
    x, y = frame.to_page(np.array([mark.lon for mark in ordered]), np.array([mark.lat for mark in ordered]))
    points = shapely.points(x, y)
    tree, taken, found = shapely.STRtree(points), np.zeros(len(ordered), dtype=bool), []
    for index, mark in enumerate(ordered):
        if taken[index]:
            continue
        reach = HIDING * radius_of(mark.quantity, most, most=preset.radius, least=preset.least)
        near = np.sort(tree.query(points[index], predicate="dwithin", distance=reach))
        hidden = [int(other) for other in near if other != index and not taken[other] and other > index]
        taken[hidden] = True
        found.append(_join(mark, [ordered[other] for other in hidden]))
    return sorted(found, key=lambda mark: (-mark.quantity, mark.places))


def _join(mark: Mark, others: Sequence[Mark]) -> Mark:
    if not others:
        return mark
    every, parts = [mark, *others], Counter[str]()
    for one in every:
        parts.update(Counter(dict(one.parts)))
    return Mark(
        places=tuple(place for one in every for place in one.places), name=mark.name, lon=mark.lon, lat=mark.lat,
        events=sum(one.events for one in every), quantity=sum(one.quantity for one in every), parts=dict(parts),
        shapes=frozenset[str]().union(*(one.shapes for one in every)), solid=all(one.solid for one in every),
    )  # fmt: skip
