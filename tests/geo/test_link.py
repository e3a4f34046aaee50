"""Which pairs are proposed as one event, and which alike but distinct ones stay apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.vocab import load_vocab
from geo import blocking
from geo.blocking import pairs_within
from geo.link import THRESHOLD, propose_duplicates

WEIGHTS = load_vocab("link_weights")
KG = {"lb": 0.45359237, "kg": 1.0}
SPOTS = {
    "nogales": (-110.96, 31.333, 6.0, ""), "mariposa": (-110.977, 31.332, 0.3, "nogales"),
    "deconcini": (-110.943, 31.333, 0.3, "nogales"), "ysleta": (-106.3, 31.67, 0.3, ""),
}  # fmt: skip


def told(
    load: str, *, day: str = "", published: str = "", place: str = "mariposa", agency: str = "cbp_ofo", url: str = "",
    hidden: str = "", value: float = float("nan"),
) -> dict[str, object]:  # fmt: skip
    """One telling of an event; `load` reads "254 lb fentanyl; 395 lb methamphetamine"."""
    return {"load": load, "day": day, "published": published, "place": place, "agency": agency, "url": url,
            "hidden": hidden, "value": value}  # fmt: skip


def propose(*tellings: dict[str, object]) -> pd.DataFrame:
    events, items, reports = [], [], []
    for number, telling in enumerate(tellings):
        event_id, day = f"e{number}", str(telling["day"])
        lon, lat, radius, parent = SPOTS[str(telling["place"])]
        first = pd.Timestamp(day) if day else pd.NaT
        last = first + pd.offsets.MonthEnd(0) if len(day) == 7 else first
        events.append({
            "event_id": event_id, "start_date": first, "end_date": last, "date_precision": "day",
            "place_reported": "", "place_id": telling["place"], "parent_id": parent, "lon": lon, "lat": lat,
            "radius_km": radius, "agency_code": telling["agency"], "concealment": telling["hidden"],
            "value_usd": telling["value"],
        })  # fmt: skip
        for at, part in enumerate(str(telling["load"]).split("; ")):
            quantity, unit, commodity = part.split()
            known = quantity != "?"
            items.append({
                "item_id": f"{event_id}-{at}", "event_id": event_id, "commodity_code": commodity,
                "quantity_reported": quantity if known else "", "unit_reported": unit,
                "quantity_kg": float(quantity) * KG[unit] if known and unit in KG else np.nan,
                "quantity_count": float(quantity) if known and unit not in KG else np.nan, "quantity_usd": np.nan,
            })  # fmt: skip
        url = str(telling["url"]) or f"https://news{number}.example"
        published = str(telling["published"])
        reports.append({"event_id": event_id, "source_id": url, "url": url, "publisher": f"p{number}",
                        "published": pd.Timestamp(published) if published else pd.NaT})  # fmt: skip
    return propose_duplicates(pd.DataFrame(events), pd.DataFrame(items), pd.DataFrame(reports), WEIGHTS)


ONE_EVENT = {
    "a crossing and its port, pounds and kilograms, one day": (
        told("254 lb fentanyl", day="2019-01-26"), told("115.2 kg fentanyl", day="2019-01-26", place="nogales")),
    "days that differ by one between two papers": (
        told("272 lb methamphetamine", day="2024-07-12"), told("272 lb methamphetamine", day="2024-07-13")),
    "an undated report published days after": (
        told("148.28 lb cocaine", day="2024-07-16"), told("148.28 lb cocaine", published="2024-07-22")),
    "two undated reports of the same two loads": (
        told("286 lb methamphetamine; 26 lb fentanyl"), told("286 lb methamphetamine; 26 lb fentanyl")),
    "pills told as pills, though one also gives pounds": (
        told("4000000 pill fentanyl; 1000 lb fentanyl", day="2024-07-01"),
        told("4000000 pill fentanyl", day="2024-07-01", place="nogales")),
    "a month that holds the day of the other": (
        told("3671.58 lb methamphetamine", day="2024-03"), told("3671.58 lb methamphetamine", day="2024-03-12")),
    "a weight rounded to whole pounds": (
        told("47.13 lb methamphetamine", day="2024-04-14"), told("47 lb methamphetamine", day="2024-04-14")),
    "packages in one report, pounds in the other, hidden in the same way": (
        told("8 bundle fentanyl", day="2025-02-19", hidden="eight bundles in a blue backpack"),
        told("18.51 lb fentanyl", day="2025-02-19", hidden="blue backpack with eight bundles")),
}  # fmt: skip

TWO_EVENTS = {
    "same bridge, drug and day, different weights": (
        told("12.3 lb cocaine", day="2020-06-17"), told("137.57 lb cocaine", day="2020-06-17")),
    "equal weight and value years apart": (
        told("100.5 lb cocaine", day="2018-05-01", value=1e6), told("100.5 lb cocaine", day="2021-05-01", value=1e6)),
    "equal weights far apart on one day": (
        told("50 lb cocaine", day="2021-05-01"), told("50 lb cocaine", day="2021-05-01", place="ysleta")),
    "two events of one page": (
        told("50 lb cocaine", day="2021-05-01", url="https://a.example/x"),
        told("50 lb cocaine", day="2021-05-01", url="https://a.example/x")),
    "a series at one crossing, three days apart, much alike": (
        told("40.2 lb cocaine", day="2021-05-01"), told("41.1 lb cocaine", day="2021-05-04")),
    "a series on consecutive days, each weighed to a tenth": (
        told("40.2 lb cocaine", day="2021-05-01"), told("41.1 lb cocaine", day="2021-05-02")),
    "equal weight and value, dated in one and published years later in the other": (
        told("100.5 lb cocaine", day="2018-05-01", value=1e6), told("100.5 lb cocaine", published="2021-05-01")),
    "hidden in the same way on one day, at different weights": (
        told("24 lb heroin", day="2021-05-01", hidden="spare tire"),
        told("61 lb heroin", day="2021-05-01", hidden="spare tire")),
    "a report published before the day of the other": (
        told("61 lb cocaine", published="2021-04-01"), told("61 lb cocaine", day="2021-05-01")),
    "other drugs": (told("50 lb cocaine", day="2021-05-01"), told("50 lb heroin", day="2021-05-01")),
    "pills are not pounds": (told("5000 pill fentanyl", day="2021-05-01"), told("5000 lb fentanyl", day="2021-06-20")),
    "only place and drug in common": (told("? lb cocaine"), told("50 lb cocaine")),
}  # fmt: skip


@pytest.mark.parametrize("pair", ONE_EVENT.values(), ids=ONE_EVENT)
def test_reports_of_one_event_are_proposed(pair: tuple[dict[str, object], ...]) -> None:
    found = propose(*pair)
    assert found[["left_id", "right_id"]].to_numpy().tolist() == [["e0", "e1"]]
    assert found["score"].iloc[0] >= THRESHOLD


@pytest.mark.parametrize("pair", TWO_EVENTS.values(), ids=TWO_EVENTS)
def test_alike_but_distinct_events_stay_apart(pair: tuple[dict[str, object], ...]) -> None:
    assert propose(*pair).empty


def test_the_reasons_add_up_to_the_score() -> None:
    found = propose(*(told("254 lb fentanyl", day="2019-01-26", place=place) for place in ("mariposa", "nogales")))
    assert found.to_dict("records") == [{
        "left_id": "e0", "right_id": "e1", "score": 11.0,
        "reasons": "equal amounts (3 digits): fentanyl 254 lb / 254 lb (+3.5); same day (+4.5); "
                   "crossing of the port named (+2.5); same agency (+0.5)",
    }]  # fmt: skip


def test_of_two_events_of_one_page_only_the_better_is_proposed() -> None:
    page = "https://a.example/week"
    found = propose(
        told("69.97 lb cocaine", day="2021-05-01"), told("69.97 lb cocaine", day="2021-05-01", url=page),
        told("70.3 lb cocaine", day="2021-05-01", url=page),
    )  # fmt: skip
    assert found[["left_id", "right_id"]].to_numpy().tolist() == [["e0", "e1"]]


def test_a_weak_pair_is_raised_when_both_pair_with_a_third() -> None:
    first = told("16 lb cocaine", place="nogales")
    second = told("16 lb cocaine; 3 lb heroin; 9 kg marijuana", hidden="under the rear seat")
    third = told("16 lb cocaine", hidden="under a rear seat")
    assert propose(first, second).empty
    found = propose(first, second, third)
    reasons = found.set_index(["left_id", "right_id"])["reasons"].to_dict()
    assert set(reasons) == {("e0", "e1"), ("e0", "e2"), ("e1", "e2")}
    assert reasons["e0", "e1"].endswith("both pair with a third report (+1.5)")


def test_no_events_no_proposals() -> None:
    none = propose(told("5 lb cocaine"))
    assert none.empty and none.columns.tolist() == ["left_id", "right_id", "score", "reasons"]


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-4, 4)), max_size=30), st.sampled_from([1, 3, 1000]))
@settings(deadline=None, max_examples=60)
def test_sorting_finds_the_pairs_that_comparing_all_would(rows: list[tuple[int, float]], at_once: int) -> None:
    group = np.array([row[0] for row in rows], dtype=np.int64)
    value = np.array([row[1] for row in rows], dtype=float)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "PAIRS_AT_ONCE", at_once)
        found = {tuple(sorted(pair)) for left, right in pairs_within(group, value, 1.001)
                 for pair in zip(left.tolist(), right.tolist(), strict=True)}  # fmt: skip
    close = {(a, b) for a, b in combinations(range(len(rows)), 2) if group[a] == group[b]
             and abs(value[a] - value[b]) <= 1.0}  # fmt: skip
    wide = {(a, b) for a, b in combinations(range(len(rows)), 2) if group[a] == group[b]
            and abs(value[a] - value[b]) <= 1.002}  # fmt: skip
    assert close <= found <= wide


def test_every_piece_of_evidence_has_points_and_words_in_both_languages() -> None:
    assert WEIGHTS["evidence_code"].is_unique
    assert (WEIGHTS[["points", "label_en", "label_es"]] != "").all(axis=None)
