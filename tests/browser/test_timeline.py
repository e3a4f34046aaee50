"""The time control in a real browser: every way to move the window, and what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from geo.atlas import Atlas
from geo.view import View, select_events
from tests.browser.documents import open_document, write_document

YEAR = {"from": "2020-01-01", "to": "2020-12-31"}


@pytest.fixture(scope="session")
def document(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_document(atlas, tmp_path_factory.mktemp("timeline"))


def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    script = "async ([module, name, given]) => (await import(module))[name](...given) ?? null"
    return page.evaluate(script, [f"atlas/{module}", function, list(arguments)])


def set_window(page: Page, window: dict[str, Any]) -> None:
    page.evaluate("(window_) => window.atlas.setView(window_)", window)


def window_of(page: Page) -> tuple[str | None, str | None]:
    view = page.evaluate("() => window.atlas.setView({}).then(() => window.atlas.view())")
    return view["from"], view["to"]


def wait_for_window(page: Page, from_: str | None, to: str | None) -> None:
    is_shown = "([from, to]) => { const view = window.atlas.view(); return view.from === from && view.to === to; }"
    page.wait_for_function(is_shown, arg=[from_, to])


def box_of(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box
    return box


def drag(page: Page, start: tuple[float, float], right: float) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + right, start[1], steps=6)
    page.mouse.up()


def day_number(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("days", "unit"),
    [(1, "day"), (92, "day"), (93, "week"), (731, "week"), (732, "month"), (5856, "month"), (5857, "quarter")],
)
def test_the_span_chooses_the_unit_of_the_bars(modules: Page, days: int, unit: str) -> None:
    assert call(modules, "days", "unitOf", days) == unit


@pytest.mark.parametrize(
    ("unit", "day", "first"),
    [
        ("day", "2024-02-29", "2024-02-29"),
        ("week", "2024-03-03", "2024-02-26"),
        ("week", "1969-12-31", "1969-12-29"),
        ("month", "2024-02-29", "2024-02-01"),
        ("quarter", "2024-12-31", "2024-10-01"),
        ("quarter", "1969-05-05", "1969-04-01"),
        ("year", "1969-05-05", "1969-01-01"),
    ],
)
def test_a_unit_begins_on_its_first_day(modules: Page, unit: str, day: str, first: str) -> None:
    assert call(modules, "days", "unitStart", day_number(day), unit) == day_number(first)


@pytest.mark.parametrize(("day", "year"), [("2024-09-30", 2024), ("2024-10-01", 2025), ("2025-01-01", 2025)])
def test_a_fiscal_year_begins_in_october(modules: Page, day: str, year: int) -> None:
    assert call(modules, "days", "fiscalYear", day_number(day)) == year


@pytest.mark.parametrize(
    ("text", "is_end", "day"),
    [
        ("2024-07-31", False, "2024-07-31"),
        (" 20240731 ", True, "2024-07-31"),
        ("2024-7-1", True, "2024-07-01"),
        ("2024-02", False, "2024-02-01"),
        ("2024-02", True, "2024-02-29"),
        ("2024", False, "2024-01-01"),
        ("2024", True, "2024-12-31"),
    ],
)
def test_a_typed_text_is_a_day(modules: Page, text: str, is_end: bool, day: str) -> None:
    assert call(modules, "windows", "typedDay", text, is_end) == day_number(day)


@pytest.mark.parametrize("text", ["2023-02-29", "2024-13-01", "24-07-01", "07/31/2024", "July", "2024-07-", "20247"])
def test_a_typed_text_without_meaning_is_no_day(modules: Page, text: str) -> None:
    script = "async (text) => (await import('atlas/windows')).typedDay(text, false) === undefined"
    assert modules.evaluate(script, text)


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        ("2026-03-31", {"last-year": ("2025-04-01", "2026-03-31"), "fiscal-1": ("2025-10-01", "2026-09-30"),
                        "fiscal-2": ("2024-10-01", "2025-09-30"), "all": ("2011-01-01", "2026-03-31")}),
        ("2024-10-05", {"last-year": ("2023-11-01", "2024-10-31"), "fiscal-1": ("2024-10-01", "2025-09-30"),
                        "fiscal-2": ("2023-10-01", "2024-09-30"), "all": ("2011-01-01", "2024-10-31")}),
    ],
    ids=["end of a month", "first days of a fiscal year"],
)  # fmt: skip
def test_presets_end_with_the_latest_event(modules: Page, latest: str, expected: dict[str, tuple[str, str]]) -> None:
    span = {"first": day_number("2011-01-01"), "last": day_number(expected["all"][1]), "unit": "month",
            "latest": day_number(latest)}  # fmt: skip
    presets = call(modules, "windows", "presetsOf", span)
    assert {one["id"]: (one["from"], one["to"]) for one in presets} == {
        name: (day_number(first), day_number(last)) for name, (first, last) in expected.items()
    }


def test_the_bars_count_an_event_once_in_each_colour_of_its_month(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    found = page.evaluate("""async () => {
      const { columns: { decodeColumns }, filter: { Filter }, histogram, days: { dayToIso } } = atlasModules;
      const { barsOf, spanOf } = histogram;
      const text = (id) => document.getElementById(id).textContent, data = JSON.parse(text("atlas-data"));
      const columns = await decodeColumns(data.columns, text("atlas-columns"));
      const filter = new Filter(columns, data);
      const { edges, counts, colours } = barsOf(filter, window.atlas.view(), spanOf(columns, data.plazas));
      const found = {};
      counts.forEach((n, i) => {
        if (n) found[`${dayToIso(edges[Math.floor(i / colours.length)])} ${colours[i % colours.length]}`] = n;
      });
      return found;
    }""")
    items = atlas.seizure_items.merge(atlas.commodities[["commodity_code", "colour"]], on="commodity_code")
    rows = items.merge(atlas.seizures[["event_id", "start_date"]], on="event_id").dropna(subset="start_date")
    rows = rows.assign(bar=rows["start_date"].dt.strftime("%Y-%m-01 ") + rows["colour"])
    assert found == rows.groupby("bar")["event_id"].nunique().to_dict()


@pytest.mark.parametrize(
    ("days", "word"), [(60, "day"), (500, "week"), (3000, "month"), (8000, "quarter")], ids=lambda value: str(value)
)
def test_the_bars_have_the_unit_of_the_span(page: Page, atlas: Atlas, tmp_path: Path, days: int, word: str) -> None:
    dated = atlas.seizures.dropna(subset="start_date").iloc[:3]
    first = pd.Timestamp("2003-05-05")
    starts = pd.to_datetime([first, first + pd.Timedelta(days=days // 2), first + pd.Timedelta(days=days)])
    starts = starts.astype(dated["start_date"].dtype)
    seizures = dated.assign(start_date=starts, end_date=starts)
    items = atlas.seizure_items[atlas.seizure_items["event_id"].isin(seizures["event_id"])]
    few = replace(atlas, seizures=seizures.reset_index(drop=True), seizure_items=items.reset_index(drop=True))
    open_document(page, write_document(few, tmp_path))
    page.locator(".atlas-brush-left").press("ArrowRight")
    moved = window_of(page)[0]
    assert moved == {"day": "2003-05-06", "week": "2003-05-12", "month": "2003-06-01", "quarter": "2003-07-01"}[word]


def test_keys_move_each_handle_by_a_unit_a_day_or_to_the_end(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    set_window(page, YEAR)
    left, right = page.locator(".atlas-brush-left"), page.locator(".atlas-brush-right")
    for handle, key, expected in [
        (left, "ArrowRight", ("2020-02-01", "2020-12-31")),
        (left, "ArrowDown", ("2020-01-01", "2020-12-31")),
        (left, "Shift+ArrowRight", ("2020-01-02", "2020-12-31")),
        (right, "ArrowLeft", ("2020-01-02", "2020-11-30")),
        (right, "PageUp", ("2020-01-02", "2021-11-30")),
        (right, "Home", ("2020-01-02", "2020-01-02")),
        (left, "Home", (None, "2020-01-02")),
        (right, "End", (None, None)),
    ]:
        handle.press(key)
        assert window_of(page) == expected, key
    left.press("PageUp")
    expect(left).to_have_attribute("aria-valuetext", "1 January 2012")
    expect(left).to_have_attribute("aria-valuenow", str(day_number("2012-01-01")))


def test_keys_move_the_window_whole(page: Page, document: str) -> None:
    open_document(page, document)
    set_window(page, YEAR)
    window = page.locator(".atlas-brush-window")
    window.press("ArrowRight")
    assert window_of(page) == ("2020-02-01", "2021-01-31")
    expect(window).to_have_attribute("aria-valuetext", "1 February 2020 to 31 January 2021")
    window.press("PageDown")
    assert window_of(page) == ("2019-02-01", "2020-01-31")
    window.press("Home")
    assert window_of(page) == (None, "2011-12-31")
    expect(page.locator(".atlas-spoken")).to_have_text("1 January 2011 to 31 December 2011")


def test_dragging_the_window_keeps_its_length_and_counts_as_the_table(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    set_window(page, YEAR)
    box, track = box_of(page.locator(".atlas-brush-window")), box_of(page.locator(".atlas-track"))
    a_year = track["width"] / (2026.25 - 2011)
    drag(page, (box["x"] + box["width"] / 2, box["y"] + 12), 2 * a_year)
    assert window_of(page) == ("2022-01-01", "2022-12-31")
    shown = select_events(atlas, View(date_from=date(2022, 1, 1), date_to=date(2022, 12, 31)))
    assert page.evaluate("() => window.atlas.count().events") == len(shown)
    drag(page, (track["x"] + 11.5 * a_year, box["y"] + 12), 20 * a_year)
    from_, to = window_of(page)
    assert to is None and from_ == "2025-04-01"


def test_dragging_over_the_bars_draws_a_new_window_and_a_press_beside_it_moves_it(page: Page, document: str) -> None:
    open_document(page, document)
    track = box_of(page.locator(".atlas-track"))
    a_year, y = track["width"] / (2026.25 - 2011), track["y"] + 20
    drag(page, (track["x"] + 5.05 * a_year, y), 0.9 * a_year)
    assert window_of(page) == ("2016-01-01", "2016-12-31")
    page.mouse.click(track["x"] + 10.5 * a_year, y)
    from_, to = window_of(page)
    assert from_ and to and abs(day_number(from_) - day_number("2021-01-01")) < 32
    assert day_number(to) - day_number(from_) in range(360, 370)


def test_steps_move_the_window_or_let_it_grow(page: Page, document: str) -> None:
    open_document(page, document)
    set_window(page, YEAR)
    page.get_by_role("button", name="Step forward").click()
    assert window_of(page) == ("2020-02-01", "2021-01-31")
    page.get_by_role("button", name="Step back").click()
    assert window_of(page) == ("2020-01-01", "2020-12-31")
    cumulative = page.get_by_role("button", name="Cumulative")
    cumulative.click()
    expect(cumulative).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Step forward").click()
    assert window_of(page) == ("2020-01-01", "2021-01-31")


PLAY = """async ([window_, settings, steps]) => {
  const { Player } = await import("atlas/player"), { dayToIso, isoToDay } = await import("atlas/days");
  const [first, last] = ["2020-01-01", "2021-12-31"].map(isoToDay);
  const span = { first, last, unit: "month", latest: last };
  let now = { from: isoToDay(window_[0]), to: isoToDay(window_[1]) };
  const seen = [];
  await new Promise((resolve) => {
    const player = new Player(span, {
      window: () => now,
      show: (next) => { now = next; if (seen.push(next) === steps) player.stop(); },
      changed: () => { if (!player.playing && seen.length) resolve(); },
    });
    Object.assign(player, { speed: 100, ...settings });
    player.toggle();
  });
  return seen.map(({ from, to }) => `${dayToIso(from)} ${dayToIso(to)}`);
}"""


@pytest.mark.parametrize(
    ("window", "settings", "seen"),
    [
        (("2021-09-01", "2021-10-31"), {}, ["2021-10-01 2021-11-30", "2021-11-01 2021-12-31"]),
        (("2020-01-01", "2021-12-31"), {}, ["2020-01-01 2020-12-31", "2020-02-01 2021-01-31", "2020-03-01 2021-02-28"]),
        (("2021-11-01", "2021-12-31"), {}, ["2020-01-01 2020-02-29", "2020-02-01 2020-03-31", "2020-03-01 2020-04-30"]),
        (("2021-10-01", "2021-11-30"), {"loops": True},
         ["2021-11-01 2021-12-31", "2020-01-01 2020-02-29", "2020-02-01 2020-03-31"]),
        (("2020-01-01", "2021-12-31"), {"grows": True},
         ["2020-01-01 2020-01-31", "2020-01-01 2020-02-29", "2020-01-01 2020-03-31"]),
        (("2021-09-01", "2021-11-30"), {"grows": True, "loops": True},
         ["2021-09-01 2021-12-31", "2021-09-01 2021-09-30", "2021-09-01 2021-10-31"]),
    ],
    ids=["to the end", "opens a window", "from the end", "again", "grows", "grows again"],
)  # fmt: skip
def test_play_goes_step_by_step(modules: Page, window: Any, settings: dict[str, bool], seen: list[str]) -> None:
    assert modules.evaluate(PLAY, [window, settings, 3]) == seen


def wait_until(page: Page, condition: str) -> None:
    page.wait_for_function(f"() => {{ const {{ from, to }} = window.atlas.view(); return {condition}; }}")


def test_play_moves_the_window_until_paused_and_says_so_only_then(page: Page, document: str) -> None:
    open_document(page, document)
    set_window(page, YEAR)
    speed = page.locator(".atlas-speed")
    speed.click()
    speed.click()
    expect(speed).to_have_text("4×")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until(page, "from >= '2020-04-01'")
    expect(page.locator(".atlas-spoken")).to_have_text("")
    expect(page.locator("#atlas-count")).to_have_attribute("aria-live", "off")
    page.get_by_role("button", name="Pause").click()
    from_, to = window_of(page)
    assert from_ and to and day_number(to) - day_number(from_) in range(360, 370)
    expect(page.locator(".atlas-spoken")).to_contain_text(" to ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_play_ends_at_the_end_or_begins_again_and_follows_a_script(page: Page, document: str) -> None:
    open_document(page, document)
    set_window(page, {"from": "2025-01-01", "to": "2026-02-28"})
    play = page.locator(".atlas-play")
    play.click()
    expect(play).to_have_attribute("aria-label", "Play")
    assert window_of(page) == ("2025-02-01", None)
    page.get_by_role("button", name="Play again from the start").click()
    play.click()
    wait_until(page, "to && to < '2016-01-01'")
    set_window(page, {"from": "2025-01-01", "to": "2025-12-31"})
    wait_until(page, "from > '2025-01-01'")
    wait_until(page, "to && to < '2016-01-01'")
    play.click()
    expect(play).to_have_attribute("aria-label", "Play")


def test_presets_set_the_window_and_stay_pressed(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    latest = atlas.seizures["end_date"].max().date()
    fiscal = latest.year + (latest.month >= 10)
    for button, view in [
        (page.get_by_role("button", name="12 months"), View(date_from=date(2025, 4, 1))),
        (page.get_by_role("button", name=f"FY {fiscal}"), View(date_from=date(fiscal - 1, 10, 1))),
        (page.get_by_role("button", name=f"FY {fiscal - 1}"),
         View(date_from=date(fiscal - 2, 10, 1), date_to=date(fiscal - 1, 9, 30))),
        (page.get_by_role("button", name="All", exact=True), View()),
    ]:  # fmt: skip
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        wait_for_window(page, *(day.isoformat() if day else None for day in (view.date_from, view.date_to)))
        assert page.evaluate("() => window.atlas.count().events") == len(select_events(atlas, view))
        expect(page.locator(".atlas-presets [aria-pressed=true]")).to_have_count(1)


def test_typed_dates_move_the_window(page: Page, document: str) -> None:
    open_document(page, document)
    first, last = page.locator("#atlas-from"), page.locator("#atlas-to")
    first.fill("2024-03")
    last.fill("20240415")
    last.press("Enter")
    wait_for_window(page, "2024-03-01", "2024-04-15")
    expect(first).to_have_value("2024-03-01")
    expect(last).to_have_value("2024-04-15")
    first.fill("")
    first.press("Enter")
    wait_for_window(page, None, "2024-04-15")
    expect(first).to_have_value("2011-01-01")


@pytest.mark.parametrize(
    ("first", "last", "wrong", "message"),
    [
        ("2024-02-30", "2024-04-15", "#atlas-from", "“2024-02-30” is not a day; write it as 2024-07-31."),
        ("2024-02-01", "April", "#atlas-to", "“April” is not a day; write it as 2024-07-31."),
        ("2024-05-01", "2024-04-15", "#atlas-from", "2024-05-01 is after 2024-04-15; the first day comes first."),
    ],
    ids=["no such day", "words", "wrong order"],
)
def test_typed_dates_that_cannot_be_are_said_and_change_nothing(
    page: Page, document: str, first: str, last: str, wrong: str, message: str
) -> None:
    open_document(page, document)
    set_window(page, YEAR)
    page.locator("#atlas-from").fill(first)
    page.locator("#atlas-to").fill(last)
    page.locator("#atlas-to").press("Enter")
    expect(page.get_by_role("alert")).to_have_text(message)
    expect(page.locator(wrong)).to_have_attribute("aria-invalid", "true")
    assert window_of(page) == ("2020-01-01", "2020-12-31")
    page.get_by_role("button", name="All", exact=True).click()
    wait_for_window(page, None, None)
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator(wrong)).to_have_attribute("aria-invalid", "false")


def test_the_shown_of_those_in_range_and_the_undated_are_stated(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    view = View(date_from=date(2024, 1, 1), date_to=date(2024, 12, 31), commodities=("fentanyl",))
    set_window(page, {"from": "2024-01-01", "to": "2024-12-31", "commodity": ["fentanyl"]})
    shown = len(select_events(atlas, replace(view, undated=False)))
    undated = len(select_events(atlas, view)) - shown
    in_range = len(select_events(atlas, replace(view, commodities=(), undated=False)))
    expect(page.locator(".atlas-range")).to_have_text(f"{shown} of {in_range} in range · {undated} undated")
    page.get_by_label("Undated events").uncheck()
    expect(page.locator(".atlas-range")).to_have_text(f"{shown} of {in_range} in range · undated left out")


def test_the_window_moves_the_actions_of_a_plaza_too(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    page.evaluate("() => window.atlas.select('plaza', 'nogales')")
    ours = atlas.actions[atlas.actions["plaza_id"] == "nogales"]
    for first, last in [("2011-01-01", "2026-12-31"), ("2024-01-01", "2024-12-31")]:
        set_window(page, {"from": first, "to": last, "undated": False})
        within = ours["date"].between(pd.Timestamp(first), pd.Timestamp(last)).sum()
        assert within
        expect(page.get_by_role("heading", name=re.compile("^Actions"))).to_have_text(f"Actions ({within})")


def test_readers_who_want_less_motion_get_no_animated_zoom(page: Page, document: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_document(page, document)
    options = page.evaluate("() => Object.values(window).find((one) => one instanceof L.Map).options")
    assert options["inertia"] is False and options["zoomAnimationThreshold"] < 0


class Finger:
    """One finger on the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def drag(self, start: tuple[float, float], right: float, down: float = 0) -> None:
        x, y = start
        self._touch("touchStart", [{"x": x, "y": y}])
        for step in range(1, 9):
            self._touch("touchMove", [{"x": x + right * step / 8, "y": y + down * step / 8}])
        self._touch("touchEnd", [])

    def _touch(self, kind: str, points: list[dict[str, float]]) -> None:
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_touch_moves_handles_and_window_on_a_phone(page: Page, document: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    finger = Finger(page)
    open_document(page, document)
    track = box_of(page.locator(".atlas-track"))
    a_year = track["width"] / (2026.25 - 2011)
    left = box_of(page.locator(".atlas-brush-left"))
    finger.drag((left["x"] + 36, left["y"] + 20), 9 * a_year, down=-60)
    from_, to = window_of(page)
    assert to is None and from_ and abs(day_number(from_) - day_number("2020-01-01")) < 62
    set_window(page, YEAR)
    window = box_of(page.locator(".atlas-brush-window"))
    finger.drag((window["x"] + window["width"] / 2, window["y"] + window["height"] - 10), 2 * a_year, down=40)
    from_, to = window_of(page)
    assert from_ and to and abs(day_number(from_) - day_number("2022-01-01")) < 62
    assert day_number(to) - day_number(from_) in range(360, 370)
    assert page.evaluate("() => [scrollX, scrollY, visualViewport.scale]") == [0, 0, 1]


def test_targets_are_wide_enough_for_a_finger_on_a_phone(page: Page, document: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_document(page, document)
    targets = page.locator("#atlas-timeline button, #atlas-timeline input, .atlas-brush-handle")
    for target in targets.all():
        box = box_of(target)
        assert box["width"] >= 44 and box["height"] >= 44, target.get_attribute("class")
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390


def test_both_handles_can_be_reached_when_the_window_is_one_day(page: Page, document: str) -> None:
    open_document(page, document)
    set_window(page, {"from": "2020-01-01", "to": "2020-01-01"})
    for name in ("left", "right"):
        box = box_of(page.locator(f".atlas-brush-{name}"))
        x = box["x"] + (2 if name == "left" else box["width"] - 2)
        hit = page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", [x, box["y"] + 5])
        assert f"atlas-brush-{name}" in hit


def test_days_agree_with_the_calendar(modules: Page) -> None:
    days = [day_number("1900-02-28") + 97 * step for step in range(700)]
    found = modules.evaluate("async (days) => days.map((await import('atlas/days')).dayToIso)", days)
    assert found == [(date(1970, 1, 1) + timedelta(days=day)).isoformat() for day in days]
