"""The file of an import as pieces of text tables with the number of every row, whatever its format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from data.geofiles import is_geofile, read_geofile
from data.tables import read_chunks, read_sheets
from geo.errors import SourceError
from geo.words import _

OWN_NAMES = {"row_id": "row_id of the file", "digest": "digest of the file"}
"""Columns that an import adds to the rows: a file's own of that name step aside."""
MAX_BYTES = 4 * 1024**3


@dataclass(frozen=True)
class Piece:
    """Rows of one sheet of a file; `sheet` is empty where the file has only one.

    The frame's columns are all text, its index is the number of each row as a spreadsheet shows it, or of each feature.
    """

    sheet: str
    table: pd.DataFrame

    @property
    def row_ids(self) -> pd.Series:
        """What the reader finds each row by: "12", or "2019!12" in a sheet."""
        numbers = pd.Series(self.table.index, index=self.table.index).astype("str")
        return f"{self.sheet}!" + numbers if self.sheet else numbers


def open_pieces(path: Path) -> Iterator[Piece]:
    """Yield the tables of `path`: a text table in runs of rows, a workbook sheet by sheet, a map file as one table.

    Raises
    ------
    SourceError
        The file cannot be read as a table; also while the pieces are drawn.
    """
    check_file(path)
    yield from (replace(piece, table=piece.table.rename(columns=OWN_NAMES)) for piece in _read_pieces(path))


def _read_pieces(path: Path) -> Iterator[Piece]:
    if is_geofile(path):
        features = read_geofile(path)
        yield Piece("", features.set_axis(range(1, len(features) + 1)))
        return
    with path.open("rb") as file:
        is_workbook = file.read(4) == b"PK\x03\x04"
    if is_workbook:
        sheets = read_sheets(path)
        yield from (Piece(name if len(sheets) > 1 else "", table) for name, table in sheets.items())
        return
    yield from (Piece("", table) for table in read_chunks(path))


def digest_file(path: Path) -> str:
    """SHA-256 of the bytes of `path`, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_file(path: Path) -> None:
    """Raise `SourceError` for a path that is no file, an empty file, or one of more than `MAX_BYTES`."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SourceError(_("cannot read {file}: give the path of a file").format(file=repr(str(path)))) from error
    if not path.is_file():
        raise SourceError(_("{file} is no file: give the path of a table").format(file=repr(str(path))))
    if not size:
        raise SourceError(_("{file} is empty: expected a table with a header row").format(file=path.name))
    if size > MAX_BYTES:
        raise SourceError(
            _("{file} has {size} GB, at most {most} are read: split it").format(
                file=path.name, size=round(size / 1024**3, 1), most=MAX_BYTES // 1024**3
            )
        )
