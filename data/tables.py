"""Read any table a reader brings into a frame of text, and write a table whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pandas as pd

from data.textfiles import read_text_rows
from data.workbooks import read_workbook_rows
from data.xlsx import fits_xlsx, write_xlsx
from geo.errors import SourceError
from geo.words import _

Rows = Iterator[list[str]]

CHUNK_ROWS = 100_000
MAX_COLUMNS = 4_096
TITLE_ROWS = 20
TEXT_SUFFIXES = ("", ".csv", ".txt")


def read_table(path: Path, *, sheet: str = "") -> pd.DataFrame:
    """Return the table in `path` (CSV, TSV, xlsx, ods) as a frame of text, every cell as written.

    An empty cell is an empty text, a short row is filled with them, a blank row is none. A date of a workbook is ISO
    text, a formula its last computed value or, never computed, itself. Title lines (one filled cell above a table of
    three columns or more) are skipped. A column without a name is called `column_N`, counted from 1.

    Parameters
    ----------
    sheet
        The sheet of a workbook; needed only where several hold a table.

    Raises
    ------
    SourceError
        The file cannot be read, is empty, is no table, has two columns of one name, a row longer than its header, or
        several sheets and none named.
    """
    return pd.concat(read_chunks(path, sheet=sheet), ignore_index=True)


def read_chunks(path: Path, rows: int = CHUNK_ROWS, *, sheet: str = "") -> Iterator[pd.DataFrame]:
    """Yield what `read_table` returns in frames of at most `rows` rows; a table without rows is one empty frame.

    The index is the number of each row in the file, the first being 1, blank rows and titles counted.
    """
    sheets = {name: table for name, table in _open_sheets(path).items() if not sheet or name == sheet}
    filled = {name: first for name, table in sheets.items() if (first := _skip_blank(table)) is not None}
    if sheet and sheet not in sheets:
        known = ", ".join(_open_sheets(path))
        raise SourceError(
            _("{file} has no sheet {sheet!r}: it has {known}").format(file=path.name, sheet=sheet, known=known)
        )
    if not filled:
        raise SourceError(_("{file} is empty: expected a table with a header row").format(file=path.name))
    if len(filled) > 1:
        raise SourceError(
            _("{file} has {count} sheets with a table ({names}): name one, or save it as a file of its own").format(
                file=path.name, count=len(filled), names=", ".join(filled)
            )
        )
    yield from _frames(next(iter(filled.values())), path.name, rows)


def read_sheets(path: Path) -> dict[str, pd.DataFrame]:
    """Return every sheet that holds a table, by its name, as `read_chunks` would; a text file is one, its stem."""
    tables = {}
    for name, table in _open_sheets(path).items():
        if (filled := _skip_blank(table)) is not None:
            label = path.name if name == path.stem else f"{path.name} [{name}]"
            tables[name] = pd.concat(_frames(filled, label, CHUNK_ROWS))
    if not tables:
        raise SourceError(_("{file} is empty: expected a table with a header row").format(file=path.name))
    return tables


def check_target(path: Path, *sources: Path) -> None:
    """Raise `SourceError` for a `path` that no table is written to: of another format, or one of the `sources`."""
    if path.suffix.lower() not in (*TEXT_SUFFIXES, ".xlsx"):
        raise SourceError(_("cannot write {file!r}: expected a name in .csv or .xlsx").format(file=str(path)))
    if any(path.exists() and source.exists() and path.samefile(source) for source in sources):
        raise SourceError(_("{file!r} would be overwritten: give the result another name").format(file=str(path)))


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write `frame` to `path` (xlsx by its suffix, else CSV in UTF-8), through a file beside it that then replaces it.

    A text stays text in xlsx, also one that starts with `=` or holds only digits; null is an empty cell.

    Raises
    ------
    SourceError
        The suffix is that of another format, the folder cannot be written to, or the table does not fit in a sheet.
    """
    check_target(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    as_xlsx = path.suffix.lower() == ".xlsx"
    if as_xlsx and not fits_xlsx(frame):
        raise SourceError(_("{file} cannot hold this table: write a .csv instead").format(file=path.name))
    write = write_xlsx if as_xlsx else _write_csv
    try:
        write(frame, part)
        part.replace(path)
    except OSError as error:
        raise SourceError(
            _("cannot write {file!r}: choose a folder you may write to").format(file=str(path))
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _open_sheets(path: Path) -> dict[str, Rows]:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise SourceError(
            _("cannot read {file!r}: give the path of a CSV, TSV, xlsx or ods file").format(file=str(path))
        ) from error
    return read_workbook_rows(path) if start == b"PK\x03\x04" else {path.stem: read_text_rows(path)}


def _skip_blank(rows: Rows) -> Iterator[tuple[int, list[str]]] | None:
    """Return the rows that hold anything, with their number in the file from 1, or None where all are blank.

    In a table of one column a row of one empty cell, written as "", is a row.
    """
    numbered = ((number, row) for number, row in enumerate(rows, start=1) if any(row) or len(row) == 1)
    first = next(((number, row) for number, row in numbered if any(map(str.strip, row))), None)
    return None if first is None else chain([first], numbered)


def _frames(rows: Iterator[tuple[int, list[str]]], name: str, count: int) -> Iterator[pd.DataFrame]:
    head = list(islice(rows, TITLE_ROWS))
    at = _header_at([row for _number, row in head])
    header = _header(head[at][1], name)
    body = chain(head[at + 1 :], rows)
    chunk = list(islice(body, count))
    yield _frame(chunk, header, name)
    while chunk := list(islice(body, count)):
        yield _frame(chunk, header, name)


def _header_at(rows: list[list[str]]) -> int:
    """A lone cell above a table of three columns or more is a title, not a header."""
    filled = [sum(map(bool, row)) for row in rows]
    if max(filled) < 3:
        return 0
    return next(at for at, cells in enumerate(filled) if cells > 1)


def _header(row: list[str], name: str) -> list[str]:
    header = [cell.strip() and cell or f"column_{at}" for at, cell in enumerate(_trimmed(row), start=1)]
    if len(header) > MAX_COLUMNS:
        raise SourceError(
            _("{file} has {columns} columns, at most {most} are read: leave out what is not needed").format(
                file=name, columns=len(header), most=MAX_COLUMNS
            )
        )
    twice = next((cell for at, cell in enumerate(header) if cell in header[:at]), None)
    if twice is not None:
        raise SourceError(_("{file} has two columns named {column!r}: rename one").format(file=name, column=twice))
    return header


def _trimmed(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _frame(rows: list[tuple[int, list[str]]], header: list[str], name: str) -> pd.DataFrame:
    width = len(header)
    fitted = []
    for number, row in rows:
        cells = row if len(row) <= width else _trimmed(row)
        if len(cells) > width:
            raise SourceError(
                _(
                    "{file} row {number} has {cells} cells, the header has {columns}: quote cells that hold a delimiter"
                ).format(file=name, number=number, cells=len(cells), columns=width)
            )
        fitted.append(cells + [""] * (width - len(cells)))
    columns = zip(*fitted, strict=True) if fitted else ([] for _column in header)
    arrays = (pd.array(list(cells), dtype="str") for cells in columns)
    numbers = [number for number, _row in rows]
    return pd.DataFrame(dict(zip(header, arrays, strict=True)), index=pd.Index(numbers, dtype="int64"))


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
