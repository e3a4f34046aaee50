"""The map document as a file in a real browser."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from geo.atlas import Atlas
from geo.view import View, select_events
from tests.browser.documents import open_document, write_document

ROOT = Path(__file__).parent.parent.parent
HOSTILE = "<img src=x onerror=window.harmed=1> ${window.harmed=2} </script><script>window.harmed=3</script>{{ 7*7 }}"
FREE_TEXT = {
    "seizures": ["place_reported", "place_name", "date_note", "conveyance_reported", "concealment", "hedge", "note",
                 "agency_reported"],
    "seizure_items": ["commodity_reported", "form", "quantity_reported", "unit_reported", "qualifier"],
    "places": ["name", "aliases", "note"],
    "plazas": ["name", "note"],
    "plaza_claims": ["organization_reported", "faction", "hedge", "note"],
    "person_claims": ["name", "aliases", "role", "court_case", "named_by"],
    "organizations": ["name"],
    "actions": ["summary", "agency"],
    "sources": ["publisher"],
    "commodities": ["label_en"],
    "agencies": ["label_en"],
}  # fmt: skip
INK = """() => [...document.querySelectorAll('.folium-map canvas')].map((canvas) => {
  const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return pixels.some((pixel) => pixel);
})"""


def count_of(page: Page) -> int:
    return int(page.evaluate("() => window.atlas.count().events"))


@pytest.fixture(scope="session")
def document(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_document(atlas, tmp_path_factory.mktemp("document"))


def test_the_map_draws_plazas_ports_and_events(page: Page, document: str) -> None:
    open_document(page, document)
    drawn = page.evaluate(INK)
    assert drawn and all(drawn)
    for name in ("Plazas", "Ports", "Seizures"):
        box = page.get_by_role("checkbox", name=name)
        expect(box).to_be_checked()
        before = page.screenshot()
        box.uncheck()
        assert page.screenshot() != before, f"{name} drew nothing"
        box.check()


def test_the_document_counts_what_the_table_counts(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    assert count_of(page) == len(atlas.seizures) == len(select_events(atlas, View()))


def test_moving_the_brush_changes_the_count_to_the_number_of_the_table(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    before = count_of(page)
    handle = page.locator(".atlas-brush-left").bounding_box()
    track = page.locator(".atlas-track").bounding_box()
    assert handle and track
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.6, handle["y"] + 10, steps=5)
    page.mouse.up()
    page.wait_for_function("(before) => window.atlas.count().events < before", arg=before)
    first = page.evaluate("() => window.atlas.view().from")
    expected = len(select_events(atlas, View(date_from=date.fromisoformat(first))))
    assert count_of(page) == expected
    expect(page.locator("#atlas-count")).to_contain_text(f"{expected:,} event")


@pytest.mark.parametrize(
    "view",
    [
        View(date_from=date(2024, 2, 29), date_to=date(2024, 2, 29)),
        View(date_from=date(2023, 1, 1), date_to=date(2023, 12, 31), undated=False),
        View(commodities=("fentanyl",), plazas=("nogales",)),
        View(ports=("nogales-port",)),
        View(precisions=("unresolved",)),
    ],
    ids=["one day", "a year", "plaza and drug", "port", "not placed"],
)
def test_browser_and_core_select_the_same_events(page: Page, document: str, atlas: Atlas, view: View) -> None:
    query = "&".join(f"{key}={text}" for key, text in view.to_query().items())
    open_document(page, f"{document}#{query}")
    assert count_of(page) == len(select_events(atlas, view))


def test_clicking_nogales_lists_its_events_with_links(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    spot = atlas.places.set_index("place_id").loc["nogales-port"]
    open_document(page, write_document(atlas, tmp_path, View(ports=("nogales-port",))))
    name = page.evaluate("() => Object.keys(window).find((key) => window[key] instanceof L.Map)")
    page.evaluate("([name, lat, lon]) => window[name].setView([lat, lon], 15, {animate: false})",
                  [name, spot["lat"], spot["lon"]])  # fmt: skip
    where: dict[str, Any] = page.evaluate(
        "([name, lat, lon]) => window[name].latLngToContainerPoint([lat, lon])", [name, spot["lat"], spot["lon"]]
    )
    page.mouse.click(where["x"], where["y"])
    panel = page.locator("#atlas-panel")
    expect(panel).to_be_visible()
    expect(panel.locator("h2")).to_contain_text("Nogales")
    links = panel.locator(".atlas-list li a")
    expect(links.first).to_be_visible()
    assert (links.first.get_attribute("href") or "").startswith("http")


def test_hostile_text_in_every_free_field_runs_nothing(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    frames = {}
    for name, columns in FREE_TEXT.items():
        table: pd.DataFrame = getattr(atlas, name)
        frames[name] = table.assign(**{column: HOSTILE for column in columns if column in table})
    urls = atlas.sources.assign(url="javascript:window.harmed=4", publisher=HOSTILE)
    hostile = replace(atlas, **frames | {"sources": urls}, title=HOSTILE)
    open_document(page, write_document(hostile, tmp_path))
    for kind, key in (("place", "nogales-port"), ("port", "nogales-port"), ("plaza", "nogales")):
        page.evaluate("([kind, key]) => window.atlas.select(kind, key)", [kind, key])
        expect(page.locator("#atlas-panel")).to_be_visible()
        expect(page.locator("#atlas-panel")).to_contain_text("<img src=x onerror")
        assert page.locator("a[href^=javascript]").count() == 0
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("() => window.harmed") is None
    assert count_of(page) == len(atlas.seizures)


def test_a_table_of_ones_own_is_drawn_filtered_and_told(page: Page, tmp_path: Path) -> None:
    source, target = tmp_path / "mine.csv", tmp_path / "mine.html"
    source.write_text(
        "event_id,start_date,commodity_code,agency_code,quantity_kg,lon,lat,note,source_url\n"
        "one,2024-03-05,fentanyl,usbp,4.5,-110.94,31.33,<img src=x onerror=window.harmed=1>,https://example.org/a\n"
        "two,2024-05-01,heroin,sheriff,,-110.94,31.33,,javascript:window.harmed=2\n"
        "three,,heroin,,1.5,,,,\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "layers", "export", str(target), "--events", str(source)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True).returncode == 0
    open_document(page, target.as_uri())
    assert page.evaluate("() => window.atlas.count()") == {
        "events": 3, "places": 1, "undated": 1, "unplaced": 1, "inRange": 2,
    }  # fmt: skip
    page.evaluate("() => window.atlas.select('place', '-110.94,31.33')")
    panel = page.locator("#atlas-panel")
    expect(panel.locator(".atlas-event")).to_have_count(2)
    expect(panel).to_contain_text("<img src=x onerror")
    expect(panel.get_by_role("link")).to_have_attribute("href", "https://example.org/a")
    page.evaluate("() => window.atlas.setView({from: '2024-05-01', undated: false})")
    expect(panel.locator(".atlas-event")).to_have_count(1)
    expect(panel).to_contain_text("sheriff")
    assert page.evaluate("() => window.harmed") is None


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        ("event_id\na\n", "out.html", "mine.csv has no column 'start_date'"),
        ("", "out.html", "mine.csv is empty"),
        ("event_id\na\n", "out.geojson", "is no .html file"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_one_sentence_and_no_file(
    tmp_path: Path, content: str, name: str, sentence: str
) -> None:
    source, target = tmp_path / "mine.csv", tmp_path / name
    source.write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "layers", "export", str(target), "--events", str(source)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert sentence in run.stderr
    assert not target.exists()
