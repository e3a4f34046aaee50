"""Records of a table, as its publisher wrote them, normalised into events and what was seized in them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo.coordinates import read_coordinates, split_pair
from geo.datecells import read_dates
from geo.recorditems import RecordWords, map_cells, measure_records
from geo.rejects import join_rejects, list_rejects
from geo.schema import REJECT_COLUMNS

RECORD_TEXTS = ("record_id", "date", "published", "place", "context", "lat", "lon", "point", "radius", "commodity",
                "quantity", "unit", "form", "qualifier", "agency", "conveyance", "concealment", "url", "publisher",
                "date_basis", "note", "margin")  # fmt: skip
"""Columns of records, all text as the publisher wrote it, beside `row_id` and `digest` (uint64 of the whole row)."""

EVENT_KEY = ["record_id", "date", "place", "lat", "lon", "point"]
ITEM_COLUMNS = ["event_id", "commodity_code", "commodity_reported", "form", "quantity_reported", "unit_reported",
                "qualifier", "quantity_kg", "quantity_count", "quantity_usd", "substance_status", "alternative_of",
                "row_id"]  # fmt: skip
EVENT_COLUMNS = ["event_id", "start_date", "end_date", "date_precision", "date_basis", "date_note", "place_reported",
                 "place_context", "agency_code", "agency_reported", "conveyance", "conveyance_reported", "concealment",
                 "hedge", "note", "lon", "lat", "radius_km", "published", "url", "publisher", "row_id"]  # fmt: skip


@dataclass(frozen=True)
class Normalised:
    """Events (columns `EVENT_COLUMNS`), items (`ITEM_COLUMNS`), rejects, and sentences for the reader."""

    events: pd.DataFrame
    items: pd.DataFrame
    rejects: pd.DataFrame
    notes: tuple[str, ...]


def fill_records(records: pd.DataFrame) -> pd.DataFrame:
    """Return `records` with every column of `RECORD_TEXTS`, empty where it had none."""
    lacking = {name: "" for name in RECORD_TEXTS if name not in records}
    return records.assign(**lacking).astype(dict.fromkeys(lacking, "str"))


def normalise_records(
    records: pd.DataFrame, words: RecordWords, *, decimal: str = ".", date_order: str = ""
) -> Normalised:
    """Return the events and items of `records`, one record for each thing seized.

    A record whose commodity or unit is not listed, or whose amount is no number, is set aside. A date or a pair of
    coordinates that cannot be read is left out by itself: the event stays, undated or placed by its words.

    Parameters
    ----------
    records
        Columns `RECORD_TEXTS`, `row_id`, `digest`, and `commodity_code`, `conveyance_code`,
        `agency_code` where the source sets them. `margin` is the days by which a date may be off to either side.
        Records with one `record_id`, date and place are one event; without a `record_id`, those of one row are.
    decimal, date_order
        As `geo.numbers.find_decimal` and `geo.datecells.find_order` tell.
    """
    kept, rejects = measure_records(records, words, decimal)
    event_ids = _event_ids(kept)
    items = kept.assign(event_id=event_ids, substance_status="", alternative_of="")[ITEM_COLUMNS]
    first = kept.assign(event_id=event_ids).drop_duplicates("event_id")
    events, left, notes = _place_and_date(first, words, date_order)
    return Normalised(events, items, join_rejects([*rejects, *left]), tuple(notes))


def _event_ids(records: pd.DataFrame) -> pd.Series:
    keyed = pd.util.hash_pandas_object(records[EVENT_KEY], index=False)
    digest = records["digest"].where(records["record_id"].str.strip() == "", keyed)
    return pd.Series([f"imp-{value:016x}" for value in digest], index=records.index, dtype="str")


def _place_and_date(
    first: pd.DataFrame, words: RecordWords, date_order: str
) -> tuple[pd.DataFrame, list[pd.DataFrame], list[str]]:
    dates = read_dates(first["date"], words.months, order=date_order)
    published = read_dates(first["published"], words.months, order=date_order)
    spots, notes = _read_spots(first)
    days = pd.to_numeric(first["margin"], errors="coerce").fillna(0)
    margin = pd.to_timedelta(days, unit="D").astype("timedelta64[ns]")
    events = first.assign(
        start_date=dates["start_date"] - margin, end_date=dates["end_date"] + margin,
        date_precision=dates["date_precision"],
        date_note="", place_reported=first["place"], place_context=first["context"],
        agency_reported=first["agency"], conveyance=first["conveyance_code"],
        conveyance_reported=first["conveyance"], hedge="", published=published["start_date"],
        lon=spots["lon"], lat=spots["lat"], radius_km=spots["radius_km"],
    )[EVENT_COLUMNS]  # fmt: skip
    said = first["point"].where(first["point"] != "", first["lat"] + ", " + first["lon"])
    left = [
        _problems(first, first["date"], dates["problem"], "date", "normalise"),
        _problems(first, first["published"], published["problem"], "published", "normalise"),
        _problems(first, said, spots["problem"], "coordinates", "geocode"),
    ]
    return events, left, notes


def _read_spots(first: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    pairs = {cell: split_pair(cell) or (cell, "") for cell in first["point"].unique()}
    lat = first["lat"].where(first["point"] == "", map_cells(first["point"], lambda cell: pairs[cell][0]))
    lon = first["lon"].where(first["point"] == "", map_cells(first["point"], lambda cell: pairs[cell][1]))
    spots, notes = read_coordinates(lat, lon)
    radius = pd.to_numeric(first["radius"], errors="coerce").astype(float)
    widest = pd.concat([spots["radius_km"], radius.where(radius >= 0)], axis=1).max(axis=1)
    return spots.assign(radius_km=widest.mask(spots["lon"].isna())), notes


def _problems(rows: pd.DataFrame, values: pd.Series, problems: pd.Series, column: str, stage: str) -> pd.DataFrame:
    bad = problems != ""
    if not bad.any():
        return pd.DataFrame(columns=REJECT_COLUMNS)
    return list_rejects(rows.loc[bad, "row_id"], values[bad], stage=stage, column=column, reason=problems[bad])
