"""Boxes of words on a figure."""

from __future__ import annotations

from collections.abc import Sequence

from layers.figure_items import Box


def collisions(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """The pairs of boxes that overlap."""
    return [
        (first, second)
        for first, one in enumerate(boxes)
        for second, other in enumerate(boxes[:first])
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
