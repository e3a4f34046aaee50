"""Check places in a real browser: a table in, its open texts placed by a candidate or a click, the table out."""

from __future__ import annotations

import csv
import io
import json
import re

from playwright.sync_api import FilePayload, FrameLocator, Page, expect

from tests.browser.conftest import press, take_file

TABLE = (
    "id,where,agency\n"
    "1,Port of Nogales,CBP\n"
    "2,Hidalgo,\n"
    "3,The Old Mill of Nowhere,CBP\n"
    "4,the old mill of nowhere,CBP\n"
    "5,30 miles west of Lukeville,USBP\n"
)


def open_check(page: Page, url: str, content: bytes, name: str = "list.csv") -> None:
    page.goto(url)
    page.get_by_role("tab", name="Check places").click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def expect_figures(page: Page, *figures: str) -> None:
    """Rows placed, ambiguous and not found, and the reader's choices."""
    expect(page.locator(".figures").last.locator("h4")).to_have_text(list(figures))


def check_frame(page: Page) -> FrameLocator:
    return page.frame_locator("#check-frame iframe")


def download(page: Page, label: str) -> bytes:
    return take_file(page.get_by_role("button", name=label)).path().read_bytes()


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_table_is_reviewed_and_taken_away(page: Page, app_url: str) -> None:
    open_check(page, app_url, TABLE.encode("utf-16"))
    expect_figures(page, "2", "1", "2", "0")
    expect(check_frame(page).locator(".atlas-pin").first).to_have_text("1")
    press(page.get_by_role("button", name=re.compile(r"^1 · Hidalgo")))
    expect_figures(page, "3", "0", "2", "1")
    expect(check_frame(page).locator(".atlas-pin")).to_have_text(["✓"])
    expect(page.locator("#check-texts h3")).to_have_text("The Old Mill of Nowhere")
    press(check_frame(page).locator(".folium-map"), position={"x": 240, "y": 200})
    expect_figures(page, "5", "0", "0", "2")
    expect(page.get_by_text("Every text is placed.")).to_be_visible()
    rows = read_rows(download(page, "Reviewed table, CSV"))
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["status"] for row in rows] == ["resolved"] * 5
    assert [row["method"] for row in rows[1:4]] == ["reader"] * 3
    assert rows[2]["lon"] == rows[3]["lon"] != ""
    features = json.loads(download(page, "Reviewed table, GeoJSON"))["features"]
    assert features[2]["geometry"]["coordinates"] == [float(rows[2]["lon"]), float(rows[2]["lat"])]
    choices = read_rows(download(page, "Your choices, CSV"))
    assert [choice["text"] for choice in choices] == ["Hidalgo", "The Old Mill of Nowhere"]


def test_a_place_found_by_other_words_places_the_text_and_can_be_undone(page: Page, app_url: str) -> None:
    open_check(page, app_url, b"place\nthe old mill of nowhere\n")
    page.get_by_label("Search another place").fill("lukeville")
    page.get_by_label("Search another place").press("Enter")
    press(page.get_by_role("button", name=re.compile(r"^1 · Lukeville")))
    expect(page.get_by_text("Every text is placed.")).to_be_visible()
    press(page.get_by_role("button", name="Undo the last choice"))
    expect(page.get_by_label("Search another place")).to_be_visible()


def test_a_wrong_file_gets_one_sentence(page: Page, app_url: str) -> None:
    open_check(page, app_url, b"\x89PNG\r\n\x1a\n\0\0\0", "picture.csv")
    expect(page.get_by_role("alert")).to_contain_text("picture.csv")
    assert "Traceback" not in page.content()


def test_a_choice_holds_for_the_same_text_in_the_next_table(page: Page, app_url: str) -> None:
    open_check(page, app_url, b"place\nthe old mill of nowhere\n")
    page.get_by_label("Search another place").fill("lukeville")
    page.get_by_label("Search another place").press("Enter")
    press(page.get_by_role("button", name=re.compile(r"^1 · Lukeville")))
    expect_figures(page, "1", "0", "0", "1")
    content = b"site\nThe Old Mill of Nowhere\nAmado\n"
    other: FilePayload = {"name": "next.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(other)
    expect_figures(page, "2", "0", "0", "1")


def test_a_stopped_matching_keeps_nothing_and_can_begin_again(page: Page, app_url: str) -> None:
    many = "place\n" + "\n".join(f"{number} miles west of Lukeville" for number in range(60_000))
    open_check(page, app_url, many.encode())
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text("Stopped; nothing of it was kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Begin again")).to_be_visible()
    expect(page.locator("#check-texts")).to_have_count(0)
    other: FilePayload = {"name": "next.csv", "mimeType": "text/csv", "buffer": b"place\nthe old mill of nowhere\n"}
    page.locator("input[type=file]").set_input_files(other)
    expect(page.locator("#check-texts h3")).to_have_text("the old mill of nowhere")


def test_a_click_on_a_symbol_opens_it_and_places_nothing(page: Page, app_url: str) -> None:
    open_check(page, app_url, b"place\nthe old mill of nowhere\nLukeville\n")
    frame = check_frame(page)
    expect(frame.locator("#atlas-count")).to_have_text("1 row placed · 1 place")
    frame.locator("[data-index], #atlas-places button, [role=option]").first.press("Enter")
    expect(frame.locator("#atlas-panel")).to_be_visible()
    expect_figures(page, "1", "0", "1", "0")


def test_the_texts_are_reached_and_chosen_by_keyboard(page: Page, app_url: str) -> None:
    open_check(page, app_url, b"place\nthe old mill of nowhere\nanother lost place\n")
    texts = page.locator("#check-texts")
    expect(texts.locator("h3")).to_have_text("the old mill of nowhere")
    texts.get_by_role("button", name="another lost place").focus()
    page.keyboard.press("Enter")
    expect(texts.locator("h3")).to_have_text("another lost place")
    expect(texts.get_by_role("button", name="another lost place")).to_be_focused()
    expect(texts.get_by_role("button", name="another lost place")).to_have_attribute("aria-pressed", "true")
