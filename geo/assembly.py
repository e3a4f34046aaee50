"""The last steps of an import: what its pieces gave becomes the frames of a batch, placed, validated and named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.eventframes import gather_events, list_reports, place_events
from geo.gazetteer import Gazetteer
from geo.keys import is_known
from geo.knownrows import split_known_events, split_known_totals
from geo.records import Normalised
from geo.rejects import join_rejects
from geo.schema import split_rejects
from geo.totals import name_totals


@dataclass(frozen=True)
class Assembled:
    """Frames by their name in `geo.batch.ImportBatch`, and what these steps found repeated or set aside."""

    frames: dict[str, pd.DataFrame]
    duplicates: pd.DataFrame
    rejects: pd.DataFrame


def assemble_totals(pieces: list[pd.DataFrame], source: dict[str, str], known: pd.DataFrame) -> Assembled:
    """Return the totals of a file, named by their publication, which is called by the last month it has.

    `pieces` is emptied on the way.

    Parameters
    ----------
    pieces
        Totals without `total_id` and `vintage`.
    source
        The row of `sources` of the file.
    known
        Totals already in the workspace; may be empty.
    """
    totals = pd.concat(pieces, ignore_index=True)
    pieces.clear()
    latest = totals["period_end"].max()
    totals = name_totals(totals.assign(vintage="" if pd.isna(latest) else latest.strftime("%Y-%m")))
    totals, repeats = split_known_totals(totals, known)
    totals, rejects = _validate("totals", totals)
    row = pd.DataFrame([{**source, "published": pd.NaT}])
    return Assembled({"totals": totals.reset_index(drop=True), "sources": row}, repeats, rejects)


def assemble_events(
    pieces: list[Normalised], source: dict[str, Any], gazetteer: Gazetteer, known: pd.DataFrame
) -> Assembled:
    """Return the events of a file with their items, reports and sources; `pieces` is emptied on the way.

    Parameters
    ----------
    source
        The row of `sources` of the file: it reports every event that names no URL.
    gazetteer
        Matches place words.
    known
        Events already in the workspace; may be empty.
    """
    events, items = gather_events(pieces)
    pieces.clear()
    again, repeats = split_known_events(items, known)
    items = items[~is_known(items["event_id"], again)] if len(again) else items
    items, bad_items = _validate("seizure_items", items)
    events = _only(events, items) if len(again) or len(bad_items) else events
    events, unplaced = place_events(events, gazetteer)
    events, bad_events = _validate("seizures", events)
    items = _only(items, events) if len(bad_events) else items
    if len(bad_items):
        lost = ~is_known(items["alternative_of"], items["item_id"])
        items = items.assign(alternative_of=items["alternative_of"].mask(lost, ""))
    reports, sources, bad_urls = list_reports(events, source)
    frames = {"events": events.drop(columns=["url", "publisher", "published"]), "items": items, "reports": reports,
              "sources": sources}  # fmt: skip
    return Assembled(frames, repeats, join_rejects([bad_items, unplaced, bad_events, bad_urls]))


def _only(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    return rows[is_known(rows["event_id"], others["event_id"])].reset_index(drop=True)


def _validate(table: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split off the rows that break the contract of `table`; a reject is named by the first column, the row."""
    ordered = frame[["row_id", *frame.columns.drop("row_id")]]
    return split_rejects(table, ordered) if len(frame) else (ordered, join_rejects([]))
