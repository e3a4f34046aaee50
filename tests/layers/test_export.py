"""Exports are valid, deterministic, whole or absent, and a mistake is one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import shape

from geo.atlas import Atlas
from geo.errors import EmptyResultError, SourceError, ViewError
from geo.view import LISTS, View
from layers.export import COMPANIONS, EXPORTERS, check_view, export, file_bytes
from layers.geojson import geojson_bytes
from layers.vocabulary import PRECISIONS

Run = Callable[..., int]


def features(atlas: Atlas, view: View, layer: str) -> list[dict[str, Any]]:
    collection = json.loads(geojson_bytes(atlas, view))
    return [feature for feature in collection["features"] if feature["properties"]["layer"] == layer]


def test_the_collection_says_what_it_is(atlas: Atlas) -> None:
    content = geojson_bytes(atlas, View(date_from=date(2024, 1, 1), commodities=("heroin",)))
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert collection["view"] == "from=2024-01-01&commodity=heroin"
    assert collection["data_version"] == atlas.digest
    assert all(collection[key] for key in ("title", "citation", "bias_note", "data_licence", "code_licence"))
    assert [source["source_id"] for source in collection["sources"]] == ["src-a", "src-b", "src-port"]
    assert [feature["id"] for feature in collection["features"]] == [
        "event/e-late", "port/nogales-port", "port/sasabe-port", "plaza/nogales",
    ]  # fmt: skip
    assert b"\r" not in content


def test_an_event_without_place_has_a_null_geometry(atlas: Atlas) -> None:
    geometry = {feature["id"]: feature["geometry"] for feature in features(atlas, View(), "event")}
    assert geometry == {
        "event/e-late": {"type": "Point", "coordinates": [-110.941234, 31.3331]},
        "event/e-month": {"type": "Point", "coordinates": [-110.9, 31.1]},
        "event/e-undated": {"type": "Point", "coordinates": [-110.94, 31.3334]},
        "event/e-nowhere": None,
    }


def test_an_event_keeps_the_reported_words_and_labels_its_geometry(atlas: Atlas) -> None:
    (event,) = features(atlas, View(commodities=("currency",)), "event")
    assert event["properties"] == {
        "layer": "event", "event_id": "e-month", "start_date": "2024-02-01", "end_date": "2024-02-29",
        "radius_km": 23, "date_precision": "month", "date_note": "", "place_id": "mun-26043",
        "place_reported": "in Nogales, Sonora", "place_name": "Nogales municipality", "precision": "municipality",
        "agency_code": "gn", "agency_reported": "Guardia Nacional", "conveyance": "car", "conveyance_reported": "car",
        "concealment": "", "hedge": "alleged", "note": "", "agency": "National Guard",
        "geometric_plaza_id": "nogales", "geometric_facing_plaza_id": "",
        "geometric_nearest_crossing_id": "nogales-deconcini", "geometric_nearest_crossing_km": 26.1,
        "commodity_code": "currency", "quantity_kg": None, "commodities": ["currency"],
        "items": [{"item_id": "i5", "commodity_code": "currency", "commodity": "currency",
                   "commodity_reported": "cash", "form": "", "qualifier": "", "quantity_reported": "9000",
                   "unit_reported": "USD", "substance_status": "", "alternative_of": "", "quantity_kg": None,
                   "quantity_count": None, "quantity_usd": 9000}],
        "reports": [{"source_id": "src-b", "url": "https://example.org/b?x=<script>", "published": "2024-03-01",
                     "tier": "newspaper", "publisher": atlas.sources["publisher"].iloc[1]}],
    }  # fmt: skip


def test_a_view_of_one_commodity_has_its_items_alone_and_names_the_others(atlas: Atlas) -> None:
    late, *_ = features(atlas, View(commodities=("heroin",)), "event")
    assert [item["item_id"] for item in late["properties"]["items"]] == ["i1", "i4"]
    assert late["properties"]["commodities"] == ["heroin", "fentanyl"]


@pytest.mark.parametrize(
    ("view", "leading"),
    [
        (View(), ("heroin", 3)),
        (View(size="fentanyl"), ("fentanyl", None)),
        (View(commodities=("fentanyl",)), ("fentanyl", None)),
    ],
)
def test_an_event_leads_with_what_sizes_the_view_and_adds_no_second_measure(
    atlas: Atlas, view: View, leading: tuple[str, float | None]
) -> None:
    late, *_ = features(atlas, view, "event")
    assert (late["properties"]["commodity_code"], late["properties"]["quantity_kg"]) == leading


def test_a_port_is_shown_for_its_crossing_too(atlas: Atlas) -> None:
    (port,) = features(atlas, View(ports=("nogales-deconcini",)), "port")
    assert port["id"] == "port/nogales-port"


def test_gdal_reads_it_and_finds_dates_and_wgs_84(atlas: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "out.geojson"
    export(atlas, View(), path)
    gdf = gpd.read_file(path)
    assert (len(gdf), gdf.crs.to_epsg(), gdf.geometry.isna().sum()) == (7, 4326, 1)
    assert gdf["start_date"].dropna().dt.strftime("%Y-%m-%d").tolist() == ["2024-03-05", "2024-02-01", "2023-01-09"]


def test_exterior_rings_run_counter_clockwise_and_outlines_are_valid(atlas: Atlas) -> None:
    (plaza,) = features(atlas, View(), "plaza")
    outline = shape(plaza["geometry"])
    assert outline.exterior.is_ccw
    assert outline.is_valid
    assert outline.equals(atlas.plazas.geometry.iloc[0])
    assert all(round(number, 6) == number for point in plaza["geometry"]["coordinates"][0] for number in point)


@pytest.mark.parametrize(
    ("view", "organizations"),
    [
        (View(), ["Organisation One", "Two"]),
        (View(date_to=date(2023, 11, 6)), ["Two"]),
        (View(date_from=date(2020, 1, 1), date_to=date(2023, 11, 7)), ["Organisation One", "Two"]),
        (View(date_from=date(2020, 1, 2)), ["Organisation One"]),
    ],
)
def test_a_plaza_holds_the_claims_valid_in_the_window(atlas: Atlas, view: View, organizations: list[str]) -> None:
    (plaza,) = features(atlas, view, "plaza")
    assert [claim["organization"] for claim in plaza["properties"]["claims"]] == organizations
    assert all(claim["url"] for claim in plaza["properties"]["claims"])


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_every_format_is_written_whole_and_twice_the_same(atlas: Atlas, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix.upper()}"
    assert export(atlas, View(), first) == export(atlas, View(), second) == 4
    assert first.read_bytes() == second.read_bytes() == EXPORTERS[suffix](atlas, View())
    beside = {f"{name}.{COMPANIONS[suffix][0]}" for name in "ab"} if suffix in COMPANIONS else set()
    assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name} | beside


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_an_empty_view_leaves_the_old_file_alone(atlas: Atlas, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"old.{suffix}"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(EmptyResultError, match="widen the dates"):
        export(atlas, View(date_to=date(1990, 1, 1), undated=False), path)
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("name", ["out.geojson", "out.csv"])
def test_a_failed_write_leaves_nothing_behind(
    atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SourceError, match="Permission denied; choose a folder"):
        export(atlas, View(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_named(atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file or directory"):
        export(atlas, View(), tmp_path / "missing" / "out.html")


def test_the_command_writes_the_view(run: Run, atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    options = "--from 2024-01-01 --to 2024-12-31 --commodity heroin --commodity currency --plaza nogales"
    options += " --precision crossing --size heroin --dated --place nogales-deconcini"
    assert run("export", "out.geojson", *options.split(), "--agency", "cbp", "--port", "nogales-port") == 0
    view = View(
        date(2024, 1, 1), date(2024, 12, 31), ("heroin", "currency"), agencies=("cbp",), plazas=("nogales",),
        ports=("nogales-port",), places=("nogales-deconcini",), precisions=("crossing",), undated=False, size="heroin",
    )  # fmt: skip
    assert Path("out.geojson").read_bytes() == geojson_bytes(atlas, view)
    assert capsys.readouterr().out == "out.geojson: 1 events\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("out.html --from soon", "'--from' is 'soon', which is not a date; write it as 2024-07-01."),
        ("out.html --to 2024-02-31", "'--to' is '2024-02-31', which is not a date; write it as 2024-07-01."),
        ("out.html --hide roads", "Unknown layer 'roads'; expected one of events, plazas, ports."),
        ("out.html --open roads",
         "Unknown panel 'roads'; expected one of place:ID, plaza:ID, port:ID, sources, embed."),
        ("out.html --open plaza:nowhere", "Unknown plaza 'nowhere'; expected one of nogales."),
        ("out.geojson --colour red", "No such option '--colour'."),
        ("out.csv --title Hello", "A .csv file takes no option 'title'; leave it out."),
        ("", f"Missing argument 'OUT.{'|'.join(EXPORTERS)}'."),
        ("out.doc", f"'out.doc' names no format; end it in one of .{', .'.join(EXPORTERS)}."),
        ("out.kml --size tea", "Unknown size 'tea'; expected one of count, currency, fentanyl, heroin."),
        ("out.html --commodity tea", "Unknown commodity 'tea'; expected one of currency, fentanyl, heroin."),
        ("out.html --agency fbi", "Unknown agency 'fbi'; expected one of cbp, gn."),
        ("out.html --precision x", f"Unknown precision 'x'; expected one of {', '.join(sorted(PRECISIONS))}."),
        ("out.html --plaza x", "Unknown plaza 'x'; expected one of nogales."),
        ("out.html --port x", "Unknown port 'x'; expected one of nogales-deconcini, nogales-port, sasabe-port."),
        (
            "out.html --from 2024-02-01 --to 2024-01-01",
            "The first day 2024-02-01 is after the last day 2024-01-01; exchange them.",
        ),
        ("out.html --lang fr", "Unknown language 'fr'; expected one of en, es."),
        ("out.html --layers roads", "Unknown layer 'roads'; expected one of events, plazas, ports."),
        ("out.html --map here", "'map' is 'here'; write zoom, latitude and longitude, as 8/31.33/-110.94."),
        ("out.html --map here --lang es",
         "'map' es 'here'; escriba acercamiento, latitud y longitud, como 8/31.33/-110.94."),
        ("out.csv --locked", "A .csv file takes no option 'locked'; leave it out."),
        ("out.csv --map 8/31.33/-110.94", "A .csv file takes no option 'map'; leave it out."),
        ("out.svg --hide ports",
         "A .svg file takes no option 'hide'; it takes claims_on, graticule, grey, lang, preset, series, title."),
        ("out.html --port sasabe-port", "No event is in this view; widen the dates or leave out a filter."),
        (
            "missing/out.geojson",
            "Cannot write 'missing/out.geojson': No such file or directory; choose a folder you may write to.",
        ),
    ],
)
def test_a_mistake_is_one_sentence_exit_2_and_no_file(
    refuse: Callable[..., None], arguments: str, sentence: str
) -> None:
    refuse(sentence, "export", *arguments.split())


def test_the_document_takes_a_title(run: Run) -> None:
    assert run("export", "out.html", "--title", "Nogales <2024>") == 0
    assert "<title>Nogales &lt;2024&gt;</title>" in Path("out.html").read_text(encoding="utf-8")


def payload_of(path: str) -> dict[str, Any]:
    html = Path(path).read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="atlas-data">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_the_document_takes_a_language_layers_controls_and_how_it_is_looked_at(run: Run) -> None:
    chosen = "--lang es --layers plazas,ports --controls none --locked"
    looked_at = "--hide ports --map 8/31.33/-110.94 --open sources"
    assert run("export", "out.html", *chosen.split(), *looked_at.split()) == 0
    payload = payload_of("out.html")
    assert payload["options"] == {"layers": ["plazas", "ports"], "controls": [], "locked": True}
    assert payload["sight"] == {"hide": ["ports"], "map": [8.0, 31.33, -110.94], "open": "sources"}
    assert (payload["meta"]["lang"], payload["words"]["Legend"]) == ("es", "Simbología")


def test_a_table_of_ones_own_speaks_the_language_asked_for(run: Run) -> None:
    Path("mine.csv").write_text(
        "event_id,start_date,commodity_code,agency_code,quantity_kg,lon,lat\na,2024-01-01,heroin,x,1,-110.9,31.3\n"
    )
    assert run("export", "out.html", "--events", "mine.csv", "--lang", "es") == 0
    assert payload_of("out.html")["meta"]["source_line"].startswith("Eventos de mine.csv.")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--plaza x", "Unknown plaza 'x'; expected one of nogales."),
        ("--commodity tea", "Unknown commodity 'tea'; expected one of currency, fentanyl, heroin."),
        ("--open port:x", "Unknown port 'x'; expected one of nogales-deconcini, nogales-port, sasabe-port."),
    ],
)
def test_a_filter_of_a_table_of_ones_own_is_known_too(
    run: Run, capsys: pytest.CaptureFixture[str], option: str, sentence: str
) -> None:
    Path("mine.csv").write_text(
        "event_id,start_date,commodity_code,agency_code,quantity_kg,lon,lat\na,2024-01-01,heroin,x,1,-110.9,31.3\n"
    )
    assert run("export", "own.html", "--events", "mine.csv", "--agency", "x", *option.split()) == 2
    assert capsys.readouterr().err.strip() == sentence
    assert not Path("own.html").exists()


def test_every_format_has_a_language(run: Run) -> None:
    assert run("export", "out.csv", "--lang", "es") == 0
    assert "mercancía, su nombre" in Path("out.codebook.csv").read_text(encoding="utf-8")


def test_an_unknown_option_names_those_the_format_takes(atlas: Atlas) -> None:
    with pytest.raises(ViewError, match=r"A .html file takes no option 'preset'; it takes .*title.*\."):
        file_bytes(atlas, View(), "html", preset="page")


def test_every_part_of_a_view_is_an_option(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--help") == 0
    options = set(re.findall(r"--([a-z]+)", capsys.readouterr().out))
    named = {"date_from": "from", "date_to": "to", "hidden": "hide", "position": "map", "opened": "open"}
    own = {named.get(field.name, field.name) for field in fields(View)} - {*LISTS.values()}
    assert {*LISTS, *own} <= options


@pytest.mark.parametrize("name", LISTS.values())
def test_every_list_of_a_view_is_checked(atlas: Atlas, name: str) -> None:
    with pytest.raises(ViewError, match="Unknown .* 'x'; expected one of"):
        check_view(atlas, View(**{name: ("x",)}))


def test_a_message_lists_forty_words_at_most(atlas: Atlas) -> None:
    codes = [f"drug-{number:02}" for number in range(41)]
    many = replace(atlas, commodities=atlas.commodities.iloc[[0] * 41].assign(commodity_code=codes))
    with pytest.raises(ViewError, match=r"drug-39, …\.$"):
        check_view(many, View(commodities=("tea",)))


def test_no_command_is_a_mistake_too(run: Run) -> None:
    assert run("draw") == 2
