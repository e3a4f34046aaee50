"""What speaks for and against two events being one: for every pair a word on date, place, agency, value and wording."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pyproj import Geod

from geo.blocking import Flags, Floats, Ints

GEOD = Geod(ellps="WGS84")
KM_PER_DEGREE = 111.2
MOST_DAYS_APART = 10
LONG_DAYS = 300
WIDE_RADIUS_KM = 40.0
FAR_KM = 40.0
NEAR_KM = 5.0
ALIKE = 0.4
SOMEWHAT_ALIKE = 0.25


def may_be_one(events: pd.DataFrame, left: Ints, right: Ints) -> Flags:
    """Drop, before a closer look, pairs whose dates exclude each other, and those far apart unless the days agree."""
    gap = _days_between(events, left, right)
    lon, lat, radius = (_both(events, name, left, right) for name in ("lon", "lat", "radius_km"))
    east = (lon[0] - lon[1]) * np.cos(np.radians(lat[0]))
    reach = (FAR_KM + radius[0] + radius[1]) * 1.02 / KM_PER_DEGREE
    far = np.hypot(east, lat[0] - lat[1]) > reach
    return ~((gap > MOST_DAYS_APART) | far & ~(gap <= 1))


def judge_dates(events: pd.DataFrame, left: Ints, right: Ints) -> pd.Categorical[str]:
    """How far the dates are apart, by their precision; without dates, what the days of publication allow."""
    start, end, published = (_both(events, name, left, right) for name in ("start", "end", "published"))
    gap, width = _days_between(events, left, right), np.fmax(end[0] - start[0], end[1] - start[1])
    bare = np.isnan(start[0])
    lag = np.where(bare, published[0] - start[1], published[1] - start[0])
    after = np.where(bare, published[0] - end[1], published[1] - end[0])
    lag = np.where(lag < -1, lag, np.maximum(after, 0))
    lag[~np.isnan(start[0] + start[1])] = np.nan
    between = np.abs(published[0] - published[1])
    return _choose([
        ("date_far", (gap > MOST_DAYS_APART) | (gap > 0) & (width > MOST_DAYS_APART)),
        ("date_week", gap > 3), ("date_days", gap > 1), ("date_next_day", gap > 0),
        ("date_same", (gap == 0) & (width == 0)), ("date_within", (gap == 0) & (width <= MOST_DAYS_APART)),
        ("date_month", (gap == 0) & (width <= 31)), ("date_year", gap == 0),
        ("date_reported_before", lag < -1), ("date_reported_soon", lag <= 14), ("date_reported_later", lag <= 90),
        ("date_reported_late", lag <= LONG_DAYS), ("date_reported_years", lag > LONG_DAYS),
        ("published_together", between <= 7), ("published_near", between <= 30), ("published_far", between > LONG_DAYS),
    ], "date_unknown")  # fmt: skip


def judge_places(events: pd.DataFrame, left: Ints, right: Ints) -> pd.Categorical[str]:
    """Whether the places are one, one inside the other, within reach of each other's radius, or apart."""
    names = ("place", "parent", "place_words", "radius_km")
    place, parent, words, radius = (_both(events, name, left, right) for name in names)
    one = place[0] == place[1]
    wide = np.maximum(radius[0], radius[1]) > WIDE_RADIUS_KM
    beyond = _distance_km(events, left, right) - radius[0] - radius[1]
    return _choose([
        ("place_words", (words[0] == words[1]) & (words[0] >= 0)),
        ("place_unknown", (place[0] < 0) | (place[1] < 0)),
        ("place_region", one & wide), ("place_same", one),
        ("place_within", (place[0] == parent[1]) | (place[1] == parent[0])),
        ("place_sibling", (parent[0] == parent[1]) & (parent[0] >= 0)),
        ("place_far", beyond > FAR_KM), ("place_apart", beyond > NEAR_KM), ("place_wide", wide),
    ], "place_near")  # fmt: skip


