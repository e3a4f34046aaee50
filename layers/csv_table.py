"""The view as one CSV table, and the codebook that goes with it."""

from __future__ import annotations

import pyarrow as pa

from geo.atlas import Atlas
from geo.view import View
from layers.arrow_text import TEXT
from layers.codebook import CODEBOOK_COLUMNS, codebook_rows
from layers.event_tables import with_texts
from layers.safe_text import make_inert
from layers.view_tables import ViewTables, view_tables

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it, Excel reads UTF-8 as another encoding."""
FIRST = (
    "event_id", "item_id", "start_date", "end_date", "date_precision", "place_reported", "place_name", "precision",
    "radius_km", "lon", "lat", "commodity_code", "commodity", "form", "qualifier", "quantity_reported", "unit_reported",
    "quantity_kg", "quantity_count", "quantity_usd", "agency_code", "agency", "hedge", "publishers", "published",
    "source_urls",
)  # fmt: skip
"""What a reader looks for first."""
EVENT_ONLY = ("commodity_code", "quantity_kg", "quantities_reported")
"""Columns of an event that its items say better."""
SAID = {
    "citation": "citation", "reports_through": "reports_through", "view": "atlas_view", "bias_note": "bias_note",
    "data_licence": "data_licence", "code_licence": "code_licence",
}  # fmt: skip
"""What each row says of the export and the column it stands in, so that a row copied elsewhere keeps it."""


def csv_bytes(atlas: Atlas, view: View) -> bytes:
    """Return one row per item of each event, and one for an event without items: UTF-8, comma, RFC 4180.

    A text that a spreadsheet would take for a formula starts with an apostrophe. `codebook_bytes` says what the
    columns hold.
    """
    return BYTE_ORDER_MARK + csv_text(flat_table(view_tables(atlas, view)))


def codebook_bytes(atlas: Atlas, view: View) -> bytes:
    """Return the codebook of `csv_bytes` as CSV, one row per column."""
    tables = view_tables(atlas, view)
    return BYTE_ORDER_MARK + csv_text(codebook_table({"csv": flat_table(tables)}))


def csv_text(table: pa.Table) -> bytes:
    """Return `table` as CSV in UTF-8, texts that start a formula made inert, null as an empty cell."""
    from pyarrow import csv

    sink = pa.BufferOutputStream()
    csv.write_csv(make_inert(table), sink, csv.WriteOptions(quoting_style="needed"))
    return bytes(sink.getvalue())


def flat_table(tables: ViewTables) -> pa.Table:
    """Return the items, each with the columns of its event; an event without items is a row too."""
    events, items = with_texts(tables.events).drop_columns(list(EVENT_ONLY)), tables.events.items
    rows, row_items = items.rows_with_empty()
    own = items.table.take(row_items)
    columns = dict(zip(events.column_names, events.take(rows).columns, strict=True))
    columns |= dict(zip(own.column_names, own.columns, strict=True))
    said = {SAID[name]: pa.repeat(pa.scalar(tables.about[name], TEXT), len(rows)) for name in SAID}
    return pa.table({name: columns[name] for name in (*FIRST, *columns)} | said)


def codebook_table(tables: dict[str, pa.Table]) -> pa.Table:
    """Return the codebook of `tables`."""
    rows = codebook_rows(tables)
    return pa.table({name: pa.array([row[name] for row in rows], TEXT) for name in CODEBOOK_COLUMNS})


def about_table(about: dict[str, str]) -> pa.Table:
    """Return what an export says of itself as a table of name and value."""
    return pa.table({"name": pa.array(about, TEXT), "value": pa.array(about.values(), TEXT)})
