"""Add data in a real browser: a file or a text in, corrected, on the map, undone; a public server keeps nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from data.imports import run_import
from data.workspace import Workspace
from geo.atlas import Atlas
from tests.browser.conftest import ROOT, take_file, wait_until_healthy

TABLE = (
    "date,place,drug,weight,unit\n"
    "2024-03-02,Port of Nogales,fentanyl,11.5,lb\n"
    "2024-03-04,Lukeville,cocaine,40,kg\n"
    "2024-03-05,The Old Mill of Nowhere,heroin,3,kg\n"
    "2024-03-05,Lukeville,unobtainium,3,kg\n"
    "2024-03-02,Port of Nogales,fentanyl,11.5,lb\n"
)
TOLD = "date,place,drug,weight,unit,url\n2019-03-02,Lukeville,cocaine,41.37,kg,https://{host}/1\n"
TEXT = (
    "NOGALES, Ariz. - On Monday, June 3, officers at the Port of Nogales found 11.5 pounds of fentanyl in the spare "
    "tire of a sedan. On June 5, officers at the Port of San Luis seized 120 pounds of methamphetamine."
)


def open_add(page: Page, url: str) -> Locator:
    page.goto(url)
    page.get_by_role("tab", name="Add data").click()
    expect(page.get_by_text("Or paste the text of a press release or a report")).to_be_visible(timeout=30_000)
    return page.locator("#add-data")


def give_file(page: Page, content: str | bytes, name: str = "list.csv") -> None:
    buffer = content.encode() if isinstance(content, str) else content
    expect(page.locator("input[type=file]")).to_have_count(1)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": buffer})


def put_on_map(page: Page, add: Locator, content: str, name: str = "list.csv") -> None:
    give_file(page, content, name)
    expect(add.locator("section h3").first).to_have_text(name)
    add.get_by_role("button", name="Put on the map").click()
    expect(add.get_by_text("Or paste the text")).to_be_visible()


def expect_events_on_map(page: Page, count: int) -> None:
    page.get_by_role("tab", name="Events").click()
    expect(page.locator(".figures h4").first).to_have_text(f"{count:,}")
    frame = page.frame_locator("#atlas-frame iframe")
    expect(frame.locator("#atlas-count")).to_contain_text(f"{count:,} events")


def test_a_file_is_previewed_and_put_on_the_map_and_undone(page: Page, app_url: str, atlas: Atlas) -> None:
    add = open_add(page, app_url)
    give_file(page, TABLE)
    expect(add.locator(".sum")).to_have_text("5 rows = 3 accepted + 1 repeated + 1 left out")
    expect(add).to_contain_text("Events: 3, of them placed: 2, without a date: 0")
    expect(add).to_contain_text("not a listed commodity")
    expect(add).to_contain_text("the same row stands in the file before (row 6)")
    add.get_by_role("button", name="Put on the map").click()
    expect(add.locator("[data-event]")).to_have_count(3)
    expect_events_on_map(page, len(atlas.seizures) + 3)
    page.get_by_role("tab", name="Add data").click()
    add.get_by_role("button", name="Undo the import").click()
    expect(add.locator("[data-event]")).to_have_count(0)
    expect_events_on_map(page, len(atlas.seizures))


def test_a_pasted_text_is_previewed_and_put_on_the_map(page: Page, app_url: str, atlas: Atlas) -> None:
    add = open_add(page, app_url)
    add.get_by_text("Or paste the text").click()
    add.get_by_label("Text").fill(TEXT)
    add.get_by_label("Day of publication").fill("2024-06-07")
    add.get_by_label("Publisher").fill("CBP Arizona")
    add.get_by_role("button", name="Read the text").click()
    expect(add.locator("tbody tr").first).to_contain_text("2024-06-03")
    add.get_by_role("button", name="Put on the map").click()
    expect(add.locator("[data-event]")).to_have_count(2)
    expect(add.locator("[data-event]").first).to_contain_text("CBP Arizona")
    expect_events_on_map(page, len(atlas.seizures) + 2)


def test_a_wrong_file_gets_one_sentence_and_nothing_is_lost(page: Page, app_url: str) -> None:
    add = open_add(page, app_url)
    put_on_map(page, add, TABLE)
    give_file(page, b"\x89PNG\r\n\x1a\n\0\0\0", "picture.csv")
    expect(add.get_by_role("alert")).to_contain_text("picture.csv")
    expect(add.locator("[data-event]")).to_have_count(3)
    assert "Traceback" not in page.content()


def test_two_reports_of_one_event_are_proposed_merged_and_parted_again(page: Page, app_url: str) -> None:
    add = open_add(page, app_url)
    put_on_map(page, add, TOLD.format(host="one.example"), "one.csv")
    put_on_map(page, add, TOLD.format(host="two.example"), "two.csv")
    expect(add.locator("[data-event]")).to_have_count(2)
    expect(add).to_contain_text(re.compile(r"Score \d+(\.\d)?"))
    add.get_by_role("button", name="Merge into one").click()
    expect(add.locator("[data-event]")).to_have_count(1)
    expect(add.locator("[data-event]")).to_contain_text("one.example; two.example")
    add.get_by_role("button", name="Undo the merge").click()
    expect(add.locator("[data-event]")).to_have_count(2)
    add.get_by_role("button", name="Keep apart").click()
    expect(add.get_by_role("button", name="Merge into one")).to_have_count(0)


def test_a_mapping_is_corrected_and_used_for_the_next_table(page: Page, app_url: str) -> None:
    add = open_add(page, app_url)
    table = "day,place,drug,weight,unit,remark\n2024-03-02,Lukeville,cocaine,40,kg,Port of Nogales\n"
    give_file(page, table)
    row = add.locator("tbody tr").first
    expect(row).to_contain_text("Lukeville")
    add.get_by_text("What each column says").click()
    add.get_by_label("Place", exact=True).select_option("remark")
    add.get_by_role("button", name="Read again with this").click()
    expect(row).to_contain_text("Port of Nogales")
    add.get_by_role("button", name="Discard").click()
    expect(add.get_by_text("Or paste the text")).to_be_visible()
    give_file(page, table.replace("40", "41"), "next.csv")
    expect(row).to_contain_text("Port of Nogales")
    expect(row).to_contain_text("41")


def test_an_event_is_placed_corrected_and_rejected(page: Page, app_url: str) -> None:
    add = open_add(page, app_url)
    put_on_map(page, add, "date,place,drug,weight,unit\n2024-03-05,The Old Mill of Nowhere,heroin,3,kg\n")
    event = add.locator("[data-event]")
    event.get_by_role("button", name="Place it").click()
    event.get_by_label("Search a place").fill("lukeville")
    event.get_by_label("Search a place").press("Enter")
    event.get_by_role("button", name=re.compile("^1 · Lukeville")).click()
    expect(add).to_contain_text("Events: 1, not placed: 0")
    event.get_by_text("Edit").click()
    event.get_by_label("Date").fill("2024-04-01")
    event.get_by_role("button", name="Save").first.click()
    expect(event).to_contain_text("2024-04-01")
    event.get_by_text("Reject").first.click()
    event.get_by_label("Reason").fill("told twice")
    event.get_by_role("button", name="Reject").click()
    expect(event).to_have_count(0)
    expect(add.get_by_role("button", name="Undo the rejection")).to_be_visible()


def test_the_workspace_is_taken_away(page: Page, app_url: str) -> None:
    add = open_add(page, app_url)
    put_on_map(page, add, TABLE)
    taken = take_file(page.get_by_role("button", name="Workspace, GeoPackage"))
    assert taken.path().read_bytes().startswith(b"SQLite format 3\0")


@pytest.fixture
def public_server(tmp_path: Path, atlas: Atlas) -> Iterator[tuple[str, Path]]:
    """Address of an app that shows a workspace of two events to everybody, and the file of it."""
    source, file = tmp_path / "shared.csv", tmp_path / "shared.sqlite"
    source.write_text("".join(TABLE.splitlines(keepends=True)[:3]), encoding="utf-8")
    workspace = Workspace.open(file)
    workspace.add_import(run_import(source).batch, "desk")
    workspace.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]  # fmt: skip
    settings = {"PLAZA_ATLAS_WORKSPACE": str(file), "PLAZA_ATLAS_PUBLIC": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(process, url)
        yield url, file
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_public_server_shows_its_workspace_and_keeps_what_is_added_in_the_session(
    page: Page, public_server: tuple[str, Path], atlas: Atlas
) -> None:
    url, file = public_server
    add = open_add(page, url)
    expect(add).to_contain_text("This server only shows its workspace.")
    put_on_map(page, add, "date,place,drug,weight,unit\n2021-05-05,Lukeville,heroin,3,kg\n")
    expect_events_on_map(page, len(atlas.seizures) + 3)
    page.goto(url)
    expect(page.locator(".figures h4").first).to_have_text(f"{len(atlas.seizures) + 2:,}")
    assert len(Workspace.open(file, read_only=True).history()) == 1
