"""The spatial index made at once is one that SQLite finds whole and searches."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest

from layers.rtree import MOST, build_tree


@pytest.mark.parametrize("count", [0, 1, MOST, MOST + 1, 3_000])
def test_sqlite_finds_the_points_in_any_box(count: int) -> None:
    random = np.random.default_rng(count)
    x, y = random.uniform(-117.1, -97.2, count), random.uniform(25.9, 32.7, count)
    x[1::7] = np.nan
    tree = build_tree(x, y)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
        database.executemany("INSERT OR REPLACE INTO tree_node VALUES (?, ?)", tree.nodes)
        database.executemany("INSERT INTO tree_parent VALUES (?, ?)", tree.parents)
        rows = [(row + 1, node) for row, node in enumerate(tree.leaf_of.tolist()) if node]
        database.executemany("INSERT INTO tree_rowid VALUES (?, ?)", rows)
        assert database.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
        for west, south in ((-112.0, 28.0), (-100.0, 30.0)):
            found = database.execute("SELECT id FROM tree WHERE minx > ? AND miny > ? ORDER BY id", [west, south])
            assert [row for (row,) in found] == (np.flatnonzero((x > west) & (y > south)) + 1).tolist()
        if count:
            database.execute("DELETE FROM tree WHERE id % 3 = 1")
            database.execute("INSERT INTO tree VALUES (?, 0, 0, 0, 0)", [count + 1])
            assert database.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
