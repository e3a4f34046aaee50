"""The events of a view with their items and reports, as columns named with their units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.view import View, select_events
from geo.words import _
from layers.arrow_text import (
    TEXT,
    change_words,
    day_column,
    join_lists,
    number_column,
    take_text,
    text_column,
    word_column,
)
from layers.batches import run_together
from layers.grouped import Grouped, column, group_rows
from layers.joined import used_words
from layers.said_texts import day_words, quantity_texts
from layers.vocabulary import LABEL

DECIMALS = 6
EVENT_WORDS = (
    "date_precision", "date_basis", "date_note", "place_id", "place_reported", "place_name", "precision",
    "geocode_method", "agency_code", "agency_reported", "conveyance", "conveyance_reported", "concealment", "hedge",
    "note",
)  # fmt: skip
FREE_TEXTS = ("date_note", "place_reported", "agency_reported", "conveyance_reported", "concealment", "hedge", "note")
"""Those of them that may be another in every row, and are plain text then."""
ITEM_KEYS = ("item_id", "event_id")
ITEM_WORDS = (
    "commodity_code", "commodity_reported", "form", "qualifier", "quantity_reported", "unit_reported",
    "substance_status", "alternative_of",
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

    Texts are empty where unknown, numbers and days null; texts that repeat are dictionary arrays, which pandas makes
    categories of. `lon` and `lat` are degrees (EPSG:4326), at most 6 decimals, null where the event has no place. The
    items are those of the view's commodities; `commodities` of the events names all of the event.
    """

    events: pa.Table
    items: Grouped
    reports: Grouped


def event_tables(atlas: Atlas, view: View) -> EventTables:
    """Return the events that `view` shows, their items and reports, in the order of `atlas.seizures`."""
    shown = select_events(atlas, view)
    seizures = atlas.seizures if len(shown) == len(atlas.seizures) else atlas.seizures.loc[shown]
    columns, all_items, all_reports = run_together(
        lambda: _event_columns(atlas, seizures), lambda: _items(atlas), lambda: _reports(atlas)
    )
    ids = columns["event_id"]
    every_item, reports = run_together(
        lambda: group_rows(all_items, "event_id", ids), lambda: group_rows(all_reports, "event_id", ids)
    )
    items = every_item
    if view.commodities:
        codes = column(items.table, "commodity_code")
        wanted = pc.is_in(codes.dictionary, value_set=pa.array(view.commodities, TEXT)).take(codes.indices)
        items = items.keep(wanted.to_numpy(zero_copy_only=False))
    columns |= _leading(items, view.size)
    columns["commodities"] = every_item.first_of_each("commodity_code").join_texts("commodity_code")
    return EventTables(pa.table(columns), items, reports)


def with_texts(tables: EventTables) -> pa.Table:
    """Return the events with what their items and reports say in one text each, '; ' between the rows."""
    items, reports = tables.items, tables.reports
    texts = {
        "quantities_reported": join_lists(quantity_texts(items.table), items.offsets, "; "),
        "publishers": reports.join_texts("publisher"),
        "published": join_lists(day_words(column(reports.table, "published")), reports.offsets, "; "),
        "source_urls": reports.join_texts("url"),
    }
    events = tables.events
    for name, values in texts.items():
        events = events.append_column(name, values)
    return events


def _event_columns(atlas: Atlas, seizures: pd.DataFrame) -> dict[str, pa.Array]:
    words = {name: word_column(seizures[name]) for name in EVENT_WORDS if name in seizures}
    unplaced = seizures.geometry.isna().to_numpy()
    points = {name: np.where(unplaced, np.nan, np.round(seizures[name], DECIMALS)) for name in ("lon", "lat")}
    km = number_column(atlas.places["nearest_crossing_km"].round(1))
    return {
        "event_id": text_column(seizures["event_id"]),
        "start_date": day_column(seizures["start_date"]),
        "end_date": day_column(seizures["end_date"]),
        **{name: number_column(values) for name, values in points.items()},
        "radius_km": number_column(seizures["radius_km"]),
        **{name: used_words(values) if name in FREE_TEXTS else values for name, values in words.items()},
        "agency": _look_up(words["agency_code"], atlas.agencies, "agency_code", _(LABEL)),
        **{new: _look_up(words["place_id"], atlas.places, "place_id", old) for old, new in RELATIONS.items()},
        "geometric_nearest_crossing_km": km.take(_rows_of(words["place_id"], atlas.places["place_id"])),
    }


