"""Rows set aside with their reason, and rows that repeat another: what an import leaves out, and how it says so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.batch import DUPLICATE_COLUMNS
from geo.schema import REJECT_COLUMNS
from geo.words import _


def list_rejects(
    row_ids: pd.Series, values: pd.Series, *, stage: str, column: str, reason: str | pd.Series, table: str = "file"
) -> pd.DataFrame:
    """Return one reject for each of `row_ids`, with the value that did not pass; columns as `REJECT_COLUMNS`.

    `stage` "geocode" is for places alone: their events stay, not placed.
    """
    frame = pd.DataFrame({"row_id": row_ids.astype("str").array, "value": values.astype("str").array})
    told = reason.astype("str").array if isinstance(reason, pd.Series) else reason
    return frame.assign(table=table, stage=stage, column=column, reason=told)[REJECT_COLUMNS]


def join_rejects(pieces: list[pd.DataFrame]) -> pd.DataFrame:
    """Return all `pieces` under each other; empty with `REJECT_COLUMNS` if there is nothing to tell."""
    filled = [piece for piece in pieces if len(piece)]
    return pd.concat(filled, ignore_index=True)[REJECT_COLUMNS] if filled else pd.DataFrame(columns=REJECT_COLUMNS)


def set_aside(
    rows: pd.DataFrame, bad: pd.Series, *, stage: str, column: str, reported: str, reason: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows that are not `bad`, and the bad ones as rejects with the value of the column `reported`.

    `column` is the name under which the reader knows it; `rows` has a column `row_id`.
    """
    if not bad.any():
        return rows, pd.DataFrame(columns=REJECT_COLUMNS)
    left = rows[bad.to_numpy()]
    rejects = list_rejects(left["row_id"], left[reported], stage=stage, column=column, reason=reason)
    return rows[~bad.to_numpy()], rejects


class SeenRows:
    """Tells which rows repeat one met before, over all pieces of a file; a row is known by a 64-bit digest."""

    def __init__(self) -> None:
        self._digests = np.array([], dtype=np.uint64)
        self._row_ids = pd.Series([], dtype="str")

    def split(self, rows: pd.DataFrame, row_ids: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the rows met for the first time, with their `row_id` and `digest`, and the others as duplicates."""
        digests = pd.util.hash_pandas_object(rows, index=False).to_numpy()
        known = np.concatenate([self._digests, digests])
        names = pd.concat([self._row_ids, row_ids.astype("str")], ignore_index=True)
        codes, uniques = pd.factorize(known)
        first = np.full(len(uniques), -1)
        first[codes[::-1]] = np.arange(len(known))[::-1]
        origin = first[codes]
        fresh = origin == np.arange(len(known))
        again = np.flatnonzero(~fresh)
        firsts = names.iloc[origin[again]].to_numpy()
        repeats = pd.DataFrame({"row_id": names.iloc[again].to_numpy(), "duplicate_of": firsts})
        repeats = repeats.assign(table="file", reason=_("the same row stands in the file before"))[DUPLICATE_COLUMNS]
        self._digests, self._row_ids = known[fresh], names[fresh]
        kept = rows.assign(row_id=row_ids.astype("str"), digest=digests)
        return kept[fresh[len(known) - len(rows) :]], repeats
