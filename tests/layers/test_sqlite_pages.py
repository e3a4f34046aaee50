"""Tables filled by their pages are, to SQLite, the tables that it fills itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers import sqlite_pages
from layers.arrow_text import TEXT
from layers.sqlite_cells import BYTES, read_varint, varints
from layers.sqlite_pages import PAGE, Pages, fill_tables, leaf_pages

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=70)
ROW = st.tuples(
    TEXTS, st.sampled_from(["", "word"]), st.none() | st.binary(max_size=9), st.none() | st.floats(allow_nan=False),
    st.none() | st.dates(date(1900, 1, 1)),
)  # fmt: skip


def empty_database(columns: str) -> tuple[bytes, int]:
    """Return a database with an empty table `rows` and another with a row, and the root page of the first."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE rows (id INTEGER PRIMARY KEY, {columns})")
        database.execute("CREATE TABLE other (text TEXT)")
        database.execute("INSERT INTO other VALUES ('kept')")
        database.commit()
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'rows'").fetchone()
        return database.serialize(), root


def read_rows(content: bytes) -> list[tuple[Any, ...]]:
    """Return the rows, of a database that SQLite finds whole, also after it changed it."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute("SELECT * FROM rows ORDER BY id").fetchall()
        for number in range(0, len(rows), 3):
            assert database.execute("SELECT * FROM rows WHERE id = ?", [number + 1]).fetchone() == rows[number]
        database.execute("DELETE FROM rows WHERE id % 2")
        database.executemany("INSERT INTO other VALUES (?)", [("x" * 9000,)] * 3)
        database.commit()
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=120))
def test_sqlite_reads_every_kind_of_value(rows: list[tuple[Any, ...]]) -> None:
    text, word, content, number, day = (list(values) for values in zip(*rows, strict=True))
    columns = [
        pa.array(text, TEXT), pa.array(word, TEXT).dictionary_encode(), pa.array(content, pa.binary()),
        pa.array(number, pa.float64()), pa.array(day, pa.date32()),
    ]  # fmt: skip
    database, root = empty_database("text TEXT, word TEXT, content BLOB, number REAL, day DATE")
    found = read_rows(fill_tables(database, {root: [leaf_pages(columns, np.arange(len(text)) + 1)]}))
    expected = [
        (i, text, word, content, number, day and day.isoformat())
        for i, (text, word, content, number, day) in enumerate(rows, start=1)
    ]
    assert found == expected


@pytest.mark.parametrize(
    "sizes",
    [
        [1], [0] * 5, [4050, 4060, 4070, 8000, 8200, 20_000, 3], [10] * 5_000, [700] * 3_000, [100_000] * 3,
        [*range(3_900, 4_200)],
    ],
    ids=["one", "empty", "long", "short", "levels", "chains", "limits"],
)  # fmt: skip
def test_rows_of_any_length_are_read_back(sizes: list[int]) -> None:
    texts = [chr(97 + number % 26) * size for number, size in enumerate(sizes)]
    database, root = empty_database("text TEXT")
    batches = [
        leaf_pages([pa.array(texts[first : first + 1000], TEXT)], np.arange(first, min(first + 1000, len(texts))) + 1)
        for first in range(0, len(texts), 1000)
    ]
    assert read_rows(fill_tables(database, {root: batches})) == [*enumerate(texts, start=1)]


def test_a_table_without_rows_stays_empty() -> None:
    database, root = empty_database("text TEXT")
    assert read_rows(fill_tables(database, {root: []})) == []
    assert read_rows(fill_tables(database, {root: [leaf_pages([pa.array([], TEXT)], np.array([], np.int64))]})) == []


def test_many_columns_have_a_long_head() -> None:
    values = [f"{number}".zfill(60) for number in range(90)]
    database, root = empty_database(", ".join(f"c{number} TEXT" for number in range(90)))
    leaves = leaf_pages([pa.array([value, value], TEXT) for value in values], np.array([1, 2]))
    assert read_rows(fill_tables(database, {root: [leaves]})) == [(1, *values), (2, *values)]


def test_the_lock_page_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_pages, "LOCK_PAGE", 4)
    pages = Pages(bytes(2 * PAGE))
    assert pages.add(np.ones((3, PAGE), dtype=np.uint8)).tolist() == [3, 5, 6]
    assert pages.add(np.ones((1, PAGE), dtype=np.uint8)).tolist() == [7]
    assert [page[0] for page in np.frombuffer(pages.to_bytes(), np.uint8).reshape(-1, PAGE)] == [0, 0, 1, 0, 1, 1, 1]


@pytest.mark.parametrize("number", [0, 127, 128, 16_383, 16_384, 2**21, 2**28, 2**35 - 1])
def test_an_integer_of_any_length_is_read_back(number: int) -> None:
    content = varints(np.array([number]))[0].as_py()
    assert read_varint(content, 0) == (number, len(content))
    assert varints(np.array([], dtype=np.int64)).type == BYTES
