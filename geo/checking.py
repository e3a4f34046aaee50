"""A table whose places are checked: every different text matched once, reviewed with the reader's choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.choices import fold_text
from geo.gazetteer import Gazetteer
from geo.match import MATCH_FIELDS
from geo.review import apply_choices, count_statuses, list_candidates

BATCH = 2_000
OPEN = ("ambiguous", "unresolved")


@dataclass(frozen=True)
class CheckedTable:
    """The different pairs of place text and context of a table, their matches, and the pair of each row.

    `pairs` has text, context and rows (how many rows have it); `matches` the columns of `Match`, index as `pairs`;
    `numbers` the position in `pairs` of each row of `table`.
    """

    table: pd.DataFrame
    pairs: pd.DataFrame
    matches: pd.DataFrame
    numbers: NDArray[np.int64]

    def review(self, choices: pd.DataFrame, places: pd.DataFrame) -> CheckedTable:
        """Return the table with what the reader chose; `choices` as in `geo.choices`, `places` the gazetteer."""
        text, context = self.pairs["text"], self.pairs["context"]
        matches = apply_choices(self.matches, text, choices, places, contexts=context)
        return CheckedTable(self.table, self.pairs, matches, self.numbers)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The match of every row of the table, index as the table."""
        return self.matches.iloc[self.numbers].set_axis(self.table.index)

    @property
    def words(self) -> pd.Series:
        """The place words of every row of the table, index as the table."""
        return self.pairs["text"].iloc[self.numbers].set_axis(self.table.index)

    def count(self) -> pd.Series:
        """Return the rows by status, zeros kept."""
        return count_statuses(self.rows)

    def list_texts(self, *, is_open: bool) -> pd.DataFrame:
        """Return the texts that are open, or those placed, most frequent first: text, context, rows, the match."""
        listed = self.pairs.join(self.matches)
        listed = listed[listed["status"].isin(OPEN) == is_open]
        return listed.sort_values("rows", ascending=False, kind="stable").reset_index(drop=True)


def check_table(
    table: pd.DataFrame, column: str, contexts: tuple[str, ...], gazetteer: Gazetteer,
    progress: Callable[[float], object] = lambda share: None,
) -> CheckedTable:  # fmt: skip
    """Match the place words in `column`, with the words of `contexts` beside them; `progress` is told the share done.

    What `progress` raises stops the matching.
    """
    around = pd.Series("", index=table.index)
    for name in contexts:
        around = (around + " " + table[name]).str.strip()
    rows = pd.DataFrame({"text": table[column], "context": around})
    numbers = rows.groupby(["text", "context"], sort=False).ngroup().to_numpy()
    pairs = rows.drop_duplicates(ignore_index=True)
    pairs = pairs.assign(rows=np.bincount(numbers, minlength=len(pairs)))
    found = [pd.DataFrame(columns=list(MATCH_FIELDS))] if pairs.empty else []
    for start in range(0, len(pairs), BATCH):
        progress(start / len(pairs))
        batch = pairs.iloc[start : start + BATCH]
        found.append(gazetteer.match_places(batch["text"], batch["context"]))
    return CheckedTable(table, pairs, pd.concat(found), np.asarray(numbers, dtype=np.int64))


def find_candidates(match: pd.Series, words: str, places: pd.DataFrame, *, most: int = 12) -> pd.DataFrame:
    """Return the places a text may mean: those `words` name, if there are words, else the candidates of its match.

    Found places have every word in their name, state or aliases; larger ones and those named so whole come first.
    """
    if not words.strip():
        return list_candidates(str(match["candidates"]), places)
    wanted = fold_text(words)
    names = places["name"].map(fold_text)
    said = names + " " + (places["admin1"] + " " + places["aliases"]).map(fold_text)
    keep = pd.Series(True, index=places.index)
    for word in wanted.split():
        keep &= said.str.contains(word, regex=False)
    order = places.assign(exact=names == wanted, starts=names.str.startswith(wanted))[keep & places["lon"].notna()]
    order = order.sort_values(["exact", "starts", "population"], ascending=False, kind="stable")
    return order.drop(columns=["exact", "starts"]).head(most).reset_index(drop=True)
