"""The view as an Excel workbook: events, items, reports, claims, sources, codebook and what it is."""

from __future__ import annotations

import io
import re
from typing import Any

import pyarrow as pa

from geo.atlas import Atlas
from geo.errors import ViewError
from geo.view import View
from geo.words import _
from layers.archive import unzip_files, zip_files
from layers.csv_table import about_table, codebook_table
from layers.event_tables import with_texts
from layers.grouped import column, keyed_rows
from layers.safe_text import legal_text, make_inert
from layers.view_tables import ViewTables, view_tables

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
"""Limits of the format: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3"""
NARROWEST, WIDEST = 10, 48
"""Widths of a column, in characters."""
TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
CUT = "…"


def workbook_bytes(atlas: Atlas, view: View) -> bytes:
    """Return `view` as xlsx; texts that start a formula have an apostrophe before them, days are dates.

    Raises
    ------
    ViewError
        If a sheet would have more rows than the format holds.
    """
    from openpyxl import Workbook

    tables = view_tables(atlas, view)
    book = Workbook(write_only=True)
    for name, table in sheet_tables(tables).items():
        if len(table) >= MOST_ROWS:
            sentence = _("{name} has {rows} rows, a sheet holds {most}; narrow the view, or choose .csv or .parquet.")
            raise ViewError(sentence.format(name=name, rows=len(table), most=MOST_ROWS - 1))
        _add_sheet(book, name, make_inert(table))
    target = io.BytesIO()
    book.save(target)
    return _without_times(target.getvalue(), tables.about["reports_through"])


def sheet_tables(tables: ViewTables) -> dict[str, pa.Table]:
    """Return the tables of the sheets, by their name."""
    ids = column(tables.events.events, "event_id")
    sheets = {
        "events": with_texts(tables.events),
        "items": keyed_rows(tables.events.items, "event_id", ids),
        "reports": keyed_rows(tables.events.reports, "event_id", ids),
        "claims": tables.claims,
        "sources": tables.sources,
    }
    return sheets | {"codebook": codebook_table(sheets), "about": about_table(tables.about)}


def _add_sheet(book: Any, name: str, table: pa.Table) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    columns = [values.to_pylist() for values in table.columns]
    for number, (heading, values) in enumerate(zip(table.column_names, columns, strict=True), start=1):
        longest = max((len(str(value)) for value in values[:200]), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest, len(heading), NARROWEST), WIDEST)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(table) + 1}"
    headings = [WriteOnlyCell(sheet, heading) for heading in table.column_names]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    for row in zip(*columns, strict=True):
        sheet.append([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    """Return what the cell holds; a text longer than the format allows ends in '…'."""
    if not isinstance(value, str):
        return value
    text = legal_text(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _without_times(content: bytes, day: str) -> bytes:
    """Return the workbook with the day of the data as the time it was made."""
    files = unzip_files(content)
    time = (day if day[:1].isdigit() else "1980-01-01") + "T00:00:00Z"
    core = "docProps/core.xml"
    files[core] = TIMES.sub(lambda found: found[1] + time.encode() + found[3], files[core])
    return zip_files(files)