def judge_conveyances(events: pd.DataFrame, left: Ints, right: Ints) -> pd.Categorical[str]:
    """Whether the two say the same conveyance."""
    one, other = _both(events, "conveyance", left, right)
    unknown = (one < 0) | (other < 0)
    return _choose([("conveyance_unknown", unknown), ("conveyance_same", one == other)], "conveyance_other")


def judge_values(events: pd.DataFrame, left: Ints, right: Ints) -> pd.Categorical[str]:
    """Whether the two give the same value in dollars."""
    one, other = _both(events, "value_usd", left, right)
    apart = np.abs(one - other) / np.fmax(one, other)
    return _choose([("value_unknown", np.isnan(apart)), ("value_same", apart < 0.0005), ("value_close", apart <= 0.03)],
                   "value_other")  # fmt: skip


def judge_shared(table: pd.DataFrame, left: Ints, right: Ints, name: str) -> pd.Categorical[str]:
    """Whether the two share a value of `table` (owner, value): `name`_same, _other, or _unknown if one has none."""
    shared, fewest, _total = _count_shared(table, left, right)
    return _choose([(f"{name}_same", shared > 0), (f"{name}_unknown", fewest == 0)], f"{name}_other")


def judge_likeness(table: pd.DataFrame, left: Ints, right: Ints, name: str) -> pd.Categorical[str]:
    """Share of all words of the two (owner, value) that stand in both: `name`_same, _like, _other, or _unknown."""
    shared, fewest, total = _count_shared(table, left, right)
    like = shared / np.maximum(total - shared, 1)
    return _choose([(f"{name}_unknown", fewest == 0), (f"{name}_same", like >= ALIKE),
                    (f"{name}_like", like >= SOMEWHAT_ALIKE)], f"{name}_other")  # fmt: skip


def _choose(cases: Sequence[tuple[str, Flags]], default: str) -> pd.Categorical[str]:
    """The word of the first case that holds, for every pair."""
    codes = np.select([case for _word, case in cases], range(len(cases)), len(cases)).astype(np.int64)
    return pd.Categorical.from_codes(codes, pd.Index([word for word, _case in cases] + [default]))


def _both(events: pd.DataFrame, column: str, left: Ints, right: Ints) -> tuple[Floats, Floats]:
    values = events[column].to_numpy()
    return values[left], values[right]


def _days_between(events: pd.DataFrame, left: Ints, right: Ints) -> Floats:
    """Days from the end of the earlier to the start of the later date, 0 when they overlap, NaN if one is unknown."""
    start, end = _both(events, "start", left, right), _both(events, "end", left, right)
    return np.maximum(0, np.maximum(start[0] - end[1], start[1] - end[0]))


def _distance_km(events: pd.DataFrame, left: Ints, right: Ints) -> Floats:
    lon, lat = _both(events, "lon", left, right), _both(events, "lat", left, right)
    known = ~np.isnan(lon[0] + lon[1] + lat[0] + lat[1])
    metres = np.full(len(left), np.nan)
    metres[known] = GEOD.inv(lon[0][known], lat[0][known], lon[1][known], lat[1][known])[2]
    return metres / 1000


def _count_shared(table: pd.DataFrame, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    """For each pair: values in both, values of the one with fewer, values of the two added up."""
    owner, value = table["owner"].to_numpy(np.int64), table["value"].to_numpy(np.int64)
    size = 1 + max(int(part.max(initial=-1)) for part in (left, right, owner))
    counts = np.bincount(owner, minlength=size)
    first = np.cumsum(counts) - counts
    run = counts[left]
    pair = np.repeat(np.arange(len(left)), run)
    step = np.arange(len(pair)) - np.repeat(np.cumsum(run) - run, run)
    mine = value[np.argsort(owner, kind="stable")][np.repeat(first[left], run) + step]
    spread = int(value.max(initial=0)) + 1
    hit = pd.Index(right[pair] * spread + mine).isin(owner * spread + value)
    return np.bincount(pair[hit], minlength=len(left)), np.minimum(run, counts[right]), run + counts[right]
