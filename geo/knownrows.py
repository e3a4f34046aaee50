"""What an import repeats of the workspace it goes into: the same event read again, the same figure published again."""

from __future__ import annotations

import pandas as pd

from geo.batch import DUPLICATE_COLUMNS
from geo.keys import is_known
from geo.totals import name_totals
from geo.words import _

FIGURES = ["events", "quantity_lb", "quantity_kg"]


def split_known_events(items: pd.DataFrame, known: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Return the ids of the events of `items` that `known` has already, and their rows as duplicates."""
    again = items[is_known(items["event_id"], known["event_id"])] if "event_id" in known else items.iloc[:0]
    return again["event_id"].drop_duplicates(), _duplicates("seizures", again["row_id"], again["event_id"])


def split_known_totals(totals: pd.DataFrame, known: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the totals that `known` has not yet, and the rows that it has as duplicates.

    Where `known` holds the same publication with another figure, the file is a later state of it, and its vintage gets
    a number: "2026-04" is followed by "2026-04.2".
    """
    if not len(known) or not len(totals):
        return totals, _duplicates("totals", totals["row_id"].iloc[:0], totals["row_id"].iloc[:0])
    both = totals[["total_id", *FIGURES]].merge(known[["total_id", *FIGURES]], on="total_id", suffixes=("", "_known"))
    differs = pd.concat(
        [
            both[figure].astype(float).fillna(-1) != both[f"{figure}_known"].astype(float).fillna(-1)
            for figure in FIGURES
        ],
        axis=1,
    ).any(axis=1)
    if differs.any():
        states = known.loc[known["source_id"].isin(totals["source_id"]), "vintage"].unique()
        vintage = str(totals["vintage"].iloc[0])
        count = sum(str(state).partition(".")[0] == vintage for state in states)
        return split_known_totals(name_totals(totals.assign(vintage=f"{vintage.partition('.')[0]}.{count + 1}")), known)
    again = is_known(totals["total_id"], known["total_id"])
    return totals[~again], _duplicates("totals", totals.loc[again, "row_id"], totals.loc[again, "total_id"])


def _duplicates(table: str, row_ids: pd.Series, ids: pd.Series) -> pd.DataFrame:
    frame = pd.DataFrame({"row_id": row_ids.to_numpy(), "duplicate_of": ids.to_numpy()})
    return frame.assign(table=table, reason=_("already in the workspace"))[DUPLICATE_COLUMNS]
