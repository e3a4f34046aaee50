"""Events of an atlas as sorted days and small codes, so that a View over a million of them is a few look-ups."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

UNDATED = np.iinfo(np.int32).max
"""Day of an event without a date; it stands after all others."""

WORD_BITS = 64
Codes = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True)
class Listed:
    """The words of a column: `codes` are their indices in `words`."""

    codes: Codes
    words: pd.Index[str]

    def passing(self, wanted: Collection[str]) -> NDArray[np.bool_]:
        """Return for each word whether it is wanted."""
        return self.words.isin(list(wanted))


@dataclass(frozen=True)
class EventIndex:
    """One entry for each event, in order of the first day, undated ones last.

    `order` are the positions of the events in their table, null where that has the same order; `start` and `end` are
    days since 1970-01-01, both inclusive; `long` the entries that last more than one day. `commodity` has one bit for
    each word of `commodities`, in as many columns as that takes.
    """

    order: NDArray[np.int64] | None
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    long: NDArray[np.int64]
    dated: int
    agency: Listed
    precision: Listed
    place: Listed
    commodity: list[Codes]
    commodities: pd.Index[str]

    def select(
        self, first: int | None, last: int | None, *, undated: bool, passing: Mapping[str, Collection[str] | None]
    ) -> NDArray[np.int64]:
        """Return the positions, ascending, of the events of the days `first` to `last` that pass every filter.

        Days are inclusive, null is open. `passing` holds the words that pass by `agency`, `precision`, `place` and
        `commodity`; null passes all.
        """
        columns = {"agency": self.agency, "precision": self.precision, "place": self.place}
        tests = [
            (listed.codes, listed.passing(wanted))
            for name, listed in columns.items()
            if (wanted := passing.get(name)) is not None
        ]
        bits = None if passing.get("commodity") is None else self._bits(passing["commodity"] or ())
        runs = self._runs(first, last, undated=undated)
        entries = np.concatenate([self._pass(run, tests, bits) for run in runs])
        if self.order is None:
            return entries
        shown = np.zeros(len(self.start), dtype=bool)
        shown[self.order[entries]] = True
        return np.flatnonzero(shown)

    def _runs(self, first: int | None, last: int | None, *, undated: bool) -> list[slice | NDArray[np.int64]]:
        days = self.start[: self.dated]
        low = 0 if first is None else int(np.searchsorted(days, first))
        high = self.dated if last is None else max(low, int(np.searchsorted(days, last, side="right")))
        before = self.long[:0]
        if first is not None:
            reach = low if last is None else min(low, int(np.searchsorted(days, last, side="right")))
            before = self.long[: np.searchsorted(self.long, reach)]
            before = before[self.end[before] >= first]
        return [before, slice(low, high), slice(self.dated if undated else len(self.start), len(self.start))]

    def _pass(
        self, run: slice | NDArray[np.int64], tests: list[tuple[Codes, NDArray[np.bool_]]], bits: list[int] | None
    ) -> NDArray[np.int64]:
        """Return the entries of a run that pass; each test narrows a mask, which is faster than narrowing a list."""
        masks = [table[codes[run]] for codes, table in tests]
        if bits is not None:
            pairs = zip(self.commodity, bits, strict=True)
            found = [(column[run] & column.dtype.type(wanted)) != 0 for column, wanted in pairs]
            masks.append(np.logical_or.reduce(found))
        mask = np.logical_and.reduce(masks) if masks else None
        if isinstance(run, slice):
            return np.arange(run.start, run.stop) if mask is None else np.flatnonzero(mask) + run.start
        return run if mask is None else run[mask]

    def _bits(self, wanted: Collection[str]) -> list[int]:
        found = [0] * len(self.commodity)
        for position in self.commodities.get_indexer(pd.Index(list(wanted))):
            if position >= 0:
                found[position // WORD_BITS] |= 1 << int(position % WORD_BITS)
        return found


def index_events(seizures: pd.DataFrame, items: pd.DataFrame) -> EventIndex:
    """Return the index of `seizures` (event_id, start_date, end_date, agency_code, precision, place_id).

    `items` have event_id and commodity_code.
    """
    start, end = _days(seizures["start_date"]), _days(seizures["end_date"])
    is_sorted = bool((start[1:] >= start[:-1]).all())
    order = np.arange(len(start)) if is_sorted else np.argsort(start, kind="stable")
    bits, commodities = _commodity_bits(seizures["event_id"], items)
    return EventIndex(
        order=None if is_sorted else order,
        start=start[order],
        end=end[order],
        long=np.flatnonzero(end[order] > start[order]),
        dated=int(np.searchsorted(start[order], UNDATED)),
        agency=_list_words(seizures["agency_code"], order),
        precision=_list_words(seizures["precision"], order),
        place=_list_words(seizures["place_id"], order),
        commodity=[column[order] for column in bits],
        commodities=commodities,
    )


def _days(dates: pd.Series) -> NDArray[np.int32]:
    days = dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), UNDATED, days.astype(np.int64)).astype(np.int32)


def _list_words(values: pd.Series, order: NDArray[np.int64]) -> Listed:
    """Return the words of a column, null as the empty word, in codes as narrow as they can be."""
    codes, words = pd.factorize(values.fillna(""))
    return Listed(codes[order].astype(np.min_scalar_type(len(words))), pd.Index(words))


def _commodity_bits(events: pd.Series, items: pd.DataFrame) -> tuple[list[Codes], pd.Index[str]]:
    """Return for each event the bits of its commodities, in columns as narrow as they can be, and their words."""
    codes, words = pd.factorize(items["commodity_code"])
    event = pd.Index(events).get_indexer(pd.Index(items["event_id"]))
    columns: list[Codes] = []
    for first in range(0, max(1, len(words)), WORD_BITS):
        count = min(WORD_BITS, len(words) - first)
        column = np.zeros(len(events), dtype=np.min_scalar_type((1 << max(count, 1)) - 1))
        here = (event >= 0) & (codes >= first) & (codes < first + WORD_BITS)
        bits = np.uint64(1) << (codes[here] - first).astype(np.uint64)
        np.bitwise_or.at(column, event[here], bits.astype(column.dtype))
        columns.append(column)
    return columns, pd.Index(words)
