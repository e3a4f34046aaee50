"""Empty tables of an SQLite database filled by writing their pages, which is many times faster than inserting rows.

File format: https://www.sqlite.org/fileformat2.html, section 1.6 (b-tree pages)
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from layers.arrow_text import bytes_of, starts_of
from layers.joined import join_rows
from layers.sqlite_cells import BYTES, bytes_array, read_varint, table_cells, varints

PAGE = 4096
LOCK_PAGE = (1 << 30) // PAGE + 1
"""The page that SQLite locks files with, which holds nothing (section 1.3)."""
LEAF, INTERIOR = 13, 5
MOST_LOCAL, LEAST_LOCAL = PAGE - 35, (PAGE - 12) * 32 // 255 - 23
"""Bytes of a row that stay in its page: all, up to the first number, else at least the second (section 1.6)."""
CHILDREN = (PAGE - 12) // (2 + 4 + 5)
"""Pages below one page that fit it, whatever their keys."""
NONE = np.empty(0, dtype=np.int64)
COUNT = 28
"""Where the header has the number of pages."""


class Leaves(NamedTuple):
    """Pages of rows, one page a line, and the rowid of the last row of each.

    `overflow` are, by page and place in it, the bytes of a row that its page does not hold.
    """

    pages: NDArray[np.uint8]
    last: NDArray[np.int64]
    overflow: dict[tuple[int, int], bytes]


class Pages:
    """A database, pages of 4096 bytes each, that pages are added to."""

    def __init__(self, database: bytes) -> None:
        self.content = io.BytesIO(database)
        self.count = len(database) // PAGE

    def add(self, pages: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Write `pages` at the end and return their numbers."""
        numbers = self.next_numbers(len(pages))
        before = np.count_nonzero(numbers < LOCK_PAGE)
        self.content.seek(0, io.SEEK_END)
        self.content.write(pages[:before].data)
        if self.count < LOCK_PAGE <= numbers.max(initial=0):
            self.content.write(bytes(PAGE))
        self.content.write(pages[before:].data)
        self.count = self.content.tell() // PAGE
        return numbers

    def next_numbers(self, count: int) -> NDArray[np.int64]:
        """Return the numbers that the next `count` pages will have."""
        numbers = np.arange(self.count + 1, self.count + 1 + count)
        return numbers + (numbers >= LOCK_PAGE) * (self.count < LOCK_PAGE)

    def move_last(self, number: int) -> None:
        """Move the last page to the place of page `number`."""
        self.count -= 1
        self.content.seek(self.count * PAGE)
        page = self.content.read()
        self.content.truncate(self.count * PAGE)
        self.content.seek((number - 1) * PAGE)
        self.content.write(page)

    def to_bytes(self) -> bytes:
        """Return the database."""
        self.content.seek(COUNT)
        self.content.write(self.count.to_bytes(4, "big"))
        return self.content.getvalue()


def fill_tables(database: bytes, tables: Mapping[int, Iterable[Leaves]]) -> bytes:
    """Return `database` with rows in `tables`, which are empty; each is known by the number of its root page.

    The rows of a table come in the order of their rowids. Indices, triggers and counts are not touched.
    """
    pages = Pages(database)
    for root, batches in tables.items():
        levels = [(_add_leaves(pages, leaves), leaves.last) for leaves in batches]
        numbers, keys = (np.concatenate(parts) for parts in zip((NONE, NONE), *levels, strict=True))
        while len(numbers) > 1:
            numbers, keys = _add_level(pages, numbers, keys)
        if len(numbers):
            pages.move_last(root)
    return pages.to_bytes()


def leaf_pages(columns: Sequence[pa.Array], rowids: NDArray[np.int64]) -> Leaves:
    """Return the pages of the rows of `columns`, which are as `layers.sqlite_cells.table_cells` wants them."""
    cells, rest = _cut_long(table_cells(columns, rowids))
    starts = starts_of(cells)
    firsts = _first_rows(starts)
    ends = np.append(firsts, len(cells))[1:]
    pages = _cell_pages(cells, firsts, LEAF)
    overflow = {}
    for row, content in rest.items():
        page = int(np.searchsorted(firsts, row, side="right")) - 1
        overflow[page, PAGE - int(starts[ends[page]] - starts[row + 1]) - 4] = content
    return Leaves(pages, rowids[ends - 1], overflow)


