"""Read the rows of an xlsx or ods workbook as text, a bounded amount at a time."""

from __future__ import annotations

import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from geo.errors import SourceError
from geo.words import _

MAX_UNPACKED = 512 * 1024**2
MAX_RATIO = 100
BOMB_FLOOR = 32 * 1024**2
MAX_CELLS = 50_000_000
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
BATCH = 1_000
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, SyntaxError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, EOFError, NotImplementedError, RuntimeError, AssertionError, OSError,
)  # fmt: skip
"""What zipfile, the XML parsers (their errors are syntax errors) and openpyxl raise on a damaged or locked workbook."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_workbook_rows(path: Path) -> dict[str, Iterator[list[str]]]:
    """Return the rows of every sheet by the sheet's name; a cell is text, a date ISO text, a formula its last value.

    Raises
    ------
    SourceError
        The file is no workbook, is damaged or protected, or claims more bytes or cells than a real one; also while the
        rows are drawn.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            _check_size(archive, path.name)
            if "xl/workbook.xml" not in names and "content.xml" not in names:
                raise SourceError(_("{file} is no workbook: give an xlsx or ods file").format(file=path.name))
            sheets = _ods_sheets(path) if "content.xml" in names else _xlsx_sheets(path)
    except _DAMAGE as error:
        raise _damaged(path.name) from error
    return {name: _checked(rows, path.name) for name, rows in sheets.items()}


def _damaged(name: str) -> SourceError:
    return SourceError(_("{file} is damaged or protected: save it again without a password").format(file=name))


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    """A zip bomb claims far more than it holds; text of a workbook packs to a fifth or a tenth."""
    unpacked, packed = (
        sum(getattr(entry, size) for entry in archive.infolist()) for size in ("file_size", "compress_size")
    )
    if unpacked > MAX_UNPACKED or unpacked > max(MAX_RATIO * packed, BOMB_FLOOR):
        raise SourceError(
            _("{file} would unpack to {size} MB: save the table as CSV").format(file=name, size=unpacked // 1024**2)
        )


def _checked(batches: Iterator[list[list[Any]]], name: str) -> Iterator[list[str]]:
    """Yield the rows as text without trailing empty cells, and stop at damage or at too many cells."""
    cells = 0
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                batch = next(batches, None)
        except _DAMAGE as error:
            raise _damaged(name) from error
        if batch is None:
            return
        for row in batch:
            cells += len(row) + 1
            if cells > MAX_CELLS:
                raise SourceError(_("{file} claims too many cells: save the table as CSV").format(file=name))
            yield _row_text(row)


def _row_text(row: Sequence[Any]) -> list[str]:
    end = len(row)
    while end and (row[end - 1] is None or row[end - 1] == ""):
        end -= 1
    return [value if type(value) is str else _text(value) for value in row[:end]]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime):
        return value.isoformat().removesuffix("T00:00:00")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _xlsx_sheets(path: Path) -> dict[str, Iterator[list[Any]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path.open("rb"), read_only=True, data_only=True, keep_links=False)
    return {sheet.title: _xlsx_batches(sheet) for sheet in book.worksheets}


def _xlsx_batches(sheet: Any) -> Iterator[list[Any]]:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _ods_sheets(path: Path) -> dict[str, Iterator[list[Any]]]:
    names = [name for _row, name in _ods_rows(path, at=-1)]
    return {name: _ods_batches(path, at) for at, name in enumerate(names)}


def _ods_batches(path: Path, at: int) -> Iterator[list[Any]]:
    rows = (row for row, _name in _ods_rows(path, at=at))
    while batch := list(islice(rows, BATCH)):
        yield batch


def _ods_rows(path: Path, *, at: int) -> Iterator[tuple[list[str], str]]:
    """Yield the rows of sheet number `at` with its name; with `at` = -1 one empty row for each sheet."""
    sheet, blank, name = -1, 0, ""
    table: ElementTree.Element | None = None
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        for event, element in ElementTree.iterparse(content, events=["start", "end"]):
            if event == "start" and element.tag == _TABLE + "table":
                sheet, blank, name, table = sheet + 1, 0, element.get(_TABLE + "name", ""), element
                if at < 0:
                    yield [], name
            elif event == "end" and element.tag == _TABLE + "table-row" and table is not None:
                if sheet == at:
                    cells, repeats = _ods_cells(element), _repeats(element, "rows", MAX_ROWS)
                    for row in chain(repeat([], blank if cells else 0), repeat(cells, repeats if cells else 0)):
                        yield row, name
                    blank = 0 if cells else blank + repeats
                table.clear()


def _ods_cells(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    skipped = 0
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        text, repeats = _ods_text(cell), _repeats(cell, "columns", MAX_COLUMNS)
        if not text:
            skipped += repeats
        elif len(cells) + skipped + repeats <= MAX_COLUMNS:
            cells += [""] * skipped + [text] * repeats
            skipped = 0
        else:
            raise ValueError("more columns than a sheet has")
    return cells


def _repeats(element: ElementTree.Element, what: str, most: int) -> int:
    return max(1, min(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), most))


def _ods_text(cell: ElementTree.Element) -> str:
    kind = cell.get(_OFFICE + "value-type", "")
    if kind in ("float", "percentage", "currency"):
        return _text(float(cell.get(_OFFICE + "value", "")))
    if kind == "date":
        return cell.get(_OFFICE + "date-value", "").removesuffix("T00:00:00")
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value", "").upper()
    return "\n".join(_paragraph(part) for part in cell.findall(_TEXT + "p"))


def _paragraph(element: ElementTree.Element) -> str:
    """The text of a paragraph, whose runs of spaces, tabs and line breaks are elements of their own."""
    marks = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
    text = element.text or ""
    for part in element:
        if part.tag == _TEXT + "s":
            text += " " * min(int(part.get(_TEXT + "c", "1")), MAX_COLUMNS)
        else:
            text += marks.get(part.tag) or _paragraph(part)
        text += part.tail or ""
    return text
