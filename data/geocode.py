"""Place every row of a reader's table by its place words and write the table with the match beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
from tqdm import tqdm

from data.places import load_gazetteer, load_places
from data.tables import check_target, read_table, write_table
from geo.errors import SourceError
from geo.review import READER, apply_choices, count_statuses
from geo.words import _

if TYPE_CHECKING:
    from data.services import OnlineService

BATCH = 1_000
Step = TypeVar("Step")


@dataclass(frozen=True)
class PlaceRequest:
    """What to place in a table, and how.

    Parameters
    ----------
    column
        The column with the place words.
    context_columns
        Columns that help to decide, such as an agency.
    sheet
        The sheet of a workbook, needed only where several hold a table.
    online, server
        An online service to ask for what the gazetteer does not know, and one's own instance of it; none by default.
    choices
        A table of the reader's choices, columns of `geo.choices.Choice`.
    """

    column: str
    context_columns: tuple[str, ...] = ()
    sheet: str = ""
    online: str = ""
    server: str = ""
    choices: Path | None = None


def geocode_table(source: Path, target: Path, request: PlaceRequest) -> pd.Series:
    """Write the table `source` with the match of every row to `target` and return the rows by status.

    All rows and columns stay, in order; an input column named like a match column is kept as `<name>_reported`. The
    target appears whole or not at all.

    Raises
    ------
    SourceError
        A file cannot be read or written, `target` is also read, or the table lacks a named column.
    SchemaError
        A choice has no meaning.
    """
    check_target(target, source, *([request.choices] if request.choices else []))
    table = read_table(source, sheet=request.sheet)
    for name in (request.column, *request.context_columns):
        if name not in table:
            raise SourceError(
                _("{file} has no column {column!r}: it has {columns}; name one of these").format(
                    file=source.name, column=name, columns=", ".join(table.columns)
                )
            )
    matches = place_rows(table, request)
    write_table(join_matches(table, matches), target)
    return count_statuses(matches)


def join_matches(table: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Return `table` with its matches beside it; a column of it named like one of a match is `<name>_reported`."""
    return pd.concat([_renamed(table, matches), matches], axis=1)


def place_rows(table: pd.DataFrame, request: PlaceRequest) -> pd.DataFrame:
    """Return the match of every row of `table`, columns of `Match`, index as `table`; equal rows are matched once."""
    pairs = pd.DataFrame({"text": table[request.column], "context": ""})
    for name in request.context_columns:
        pairs["context"] = (pairs["context"] + " " + table[name]).str.strip()
    numbers = pairs.groupby(["text", "context"], sort=False).ngroup()
    distinct = pairs.drop_duplicates(ignore_index=True)
    service = _open_service(request)
    matches = _match_offline(distinct)
    if request.choices is not None:
        chosen = read_table(request.choices)
        matches = apply_choices(matches, distinct["text"], chosen, load_places(), contexts=distinct["context"])
    if service:
        matches = _ask_online(matches, distinct["text"], service)
    return matches.iloc[numbers].set_axis(table.index)


def _match_offline(pairs: pd.DataFrame) -> pd.DataFrame:
    gazetteer = load_gazetteer()
    starts = _progress(range(0, max(len(pairs), 1), BATCH), unit="k texts")
    batches = (pairs.iloc[start : start + BATCH] for start in starts)
    return pd.concat([gazetteer.match_places(batch["text"], batch["context"]) for batch in batches])


def _open_service(request: PlaceRequest) -> OnlineService | None:
    if request.server and not request.online:
        raise SourceError(_("--server {server!r} is no service by itself: name its kind with --online").format(
            server=request.server))  # fmt: skip
    if not request.online:
        return None
    from data.services import OnlineService

    return OnlineService(request.online, server=request.server)


def _ask_online(matches: pd.DataFrame, texts: pd.Series, service: OnlineService) -> pd.DataFrame:
    """Ask the service for the texts the gazetteer does not know; what is ambiguous stays for the reader to decide."""
    unknown = (matches["status"] == "unresolved") & (matches["method"] != READER) & (texts.str.strip() != "")
    answers = pd.DataFrame(
        [service.match(text) for text in _progress(texts[unknown].tolist(), unit=" texts")],
        index=matches.index[unknown],
        columns=matches.columns,
    )
    still = answers["status"] == "unresolved"
    before = matches[unknown][still]
    answers.loc[still, "candidates"] = before["candidates"]
    answers.loc[still, "reason"] = before["reason"] + "; " + answers.loc[still, "reason"]
    return pd.concat([matches[~unknown], answers]).loc[matches.index] if len(answers) else matches


def _renamed(table: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    names = {}
    for name in table.columns[table.columns.isin(matches.columns)]:
        free = f"{name}_reported"
        while free in table:
            free += "_reported"
        names[name] = free
    return table.rename(columns=names)


def _progress(steps: Iterable[Step], *, unit: str) -> Iterable[Step]:
    """Show on stderr how far `steps` are, once they take longer than a second."""
    bar: Iterable[Step] = tqdm(steps, unit=unit, delay=1.0, mininterval=0.2 if sys.stderr.isatty() else 10.0)
    return bar
