"""Propose pairs of events that may be one event told twice, each with a score and the reasons; nothing is merged."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.blocking import Flags, Floats, Ints, candidate_pairs
from geo.evidence import may_be_one
from geo.linkscore import explain_evidence, gather_evidence, score_pairs
from geo.linktables import build_tables

THRESHOLD = 4.5
"""Points from which a pair is proposed. The points were reasoned out, then adjusted by the log odds that each word
gives among known reports of the same events, with halves held out in turn, and rounded to halves."""
BRIDGE = "both_pair_with_a_third"


def propose_duplicates(
    events: pd.DataFrame, items: pd.DataFrame, reports: pd.DataFrame, weights: pd.DataFrame, *,
    threshold: float = THRESHOLD, language: str = "en",
) -> pd.DataFrame:  # fmt: skip
    """Propose pairs of events that may be one.

    Each piece of evidence adds its points (about the log odds it gives), and pairs that reach the threshold are
    proposed. Of several events of one source that fit an event, only the best is; two events of one source are kept
    apart. A pair just below the threshold is raised when both its events pair with a third.

    Parameters
    ----------
    events
        Columns as `seizures`; besides those of its contract place_id, lon, lat (degrees, EPSG:4326), radius_km,
        parent_id (the port of a crossing), conveyance (code), concealment and value_usd are used where they are there.
        `agency_code` may hold several, "; " between.
    items
        Columns as `seizure_items`; `unit_reported` tells counts apart, so that pills are compared with pills.
    reports
        event_id, source_id, published; publisher and url are used where they are there.
    weights
        evidence_code, points, label_en, label_es, as data/vocab/link_weights.csv.

    Returns
    -------
    DataFrame
        left_id, right_id (left stands first in `events`), score (points), reasons (text); best first.
    """
    tables = build_tables(events, items, reports)
    words = weights.set_index("evidence_code")
    points = words["points"].astype(float)
    floor = threshold - points[BRIDGE]
    left, right = candidate_pairs(tables.events, tables.items, lambda one, other: may_be_one(tables.events, one, other))
    score = score_pairs(tables, left, right, points, floor=floor)
    left, right, score = left[score >= floor], right[score >= floor], score[score >= floor]
    bridged = (score < threshold) & _pair_with_a_third(left, right, score >= threshold)
    score = score + points[BRIDGE] * bridged
    chosen = (score >= threshold) & _best_of_source(tables.sources, left, right, score)
    left, right, score = left[chosen], right[chosen], score[chosen]
    evidence = gather_evidence(tables, left, right)
    evidence.counts[BRIDGE] = bridged[chosen].astype(np.int64)
    ids = tables.events["event_id"].to_numpy()
    found = pd.DataFrame({
        "left_id": ids[left], "right_id": ids[right], "score": score.round(1),
        "reasons": explain_evidence(evidence, tables.items, words, language),
    })  # fmt: skip
    return found.sort_values("score", ascending=False, kind="stable", ignore_index=True)


def _pair_with_a_third(left: Ints, right: Ints, strong: Flags) -> Flags:
    """Whether both events of a pair are in strong pairs with one and the same third event."""
    one, other = left[strong], right[strong]
    ends = pd.DataFrame({"one": np.append(one, other), "other": np.append(other, one)})
    steps = ends.merge(ends, left_on="other", right_on="one", suffixes=("", "_next"))
    return pd.MultiIndex.from_arrays([left, right]).isin(pd.MultiIndex.from_frame(steps[["one", "other_next"]]))


def _best_of_source(sources: pd.DataFrame, left: Ints, right: Ints, score: Floats) -> Flags:
    """False where an event fits another event of the same source better: one report tells an event once."""
    beaten = np.zeros(len(left), dtype=bool)
    for event, other in ((left, right), (right, left)):
        pairs = pd.DataFrame({"pair": np.arange(len(left)), "event": event, "owner": other, "score": score})
        pairs = pairs.merge(sources, on="owner")
        best = pairs.groupby(["event", "value"])["score"].transform("max")
        beaten[pairs.loc[pairs["score"] < best, "pair"]] = True
    return ~beaten
