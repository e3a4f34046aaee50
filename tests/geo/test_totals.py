"""Official figures: the latest publication counts once, what it changed is listed, and sums are plain sums."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.errors import ViewError
from geo.totals import current_totals, list_revisions, name_totals, sum_totals


def totals(*rows: tuple[str, int, int, str, str, int, float], source_id: str = "cbp") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["vintage", "fiscal_year", "month", "office", "commodity", "events", "lb"])
    start = pd.to_datetime(frame["fiscal_year"].astype(str) + "-" + frame["month"].astype(str) + "-01")
    return name_totals(frame.assign(
        source_id=source_id, period_start=start, period_end=start + pd.offsets.MonthEnd(0), office_kind="sector",
        region="", land_filter="", measure="drugs seized", commodity_code=frame["commodity"],
        commodity_reported=frame["commodity"], events=frame["events"].astype("Int64"), quantity_lb=frame["lb"],
        quantity_kg=frame["lb"] * 0.45359237, revised=False,
    ))  # fmt: skip


EARLIER = [("2025-02", 2025, 1, "Tucson", "fentanyl", 4, 10.0), ("2025-02", 2025, 2, "Tucson", "fentanyl", 2, 5.0),
           ("2025-02", 2025, 2, "Yuma", "heroin", 1, 1.0), ("2025-02", 2025, 1, "Yuma", "heroin", 1, 2.0)]  # fmt: skip
LATER = [("2025-03", 2025, 2, "Tucson", "fentanyl", 3, 6.0), ("2025-03", 2025, 2, "Yuma", "fentanyl", 1, 0.5),
         ("2025-03", 2025, 3, "Yuma", "heroin", 1, 4.0)]  # fmt: skip


def test_a_month_of_two_publications_counts_once_as_the_later_one_has_it() -> None:
    current = current_totals(totals(*EARLIER, *LATER)).sort_values(["month", "office", "commodity_code"])
    assert current[["vintage", "month", "office", "commodity_code", "events", "revised"]].to_numpy().tolist() == [
        ["2025-02", 1, "Tucson", "fentanyl", 4, False],
        ["2025-02", 1, "Yuma", "heroin", 1, False],
        ["2025-03", 2, "Tucson", "fentanyl", 3, True],
        ["2025-03", 2, "Yuma", "fentanyl", 1, True],
        ["2025-03", 3, "Yuma", "heroin", 1, False],
    ]


def test_changed_added_and_withdrawn_figures_are_listed() -> None:
    listed = list_revisions(totals(*EARLIER, *LATER)).sort_values(["office", "commodity_reported"])
    columns = ["office", "commodity_reported", "vintage", "vintage_before", "events_before", "events", "change"]
    assert listed[columns].astype(object).fillna(-1).to_numpy().tolist() == [
        ["Tucson", "fentanyl", "2025-03", "2025-02", 2, 3, "changed"],
        ["Yuma", "fentanyl", "2025-03", "2025-02", -1, 1, "added"],
        ["Yuma", "heroin", "2025-03", "2025-02", 1, -1, "withdrawn"],
    ]


def test_a_later_file_of_one_office_leaves_the_others_alone() -> None:
    current = current_totals(totals(*EARLIER, LATER[0]))
    assert sorted(zip(current["office"], current["month"], current["vintage"], strict=True)) == [
        ("Tucson", 1, "2025-02"), ("Tucson", 2, "2025-03"), ("Yuma", 1, "2025-02"), ("Yuma", 2, "2025-02"),
    ]  # fmt: skip


def test_the_same_publication_twice_changes_nothing() -> None:
    once = totals(*EARLIER)
    assert not len(list_revisions(once))
    assert len(current_totals(once)) == len(EARLIER)


def test_sums_follow_the_keys_in_their_order() -> None:
    table = sum_totals(totals(*EARLIER), ("commodity", "month"))
    assert table.columns.tolist() == ["commodity", "month", "events", "lb", "kg"]
    assert table[["commodity", "month", "events", "lb"]].to_numpy().tolist() == [
        ["fentanyl", 1, 4, 10.0], ["fentanyl", 2, 2, 5.0], ["heroin", 1, 1, 2.0], ["heroin", 2, 1, 1.0],
    ]  # fmt: skip
    assert table["kg"].tolist() == pytest.approx((table["lb"] * 0.45359237).tolist())


def test_without_keys_there_is_one_sum() -> None:
    assert sum_totals(totals(*EARLIER), ()).to_numpy().tolist() == [[8, 18.0, pytest.approx(18 * 0.45359237)]]


def test_two_sources_are_never_added_to_each_other() -> None:
    both = pd.concat([totals(*EARLIER[:1]), totals(*EARLIER[:1], source_id="amo")], ignore_index=True)
    table = sum_totals(both, ("fiscal_year",))
    assert table[["source", "fiscal_year", "lb"]].to_numpy().tolist() == [["amo", 2025, 10.0], ["cbp", 2025, 10.0]]


def test_two_lines_of_one_cell_have_keys_of_their_own() -> None:
    assert totals(EARLIER[0], EARLIER[0])["total_id"].is_unique


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(ViewError, match="cannot sum by 'colour': expected some of fiscal_year, month"):
        sum_totals(totals(*EARLIER), ("colour",))
