"""A spatial index of points as SQLite keeps it (R*Tree), made at once.

Tables and nodes: https://www.sqlite.org/rtree.html, section 6 (shadow tables)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST = 51
"""Entries of a node: the most that SQLite puts in one of two dimensions, on pages of 4096 bytes."""
ENTRY = np.dtype([("id", ">i8"), ("box", ">f4", 4)])
NODE = np.dtype([("depth", ">u2"), ("count", ">u2"), ("entries", ENTRY, MOST)])
"""A node as stored: the depth of the tree, which the root alone has, and entries of xmin, xmax, ymin, ymax."""
ROOT = 1
ROW = np.uint64((1 << 32) - 1)
"""The bits of the number of a row, below those of its place in an order."""
STEPS = 1 << 16
"""Steps of a coordinate in the order of the points along a Z curve."""


class Tree(NamedTuple):
    """What the three tables of the index hold.

    `nodes` are number and content, `parents` a node and the node above it, `leaf_of` the node of each row, 0 for none.
    """

    nodes: list[tuple[int, bytes]]
    parents: list[tuple[int, int]]
    leaf_of: NDArray[np.int64]


def build_tree(x: NDArray[np.float64], y: NDArray[np.float64]) -> Tree:
    """Return the index of the points of the rows 1, 2, ...; a row without a point (not a number) is not in it."""
    rows = np.flatnonzero(~np.isnan(x))
    rows = rows[np.sort(_z_order(x[rows], y[rows]) << np.uint64(32) | np.arange(len(rows), dtype=np.uint64)) & ROW]
    boxes = np.stack([_single(values[rows], way) for values in (x, y) for way in (-np.inf, np.inf)], axis=1)
    leaf_of = np.zeros(len(x), dtype=np.int64)
    nodes, parents = list[tuple[int, bytes]](), list[tuple[int, int]]()
    ids, depth, number = rows + 1, 0, ROOT + 1
    while True:
        count = max(1, -(-len(ids) // MOST))
        firsts = np.arange(count) * len(ids) // count
        numbers = np.arange(number, number + count) if count > 1 else np.array([ROOT])
        above = np.repeat(numbers, np.diff(firsts, append=len(ids)))
        if depth:
            parents += zip(ids.tolist(), above.tolist(), strict=True)
        else:
            leaf_of[rows] = above
        nodes += zip(numbers.tolist(), _contents(ids, boxes, firsts, depth if count == 1 else 0), strict=True)
        if count == 1:
            return Tree(nodes, parents, leaf_of)
        low, high = (edge.reduceat(boxes, firsts) for edge in (np.minimum, np.maximum))
        boxes = np.where([True, False, True, False], low, high)
        ids, depth, number = numbers, depth + 1, number + count


def _contents(
    ids: NDArray[np.int64], boxes: NDArray[np.float32], firsts: NDArray[np.int64], depth: int
) -> Iterator[bytes]:
    """Return the nodes, each of which has the entries from its first on."""
    counts = np.diff(firsts, append=len(ids))
    nodes = np.zeros(len(firsts), dtype=NODE)
    nodes["depth"], nodes["count"] = depth, counts
    node = np.repeat(np.arange(len(firsts)), counts)
    place = np.arange(len(ids)) - firsts[node]
    nodes["entries"]["id"][node, place] = ids
    nodes["entries"]["box"][node, place] = boxes
    for content in nodes:
        yield content.tobytes()


def _single(values: NDArray[np.float64], way: float) -> NDArray[np.float32]:
    """Return `values` in single precision, between two such numbers the one in the direction `way`."""
    near = values.astype(np.float32)
    beyond = near > values if way < 0 else near < values
    return np.where(beyond, np.nextafter(near, np.float32(way)), near)


def _z_order(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Return where each point is on a Z curve through all of them: points near each other are mostly near on it."""
    order = np.zeros(len(x), dtype=np.uint32)
    for shift, values in enumerate((x, y)):
        low, span = values.min(initial=np.inf), np.ptp(values) if len(values) else 0.0
        bits = ((values - low) * ((STEPS - 1) / (span or 1.0))).astype(np.uint32)
        for by, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            bits = (bits | bits << np.uint32(by)) & np.uint32(mask)
        order |= bits << np.uint32(shift)
    return order.astype(np.uint64)
