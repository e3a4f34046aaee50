"""Gather the evidence on pairs of events and add up its points; each piece of evidence can be told in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.blocking import Floats, Ints
from geo.evidence import judge_conveyances, judge_dates, judge_likeness, judge_places, judge_shared, judge_values
from geo.linkitems import NEAR_LEVEL, compare_items, count_commodities
from geo.linktables import LinkTables

PAIRS_AT_ONCE = 500_000
WORDING_KINDS = ("conveyance", "value", "agency", "publisher", "detail", "title")


@dataclass(frozen=True)
class Evidence:
    """For each pair a word of every kind, the items compared, and numbers of times by which further words count."""

    verdicts: list[pd.Categorical[str]]
    matches: pd.DataFrame
    counts: dict[str, Ints]


def score_pairs(tables: LinkTables, left: Ints, right: Ints, points: pd.Series, *, floor: float) -> Floats:
    """The points of each pair; -inf for one that cannot reach `floor` whatever its wording.

    A slice at a time, to bound the memory; the wording is looked at only where it can decide.
    """
    slices = [slice(at, at + PAIRS_AT_ONCE) for at in range(0, len(left), PAIRS_AT_ONCE)]
    parts = [_score_slice(tables, left[part], right[part], points, floor) for part in slices]
    return np.concatenate([np.empty(0), *parts])


def gather_evidence(tables: LinkTables, left: Ints, right: Ints) -> Evidence:
    """All evidence on each pair."""
    facts = _gather_facts(tables, left, right)
    return Evidence(facts.verdicts + _judge_wording(tables, left, right), facts.matches, facts.counts)


def explain_evidence(evidence: Evidence, items: pd.DataFrame, weights: pd.DataFrame, language: str) -> list[str]:
    """One text for each pair: every piece of evidence with its points.

    `items` is that of the tables; `weights` is indexed by evidence_code.
    """
    label = weights[f"label_{language}"].to_dict()
    points = weights["points"].astype(float).to_dict()
    names, words = items["commodity_code"].tolist(), items["words"].tolist()
    said: list[list[str]] = [[] for _pair in range(len(evidence.counts["several_agree"]))]
    for pair, level, one, other in zip(*(evidence.matches[name] for name in evidence.matches), strict=True):
        compared = f": {names[one]} {words[one]} / {words[other]}" if one >= 0 else ""
        said[pair].append(f"{label[level]}{compared} ({points[level]:+g})")
    for verdict in evidence.verdicts:
        told = [f"{label[code]} ({points[code]:+g})" if points.get(code) else "" for code in verdict.categories]
        for pair in np.flatnonzero(np.array(told, dtype=object)[verdict.codes] != ""):
            said[pair].append(told[verdict.codes[pair]])
    for code, times in evidence.counts.items():
        for pair in np.flatnonzero(times):
            said[pair].append(f"{label[code]} ({points[code] * times[pair]:+g})")
    return ["; ".join(reasons) for reasons in said]


def _score_slice(tables: LinkTables, left: Ints, right: Ints, points: pd.Series, floor: float) -> Floats:
    facts = _gather_facts(tables, left, right)
    score = np.bincount(facts.matches["pair"], _look_up(facts.matches["level"].array, points), len(left))
    score = score + sum(points[code] * times for code, times in facts.counts.items())
    score = score + sum(_look_up(verdict, points) for verdict in facts.verdicts)
    kinds = points.groupby(points.index.str.split("_").str[0]).max()
    open_ = np.flatnonzero(score + kinds[list(WORDING_KINDS)].clip(lower=0).sum() >= floor)
    wording = sum(_look_up(verdict, points) for verdict in _judge_wording(tables, left[open_], right[open_]))
    total = np.full(len(left), -np.inf)
    total[open_] = score[open_] + wording
    return total


def _gather_facts(tables: LinkTables, left: Ints, right: Ints) -> Evidence:
    """Dates, places, things seized and sources."""
    matches = compare_items(tables.items, left, right)
    shared, extra = count_commodities(tables.items, left, right)
    near = np.bincount(matches["pair"][matches["level"].cat.codes >= NEAR_LEVEL], minlength=len(left))
    verdicts = [
        judge_dates(tables.events, left, right),
        judge_places(tables.events, left, right),
        judge_shared(tables.sources, left, right, "source"),
    ]
    counts = {"several_agree": near > 1, "commodity_extra": extra, "commodity_none": shared == 0}
    return Evidence(verdicts, matches, {code: times.astype(np.int64) for code, times in counts.items()})


def _judge_wording(tables: LinkTables, left: Ints, right: Ints) -> list[pd.Categorical[str]]:
    return [
        judge_conveyances(tables.events, left, right),
        judge_values(tables.events, left, right),
        judge_shared(tables.agencies, left, right, "agency"),
        judge_shared(tables.publishers, left, right, "publisher"),
        judge_likeness(tables.details, left, right, "detail"),
        judge_likeness(tables.titles, left, right, "title"),
    ]


def _look_up(words: pd.Categorical[str], points: pd.Series) -> Floats:
    """The points of each word; one that has none counts nothing."""
    table: Floats = points.reindex(words.categories).fillna(0.0).to_numpy(dtype=float)
    return np.take(table, words.codes)
