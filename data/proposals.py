"""Which events of an import may be one with another of it or with a known one: proposed, never merged."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.columns import load_words
from data.places import load_places
from data.vocab import load_vocab
from geo.batch import ImportBatch
from geo.link import propose_duplicates
from geo.linkready import ready_events, ready_items, ready_reports

Frames = Mapping[str, pd.DataFrame]
PARTS = ("seizures", "seizure_items", "reports", "sources")


def propose_repeats(batch: ImportBatch, *known: Frames) -> pd.DataFrame:
    """Return the pairs of one event, of which at least one is new, that may be one event told twice.

    Parameters
    ----------
    known
        Frames by table (seizures, seizure_items, reports, sources): those of a workspace, and of the store if the
        curated events count too.

    Returns
    -------
    DataFrame
        left_id, right_id (the new one, or the later of two new ones), score, reasons; best first.
    """
    ours = dict(zip(PARTS, (batch.events, batch.items, batch.reports, batch.sources), strict=True))
    joined = {part: pd.concat([*(_plain(frames[part]) for frames in known), ours[part]]) for part in PARTS}
    events = joined["seizures"].drop_duplicates("event_id").reset_index(drop=True)
    pairs = propose_duplicates(
        ready_events(events, load_places(), load_vocab("agencies")),
        ready_items(joined["seizure_items"].reset_index(drop=True), load_words().unit_words),
        ready_reports(joined["reports"], joined["sources"]),
        load_vocab("link_weights"),
    )
    return pairs[pairs["right_id"].isin(batch.events["event_id"])].reset_index(drop=True)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of the store without its geometry."""
    return pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
