"""The synthetic events are what the benchmark says they are, and its report reads as it should."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.benchmarks.libraries import MODULES, find_library
from tests.benchmarks.measure import ABSOLUTE, last_line, rounds_allowed
from tests.benchmarks.report import check_targets, format_table, summarise_samples
from tests.benchmarks.synthetic import AGENCIES, CLUSTERS, COMMODITIES, SCATTERED, border_places, make_events

COLUMNS = ["event_id", "start_date", "commodity_code", "agency_code", "quantity_kg", "lon", "lat"]


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    return make_events(20_000)


def test_the_same_number_gives_the_same_events(events: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(make_events(20_000), events)
    assert not make_events(20_000, seed=1).equals(events)


def test_every_column_is_filled_and_every_event_has_its_key(events: pd.DataFrame) -> None:
    assert list(events.columns) == COLUMNS
    assert len(events) == 20_000
    assert events["event_id"].is_unique
    assert not events.isna().any().any()


def test_no_events_and_one_event_are_tables_too() -> None:
    assert list(make_events(0).columns) == COLUMNS
    assert make_events(1)["event_id"].tolist() == ["e00000000"]


def test_days_are_sorted_and_span_eleven_years(events: pd.DataFrame) -> None:
    assert events["start_date"].is_monotonic_increasing
    assert events["start_date"].str.fullmatch(r"20(1[4-9]|2[0-4])-\d\d-\d\d").all()
    assert events["start_date"].str[:4].nunique() == 11


def test_codes_come_in_their_shares(events: pd.DataFrame) -> None:
    for column, shares in (("commodity_code", COMMODITIES), ("agency_code", AGENCIES)):
        found = events[column].value_counts(normalize=True)
        assert found.to_dict() == pytest.approx(shares, abs=0.02)


def test_most_events_stand_exactly_at_a_border_place(events: pd.DataFrame) -> None:
    places = set(border_places().itertuples(index=False, name=None))
    points = list(events[["lon", "lat"]].itertuples(index=False, name=None))
    assert len(places) == CLUSTERS
    assert sum(point not in places for point in points) / len(points) == pytest.approx(SCATTERED, abs=0.01)
    assert events["lon"].between(-121, -93).all()
    assert events["lat"].between(23, 36).all()


def test_weights_are_log_normal_around_five_kilograms(events: pd.DataFrame) -> None:
    assert events["quantity_kg"].min() > 0
    assert events["quantity_kg"].median() == pytest.approx(5, rel=0.05)
    assert events["quantity_kg"].quantile(0.975) == pytest.approx(5 * 2.718281828 ** (1.96 * 1.5), rel=0.1)


def sample(name: str, **figures: Any) -> dict[str, Any]:
    return {"contender": name, "events": 100_000, **figures}


SAMPLES = [
    sample("atlas", build_s=0.08, bytes=1_000_000, drawn_ms=300.0, filter_ms=2.0),
    sample("geojson", build_s=7.0, bytes=40_000_000, drawn_ms=9000.0, filter_ms=60.0),
    sample("atlas", build_s=0.1, bytes=1_000_000, drawn_ms=400.0, filter_ms=3.0),
    sample("geojson", build_s=9.0, bytes=40_000_000, failed="drawn: longer than 120 s"),
    sample("atlas", build_s=0.09, bytes=1_000_000, drawn_ms=350.0, filter_ms=2.5),
]


def test_a_figure_is_the_median_of_the_rounds_that_have_it() -> None:
    found = summarise_samples(SAMPLES).set_index("contender")
    assert found.loc["atlas", ["rounds", "build_s", "file_bytes", "drawn_s", "filter_ms"]].tolist() == [
        3, 0.09, 10.0, 0.35, 2.5,
    ]  # fmt: skip
    assert found.loc["geojson", ["rounds", "build_s", "drawn_s", "failed"]].tolist() == [
        2, 8.0, 9.0, "drawn: longer than 120 s",
    ]  # fmt: skip
    assert pd.isna(found.loc["geojson", "heap_mb"])


def test_aims_are_judged_by_the_figure_or_by_its_ratio_to_another() -> None:
    aims = pd.DataFrame(
        [("drawn_s", 100_000, None, None, 0.3), ("filter_ms", 100_000, "geojson", 24, None),
         ("pan_ms", 100_000, None, None, 17), ("drawn_s", 1_000_000, None, None, 0.8)],
        columns=["figure", "events", "against", "least", "most"],
    )  # fmt: skip
    assert check_targets(summarise_samples(SAMPLES), aims).to_numpy().tolist() == [
        ["100,000", "drawn, s", "", "≤ 0.3", 0.35, "no"],
        ["100,000", "filter, ms", "folium.GeoJson", "≥ 24×", 24.0, "yes"],
    ]


def test_a_table_is_markdown_and_a_bar_cannot_break_it() -> None:
    assert format_table(["", "ms"], [["a | b", 3.14159], ["c", None], ["d", 1234567]]) == (
        "|  | ms |\n| --- | --- |\n| a \\| b | 3.14 |\n| c | – |\n| d | 1,234,567 |"
    )


@pytest.mark.parametrize(
    ("seconds", "found", "rounds"),
    [(5, {}, 5), (21, {}, 3), (46, {}, 1), (5, {"failed": "drawn: Page crashed"}, 1)],
)
def test_what_is_slow_or_fails_is_measured_less_often(seconds: float, found: dict[str, Any], rounds: int) -> None:
    assert min(rounds_allowed(seconds, found), 5) == rounds


def test_a_failure_is_told_by_its_last_line() -> None:
    trace = "Traceback (most recent call last):\n  File \"x\"\nMemoryError: no room\n  ^^^\n"
    assert last_line(trace) == "MemoryError: no room"
    assert last_line("") == "ended without a word"


def test_the_folders_of_this_machine_are_not_told() -> None:
    assert ABSOLUTE.sub("", "no name 'x' (/home/me/atlas/a.py), see https://a.org/b/c") == (
        "no name 'x' (a.py), see https://a.org/b/c"
    )


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js", "leaflet/dist/leaflet.js"),
        ("https://unpkg.com/@geoarrow/geoarrow-js@0.3.0/dist/x.js", "@geoarrow/geoarrow-js/dist/x.js"),
        ("https://esm.sh/react-dom@19.1.0/client?external=react", ".esm/react-dom__client.js"),
        ("https://code.jquery.com/jquery-3.7.1.min.js", "jquery/dist/jquery.min.js"),
        ("https://tile.openstreetmap.org/5/6/12.png", None),
    ],
)
def test_a_library_is_found_under_the_address_of_its_cdn(url: str, path: str | None) -> None:
    found = find_library(url)
    assert (found and found.relative_to(MODULES).as_posix()) == path
