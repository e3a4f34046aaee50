from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from data.vocab import load_vocab
from geo.dates import iso_date, parse_period
from geo.quantity import convert_quantity, format_number

CURATED = Path(__file__).parents[2] / "data" / "curated"
MEASURES = ["quantity_kg", "quantity_count", "quantity_usd"]


def read_table(name: str) -> pd.DataFrame:
    return pd.read_csv(CURATED / f"{name}.csv", dtype=str, keep_default_na=False)


EVENTS = read_table("seizures")
ITEMS = read_table("seizure_items")
REPORTS = read_table("reports")
SOURCES = read_table("sources_seizures")


def test_reports_of_one_event_are_merged_into_968_events() -> None:
    assert (len(EVENTS), len(REPORTS)) == (968, 1113)
    assert EVENTS["event_id"].is_unique
    assert (REPORTS.groupby("event_id").size() > 1).sum() == 120


def test_every_event_has_an_item_and_a_report_whose_source_exists() -> None:
    assert set(ITEMS["event_id"]) == set(EVENTS["event_id"])
    assert set(REPORTS["event_id"]) == set(EVENTS["event_id"])
    assert set(REPORTS["source_id"]) == set(SOURCES["source_id"])
    assert not REPORTS.duplicated(["event_id", "source_id"]).any()


def test_every_source_is_named_by_the_hash_of_its_public_address() -> None:
    expected = ["src-" + hashlib.sha256(url.encode()).hexdigest()[:10] for url in SOURCES["url"]]
    assert SOURCES["source_id"].tolist() == expected
    assert SOURCES["url"].str.startswith(("http://", "https://")).all()


@pytest.mark.parametrize(
    ("table", "column", "vocabulary"),
    [
        (ITEMS, "commodity_code", "commodities"),
        (ITEMS, "qualifier", "qualifiers"),
        (EVENTS, "agency_code", "agencies"),
        (EVENTS, "conveyance", "conveyances"),
    ],
)
def test_every_code_is_listed(table: pd.DataFrame, column: str, vocabulary: str) -> None:
    assert set(table[column]) - {""} <= set(load_vocab(vocabulary).iloc[:, 0])


def test_every_item_has_a_commodity() -> None:
    assert (ITEMS["commodity_code"] != "").all()


def test_every_stored_measure_is_what_the_reported_quantity_gives() -> None:
    units = load_vocab("units")
    found = [convert_quantity(row.quantity_reported, row.unit_reported, units) for row in ITEMS.itertuples()]
    expected = pd.DataFrame(
        [(format_number(q.kg), format_number(q.count), format_number(q.usd)) for q in found], columns=MEASURES
    )
    pd.testing.assert_frame_equal(ITEMS[MEASURES], expected, check_dtype=False)


def test_pills_counted_have_no_kilograms() -> None:
    pills = ITEMS[ITEMS["unit_reported"] == "pills"]
    assert set(pills["quantity_kg"]) == {""}
    assert set(pills["form"]) == {"pills"}


def test_an_alternative_is_a_second_measure_of_another_item_of_its_event_and_commodity() -> None:
    both = ITEMS[ITEMS["alternative_of"] != ""].merge(ITEMS, left_on="alternative_of", right_on="item_id")
    assert len(both) == (ITEMS["alternative_of"] != "").sum() > 0
    assert both["event_id_x"].equals(both["event_id_y"])
    assert both["commodity_code_x"].equals(both["commodity_code_y"])
    assert set(both["alternative_of_y"]) == {""}
    assert (both["item_id_x"] != both["item_id_y"]).all()


def test_an_undated_event_has_no_dates_and_says_why() -> None:
    undated = EVENTS[EVENTS["date_precision"] == "unknown"]
    assert set(undated["start_date"]) == {""} == set(undated["end_date"])
    assert (undated["date_note"] != "").all()


def test_a_dated_event_starts_no_later_than_it_ends() -> None:
    dated = EVENTS[EVENTS["date_precision"] != "unknown"]
    assert (dated["start_date"].str.len() == 10).all()
    assert (dated["start_date"] <= dated["end_date"]).all()


@pytest.mark.parametrize(("precision", "length"), [("month", 7), ("year", 4)])
def test_a_month_or_year_covers_all_its_days(precision: str, length: int) -> None:
    rows = EVENTS[EVENTS["date_precision"] == precision]
    periods = rows["start_date"].str[:length].map(parse_period)
    assert periods.map(lambda period: iso_date(period.start)).tolist() == rows["start_date"].tolist()
    assert periods.map(lambda period: iso_date(period.end)).tolist() == rows["end_date"].tolist()


def test_a_day_known_to_some_days_says_so() -> None:
    days = EVENTS[(EVENTS["date_precision"] == "day") & (EVENTS["start_date"] != EVENTS["end_date"])]
    assert (days["date_note"] != "").all()


def test_every_event_keeps_the_words_for_its_place() -> None:
    assert (EVENTS["place_reported"] != "").all()


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (EVENTS, ["event_id"]),
        (REPORTS, ["event_id", "source_id"]),
        (SOURCES, ["source_id"]),
    ],
)
def test_tables_are_sorted_by_their_ids(table: pd.DataFrame, keys: list[str]) -> None:
    pd.testing.assert_frame_equal(table, table.sort_values(keys, ignore_index=True))


def test_no_column_holds_the_sentences_of_a_publisher() -> None:
    columns = {column for table in (EVENTS, ITEMS, REPORTS, SOURCES) for column in table}
    assert not [column for column in columns if "hint" in column or "sentence" in column]
