"""Events as columns, and the bytes in which they travel: docs/document-format.md describes every one of them."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import SchemaError
from layers.varints import varint_bytes

UNDATED = 2_147_483_647
"""Day of an event whose date is unknown."""

MOST_WEIGHTS = 65_535
"""Weights are exact while a document has at most this many different ones; else to three significant digits."""


@dataclass(frozen=True)
class EventColumns:
    """Events as arrays of one length: a row is one commodity of one event.

    `start` and `end` are days since 1970-01-01, both inclusive, `UNDATED` where unknown. `event` numbers the events
    from 0 in the caller's order. `place`, `commodity` and `agency` are indices in the caller's lists, -1 for none;
    there is always a commodity. `kg` is the weight of the row, NaN where none is known. An event has one row for each
    of its commodities, and these agree in start, end and place.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    event: NDArray[np.int64]
    place: NDArray[np.int64]
    commodity: NDArray[np.int64]
    agency: NDArray[np.int64]
    kg: NDArray[np.float64]

    def __post_init__(self) -> None:
        lengths = {name: len(column) for name, column in vars(self).items()}
        if len(set(lengths.values())) > 1:
            raise SchemaError(f"columns differ in length: {lengths}; each needs one value per row")


@dataclass(frozen=True)
class PackedColumns:
    """What the document carries of the columns.

    `head` says how to read `body`, which is base64 of a zlib stream. `events` are the caller's event numbers in the
    order in which the document counts them.
    """

    head: dict[str, Any]
    body: str
    events: NDArray[np.int64]


def pack_columns(columns: EventColumns) -> PackedColumns:
    """Return the columns sorted by day, and compressed: a row of a large table takes three to four bytes."""
    order = _order(columns)
    event = columns.event[order]
    follows = np.concatenate([[False], event[1:] == event[:-1]])[: len(event)]
    start, end = columns.start[order], columns.end[order]
    dated = int(np.searchsorted(start, UNDATED))
    first_day = int(start[0]) if dated else 0
    weights, weight = _weights(columns.kg[order])
    long = np.flatnonzero(end[:dated] > start[:dated])
    parts = (
        ("days", 0, varint_bytes(np.bincount(start[:dated] - first_day))),
        ("long", 0, _sparse(long, end[long] - start[long])),
        ("follows", 0, _sparse(np.flatnonzero(follows))),
        ("place", *planes(columns.place[order] + 1)),
        ("commodity", *planes(columns.commodity[order])),
        ("agency", *planes(columns.agency[order] + 1)),
        ("weight", *planes(weight)),
    )
    head = {
        "rows": len(order),
        "first_day": first_day,
        "streams": [{"name": name, "width": width, "bytes": len(content)} for name, width, content in parts],
        "weights": weights,
    }
    return PackedColumns(head, deflate(b"".join(content for *_, content in parts)), event[~follows])


def deflate(content: bytes) -> str:
    """Return `content` as a zlib stream in base64.

    Run lengths and Huffman codes alone: the bytes of a column repeat, but not in phrases, and this is the fastest.
    """
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    return base64.b64encode(packer.compress(content) + packer.flush()).decode("ascii")


def _order(columns: EventColumns) -> NDArray[np.int64]:
    """Return the rows by day, then in the order of the events, those of one event by commodity."""
    start, event = columns.start, columns.event
    if not (event[1:] > event[:-1]).all():
        return np.lexsort((columns.commodity, event, start))
    if (start[1:] >= start[:-1]).all():
        return np.arange(len(start))
    days = start - start.min()
    short = np.iinfo(np.uint16).max  # numbers this short are counted into place, not compared
    fits = days[start != UNDATED].max(initial=0) < short
    return np.argsort(np.minimum(days, short).astype(np.uint16) if fits else days, kind="stable")


def _weights(kg: NDArray[np.float64]) -> tuple[list[float], NDArray[np.int64]]:
    """Return the different weights, and for each row 0 for none or 1 + the index of its weight."""
    known = kg > 0
    index, values = pd.factorize(kg[known], sort=True)
    if len(values) > MOST_WEIGHTS:
        step = 10.0 ** (np.floor(np.log10(kg[known])) - 2)
        index, values = pd.factorize(np.round(kg[known] / step) * step, sort=True)
    weight = np.zeros(len(kg), dtype=np.int64)
    weight[known] = index + 1
    return [float(f"{value:.9g}") for value in values], weight


def _sparse(*columns: NDArray[np.int64]) -> bytes:
    """Return rows as steps from one to the next, each followed by the values it has."""
    rows, *values = columns
    return varint_bytes(np.stack([np.diff(rows, prepend=0), *values], axis=1).ravel())


def planes(values: NDArray[np.int64], largest: int | None = None) -> tuple[int, bytes]:
    """Return how many bytes a value has, and the lowest byte of all values, then the next, and so on.

    `largest` sets the width where values are steps: these are kept modulo the width, and so is their sum.
    """
    largest = int(values.max(initial=0)) if largest is None else largest
    width = max(1, (largest.bit_length() + 7) // 8)
    little = np.ascontiguousarray(values, dtype="<i8").view(np.uint8).reshape(-1, 8)
    return width, np.ascontiguousarray(little[:, :width].T).tobytes()
