"""Import a file: recognise it, parse, normalise, geocode and validate its rows into one batch that adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from data.columns import guess_columns, load_words, record_words
from data.extract import read_text
from data.imported import Import
from data.importfiles import Piece, check_file, digest_file, open_pieces
from data.places import load_gazetteer
from data.releases import About, import_text, is_release
from data.sources import Layout, Parsed, find_parser, read_card, recognise
from data.sources.table import parser as table_parser
from geo.assembly import assemble_events, assemble_totals
from geo.batch import ImportBatch
from geo.gazetteer import Gazetteer
from geo.mapping import Mapping
from geo.records import Normalised, normalise_records
from geo.rejects import SeenRows, join_rejects
from geo.words import _

Ready = Callable[[], Gazetteer]


@dataclass
class _Reading:
    """A file on its way: what it was recognised as, and what its pieces gave so far."""

    file: str
    pieces: Iterator[Piece]
    header: list[str]
    card: dict[str, Any]
    layout: Layout | None
    mapping: Mapping | None
    notes: list[str]
    rows_in: int = 0
    duplicates: list[pd.DataFrame] = field(default_factory=list)
    rejects: list[pd.DataFrame] = field(default_factory=list)
    events: list[Normalised] = field(default_factory=list)
    totals: list[pd.DataFrame] = field(default_factory=list)


def run_import(
    path: Path,
    *,
    mapping: Mapping | None = None,
    known: dict[str, pd.DataFrame] | None = None,
    gazetteer: Gazetteer | None = None,
    progress: Callable[[int], None] | None = None,
    about: About | None = None,
) -> Import:
    """Read `path`, a table, a map file or the text of a release, into a batch; nothing is stored.

    Parameters
    ----------
    mapping
        The columns of the table, when the reader has corrected or saved them; the file is then not recognised.
    known
        Frames already in the workspace, `seizures` and `totals`: what repeats one of them is a duplicate.
    gazetteer
        Matches place words; all places by default.
    progress
        Called with the number of rows read so far after every piece; what it raises stops the import.
    about
        What the reader says of a text; a table is told so in `notes`.

    Raises
    ------
    SourceError
        The file cannot be read, is no table of seizures or totals, tells no seizure, or is an official file whose
        layout changed.
    """
    check_file(path)
    if mapping is None and is_release(path):
        return import_text(read_text(path), path.name, about or About(), known=known, gazetteer=gazetteer)
    ready = cache(lambda: gazetteer or load_gazetteer())
    reading = _recognise(path, mapping, ready)
    seen = SeenRows()
    for piece in reading.pieces:
        if list(piece.table.columns) != reading.header and not _is_alike(reading, piece):
            continue
        rows, repeats = seen.split(piece.table, piece.row_ids)
        reading.rows_in += len(piece.table)
        reading.duplicates.append(repeats)
        _take(reading, rows)
        if progress:
            progress(reading.rows_in)
    batch = _finish(reading, _file_source(path, reading.card), ready, known or {})
    if about and about != About():
        reading.notes.append(_("it is no text: what is said of a release (published, URL, publisher) is not used"))
    notes = tuple(dict.fromkeys(reading.notes))
    return Import(batch, str(reading.card["source_id"]), str(reading.card["title"]), reading.mapping, notes)


def _recognise(path: Path, mapping: Mapping | None, ready: Ready) -> _Reading:
    """Find out what the file is by the columns of its first table; of a workbook, by the sheet that tells most."""
    pieces = open_pieces(path)
    first = next(pieces)
    heads = [first] if not first.sheet else [first, *pieces]
    rest: Iterator[Piece] = chain(heads, pieces)
    if mapping is None:
        layouts = [(piece, found) for piece in heads if (found := recognise(piece.table.columns))]
        if layouts:
            piece, layout = max(layouts, key=lambda pair: len(pair[0].table))
            return _Reading(path.name, rest, list(piece.table.columns), layout.card, layout, None, [])
    best = max(heads, key=lambda piece: piece.table.size)
    notes: list[str] = []
    if mapping is None:
        mapping, notes = guess_columns(best.table, ready)
    return _Reading(path.name, rest, list(best.table.columns), read_card("table"), None, mapping, notes)


def _is_alike(reading: _Reading, piece: Piece) -> bool:
    """Whether another sheet of the workbook belongs to the import; one that does not is named to the reader."""
    columns = list(piece.table.columns)
    if reading.layout is not None:
        alike = recognise(columns) is not None
    else:
        alike = reading.mapping is not None and set(reading.mapping.names) <= set(columns)
    if not alike:
        told = _("the sheet {sheet} has other columns and is left out")
        reading.notes.append(told.format(sheet=repr(piece.sheet)))
    return alike


def _take(reading: _Reading, rows: pd.DataFrame) -> None:
    if reading.layout is not None:
        keys = rows[["row_id", "digest"]]
        table = reading.layout.rename(rows.drop(columns=["row_id", "digest"]), reading.file)
        parsed: Parsed = find_parser(reading.layout)(table.join(keys), reading.layout)
    else:
        parsed = table_parser.parse(rows, reading.mapping or Mapping(), load_words())
    reading.rejects.append(parsed.rejects)
    if parsed.totals is not None:
        reading.totals.append(parsed.totals)
    if parsed.records is not None:
        made = reading.mapping or Mapping()
        normalised = normalise_records(parsed.records, record_words(), decimal=made.decimal, date_order=made.date_order)
        reading.rejects.append(normalised.rejects)
        reading.notes += normalised.notes
        reading.events.append(normalised)


def _file_source(path: Path, card: dict[str, Any]) -> dict[str, str]:
    """The row of `sources` for the file: the publisher's page, or the reader's own file by its digest."""
    own = not card["url"]
    return {
        "source_id": f"file-{digest_file(path)[:10]}" if own else str(card["source_id"]),
        "url": str(card["url"]),
        "publisher": path.name if own else str(card["publisher"]),
        "tier": str(card["tier"]),
        "licence": str(card["licence"]),
    }


def _finish(reading: _Reading, source: dict[str, str], ready: Ready, known: dict[str, pd.DataFrame]) -> ImportBatch:
    if reading.totals:
        made = assemble_totals(reading.totals, source, known.get("totals", pd.DataFrame()))
    else:
        made = assemble_events(reading.events, source, ready(), known.get("seizures", pd.DataFrame()))
    duplicates = pd.concat([*reading.duplicates, made.duplicates], ignore_index=True)
    rejects = join_rejects([*reading.rejects, made.rejects])
    return ImportBatch(**made.frames, duplicates=duplicates, rejects=rejects, rows_in=reading.rows_in)
