"""The events of a view with their items and reports, as columns named with their units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import Atlas
from geo.view import View, select_events
from geo.words import _
from layers.arrow_text import TEXT, concat, day_column, join_lists, number_column, take_text, text_column
from layers.details import quantity_reported
from layers.grouped import Grouped, column, group_rows
from layers.vocabulary import LABEL, code_words

DECIMALS = 6
EVENT_TEXTS = (
    "event_id", "date_precision", "date_basis", "date_note", "place_id", "place_reported", "place_name", "precision",
    "geocode_method", "agency_code", "agency_reported", "conveyance", "conveyance_reported", "concealment", "hedge",
    "note",
)  # fmt: skip
ITEM_TEXTS = (
    "item_id", "event_id", "commodity_code", "commodity_reported", "form", "qualifier", "quantity_reported",
    "unit_reported", "substance_status", "alternative_of",
)  # fmt: skip
ITEM_NUMBERS = ("quantity_kg", "quantity_count", "quantity_usd")
RELATIONS = {
    "plaza_id": "geometric_plaza_id",
    "facing_plaza_id": "geometric_facing_plaza_id",
    "nearest_crossing_id": "geometric_nearest_crossing_id",
}
"""Columns of a place that geometry alone gives, and the name that says so."""


@dataclass(frozen=True)
class EventTables:
    """The events of a view, one row each, with their items and reports.

    Texts are empty where unknown, numbers and days null. `lon` and `lat` are degrees (EPSG:4326), at most 6 decimals,
    null where the event has no place. The items are those of the view's commodities; `commodities` of the events
    names all of the event.
    """

    events: pa.Table
    items: Grouped
    reports: Grouped


def event_tables(atlas: Atlas, view: View) -> EventTables:
    """Return the events that `view` shows, their items and reports, in the order of `atlas.seizures`."""
    shown = select_events(atlas, view)
    seizures = atlas.seizures if len(shown) == len(atlas.seizures) else atlas.seizures.loc[shown]
    columns = _event_columns(atlas, seizures)
    ids = columns["event_id"]
    every_item = group_rows(_items(atlas), "event_id", ids)
    items = every_item
    if view.commodities:
        wanted = pc.is_in(column(items.table, "commodity_code"), value_set=pa.array(view.commodities, TEXT))
        items = items.keep(wanted.to_numpy(zero_copy_only=False))
    reports = group_rows(_reports(atlas), "event_id", ids)
    columns |= _leading(items, view.size)
    columns["commodities"] = every_item.first_of_each("commodity_code").join_texts("commodity_code")
    return EventTables(pa.table(columns), items, reports)


def with_texts(tables: EventTables) -> pa.Table:
    """Return the events with what their items and reports say in one text each, '; ' between the rows."""
    items, reports = tables.items, tables.reports
    texts = {
        "quantities_reported": join_lists(_quantity_texts(items.table), items.offsets, "; "),
        "publishers": reports.join_texts("publisher"),
        "published": join_lists(pc.fill_null(column(reports.table, "published").cast(TEXT), ""), reports.offsets, "; "),
        "source_urls": reports.join_texts("url"),
    }
    events = tables.events
    for name, values in texts.items():
        events = events.append_column(name, values)
    return events


def _event_columns(atlas: Atlas, seizures: pd.DataFrame) -> dict[str, pa.Array]:
    texts = {name: text_column(seizures[name]) for name in EVENT_TEXTS if name in seizures}
    unplaced = seizures.geometry.isna().to_numpy()
    points = {name: np.where(unplaced, np.nan, np.round(seizures[name], DECIMALS)) for name in ("lon", "lat")}
    places = pc.index_in(texts["place_id"], value_set=text_column(atlas.places["place_id"]))
    agencies = pc.index_in(texts["agency_code"], value_set=text_column(atlas.agencies["agency_code"]))
    return {
        "event_id": texts.pop("event_id"),
        "start_date": day_column(seizures["start_date"]),
        "end_date": day_column(seizures["end_date"]),
        **{name: number_column(values) for name, values in points.items()},
        "radius_km": number_column(seizures["radius_km"]),
        **texts,
        "agency": take_text(text_column(atlas.agencies[_(LABEL)]), agencies),
        **{new: take_text(text_column(atlas.places[old]), places) for old, new in RELATIONS.items()},
        "geometric_nearest_crossing_km": number_column(atlas.places["nearest_crossing_km"].round(1)).take(places),
    }


def _items(atlas: Atlas) -> pa.Table:
    items = atlas.seizure_items
    columns = {name: text_column(items[name]) for name in ITEM_TEXTS}
    columns |= {name: number_column(items[name]) for name in ITEM_NUMBERS}
    codes = pc.index_in(columns["commodity_code"], value_set=text_column(atlas.commodities["commodity_code"]))
    return pa.table(columns | {"commodity": take_text(text_column(atlas.commodities[_(LABEL)]), codes)})


def _reports(atlas: Atlas) -> pa.Table:
    reports, sources = atlas.reports, atlas.sources
    columns = {name: text_column(reports[name]) for name in ("event_id", "source_id")}
    rows = pc.index_in(columns["source_id"], value_set=text_column(sources["source_id"]))
    columns |= {name: take_text(text_column(sources[name]), rows) for name in ("publisher", "tier", "url")}
    published = pc.coalesce(day_column(reports["published"]), day_column(sources["published"]).take(rows))
    return pa.table(columns | {"published": published})


def _leading(items: Grouped, size: str) -> dict[str, pa.Array]:
    """Return the event's leading commodity and its weight in kg, null where no weight of it is published.

    It is the one whose weight sizes the symbols of the view, where the event has it, else its first.
    """
    events = len(items.offsets) - 1
    codes = column(items.table, "commodity_code").dictionary_encode()
    code, words = codes.indices.to_numpy(), codes.dictionary.to_pylist()
    lead = np.full(events, -1, dtype=np.int64)
    filled = items.offsets[:-1] < items.offsets[1:]
    lead[filled] = code[items.offsets[:-1][filled]]
    if size in words:
        lead[items.owner[code == words.index(size)]] = words.index(size)
    kg = items.table["quantity_kg"].to_numpy()
    first = pc.equal(column(items.table, "alternative_of"), "").to_numpy(zero_copy_only=False)
    counted = (code == lead[items.owner]) & first & ~np.isnan(kg)
    sums = np.bincount(items.owner[counted], kg[counted], events)
    known = np.bincount(items.owner[counted], minlength=events) > 0
    return {
        "commodity_code": take_text(codes.dictionary, pa.array(lead, mask=lead < 0)),
        "quantity_kg": number_column(np.where(known, sums, np.nan)),
    }


def _quantity_texts(items: pa.Table) -> pa.Array:
    """Return commodity, qualifier and the publisher's words of each item, as 'Fentanyl: more than 254 lb'."""
    words = code_words()

    def said(commodity: str, qualifier: str, quantity: str, unit: str) -> str:
        reported = quantity_reported({"quantity_reported": quantity, "unit_reported": unit})
        amount = f"{words.get(qualifier, qualifier)} {reported}".strip()
        return f"{commodity}: {amount}" if amount else commodity

    parts: list[Any] = []
    for name in ("commodity", "qualifier", "quantity_reported", "unit_reported"):
        parts += [column(items, name), "\x1f"]
    cells = concat(*parts[:-1]).dictionary_encode()
    texts = pa.array([said(*cell.split("\x1f", 3)) for cell in cells.dictionary.to_pylist()], TEXT)
    return texts.take(cells.indices)
