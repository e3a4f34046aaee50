"""Columns in the order of the document, and the bytes as docs/document-format.md describes them."""

from __future__ import annotations

import base64
import zlib

import numpy as np
import pytest

from geo.errors import SchemaError
from layers.columns import UNDATED, EventColumns, PackedColumns, pack_columns

NAN = float("nan")


def columns_of(*rows: tuple[int, int, int, int, int, int, float]) -> EventColumns:
    start, end, event, place, commodity, agency, kg = np.array(rows, dtype=float).reshape(-1, 7).T
    codes = (column.astype(np.int64) for column in (start, end, event, place, commodity, agency))
    return EventColumns(*codes, kg)


def streams_of(packed: PackedColumns) -> dict[str, bytes]:
    content, found = zlib.decompress(base64.b64decode(packed.body)), {}
    for stream in packed.head["streams"]:
        found[stream["name"]], content = content[: stream["bytes"]], content[stream["bytes"] :]
    assert content == b""
    return found


def test_rows_stand_by_day_event_and_commodity_and_undated_ones_last() -> None:
    packed = pack_columns(
        columns_of(
            (UNDATED, UNDATED, 0, 2, 1, 0, NAN),
            (10, 12, 1, 1, 3, -1, 2.5),
            (10, 12, 1, 1, 0, -1, NAN),
            (10, 10, 2, -1, 0, 1, 2.5),
            (8, 8, 3, 1, 0, 0, 7.0),
        )
    )
    assert packed.events.tolist() == [3, 1, 2, 0]
    assert packed.head == {
        "rows": 5,
        "first_day": 8,
        "streams": [
            {"name": "days", "width": 0, "bytes": 3},
            {"name": "long", "width": 0, "bytes": 4},
            {"name": "follows", "width": 0, "bytes": 1},
            {"name": "place", "width": 1, "bytes": 5},
            {"name": "commodity", "width": 1, "bytes": 5},
            {"name": "agency", "width": 1, "bytes": 5},
            {"name": "weight", "width": 1, "bytes": 5},
        ],
        "weights": [2.5, 7.0],
    }
    assert {name: list(content) for name, content in streams_of(packed).items()} == {
        "days": [1, 0, 3],
        "long": [1, 2, 1, 2],
        "follows": [2],
        "place": [2, 2, 2, 0, 3],
        "commodity": [0, 0, 3, 0, 1],
        "agency": [1, 0, 0, 2, 1],
        "weight": [2, 0, 1, 1, 0],
    }


def test_no_event_is_a_document_too() -> None:
    packed = pack_columns(columns_of())
    assert packed.head["rows"] == 0
    assert packed.head["weights"] == []
    assert set(streams_of(packed).values()) == {b""}


def test_weights_are_exact_until_they_are_too_many() -> None:
    def weights_of(count: int) -> list[float]:
        kg = 1 + np.arange(count) / 1e6
        zeros = np.zeros(count, dtype=np.int64)
        return list(pack_columns(EventColumns(zeros, zeros, np.arange(count), zeros, zeros, zeros, kg)).head["weights"])

    assert weights_of(65_535)[1] == 1.000001
    assert weights_of(65_536)[:2] == [1.0, 1.01]


def test_columns_of_unequal_length_are_refused() -> None:
    column = np.zeros(1, dtype=np.int64)
    with pytest.raises(SchemaError, match="each needs one value per row"):
        EventColumns(column, column, column, column, column, column, np.zeros(2))