def _items(atlas: Atlas) -> pa.Table:
    items = atlas.seizure_items
    columns: dict[str, pa.Array] = {name: text_column(items[name]) for name in ITEM_KEYS}
    columns |= {name: word_column(items[name]) for name in ITEM_WORDS}
    columns |= {name: number_column(items[name]) for name in ITEM_NUMBERS}
    commodity = _look_up(columns["commodity_code"], atlas.commodities, "commodity_code", _(LABEL))
    return pa.table(columns | {"commodity": commodity})


def _reports(atlas: Atlas) -> pa.Table:
    reports, sources = atlas.reports, atlas.sources
    ids = word_column(reports["source_id"])
    columns = {"event_id": text_column(reports["event_id"]), "source_id": ids}
    columns |= {name: _look_up(ids, sources, "source_id", name) for name in ("publisher", "tier", "url")}
    published = day_column(sources["published"]).take(_rows_of(ids, sources["source_id"]))
    return pa.table(columns | {"published": pc.coalesce(day_column(reports["published"]), published)})


def _rows_of(words: pa.DictionaryArray, known: pd.Series[Any]) -> pa.Array:
    """Return the row number of each word in `known`, null where it is not there."""
    return pc.index_in(words.dictionary, value_set=text_column(known)).take(words.indices)


def _look_up(words: pa.DictionaryArray, table: pd.DataFrame, key: str, name: str) -> pa.DictionaryArray:
    """Return column `name` of the row of `table` whose `key` is the word, empty where there is none."""
    rows = pc.index_in(words.dictionary, value_set=text_column(table[key]))
    return change_words(words, take_text(text_column(table[name]), rows))


def _leading(items: Grouped, size: str) -> dict[str, pa.Array]:
    """Return the event's leading commodity and its weight in kg, null where no weight of it is published.

    It is the one whose weight sizes the symbols of the view, where the event has it, else its first.
    """
    events = len(items.offsets) - 1
    codes = column(items.table, "commodity_code")
    code, words = codes.indices.to_numpy(), codes.dictionary.to_pylist()
    lead = np.full(events, -1, dtype=np.int64)
    filled = items.offsets[:-1] < items.offsets[1:]
    lead[filled] = code[items.offsets[:-1][filled]]
    if size in words:
        lead[items.owner[code == words.index(size)]] = words.index(size)
    kg = items.table["quantity_kg"].to_numpy()
    first = _is_empty(column(items.table, "alternative_of"))
    counted = (code == lead[items.owner]) & first & ~np.isnan(kg)
    sums = np.bincount(items.owner[counted], kg[counted], events)
    known = np.bincount(items.owner[counted], minlength=events) > 0
    return {
        "commodity_code": _words_at(codes.dictionary, lead),
        "quantity_kg": number_column(np.where(known, sums, np.nan)),
    }


def _words_at(words: pa.Array, codes: NDArray[np.int64]) -> pa.DictionaryArray:
    """Return the words of `codes`, empty where -1."""
    texts = pa.concat_arrays([words, pa.array([""], TEXT)])
    return change_words(pa.DictionaryArray.from_arrays(pa.array(codes % len(texts), pa.int32()), texts), texts)


def _is_empty(words: pa.DictionaryArray) -> NDArray[np.bool_]:
    empty: NDArray[np.bool_] = pc.equal(words.dictionary, "").take(words.indices).to_numpy(zero_copy_only=False)
    return empty