def _add_leaves(pages: Pages, leaves: Leaves) -> NDArray[np.int64]:
    """Add the pages, and before them those of what they do not hold."""
    size = PAGE - 4
    for (page, place), content in leaves.overflow.items():
        count = -(-len(content) // size)
        numbers = pages.next_numbers(count)
        chain = np.zeros((count, PAGE), dtype=np.uint8)
        chain[:, 4:] = np.frombuffer(content.ljust(count * size, b"\0"), dtype=np.uint8).reshape(count, size)
        chain[:-1, :4] = _four_bytes(numbers[1:])
        leaves.pages[page, place : place + 4] = _four_bytes(numbers[:1])[0]
        pages.add(chain)
    return pages.add(leaves.pages)


def _add_level(
    pages: Pages, children: NDArray[np.int64], keys: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Add the pages above `children`, whose last rowids are `keys`; return their numbers and last rowids."""
    count = -(-len(children) // CHILDREN)
    firsts = np.arange(count) * len(children) // count
    lasts = np.append(firsts[1:], len(children)) - 1
    left = np.delete(np.arange(len(children)), lasts)
    cells = join_rows([bytes_array(_four_bytes(children[left]), np.full(len(left), 4)), varints(keys[left])], BYTES)
    made = _cell_pages(cells, firsts - np.arange(count), INTERIOR)
    made[:, 8:12] = _four_bytes(children[lasts])
    return pages.add(made), keys[lasts]


def _first_rows(starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first row of each page: a page has as many rows as fit, each with two bytes for its place."""
    used = starts - starts[0] + 2 * np.arange(len(starts))
    following = (np.searchsorted(used, used[:-1] + PAGE - 8, side="right") - 1).tolist()
    firsts, first = [], 0
    while first < len(following):
        firsts.append(first)
        first = following[first]
    return np.array(firsts, dtype=np.int64)


def _cell_pages(cells: pa.Array, firsts: NDArray[np.int64], kind: int) -> NDArray[np.uint8]:
    """Return the pages of `cells`, of which each page has those from its first on."""
    starts = starts_of(cells) - starts_of(cells)[0]
    counts = np.diff(firsts, append=len(cells))
    tops = PAGE - np.diff(starts[np.append(firsts, len(cells))])
    pages = np.zeros((len(firsts), PAGE), dtype=np.uint8)
    pages[:, 0] = kind
    pages[:, 3:5] = _two_bytes(counts)
    pages[:, 5:7] = _two_bytes(tops)
    page = np.repeat(np.arange(len(firsts)), counts)
    place = _two_bytes(tops[page] + starts[:-1] - starts[firsts[page]])
    at = page * PAGE + (8 if kind == LEAF else 12) + 2 * (np.arange(len(cells)) - firsts[page])
    flat = pages.reshape(-1)
    flat[at], flat[at + 1] = place[:, 0], place[:, 1]
    target, source = flat.data, bytes_of(cells)
    ends = (np.arange(len(firsts)) + 1) * PAGE
    first = 0
    for start, end in zip((ends - PAGE + tops).tolist(), ends.tolist(), strict=True):
        target[start:end] = source[first : first + end - start]
        first += end - start
    return pages


def _cut_long(cells: pa.Array) -> tuple[pa.Array, dict[int, bytes]]:
    """Return the cells as their pages hold them, and by row the bytes of long ones that these do not."""
    rest, short = {}, {}
    for row in np.flatnonzero(np.diff(starts_of(cells)) > MOST_LOCAL).tolist():
        cell = cells[row].as_py()
        size, place = read_varint(cell, 0)
        place = read_varint(cell, place)[1]
        if size > MOST_LOCAL:
            local = LEAST_LOCAL + (size - LEAST_LOCAL) % (PAGE - 4)
            end = place + (local if local <= MOST_LOCAL else LEAST_LOCAL)
            short[row], rest[row] = cell[:end] + bytes(4), cell[end:]
    if short:
        mask = np.zeros(len(cells), dtype=bool)
        mask[[*short]] = True
        cells = pc.replace_with_mask(cells, pa.array(mask), pa.array([*short.values()], BYTES))
    return cells, rest


def _two_bytes(numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
    return numbers.astype(">u2").view(np.uint8).reshape(-1, 2)


def _four_bytes(numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
    return numbers.astype(">u4").view(np.uint8).reshape(-1, 4)
