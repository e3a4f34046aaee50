"""Accepted duplicates become one event: reports kept, the sharper date and place win, contradictions written down."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.errors import SchemaError
from geo.merge import EventTables, merge_events

NONE = float("nan")
Row = dict[str, object]


def event(event_id: str, start: str, end: str, precision: str, place: str, radius: float, **more: object) -> Row:
    spot = {"Nogales": (-110.96, 31.333), "Mariposa": (-110.977, 31.332), "Ysleta": (-106.3, 31.67)}[place]
    return {
        "event_id": event_id, "start_date": pd.Timestamp(start), "end_date": pd.Timestamp(end),
        "date_precision": precision, "place_reported": place, "agency_code": "cbp_ofo", "lon": spot[0], "lat": spot[1],
        "radius_km": radius, "conveyance": "", "note": "", **more,
    }  # fmt: skip


def item(item_id: str, event_id: str, commodity: str, quantity: str, unit: str, kg: float, count: float = NONE) -> Row:
    return {
        "item_id": item_id, "event_id": event_id, "commodity_code": commodity, "form": "",
        "quantity_reported": quantity, "unit_reported": unit, "quantity_kg": kg, "quantity_count": count,
        "quantity_usd": NONE, "alternative_of": "",
    }  # fmt: skip


TABLES = EventTables(
    events=pd.DataFrame([
        event("a", "2019-01-01", "2019-01-31", "month", "Nogales", 6.0),
        event("b", "2019-01-26", "2019-01-26", "day", "Mariposa", 0.3, conveyance="truck"),
        event("c", "2020-05-05", "2020-05-05", "day", "Ysleta", 0.3),
    ]),
    items=pd.DataFrame([
        item("a-1", "a", "fentanyl", "254", "lb", 115.2),
        item("b-1", "b", "fentanyl", "253.9", "lb", 115.17),
        item("b-2", "b", "methamphetamine", "395", "lb", 179.2),
        item("c-1", "c", "heroin", "2", "kg", 2.0),
    ]),
    reports=pd.DataFrame({"event_id": ["a", "b", "c"], "source_id": ["s1", "s2", "s3"], "published": pd.NaT}),
)  # fmt: skip


def test_the_day_and_the_crossing_win_over_the_month_and_the_port() -> None:
    merged = merge_events(TABLES, ["a", "b"]).events.set_index("event_id").loc["a"]
    assert merged[["date_precision", "place_reported", "radius_km", "conveyance", "note"]].tolist() == [
        "day", "Mariposa", 0.3, "truck", "",
    ]  # fmt: skip
    assert merged["start_date"] == pd.Timestamp("2019-01-26")


def test_all_reports_stay_and_other_events_are_untouched() -> None:
    merged = merge_events(TABLES, ["a", "b"])
    assert merged.reports[["event_id", "source_id"]].to_numpy().tolist() == [["a", "s1"], ["a", "s2"], ["c", "s3"]]
    assert merged.events["event_id"].tolist() == ["a", "c"]
    pd.testing.assert_series_equal(merged.events.iloc[1], TABLES.events.iloc[2], check_names=False)


def test_an_item_told_twice_stays_once_with_the_digits_of_the_finer_report() -> None:
    items = merge_events(TABLES, ["a", "b"]).items
    assert items[["item_id", "event_id", "quantity_reported"]].to_numpy().tolist() == [
        ["c-1", "c", "2"], ["a-1", "a", "253.9"], ["b-2", "a", "395"],
    ]  # fmt: skip


def test_pills_and_pounds_of_one_load_become_alternatives_never_a_sum() -> None:
    pills = pd.DataFrame([item("b-3", "b", "fentanyl", "1000000", "pill", NONE, 1e6)])
    only = EventTables(TABLES.events, pd.concat([TABLES.items.iloc[[0]], pills]), TABLES.reports)
    merged = merge_events(only, ["a", "b"]).items
    assert merged[["item_id", "alternative_of"]].to_numpy().tolist() == [["a-1", ""], ["b-3", "a-1"]]


def test_what_contradicts_is_noted() -> None:
    merged = merge_events(TABLES, ["b", "c"])
    assert merged.events["note"].tolist() == ["", "reports differ: 2019-01-26 / 2020-05-05; Mariposa / Ysleta"]
    heavier = TABLES.items.assign(quantity_kg=TABLES.items["quantity_kg"].where(TABLES.items["item_id"] != "b-1", 90.0))
    noted = merge_events(EventTables(TABLES.events, heavier, TABLES.reports), ["a", "b"]).events["note"].iloc[0]
    assert noted == "reports differ: fentanyl 254 lb / fentanyl 253.9 lb"


@pytest.mark.parametrize("ids", [["a"], ["a", "a"], ["a", "z"]])
def test_two_known_events_are_needed(ids: list[str]) -> None:
    with pytest.raises(SchemaError, match="expected two or more events"):
        merge_events(TABLES, ids)


def test_the_arguments_are_not_changed() -> None:
    before = TABLES.events.copy()
    merge_events(TABLES, ["a", "b"])
    pd.testing.assert_frame_equal(TABLES.events, before)
