"""Place every row of a reader's CSV by its place words and write the table with the match beside it."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pandas as pd
from charset_normalizer import from_bytes

from data.places import load_places
from geo.errors import SourceError
from geo.gazetteer import Gazetteer
from geo.words import _

DELIMITERS = ",;\t|"


def geocode_table(source: Path, target: Path, column: str, context_columns: tuple[str, ...] = ()) -> None:
    """Read the CSV `source`, match `column`, and write all rows and columns plus the match columns to `target`.

    Encoding and delimiter are detected; the result is UTF-8 with commas. An input column named like a match column is
    kept as `<name>_reported`. The target appears whole or not at all.

    Raises
    ------
    SourceError
        The file is missing, empty, no text table, or lacks a named column.
    """
    table = read_table(source)
    lacking = [name for name in (column, *context_columns) if name not in table]
    if lacking:
        raise SourceError(
            _("{file} has no column {column!r}: it has {columns}; name one of these").format(
                file=source.name, column=lacking[0], columns=", ".join(table.columns)
            )
        )
    contexts = table[list(context_columns)].agg(" ".join, axis=1) if context_columns and len(table) else None
    matches = Gazetteer(load_places()).match_places(table[column], contexts)
    kept = table.rename(columns={name: f"{name}_reported" for name in table if name in matches})
    write_table(pd.concat([kept, matches], axis=1), target)


def read_table(source: Path) -> pd.DataFrame:
    """Return the CSV as a frame of text, every cell as written; an empty cell is an empty text."""
    try:
        raw = source.read_bytes()
    except OSError as error:
        raise SourceError(_("cannot read {file!r}: give the path of a CSV file").format(file=str(source))) from error
    if not raw.strip():
        raise SourceError(_("{file} is empty: expected a CSV file with a header row").format(file=source.name))
    rows = _parse_rows(_decode(raw, source.name), source.name)
    header, body = rows[0], [row for row in rows[1:] if row]
    if len(set(header)) < len(header):
        raise SourceError(_("{file} has two columns of one name: rename one").format(file=source.name))
    for number, row in enumerate(body, start=2):
        if len(row) > len(header):
            raise SourceError(
                _(
                    "{file} row {number} has {cells} cells, the header has {columns}: quote cells that hold a delimiter"
                ).format(file=source.name, number=number, cells=len(row), columns=len(header))
            )
    padded = [row + [""] * (len(header) - len(row)) for row in body]
    return pd.DataFrame(padded, columns=header, dtype=str)


def write_table(table: pd.DataFrame, target: Path) -> None:
    """Write `table` to `target` through a file beside it, so that a broken run leaves no half table."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        table.to_csv(part, index=False, encoding="utf-8", lineterminator="\n")
        part.replace(target)
    except OSError as error:
        raise SourceError(
            _("cannot write {file!r}: choose a folder you may write to").format(file=str(target))
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _decode(raw: bytes, name: str) -> str:
    utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\x00" in raw and not utf16:
        raise SourceError(_("{file} is not text: export the table as CSV").format(file=name))
    try:
        return raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        found = from_bytes(raw, cp_isolation=["cp1252", "latin_1", "mac_roman"]).best()
    if found is None:
        raise SourceError(_("{file} is in no known text encoding: save it as UTF-8").format(file=name))
    return str(found)


def _parse_rows(text: str, name: str) -> list[list[str]]:
    first = text.lstrip().splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SourceError(
            _("{file} is no CSV table ({problem}): export it again as CSV").format(file=name, problem=error)
        ) from error
    return rows
