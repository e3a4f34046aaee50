"""Frames as imports and the store hold them, made ready for `geo.link`: ports, agencies, listed units, who reports."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geo.vocab import find_codes_within, fold


def ready_events(events: pd.DataFrame, places: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Return `events` with the port of a crossing (`parent_id`) and all agencies that are named ("; " between).

    Parameters
    ----------
    events
        Columns as `seizures`, with place_id and agency_reported.
    places
        The gazetteer; `agencies` the vocabulary of agencies.
    """
    parents = places.drop_duplicates("place_id").set_index("place_id")["parent_id"]
    codes = {words: "; ".join(find_codes_within(words, agencies)) for words in events["agency_reported"].unique()}
    named = events["agency_reported"].map(codes)
    return events.assign(
        parent_id=events["place_id"].map(parents).fillna(""),
        agency_code=named.where(named != "", events["agency_code"]),
    )


def ready_items(items: pd.DataFrame, unit_words: Mapping[str, str]) -> pd.DataFrame:
    """Return `items` with the code of each unit that is listed; `unit_words` as `geo.loads.LoadWords` has them."""
    units = {word: unit_words.get(fold(word), word) for word in items["unit_reported"].unique()}
    return items.assign(unit_reported=items["unit_reported"].map(units))


def ready_reports(reports: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return `reports` with the publisher and url of their sources."""
    about = sources.drop_duplicates("source_id")[["source_id", "publisher", "url"]]
    return reports[["event_id", "source_id", "published"]].merge(about, on="source_id", how="left")
