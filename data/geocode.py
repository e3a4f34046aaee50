"""Place every row of a reader's CSV by its place words and write the table with the match beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.places import load_places
from data.tables import read_table, write_table
from geo.errors import SourceError
from geo.gazetteer import Gazetteer
from geo.words import _


def geocode_table(source: Path, target: Path, column: str, context_columns: tuple[str, ...] = ()) -> None:
    """Read the table `source`, match `column`, and write all rows and columns plus the match columns to `target`.

    An input column named like a match column is kept as `<name>_reported`. The target appears whole or not at all.

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
