"""Columns come back in the browser as they were, and its filter shows what the core's does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from geo.atlas import Atlas
from geo.view import View, select_events
from layers.atlas_map import build_map, render_document
from layers.columns import UNDATED, EventColumns, pack_columns

DECODE = """async ([head, body]) => {
  const { decodeColumns } = await import("atlas/columns");
  const columns = await decodeColumns(head, body), rows = [];
  for (let row = 0; row < columns.rows; row++) {
    const isDated = row < columns.dated, start = isDated ? columns.dayOf(row) : null;
    const end = isDated ? columns.longEnds[columns.longRows.indexOf(row)] ?? start : null;
    rows.push([start, end, columns.eventOf(row), columns.place[row] - 1, columns.commodity[row],
      columns.agency[row] - 1, columns.kg[columns.weight[row]]]);
  }
  const firsts = Array.from({ length: columns.events }, (_value, event) => columns.firstRowOf(event));
  return { rows, firsts };
}"""


def columns_of(events: list[tuple[int | None, int, int, int, list[tuple[int, float]]]]) -> EventColumns:
    """Columns of events given as first day, days more, place, agency, and commodities with weights."""
    rows = [
        (UNDATED if day is None else day, UNDATED if day is None else day + more, event, place, commodity, agency, kg)
        for event, (day, more, place, agency, items) in enumerate(events)
        for commodity, kg in items
    ]
    start, end, event, place, commodity, agency, kg = np.array(rows, dtype=float).reshape(-1, 7).T
    return EventColumns(*(column.astype(np.int64) for column in (start, end, event, place, commodity, agency)), kg)


def told(columns: EventColumns, order: list[int]) -> list[list[Any]]:
    """Rows as the browser tells them: events by their number in the document."""
    number = {event: index for index, event in enumerate(order)}
    rows = zip(*(column.tolist() for column in vars(columns).values()), strict=True)
    days = {UNDATED: None}
    return [[days.get(start, start), days.get(end, end), number[event], *rest] for start, end, event, *rest in rows]


def come_back(page: Page, columns: EventColumns) -> None:
    packed = pack_columns(columns)
    decoded = page.evaluate(DECODE, [packed.head, packed.body])
    assert sorted(decoded["rows"], key=str) == sorted(told(columns, packed.events.tolist()), key=str)
    assert [decoded["rows"][row][2] for row in decoded["firsts"]] == list(range(len(packed.events)))


weights = st.sampled_from([0.0, 0.25, 1.5, 2.0, 1234.5])
items = st.lists(st.tuples(st.integers(0, 300), weights), min_size=1, max_size=4, unique_by=lambda item: item[0])
days = st.none() | st.integers(-30_000, 30_000) | st.integers(19_000, 19_010)
events = st.tuples(days, st.sampled_from([0, 0, 0, 1, 30, 400]), st.integers(-1, 70_000), st.integers(-1, 400), items)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(events, max_size=30))
def test_every_event_comes_back(modules: Page, given_events: list[Any]) -> None:
    come_back(modules, columns_of(given_events))


@pytest.mark.parametrize(
    "given_events",
    [
        [],
        [(0, 0, -1, -1, [(0, 0.0)])],
        [(-25_567, 0, 0, 0, [(0, 1.5)]), (-1, 2, 0, 0, [(0, 1.5)])],
        [(day, 0, place, 0, [(0, 0.25)]) for day, place in ((1, 65_536), (1, 0), (2, 65_535), (2, -1))],
        [(7, 0, 0, 0, [(commodity, 2.0) for commodity in range(300)])],
    ],
    ids=["no event", "one event", "before 1970", "65,537 places", "300 commodities"],
)
def test_edges_come_back(modules: Page, given_events: list[Any]) -> None:
    come_back(modules, columns_of(given_events))


def test_many_places_come_back(modules: Page) -> None:
    count = 65_537
    numbers = np.arange(count, dtype=np.int64)
    columns = EventColumns(numbers % 40, numbers % 40, numbers, numbers, numbers % 6, numbers % 3, np.full(count, 0.5))
    packed = pack_columns(columns)
    rows = np.array(modules.evaluate(DECODE, [packed.head, packed.body])["rows"])
    assert (packed.events[rows[:, 2].astype(int)] == rows[:, 3]).all()


def random_view(random: np.random.Generator, atlas: Atlas) -> View:
    """A view with some of its filters set, from what the atlas has."""

    def some(values: list[str], share: float) -> tuple[str, ...]:
        return tuple(random.choice(values, random.integers(1, 4))) if random.random() < share else ()

    start = date(2011, 1, 1) + timedelta(days=int(random.integers(0, 5_600)))
    stop = start + timedelta(days=int(random.choice([0, 1, 30, 365, 2_000])))
    ports = atlas.places.loc[atlas.places["kind"].isin(["port", "crossing"]), "place_id"].tolist()
    return View(
        date_from=start if random.random() < 0.7 else None,
        date_to=stop if random.random() < 0.7 else None,
        commodities=some(atlas.commodities["commodity_code"].tolist(), 0.4),
        agencies=some(atlas.agencies["agency_code"].tolist(), 0.3),
        plazas=some(atlas.plazas["plaza_id"].tolist(), 0.3),
        ports=some(ports, 0.2),
        places=some(atlas.seizures["place_id"].dropna().tolist(), 0.1),
        precisions=some(["crossing", "port", "city", "unresolved", "municipality"], 0.2),
        undated=bool(random.random() < 0.5),
    )


def test_browser_and_core_select_the_same_events_in_300_random_views(page: Page, atlas: Atlas, tmp_path: Any) -> None:
    path = tmp_path / "map.html"
    path.write_text(render_document(build_map(atlas, View())), encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("() => window.atlas")
    random = np.random.default_rng(20_240_701)
    views = [random_view(random, atlas) for _number in range(300)]
    answers = page.evaluate(
        """async (queries) => {
          await window.atlas.ready;
          const list = (text) => (text ? text.split(",") : []), found = [];
          for (const query of queries) {
            await window.atlas.setView({ from: query.from ?? null, to: query.to ?? null,
              commodity: list(query.commodity), agency: list(query.agency), plaza: list(query.plaza),
              port: list(query.port), place: list(query.place), precision: list(query.precision),
              undated: query.undated !== "0" });
            const { events, undated, unplaced } = window.atlas.count();
            found.push([events, undated, unplaced, (await window.atlas.rows(0, 1)).total]);
          }
          return found;
        }""",
        [view.to_query() for view in views],
    )
    for view, (shown, undated, unplaced, rows) in zip(views, answers, strict=True):
        chosen = atlas.seizures.loc[select_events(atlas, view)]
        without = chosen["place_id"].fillna("").eq("").sum()
        expected = (len(chosen), chosen["start_date"].isna().sum(), without, len(chosen))
        assert (shown, undated, unplaced, rows) == expected, view
    assert len({answer[0] for answer in answers}) > 50
