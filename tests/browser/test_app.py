"""The app in a real browser: one document, small steps, one View for map, filters and address."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Frame, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.atlas import Atlas
from geo.summary import count_by_place
from geo.view import View, select_events
from layers.downloads import format_words
from layers.export import file_bytes
from tests.browser.conftest import press, take_file

TILES = "https://tile.openstreetmap.org/"
STEP_BYTES = 3_500
CHART_BYTES = 3_500


def open_app(page: Page, url: str) -> Frame:
    page.goto(url)
    page.wait_for_function("() => window.plazaAtlas?.loads > 0")
    frame = next(frame for frame in page.frames if frame != page.main_frame)
    frame.wait_for_function("() => window.atlas")
    frame.evaluate("() => window.atlas.ready")
    page.wait_for_function("() => window.plazaAtlas.given && !window.plazaAtlas.awaited")
    return frame


def expect_events(page: Page, frame: Frame, count: int) -> None:
    expect(page.locator(".figures h4").first).to_have_text(f"{count:,}")
    frame.wait_for_function("(count) => window.atlas.count().events === count", arg=count)


def wait_until_finished(page: Page, sent: list[bytes]) -> None:
    """Return when the app said that its script ran to the end."""
    while not any(ForwardMsg.FromString(message).WhichOneof("type") == "script_finished" for message in sent):
        page.evaluate("() => new Promise(requestAnimationFrame)")


def toggle_undated(page: Page) -> None:
    page.get_by_text("Show undated events").click()


def test_the_app_opens_with_every_event_on_the_map(page: Page, app_url: str, atlas: Atlas) -> None:
    frame = open_app(page, app_url)
    expect_events(page, frame, len(atlas.seizures))


def test_the_frame_is_not_loaded_again_on_a_filter_step(page: Page, app_url: str, atlas: Atlas) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("() => { window.marked = true; }")
    toggle_undated(page)
    expect_events(page, frame, len(select_events(atlas, View(undated=False))))
    toggle_undated(page)
    expect_events(page, frame, len(atlas.seizures))
    assert frame.evaluate("() => window.marked") is True
    assert page.evaluate("() => window.plazaAtlas.loads") == 1


def test_a_filter_step_sends_little_beside_the_charts_it_changes(page: Page, app_url: str, atlas: Atlas) -> None:
    sent: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: sent.append(data)))
    frame = open_app(page, app_url)
    wait_until_finished(page, sent)
    for undated in (False, True):
        sent.clear()
        toggle_undated(page)
        expect_events(page, frame, len(select_events(atlas, View(undated=undated))))
        wait_until_finished(page, sent)
        assert sum(len(message) for message in sent if not is_chart(message)) <= STEP_BYTES
        assert all(len(message) <= CHART_BYTES for message in sent)


def test_the_table_follows_the_map_and_turns_its_pages(page: Page, app_url: str, atlas: Atlas) -> None:
    open_app(page, f"{app_url}/?port=nogales-port")
    count = len(select_events(atlas, View(ports=("nogales-port",))))
    table = page.locator("#atlas-table")
    expect(table.locator("caption")).to_have_text(f"Events 1 to 10 of {count}, latest first")
    expect(table.locator("tbody tr")).to_have_count(10)
    expect(table.locator("tbody a").first).to_have_attribute("href", re.compile("^https?://"))
    before = table.locator("tbody").inner_text()
    press(table.get_by_role("button", name="Later page"))
    expect(table.locator("caption")).to_have_text(f"Events 11 to 20 of {count}, latest first")
    assert table.locator("tbody").inner_text() != before
    page.get_by_role("button", name="Clear all filters").click()
    expect(table.locator("caption")).to_have_text(f"Events 1 to 10 of {len(atlas.seizures)}, latest first")


def test_an_empty_view_says_what_to_do(page: Page, app_url: str) -> None:
    open_app(page, f"{app_url}/?to=1901-01-01&undated=0")
    expect(page.locator("#atlas-table caption")).to_have_text("No event matches; widen the dates or clear a filter.")


def test_a_click_on_a_bar_filters_the_map_without_loading_it_again(page: Page, app_url: str, atlas: Atlas) -> None:
    frame = open_app(page, app_url)
    top = count_by_place(atlas, View()).iloc[0]
    press(page.locator("[data-testid=stVegaLiteChart]").nth(1).locator(".mark-rect path").first)
    expect(page).to_have_url(re.compile(rf"\?place={top['code']}$"))
    expect_events(page, frame, int(top["events"]))
    assert page.evaluate("() => window.plazaAtlas.loads") == 1


def test_the_window_of_the_map_comes_back_to_filters_and_address(page: Page, app_url: str, atlas: Atlas) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("() => window.atlas.setView({from: '2024-01-01', to: '2024-06-30'})")
    expect(page).to_have_url(re.compile(r"\?from=2024-01-01&to=2024-06-30$"))
    expect_events(page, frame, len(select_events(atlas, View(date(2024, 1, 1), date(2024, 6, 30)))))
    assert page.evaluate("() => window.plazaAtlas.loads") == 1


@pytest.mark.parametrize("suffix", ["geojson", "html", "csv", "codebook.csv", "gpkg"])
def test_the_downloads_are_the_bytes_of_the_exporters(page: Page, app_url: str, atlas: Atlas, suffix: str) -> None:
    open_app(page, f"{app_url}/?port=nogales-port")
    page.get_by_role("tab", name="Export").click()
    taken = take_file(page.get_by_role("button", name=format_words()[suffix][0]))
    assert taken.suggested_filename == f"plaza-atlas.{suffix}"
    assert taken.path().read_bytes() == file_bytes(atlas, View(ports=("nogales-port",)), suffix)


def test_the_address_opens_its_view_in_the_map(page: Page, app_url: str, atlas: Atlas) -> None:
    frame = open_app(page, f"{app_url}/?commodity=fentanyl&undated=0")
    expect_events(page, frame, len(select_events(atlas, View(commodities=("fentanyl",), undated=False))))
    assert frame.evaluate("() => window.atlas.view().commodity") == ["fentanyl"]


def test_a_tab_pressed_while_the_app_opens_leaves_the_filters_alone(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?commodity=fentanyl")
    page.get_by_role("tab", name="Sources").click()
    expect(page.get_by_role("heading", name="Set aside or not placed")).to_be_visible()
    expect(page.get_by_role("switch", name="Show undated events")).to_be_checked()
    expect(page).to_have_url(f"{app_url}/?commodity=fentanyl")


def test_a_bad_address_gets_a_message_and_every_event(page: Page, app_url: str, atlas: Atlas) -> None:
    frame = open_app(page, f"{app_url}/?from=yesterday")
    expect(page.get_by_role("alert")).to_contain_text("'from' is 'yesterday', which is not a date")
    expect_events(page, frame, len(atlas.seizures))


def test_tiles_are_asked_for_only_once_the_reader_chose_them(page: Page, app_url: str, refused: list[str]) -> None:
    open_app(page, app_url)
    assert refused == []
    page.get_by_role("tab", name="Export").click()
    choice = page.get_by_label("Basemap of the map here")
    choice.click()
    with page.expect_event("requestfailed", lambda request: request.url.startswith(TILES)):
        page.get_by_role("option", name="OpenStreetMap").click()
        expect(choice).to_have_value("OpenStreetMap")
        page.wait_for_function("() => window.plazaAtlas.loads === 2")
        page.get_by_role("tab", name="Events").click()
    page.goto("about:blank")
    assert refused and all(url.startswith(TILES) for url in refused)
    refused.clear()


def test_a_phone_shows_the_whole_legend_of_the_chart(page: Page, app_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(app_url)
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    names = chart.locator(".role-legend-label text")
    expect(names.first).to_be_visible(timeout=30_000)
    frame = chart.bounding_box()
    assert frame
    for name in names.all():
        box = name.bounding_box()
        assert box
        assert box["x"] + box["width"] <= frame["x"] + frame["width"], name.text_content()


def is_chart(message: bytes) -> bool:
    return ForwardMsg.FromString(message).delta.new_element.WhichOneof("type") == "vega_lite_chart"
