"""Read the sheets of an ods workbook as rows of text, straight from its XML, a bounded amount at a time.

The elements and their meaning: OpenDocument 1.3 part 3 (https://docs.oasis-open.org/office/OpenDocument/v1.3/).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import chain, islice, repeat
from pathlib import Path
from xml.etree import ElementTree

MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
BATCH = 1_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_ods_sheets(path: Path) -> dict[str, Iterator[list[list[str]]]]:
    """Return batches of rows by sheet name, in the workbook's order; what is repeated is written out.

    A date is ISO text, a formula its last computed value. Damage is raised as whatever zipfile, the XML parser or a
    conversion raises, also while the batches are drawn.
    """
    names = [name for _row, name in _rows(path, at=-1)]
    return {name: _batches(path, at) for at, name in enumerate(names)}


def _batches(path: Path, at: int) -> Iterator[list[list[str]]]:
    rows = (row for row, _name in _rows(path, at=at))
    while batch := list(islice(rows, BATCH)):
        yield batch


def _rows(path: Path, *, at: int) -> Iterator[tuple[list[str], str]]:
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
                    cells, repeats = _cells(element), _repeats(element, "rows", MAX_ROWS)
                    for row in chain(repeat([], blank if cells else 0), repeat(cells, repeats if cells else 0)):
                        yield row, name
                    blank = 0 if cells else blank + repeats
                table.clear()


def _cells(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    skipped = 0
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        text, repeats = _text(cell), _repeats(cell, "columns", MAX_COLUMNS)
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


def _text(cell: ElementTree.Element) -> str:
    kind = cell.get(_OFFICE + "value-type", "")
    if kind in ("float", "percentage", "currency"):
        return format(float(cell.get(_OFFICE + "value", "")), ".15g")
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
