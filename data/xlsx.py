"""Read the sheets of an xlsx workbook as rows of text, straight from its XML, in bounded amounts; write one sheet.

The parts and their meaning: ECMA-376 (https://ecma-international.org/publications-and-standards/standards/ecma-376/).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import pandas as pd

from data.sheetxml import MAX_ROWS, SheetScanner, StringScanner, escape_text

BLOCK = 1 << 18
EXCEL_CHARACTERS = 32_767
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_xlsx_sheets(path: Path) -> dict[str, Iterator[list[list[str]]]]:
    """Return batches of rows by sheet name, in the workbook's order; a missing row or cell is empty.

    A date is ISO text, a formula its last computed value, or itself (`=A1+B1`) where none was ever computed. Damage is
    raised as whatever zipfile, expat or a conversion raises, also while the batches are drawn.
    """
    book = _Workbook(path)
    return {name: book.read_rows(member) for name, member in book.sheets.items()}


def fits_xlsx(frame: pd.DataFrame) -> bool:
    """Tell whether Excel can hold `frame` with its header in one sheet, no cell cut."""
    texts: pd.DataFrame = frame.select_dtypes("str")
    longest = max((int(texts[name].str.len().max()) for name in texts.columns if len(frame)), default=0)
    return len(frame) < MAX_ROWS and longest <= EXCEL_CHARACTERS


def write_xlsx(frame: pd.DataFrame, path: Path) -> None:
    """Write `frame` with its header to one sheet; a text stays text, null is an empty cell."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return None if pd.isna(value) else value
        text = WriteOnlyCell(sheet, value=escape_text(value))
        text.data_type = "s"
        return text

    sheet.append([cell(name) for name in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        sheet.append([cell(value) for value in row])
    book.save(path)


class _Workbook:
    """What the cells of all sheets refer to: their strings, and which styles show a number as a date."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with zipfile.ZipFile(path) as archive:
            self._members = set(archive.namelist())
        book = self._tree("xl/workbook.xml")
        related = self._tree("xl/_rels/workbook.xml.rels")
        targets = {
            part.get("Id"): part.get("Target", "") for part in related if part.get("Type", "").endswith("/worksheet")
        }
        self.sheets = {}
        for sheet in _children(book, "sheet"):
            relation = sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)
            if relation in targets:
                self.sheets[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", targets[relation]))[1:]
        self._is_1904 = any(part.get("date1904") in ("1", "true") for part in _children(book, "workbookPr"))

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings, in the order in which cells number them."""
        scanner = StringScanner()
        if "xl/sharedStrings.xml" in self._members:
            for _block in self._scan("xl/sharedStrings.xml", scanner):
                pass
        return scanner.strings

    @cached_property
    def dates(self) -> dict[str, Callable[[float], str]]:
        """For each style that shows a date or time, as cells number them, what makes its ISO text."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        if "xl/styles.xml" not in self._members:
            return {}
        styles = self._tree("xl/styles.xml")
        formats = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        formats |= {part.get("numFmtId", ""): part.get("formatCode", "") for part in _children(styles, "numFmt")}
        cells = next(_children(styles, "cellXfs"), None)
        codes = [formats.get(cell.get("numFmtId", "0"), "General") for cell in (cells if cells is not None else ())]
        return {
            str(at): partial(_date_text, is_1904=self._is_1904, is_span=is_timedelta_format(code))
            for at, code in enumerate(codes)
            if is_date_format(code)
        }

    def read_rows(self, member: str) -> Iterator[list[list[str]]]:
        """Yield the rows of one worksheet as its XML is read."""
        scanner = SheetScanner(self.strings, self.dates)
        for _block in self._scan(member, scanner):
            yield scanner.take_rows()

    def _tree(self, member: str) -> ElementTree.Element:
        with zipfile.ZipFile(self._path) as archive:
            return ElementTree.fromstring(archive.read(member))

    def _scan(self, member: str, scanner: StringScanner | SheetScanner) -> Iterator[None]:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = scanner.start, scanner.end
        parser.CharacterDataHandler = scanner.add_text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        with zipfile.ZipFile(self._path) as archive, archive.open(member) as source:
            while block := source.read(BLOCK):
                parser.Parse(block)
                yield
            parser.Parse(b"", True)
        yield


def _children(tree: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    return (element for element in tree.iter() if element.tag.rpartition("}")[2] == tag)


def _refuse_doctype(*_declaration: object) -> None:
    raise ValueError("a workbook has no document type")


@lru_cache(maxsize=100_000)
def _date_text(serial: float, *, is_1904: bool, is_span: bool) -> str:
    """The ISO text of a serial day number; raises ValueError or OverflowError where there is none."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

    moment = from_excel(serial, CALENDAR_MAC_1904 if is_1904 else WINDOWS_EPOCH, timedelta=is_span)
    if isinstance(moment, date | datetime | time):
        return moment.isoformat().removesuffix("T00:00:00")
    return str(moment)
