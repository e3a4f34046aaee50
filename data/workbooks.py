"""Read the rows of a workbook as text; a damaged or hostile file is refused before it costs much."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError

from data.ods import read_ods_sheets
from data.xlsx import read_xlsx_sheets
from geo.errors import SourceError
from geo.words import _

MAX_UNPACKED = 800 * 1024**2
MAX_RATIO = 100
BOMB_FLOOR = 32 * 1024**2
MAX_CELLS = 50_000_000
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ExpatError, SyntaxError, LookupError, ValueError,
    TypeError, AttributeError, ArithmeticError, EOFError, NotImplementedError, RuntimeError, AssertionError, OSError,
)  # fmt: skip
"""What zipfile, the XML parsers and the conversion of a cell raise on a damaged or locked workbook."""


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
                told = _("{file} is no workbook: give an xlsx or ods file, or the table inside the archive by itself")
                raise SourceError(told.format(file=path.name))
            sheets = read_ods_sheets(path) if "content.xml" in names else read_xlsx_sheets(path)
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


def _checked(batches: Iterator[list[list[str]]], name: str) -> Iterator[list[str]]:
    """Yield the rows, and stop at damage or at too many cells."""
    cells = 0
    while True:
        try:
            batch = next(batches, None)
        except _DAMAGE as error:
            raise _damaged(name) from error
        if batch is None:
            return
        for row in batch:
            cells += len(row) + 1
            if cells > MAX_CELLS:
                raise SourceError(_("{file} claims too many cells: save the table as CSV").format(file=name))
            yield row
