"""Candidate pairs of events that could be one: neighbours in amount or in time, found by sorting, never all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Pairs = tuple[Ints, Ints]

AMOUNT_WINDOW = float(np.log(1.035))
TELLING_DIGITS = 2
DAY_WINDOW = 12.0
REPORT_LAG_DAYS = 3.0
PAIRS_AT_ONCE = 2_000_000


def candidate_pairs(events: pd.DataFrame, items: pd.DataFrame, keep: Callable[[Ints, Ints], Flags]) -> Pairs:
    """Return the positions (left < right) of events worth comparing.

    Two events are compared when an item of one commodity and measure has nearly the same amount in both, given to two
    digits or more, or when they hold one commodity and happened, or were published, within days of each other.

    Parameters
    ----------
    events
        One row per event at positions 0…n-1: start, end, published (days since 1970-01-01, NaN unknown).
    items
        owner (position of the event), commodity, measure (codes of 0 or more), amount (NaN unknown), digits.
    keep
        Says of arrays of left and right positions which pairs to keep; called on a few million at a time.
    """
    size = max(len(events), 1)
    found = [np.empty(0, np.int64)]
    for one, other in chain(_near_in_amount(items), _near_in_time(events, items)):
        left, right = np.minimum(one, other), np.maximum(one, other)
        left, right = left[left < right], right[left < right]
        chosen = keep(left, right)
        found.append(pd.unique(left[chosen] * size + right[chosen]))
    codes = np.sort(pd.unique(np.concatenate(found)))
    return codes // size, codes % size


def pairs_within(group: Ints, value: Floats, width: float) -> Iterator[Pairs]:
    """Yield the positions of all pairs of one group whose values differ by at most `width`, some millions at a time.

    Examples
    --------
    >>> [part.tolist() for part in next(pairs_within(np.array([1, 1, 2]), np.array([5.0, 6.0, 5.0]), 1.0))]
    [[0], [1]]
    """
    if not len(value):
        return
    order = np.lexsort((value, group))
    span = float(value.max() - value.min()) + 2 * width + 1
    key = group[order] * span + (value[order] - value.min())
    counts = np.searchsorted(key, key + width, side="right") - np.arange(len(key)) - 1
    chunk = (np.cumsum(counts) - counts) // PAIRS_AT_ONCE
    for rows in np.split(np.arange(len(key)), np.flatnonzero(np.diff(chunk)) + 1):
        run = counts[rows]
        left = np.repeat(rows, run)
        step = np.arange(len(left)) - np.repeat(np.cumsum(run) - run, run)
        yield order[left], order[left + 1 + step]


def _near_in_amount(items: pd.DataFrame) -> Iterator[Pairs]:
    telling = items[(items["digits"] >= TELLING_DIGITS) & (items["amount"] > 0)]
    owner = telling["owner"].to_numpy()
    kind = np.asarray(telling.groupby(["commodity", "measure"]).ngroup(), dtype=np.int64)
    for left, right in pairs_within(kind, np.log(telling["amount"].to_numpy()), AMOUNT_WINDOW):
        yield owner[left], owner[right]


def _near_in_time(events: pd.DataFrame, items: pd.DataFrame) -> Iterator[Pairs]:
    held = items[["owner", "commodity"]].drop_duplicates()
    known = events["end"] - events["start"] < DAY_WINDOW
    day = events["start"].where(known, events["published"] - REPORT_LAG_DAYS).to_numpy()[held["owner"]]
    held, day = held[~np.isnan(day)], day[~np.isnan(day)]
    owner = held["owner"].to_numpy()
    for left, right in pairs_within(held["commodity"].to_numpy(), day, DAY_WINDOW):
        yield owner[left], owner[right]
