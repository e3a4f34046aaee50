"""Read a table of seizures, propose which of its events may be one, and write the pairs with score and reasons."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.columns import column_words, guess_columns, load_words, record_words
from data.places import load_gazetteer, load_places
from data.sources.table import parser
from data.tables import check_target, read_table, write_table
from data.vocab import load_vocab
from geo.columnwords import header_text
from geo.eventframes import gather_events, place_events
from geo.link import propose_duplicates
from geo.linkready import ready_events, ready_items
from geo.mapping import Mapping
from geo.records import Normalised, fill_records, normalise_records
from geo.words import _

VALUE_ROLE = "value_usd"


def dedupe_table(source: Path, target: Path) -> list[str]:
    """Write to `target` (CSV) the pairs of rows of `source` that may tell one event: left_id, right_id, score, reasons.

    The columns are guessed as for an import. Rows with one id, date and place are one event; the ids are those of the
    table, or the numbers of its rows (the first below the header is 1) where it has none. Nothing is merged.

    Returns
    -------
    list of str
        Sentences for the reader: what was read, what was left out and why, what was decided.

    Raises
    ------
    SourceError
        The file cannot be read, no column says what was seized, or `target` cannot be written or is `source`.
    """
    check_target(target, source)
    table = read_table(source)
    mapping, notes = guess_columns(table)
    read = _normalise(table, mapping)
    events, items = gather_events([read])
    ids = _row_names(table, mapping).loc[events["row_id"]].to_numpy()
    names = pd.Series(ids, index=events["event_id"])
    pairs = propose_duplicates(*_compared(table, mapping, events, items), load_vocab("link_weights"))
    found = pairs.assign(left_id=pairs["left_id"].map(names), right_id=pairs["right_id"].map(names))
    found = found[found["left_id"] != found["right_id"]].drop_duplicates(["left_id", "right_id"])
    write_table(found, target)
    left = read.rejects.drop_duplicates("row_id")
    reasons = [f"{reason}: {count}" for reason, count in left["reason"].value_counts().items()]
    told = _("{rows} rows, {events} events, {pairs} pairs proposed").format(
        rows=len(table), events=len(events), pairs=len(found)
    )
    return [told, *notes, *read.notes, *reasons]


def _normalise(table: pd.DataFrame, mapping: Mapping) -> Normalised:
    rows = table.assign(row_id=table.index.astype(str), digest=pd.util.hash_pandas_object(table))
    parsed = parser.parse(rows, mapping, load_words())
    records = fill_records(pd.DataFrame()) if parsed.records is None else parsed.records
    read = normalise_records(records, record_words(), decimal=mapping.decimal, date_order=mapping.date_order)
    rejects = pd.concat([parsed.rejects, read.rejects], ignore_index=True)
    return Normalised(read.events, read.items, rejects, read.notes)


def _row_names(table: pd.DataFrame, mapping: Mapping) -> pd.Series:
    """What the reader calls each row, by its `row_id`."""
    key = mapping.columns.get("record_id")
    numbers = pd.Series(range(1, len(table) + 1), dtype="str")
    names = table[key].where(table[key].str.strip() != "", numbers) if key else numbers
    return names.set_axis(table.index.astype(str))


def _compared(
    table: pd.DataFrame, mapping: Mapping, events: pd.DataFrame, items: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Events with their places, agencies and values; items with listed units; one report an event."""
    places = load_places()
    placed, _unplaced = place_events(events, load_gazetteer(places))
    ready = ready_events(placed, places, load_vocab("agencies"))
    valued = ready.assign(value_usd=_values(table).reindex(ready["row_id"]).to_numpy())
    reports = events[["event_id", "published", "url", "publisher"]].assign(
        source_id=events["url"].where(events["url"] != "", events["event_id"])
    )
    return valued, ready_items(items, load_words().unit_words), reports


def _values(table: pd.DataFrame) -> pd.Series:
    """The value in dollars of each row by its `row_id`, null where none is given."""
    headers = column_words().exact_headers(VALUE_ROLE)
    named = [name for name in table.columns if header_text(name) in headers]
    digits = table[named[0]].str.replace(r"[$,\s]", "", regex=True) if named else pd.Series("", index=table.index)
    return pd.to_numeric(digits, errors="coerce").astype(float).set_axis(table.index.astype(str))
