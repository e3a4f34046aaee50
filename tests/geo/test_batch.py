"""A batch adds up: every row read is accepted, a duplicate or a reject, and points to rows that are there."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.batch import ImportBatch
from geo.errors import SchemaError
from geo.schema import REJECT_COLUMNS

EVENTS = pd.DataFrame(
    {
        "event_id": ["e1"], "start_date": [pd.Timestamp("2020-02-03")], "end_date": [pd.Timestamp("2020-02-03")],
        "date_precision": ["day"], "place_reported": ["Naco"], "agency_code": ["cbp_ofo"], "row_id": ["2"],
    }
)  # fmt: skip
ITEMS = pd.DataFrame(
    {
        "item_id": ["e1-1", "e1-2"], "event_id": ["e1", "e1"], "commodity_code": ["heroin", "cocaine"],
        "quantity_reported": ["2", "3"], "quantity_kg": [2.0, 3.0], "quantity_count": [None, None],
        "quantity_usd": [None, None], "row_id": ["2", "3"],
    }
)  # fmt: skip


def reject(row_id: str) -> pd.DataFrame:
    return pd.DataFrame([["events", row_id, "parse", "date", "31/31", "no such day"]], columns=REJECT_COLUMNS)


def repeat(row_id: str) -> pd.DataFrame:
    return pd.DataFrame({"table": ["events"], "row_id": [row_id], "duplicate_of": ["2"], "reason": ["same row"]})


def test_two_rows_may_give_one_event_and_both_count_as_accepted() -> None:
    batch = ImportBatch(events=EVENTS, items=ITEMS, duplicates=repeat("4"), rejects=reject("5"), rows_in=4)
    assert (batch.rows_accepted, batch.rows_duplicate, batch.rows_rejected) == (2, 1, 1)


def test_a_row_that_lost_one_value_is_still_accepted() -> None:
    batch = ImportBatch(events=EVENTS, items=ITEMS, rejects=reject("3"), rows_in=2)
    assert (batch.rows_accepted, batch.rows_rejected) == (2, 0)


def test_an_empty_file_is_an_empty_batch() -> None:
    assert ImportBatch().rows_accepted == 0


def test_a_row_dropped_in_silence_is_refused() -> None:
    with pytest.raises(SchemaError, match="3 rows were read, but 2 accepted, 0 duplicates and 0 rejects are 2"):
        ImportBatch(events=EVENTS, items=ITEMS, rows_in=3)


def test_an_item_without_its_event_is_refused() -> None:
    with pytest.raises(SchemaError, match="items name event_id 'e1', which the batch does not hold"):
        ImportBatch(items=ITEMS, rows_in=2)


def test_a_frame_without_a_column_of_its_contract_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"events lack \['agency_code'\]"):
        ImportBatch(events=EVENTS.drop(columns="agency_code"), rows_in=1)
