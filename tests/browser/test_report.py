"""The dossier on a screen and on paper, and the map in the frame of a notebook."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.atlas import Atlas
from geo.view import View, select_events
from layers.atlas_map import MapOptions, build_map
from layers.report import report_bytes
from tests.browser.conftest import take_file

VIEW = View(plazas=("nogales",))


@pytest.fixture(scope="module")
def dossier(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "nogales.html"
    path.write_bytes(report_bytes(atlas, VIEW))
    return path


@pytest.mark.parametrize(("width", "is_narrow"), [(1440, False), (390, True), (320, True)])
def test_it_fits_the_screen_and_shows_the_map_for_it(page: Page, dossier: Path, width: int, is_narrow: bool) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(dossier.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.querySelector('img').naturalWidth > 0")
    shown, narrow = page.evaluate("[document.querySelector('img').currentSrc, document.querySelector('source').srcset]")
    assert (shown == narrow) == is_narrow


def test_a_note_is_a_click_away_and_so_is_the_way_back(page: Page, dossier: Path) -> None:
    page.goto(dossier.as_uri())
    page.locator("a[href='#source-3']").first.click()
    expect(page.locator("#source-3")).to_be_in_viewport()
    page.locator("#source-3 a[href='#cite-3-1']").click()
    expect(page.locator("#cite-3-1")).to_be_in_viewport()


@pytest.mark.parametrize(("paper", "size"), [("A4", "595.92 x 842.88"), ("Letter", "612 x 792")])
def test_it_prints_with_running_title_and_page_numbers_and_all_events(
    page: Page, atlas: Atlas, dossier: Path, tmp_path: Path, paper: str, size: str
) -> None:
    page.goto(dossier.as_uri())
    page.pdf(path=tmp_path / "out.pdf", format=paper)
    facts = run("pdfinfo", tmp_path / "out.pdf")
    assert re.search(rf"Page size: +{size} pts", facts)
    pages = run("pdftotext", "-layout", tmp_path / "out.pdf", "-").split("\f")[:-1]
    assert f"Pages:           {len(pages)}\n" in facts
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
        assert ("Nogales: dossier of the Plaza Atlas" in text.splitlines()[0]) == (number > 1)
    words = "".join(pages).split()
    events = atlas.seizures.loc[select_events(atlas, VIEW), "event_id"]
    assert {event: words.count(event) for event in events} == dict.fromkeys(events, 1)


def test_the_app_gives_the_same_bytes(page: Page, app_url: str, dossier: Path) -> None:
    page.goto(app_url)
    expect(page.frame_locator("#atlas-frame iframe").locator("#atlas-count")).to_contain_text("events")
    page.get_by_role("tab", name="Dossiers").click()
    choice = page.get_by_label("Plaza or port of this view")
    choice.click()
    choice.fill("Nogales (border")
    page.get_by_role("option", name="Nogales (border plaza)").click()
    taken = take_file(page.get_by_role("button", name="Dossier of Nogales, one page to read and print", exact=True))
    assert taken.suggested_filename == "plaza-atlas-nogales.html"
    assert taken.path().read_bytes() == dossier.read_bytes()


def test_a_notebook_shows_the_map_in_a_frame_that_reaches_nothing(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    shown = build_map(atlas, VIEW, MapOptions(height=420))._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><meta charset='utf-8'><p>Before</p>{shown}<p>After</p>", encoding="utf-8")
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    count = len(select_events(atlas, VIEW))
    expect(frame.locator("#atlas-count")).to_contain_text(f"{count} events")
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["height"] == 420
    reach = "() => { try { return parent.document.title; } catch (error) { return error.name; } }"
    assert page.frames[1].evaluate(reach) == "SecurityError"


def run(*command: str | Path) -> str:
    """What a program says on its standard output."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
