"""A small batch for the tests of the workspace."""

from __future__ import annotations

import pandas as pd

from geo.batch import ImportBatch
from geo.schema import REJECT_COLUMNS

NONE = float("nan")


def sample_batch(prefix: str = "e", source_id: str = "src-1") -> ImportBatch:
    """Three events with an item each, one total, one reject, one duplicate; ids begin with `prefix`."""
    ids = [f"{prefix}{number}" for number in (1, 2, 3)]
    days = pd.to_datetime(["2024-05-13", None, "2024-05-13"])
    events = pd.DataFrame({
        "event_id": ids, "start_date": days, "end_date": days, "date_precision": ["day", "unknown", "day"],
        "place_reported": ["Nogales", "Naco", "Nogales"], "agency_code": "cbp_ofo", "lon": [-110.96, NONE, -110.96],
        "lat": [31.33, NONE, 31.33], "radius_km": [6.0, NONE, 6.0], "note": "", "officer": ["x", "y", "z"],
        "row_id": ["1", "2", "3"],
    })  # fmt: skip
    items = pd.DataFrame({
        "item_id": [f"{event_id}-1" for event_id in ids], "event_id": ids, "commodity_code": "cocaine",
        "quantity_reported": ["5", "7", "5"], "unit_reported": "kg", "quantity_kg": [5.0, 7.0, 5.0],
        "quantity_count": NONE, "quantity_usd": NONE, "row_id": ["1", "2", "3"],
    })  # fmt: skip
    sources = [source_id, f"{source_id}-b"]
    totals = pd.DataFrame({
        "total_id": [f"{prefix}-total"], "source_id": sources[:1], "period_start": pd.to_datetime(["2024-05-01"]),
        "period_end": pd.to_datetime(["2024-05-31"]), "fiscal_year": pd.array([2024], "Int64"),
        "month": pd.array([5], "Int64"), "office": "TUCSON FIELD OFFICE", "office_kind": "field_office",
        "land_filter": "Other", "commodity_code": "cocaine", "commodity_reported": "Cocaine",
        "events": pd.array([None], "Int64"), "quantity_kg": 66.7, "quantity_lb": 147.0, "measure": "drugs seized",
        "vintage": "2024-06", "revised": False, "row_id": "6",
    })  # fmt: skip
    return ImportBatch(
        events=events, items=items, totals=totals,
        reports=pd.DataFrame({"event_id": ids, "source_id": [sources[0], sources[0], sources[1]],
                              "published": pd.to_datetime(["2024-05-14", None, "2024-05-15"])}),
        sources=pd.DataFrame({"source_id": sources, "url": ["https://a.example", ""], "publisher": ["A", "own file"],
                              "tier": ["newspaper", "other"]}),
        duplicates=pd.DataFrame({"table": ["file"], "row_id": ["4"], "duplicate_of": ["1"], "reason": ["same row"]}),
        rejects=pd.DataFrame([["file", "5", "parse", "date", "31/31", "no such day"]], columns=REJECT_COLUMNS),
        rows_in=6,
    )  # fmt: skip
