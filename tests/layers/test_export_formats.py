"""Other programs open the exports, and find the same events, weights, words and limits in each."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geoparquet_validator
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from lxml import etree

from geo.atlas import Atlas
from geo.errors import ViewError
from geo.summary import shown_items, sum_weights
from geo.view import View, select_events
from layers import workbook
from layers.citation import CODE_LICENCE, DATA_LICENCE
from layers.codebook import codebook_rows
from layers.csv_table import codebook_bytes
from layers.export import EXPORTERS
from layers.safe_text import make_inert

TABLES = ["csv", "xlsx", "geojson", "gpkg", "parquet", "fgb", "kml", "zip"]
VIEWS = [
    View(),
    View(commodities=("fentanyl",)),
    View(commodities=("heroin",), size="heroin"),
    View(date_from=date(2024, 2, 10), undated=False),
    View(precisions=("municipality",)),
]
KML = {"k": "http://www.opengis.net/kml/2.2"}
Row = dict[str, Any]


def gdal_rows(path: Path, *arguments: str) -> list[Row]:
    """Return the rows that GDAL reads, which may warn of nothing."""
    command = ["ogr2ogr", "-f", "CSV", "/vsistdout/", str(path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    csv.field_size_limit(10**9)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def read_csv(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def unzip(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def sheet(content: bytes, name: str) -> list[Row]:
    rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def events_and_items(suffix: str, path: Path) -> tuple[list[Row], list[Row]]:
    """Return the events and their items as another program reads them."""
    if suffix in ("geojson", "gpkg", "fgb", "kml"):
        chosen = {"geojson": ["-where", "layer='event'"], "gpkg": ["events"], "fgb": [], "kml": ["Events"]}[suffix]
        events = gdal_rows(path, *chosen)
        return events, [item for event in events for item in json.loads(event["items"])]
    content = path.read_bytes()
    if suffix == "parquet":
        events = pq.read_table(path).to_pylist()
        return events, [item for event in events for item in event["items"]]
    if suffix == "zip":
        return read_csv(unzip(content, "data/events.csv")), read_csv(unzip(content, "data/items.csv"))
    if suffix == "xlsx":
        return sheet(content, "events"), sheet(content, "items")
    rows = read_csv(content)
    return list({row["event_id"]: row for row in rows}.values()), [row for row in rows if row["item_id"]]


@pytest.fixture
def write(atlas: Atlas, tmp_path: Path) -> Callable[..., Path]:
    def write(suffix: str, view: View | None = None, *, of: Atlas = atlas) -> Path:
        path = tmp_path / f"out.{suffix}"
        path.write_bytes(EXPORTERS[suffix](of, view or View()))
        return path

    return write


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: str(view.to_query()))
@pytest.mark.parametrize("suffix", TABLES)
def test_every_format_has_the_same_events_and_weights(
    atlas: Atlas, write: Callable[..., Path], suffix: str, view: View
) -> None:
    events, items = events_and_items(suffix, write(suffix, view))
    shown = atlas.seizures.loc[select_events(atlas, view), "event_id"].tolist()
    assert sorted(event["event_id"] for event in events) == sorted(shown)
    weights: Counter[str] = Counter()
    for item in items:
        if not item["alternative_of"] and item["quantity_kg"] not in (None, ""):
            weights[item["commodity_code"]] += float(item["quantity_kg"])
    assert weights == sum_weights(shown_items(atlas, view))


@pytest.mark.parametrize("suffix", TABLES)
def test_every_format_keeps_precision_words_hedges_and_sources(
    atlas: Atlas, write: Callable[..., Path], suffix: str
) -> None:
    events, items = events_and_items(suffix, write(suffix))
    month = next(event for event in events if event["event_id"] == "e-month")
    assert (month["precision"], float(month["radius_km"]), month["hedge"]) == ("municipality", 23, "alleged")
    assert month["place_reported"] == "in Nogales, Sonora"
    assert str(month["start_date"])[:10].replace("/", "-") == "2024-02-01"
    words = [(item["quantity_reported"], item["unit_reported"]) for item in items]
    assert words[:2] == [("2", "kg"), ("1,000", "pills")]
    assert "https://example.org/b?x=<script>" in str(month.get("source_urls") or month["reports"]).replace("\\/", "/")


def said(suffix: str, content: bytes) -> str:
    """Return all text in an export."""
    if suffix == "parquet":
        return pq.read_metadata(io.BytesIO(content)).metadata[b"plaza_atlas"].decode()
    if suffix == "xlsx":
        return str([sheet(content, name) for name in ("about", "sources")])
    if suffix == "zip":
        return "".join(unzip(content, name).decode() for name in ("README.md", "datapackage.json", "data/sources.csv"))
    return content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("suffix", TABLES)
def test_every_format_names_version_view_date_sources_licences_limits_and_citation(atlas: Atlas, suffix: str) -> None:
    text = said(suffix, EXPORTERS[suffix](replace(atlas, title="Sample"), View(commodities=("heroin",))))
    for part in (
        atlas.digest[:12], "commodity=heroin", "2024-03-06", "https://example.org/a", DATA_LICENCE, CODE_LICENCE,
        "not a statistic of seizures", "Plaza Atlas: Sample. Data version 0123456789ab.",
    ):  # fmt: skip
        assert part in text, part


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "kml", "zip"])
def test_a_plaza_says_that_its_outline_is_schematic(write: Callable[..., Path], suffix: str) -> None:
    path = write(suffix)
    if suffix == "zip":
        (plaza,) = read_csv(unzip(path.read_bytes(), "data/plazas.csv"))
    else:
        layer = {"geojson": ["-where", "layer='plaza'"], "gpkg": ["plazas"], "kml": ["Plazas (schematic)"]}[suffix]
        (plaza,) = gdal_rows(path, *layer)
    assert plaza["outline"].startswith("schematic: the union of its municipalities")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\nx"])
def test_a_text_that_starts_a_formula_gets_an_apostrophe(text: str) -> None:
    table = pa.table({"text": pa.array([text, "a=1", ""], pa.large_string()), "quantity_kg": [-1.0, 2.0, None]})
    assert make_inert(table).to_pydict() == {
        "text": ["'" + text, "a=1", ""], "quantity_kg": [-1.0, 2.0, None],
    }  # fmt: skip


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "zip"])
def test_no_cell_of_a_spreadsheet_is_a_formula(atlas: Atlas, write: Callable[..., Path], suffix: str) -> None:
    evil = replace(atlas, seizures=atlas.seizures.assign(place_reported="=HYPERLINK(1)", note="-1", lon=-110.5))
    events, _ = events_and_items(suffix, write(suffix, of=evil))
    assert {(event["place_reported"], event["note"]) for event in events} == {("'=HYPERLINK(1)", "'-1")}
    assert float(events[0]["lon"]) == -110.5


def test_the_workbook_holds_typed_cells_and_no_formula(write: Callable[..., Path]) -> None:
    book = openpyxl.load_workbook(write("xlsx"))
    assert book.sheetnames == ["events", "items", "reports", "claims", "sources", "codebook", "about"]
    assert {cell.data_type for table in book for row in table for cell in row} <= {"s", "inlineStr", "n", "d"}
    headings = [cell.value for cell in book["events"][1]]
    assert book["events"].cell(2, headings.index("start_date") + 1).value == datetime(2024, 3, 5)
    assert book.properties.modified == datetime(2024, 3, 6)


def test_a_workbook_too_long_is_one_sentence(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    with pytest.raises(ViewError, match="events has 4 rows, a sheet holds 3; narrow the view"):
        workbook.workbook_bytes(atlas, View())


def test_the_geoparquet_validator_finds_no_fault(write: Callable[..., Path]) -> None:
    path = write("parquet")
    report = geoparquet_validator.check(str(path))
    states = {outcome["id"]: outcome["status"] for outcome in report["outcomes"]}
    assert not geoparquet_validator.failed(report)
    assert {state for name, state in states.items() if "/covering/" in name} == {"pass"}
    assert json.loads(pq.read_metadata(path).metadata[b"geo"])["version"] == "1.1.0"


def test_the_geopackage_is_whole_and_styled_in_the_colours_of_the_map(atlas: Atlas, write: Callable[..., Path]) -> None:
    path = write("gpkg")
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        styles = database.execute("SELECT f_table_name, useAsDefault, styleQML FROM layer_styles").fetchall()
        changed = database.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
        meaning = database.execute(
            "SELECT description FROM gpkg_data_columns WHERE table_name = 'events' AND column_name = 'radius_km'"
        ).fetchone()
    database.close()
    assert [(name, default) for name, default, _ in styles] == [("events", 1), ("ports", 1), ("plazas", 1)]
    assert changed == [("2024-03-06T00:00:00.000Z",)]
    assert meaning == ("how far the true spot may be from the point",)
    root = ET.fromstring(styles[0][2].split("\n", 1)[1])
    symbols = {symbol.get("name"): symbol for symbol in root.iter("symbol")}
    colours = {
        category.get("value"): symbols[category.get("symbol")].find("layer/Option/Option[@name='color']").get("value")
        for category in root.iter("category")
    }
    assert [colours[code] for code in atlas.commodities["commodity_code"]] == [
        "200,16,46,255", "51,34,136,255", "58,58,58,255",
    ]  # fmt: skip


def test_gdal_lists_the_layers_of_the_geopackage(write: Callable[..., Path]) -> None:
    done = subprocess.run(["ogrinfo", "-q", str(write("gpkg"))], capture_output=True, text=True, check=True)
    assert re.findall(r": (\w+)", done.stdout) == [
        "events", "ports", "plazas", "claims", "sources", "about", "codebook", "layer_styles",
    ]  # fmt: skip
    assert done.stderr == ""


def test_the_geopackage_finds_events_by_place(write: Callable[..., Path]) -> None:
    path = write("gpkg")
    inside = gdal_rows(path, "events", "-spat", "-110.95", "31.2", "-110.9", "31.4")
    assert [row["event_id"] for row in inside] == ["e-late", "e-undated"]
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT rtreecheck('rtree_events_geom')").fetchone() == ("ok",)
        placed = [row for (row,) in database.execute("SELECT fid FROM events WHERE geom NOT NULL")]
        assert [row for (row,) in database.execute("SELECT id FROM rtree_events_geom ORDER BY id")] == placed
    database.close()


def test_flatgeobuf_is_indexed_if_every_event_has_a_place(atlas: Atlas, write: Callable[..., Path]) -> None:
    placed = gdal_rows(write("fgb", View(precisions=("port",))), "-spat", "-111", "31", "-110", "32")
    assert [(row["event_id"], row["start_date"]) for row in placed] == [("e-undated", "")]


def test_the_kml_keeps_its_schema_and_its_days(write: Callable[..., Path], hostile: str) -> None:
    document = etree.parse(write("kml"))
    with as_file(files("fastkml") / "schema") as folder:
        schema = etree.XMLSchema(etree.parse(folder / "ogckml22.xsd"))
    schema.assertValid(document)
    times = {}
    for mark in document.xpath("//k:Folder[1]/k:Placemark", namespaces=KML):
        span = mark.xpath("*[self::k:TimeSpan or self::k:TimeStamp]/k:*", namespaces=KML)
        times[mark.get("id")] = [(etree.QName(day).localname, day.text) for day in span]
    assert times == {
        "event-e-late": [("when", "2024-03-05")],
        "event-e-month": [("begin", "2024-02-01"), ("end", "2024-02-29")],
        "event-e-undated": [],
        "event-e-nowhere": [("when", "2023-01-09")],
    }
    balloons = document.xpath("//k:description/text()", namespaces=KML)
    assert not any("<img" in balloon or "<script" in balloon for balloon in balloons)
    assert any(hostile in value for value in document.xpath("//k:Data/k:value/text()", namespaces=KML))


def test_frictionless_finds_the_package_valid(write: Callable[..., Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(write("zip")) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        archive.extractall(tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    report = json.loads(done.stdout)
    assert (report["valid"], report["stats"]["tasks"], report["stats"]["errors"]) == (True, 8, 0)


def test_the_package_says_how_to_cite_it(atlas: Atlas, write: Callable[..., Path]) -> None:
    cited = yaml.safe_load(unzip(write("zip").read_bytes(), "CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert (cited["version"], cited["license"], cited["identifiers"][0]["value"]) == (
        atlas.digest[:12], "CC-BY-4.0", atlas.digest,
    )  # fmt: skip


def test_the_codebook_describes_every_column_of_the_csv_with_its_unit(atlas: Atlas) -> None:
    codebook = read_csv(codebook_bytes(atlas, View()))
    header = next(csv.reader(io.StringIO(EXPORTERS["csv"](atlas, View()).decode("utf-8-sig"))))
    assert [row["column"] for row in codebook] == header
    assert all(row["description"] for row in codebook)
    units = {row["column"]: row["unit"] for row in codebook if row["unit"]}
    assert units == {
        "radius_km": "kilometres", "lon": "degrees east, WGS 84", "lat": "degrees north, WGS 84",
        "quantity_kg": "kilograms", "quantity_count": "pieces", "quantity_usd": "US dollars",
        "geometric_nearest_crossing_km": "kilometres",
    }  # fmt: skip


def test_the_codebook_takes_its_words_from_the_contract() -> None:
    table = pa.table({"status": pa.array([], pa.large_string())})
    assert codebook_rows({"claims": table}) == [
        {"table": "claims", "column": "status", "type": "string", "unit": "", "description": "what the source says",
         "values": "controlled; contested; presence"},
    ]  # fmt: skip


def test_an_event_without_items_is_a_row_of_the_csv(atlas: Atlas) -> None:
    bare = replace(atlas, seizure_items=atlas.seizure_items[atlas.seizure_items["event_id"] != "e-month"])
    rows = read_csv(EXPORTERS["csv"](bare, View()))
    assert [(row["event_id"], row["item_id"]) for row in rows] == [
        ("e-late", "i1"), ("e-late", "i2"), ("e-late", "i3"), ("e-late", "i4"), ("e-month", ""), ("e-undated", "i6"),
        ("e-nowhere", "i7"),
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", TABLES)
def test_an_event_of_which_nothing_more_is_known_is_exported(
    atlas: Atlas, write: Callable[..., Path], suffix: str
) -> None:
    bare = replace(
        atlas, seizure_items=atlas.seizure_items[:0], reports=atlas.reports[:0], plaza_claims=atlas.plaza_claims[:0],
        plazas=atlas.plazas[:0], places=atlas.places[atlas.places["kind"] == "city"],
    )  # fmt: skip
    events, items = events_and_items(suffix, write(suffix, View(precisions=("unresolved",)), of=bare))
    assert ([event["event_id"] for event in events], items) == (["e-nowhere"], [])
