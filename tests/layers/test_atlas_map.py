"""The document is one file: complete, inert, asking for nothing, the same every time."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.errors import SourceError, ViewError
from geo.view import View
from layers import assets
from layers.atlas_map import MapOptions, build_map, render_document
from layers.bundle import bundle_modules
from layers.events_table import table_events

VIEW = View(date(2024, 1, 1), date(2024, 12, 31), commodities=("heroin",), undated=False)


class Page(HTMLParser):
    """Gathers the elements of a page, and the text of each script and title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements:
            self.texts.append((*self.elements[-1], data))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text_of(self, tag: str, **attributes: str) -> str:
        return "".join(text for name, found, text in self.texts if name == tag and attributes.items() <= found.items())


@pytest.fixture
def page(atlas: Atlas) -> Page:
    return Page(render_document(build_map(atlas, VIEW)))


@pytest.fixture
def payload(page: Page) -> dict[str, Any]:
    return json.loads(page.text_of("script", id="atlas-data"))


def test_the_format_is_described_block_by_block_and_name_by_name(page: Page, payload: dict[str, Any]) -> None:
    described = (Path(__file__).parents[2] / "docs/document-format.md").read_text(encoding="utf-8")
    named = re.search(r"## Payload\n(.*?)\n## ", described, re.DOTALL)
    assert named
    rows = re.findall(r"^\| (`.*?) \|", named[1], re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(payload)
    blocks = [f"#{block['id']}" for block in page.named("script") if "id" in block]
    assert re.findall(r"^\| `(#[\w-]+)`", described, re.MULTILINE) == blocks


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    loads = [
        (tag, value)
        for tag, attributes in page.elements
        for key, value in attributes.items()
        if key in ("src", "srcset", "href", "data", "poster", "action")
    ]
    assert loads == [("link", "data:,")]
    assert not re.search(r"@import|url\((?!data:)", page.text_of("style"))
    assert "sourceMappingURL" not in page.text_of("script")


def test_the_policy_of_the_page_forbids_outside_requests(page: Page) -> None:
    policy = next(meta["content"] for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_jquery_bootstrap_and_font_awesome_are_gone_and_leaflet_is_in(page: Page) -> None:
    scripts = page.text_of("script")
    assert "Leaflet 1.9.4" in scripts
    assert not re.search(r"jquery|bootstrap|fontawesome|awesome-markers", scripts, re.IGNORECASE)


def test_the_page_has_language_title_and_one_map(page: Page, hostile: str) -> None:
    assert page.named("html") == [{"lang": "en"}]
    assert page.text_of("title").strip() == f"Sample {hostile}"
    assert page.named("div") == [{"class": "folium-map", "id": "map_atlas"}]
    assert all("user-scalable" not in (meta.get("content") or "") for meta in page.named("meta"))


def test_hostile_text_stays_text(page: Page, payload: dict[str, Any], hostile: str) -> None:
    assert page.named("img") == []
    assert payload["meta"]["title"] == f"Sample {hostile}"
    assert payload["plazas"][0]["name"] == hostile
    assert "<" not in page.text_of("script", id="atlas-data")


def test_all_events_are_in_the_document_by_day_whatever_the_view(page: Page, hostile: str) -> None:
    (chunk,) = page.text_of("script", id="atlas-texts").split()
    texts = json.loads(zlib.decompress(base64.b64decode(chunk)))
    assert texts["id"] == ["e-nowhere", "e-month", "e-late", "e-undated"]
    assert texts["date"] == ["2023-01-09", "2024-02", "2024-03-05", "date not given"]
    assert texts["place_reported"][2] == hostile
    assert texts["conveyance"] == ["sedan", "car", "tractor trailer (tráiler)", ""]
    assert texts["items"][2][2] == {
        "commodity": "fentanyl", "form": "pills", "reported": "0.5 kg", "qualifier": "", "kg": 0.5, "alternative": True,
    }  # fmt: skip
    assert texts["reports"][3] == [
        {"publisher": "Treasury", "published": "2023-11-07", "url": "https://example.org/a", "tier": "agency"}
    ]


def test_the_view_opens_the_document(payload: dict[str, Any]) -> None:
    assert payload["view"] == {
        "from": "2024-01-01", "to": "2024-12-31", "commodity": ["heroin"], "agency": [], "plaza": [], "port": [],
        "place": [], "precision": [], "undated": False, "size": "count",
    }  # fmt: skip


def test_claims_persons_and_actions_carry_their_source(payload: dict[str, Any]) -> None:
    (plaza,) = payload["plazas"]
    first, second = plaza["claims"]
    assert (first["organization"], first["from"], first["to"], first["from_text"]) == (
        "Organisation One", 19668, None, "2023-11-07",
    )  # fmt: skip
    assert (second["organization"], second["from"], second["to_text"]) == ("Two", None, "2020-01-01")
    told = [*plaza["claims"], *plaza["persons"], *plaza["actions"]]
    assert len(told) == 4
    assert all(row["url"] and row["publisher"] for row in told)
    assert plaza["municipalities"] == ["Nogales municipality"]


def test_ports_hold_their_crossings_and_towns_are_large(payload: dict[str, Any]) -> None:
    assert [(port["code"], [crossing["name"] for crossing in port["crossings"]]) for port in payload["ports"]] == [
        ("2604", ["DeConcini"]), ("2606", []),
    ]  # fmt: skip
    assert payload["basemap"]["towns"] == [{"name": "Nogales", "lon": -110.95, "lat": 31.3, "population": 261137}]


def test_the_same_atlas_and_view_give_the_same_bytes(atlas: Atlas) -> None:
    map_ = build_map(atlas, VIEW)
    assert render_document(map_) == render_document(map_) == render_document(build_map(atlas, VIEW))


def test_a_folium_layer_can_be_added(atlas: Atlas) -> None:
    map_ = build_map(atlas, VIEW)
    folium.Circle((31.3, -110.9), radius=5).add_to(map_)
    assert "var circle_atlas_0 = L.circle(" in render_document(map_)


def test_tiles_come_only_when_asked_for(atlas: Atlas) -> None:
    plain = render_document(build_map(atlas, VIEW))
    tiled = render_document(build_map(atlas, VIEW, MapOptions(tiles="OpenStreetMap")))
    assert "L.tileLayer(" not in plain
    assert "https://tile.openstreetmap.org" in tiled
    assert "img-src data: blob: https:" in tiled


def test_a_document_tells_search_engines_what_it_is(page: Page, hostile: str) -> None:
    card = page.text_of("script", type="application/ld+json")
    assert "<" not in card
    assert json.loads(card) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"Sample {hostile}",
        "description": "Events from 2 publications of 2 publishers. Boundaries: INEGI, US Census Bureau. "
        "Towns: GeoNames. These are the events that press offices and newspapers chose to publish, not a statistic "
        "of seizures.",
        "identifier": "sha256:" + "0123456789abcdef" * 4,
        "version": "0123456789ab",
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "distribution": {"@type": "DataDownload", "encodingFormat": "text/html"},
        "temporalCoverage": "2023-01-09/2024-03-05",
        "spatialCoverage": {"@type": "Place", "geo": {"@type": "GeoShape", "box": "31.10 -110.94 31.33 -110.90"}},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": "Plaza Atlas"},
        "citation": f"Plaza Atlas: Sample {hostile}. Data version 0123456789ab.",
        "dateModified": "2024-03-06",
    }


def test_a_table_of_ones_own_is_signed_and_licensed_by_nobody_else(atlas: Atlas) -> None:
    table = pd.DataFrame({"event_id": ["a"], "start_date": ["2020-02-29"], "commodity_code": ["heroin"],
                          "agency_code": ["x"], "quantity_kg": [1], "lon": [-110.94], "lat": [31.33]})  # fmt: skip
    events = table_events(table, atlas, name="mine.csv")
    card = json.loads(Page(render_document(build_map(atlas, View(), events=events))).text_of(
        "script", type="application/ld+json"))  # fmt: skip
    assert not {"license", "creator", "citation"} & {*card}
    assert card["temporalCoverage"] == "2020-02-29/2020-02-29"
    assert card["spatialCoverage"]["geo"]["box"] == "31.33 -110.94 31.33 -110.94"


def test_the_sources_of_the_layers_are_in_the_document_by_publisher(page: Page, atlas: Atlas, hostile: str) -> None:
    def listed(one: Page) -> Any:
        return json.loads(zlib.decompress(base64.b64decode(one.text_of("script", id="atlas-sources"))))

    assert listed(page) == [
        [hostile, [None, "https://example.org/b?x=<script>"]],
        ["BTS", [None, "https://example.org/ports"]],
        ["Treasury", ["2023-11-07", "https://example.org/a"]],
    ]
    ports = Page(render_document(build_map(atlas, VIEW, MapOptions(layers=("ports",)))))
    assert listed(ports) == [["BTS", [None, "https://example.org/ports"]]]


def test_what_a_layer_left_out_says_is_not_in_the_document(atlas: Atlas) -> None:
    one = Page(render_document(build_map(atlas, VIEW, MapOptions(layers=("ports",)))))
    payload = json.loads(one.text_of("script", id="atlas-data"))
    assert [(plaza["claims"], plaza["persons"], plaza["actions"]) for plaza in payload["plazas"]] == [([], [], [])]
    assert (payload["columns"]["rows"], payload["places"]) == (0, [])
    assert one.text_of("script", id="atlas-texts").strip() == ""
    assert payload["options"] == {
        "layers": ["ports"], "controls": ["time", "legend", "zoom", "details", "embed"], "locked": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"lang": "fr"}, "Unknown language 'fr'; expected one of en, es."),
        ({"layers": ("roads",)}, "Unknown layer 'roads'; expected one of events, plazas, ports."),
        ({"controls": ("door",)}, "Unknown control 'door'; expected one of time, legend, zoom, details, embed."),
    ],
)
def test_an_option_nobody_knows_is_one_sentence(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ViewError, match=f"^{re.escape(sentence)}$"):
        MapOptions(**options)


def test_a_document_in_spanish_says_the_same_in_spanish(atlas: Atlas) -> None:
    english, spanish = (
        json.loads(Page(render_document(build_map(atlas, VIEW, MapOptions(lang=lang)))).text_of(
            "script", id="atlas-data"))
        for lang in ("en", "es")
    )  # fmt: skip
    assert english["words"].keys() == spanish["words"].keys()
    assert [style["label"] for style in spanish["style"]["commodities"]] == ["fentanilo", "heroína", "dinero"]
    assert spanish["vocab"]["precision_notes"]["port"] == "en el puerto de entrada; no se dice el cruce"
    assert (english["meta"]["lang"], spanish["meta"]["lang"]) == ("en", "es")
    assert english["basemap"] == spanish["basemap"]


def test_the_code_of_the_document_stays_light(atlas: Atlas) -> None:
    html = render_document(build_map(atlas, VIEW))
    blocks = re.findall(r'<script type="(?:application/(?:ld\+)?json|text/plain)"[^>]*>.*?</script>', html, re.DOTALL)
    assert len(html.encode()) - sum(len(block.encode()) for block in blocks) < 350_000


@pytest.fixture
def unread() -> Iterator[None]:
    """Files are read anew in the test, and after it."""
    for read in (assets.read_modules, assets.read_leaflet, bundle_modules):
        read.cache_clear()
    yield
    for read in (assets.read_modules, assets.read_leaflet, bundle_modules):
        read.cache_clear()


@pytest.fixture
def write_modules(unread: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    def write(**sources: str) -> None:
        for name, source in sources.items():
            (tmp_path / f"{name}.js").write_text(source, encoding="utf-8")
        monkeypatch.setattr(assets, "WEB", tmp_path)

    return write


def test_modules_become_one_script_in_the_order_of_their_imports(write_modules: Callable[..., None]) -> None:
    write_modules(
        aim='// @ts-check\nimport { one, two as other } from "atlas/base";\n\n/** Adds. */\n'
        "export const sum = () => one + other();\n",
        base='export const one = 1; // one\nexport async function two() { return "// 2"; }\nconst own = 0;\n',
    )
    assert bundle_modules() == """const atlasModules = (() => {
"use strict";
const modules = {};
modules.base = (() => {
const one = 1;
async function two() { return "// 2"; }
const own = 0;
return { one, two };
})();
modules.aim = (() => {
const { one, two: other } = modules.base;
const sum = () => one + other();
return { sum };
})();
return modules;
})();"""


def test_modules_that_import_in_a_circle_are_refused(write_modules: Callable[..., None]) -> None:
    write_modules(a='import { b } from "atlas/b";\n', b='import { a } from "atlas/a";\n')
    with pytest.raises(SourceError, match="module 'a' is imported by"):
        bundle_modules()


def test_the_words_of_the_browser_code_are_those_in_an_underscore(write_modules: Callable[..., None]) -> None:
    write_modules(main='export const says = [_("Play"), _("a \\"quoted\\" word"), say_("not this")];')
    assert assets.collect_words() == {"Play": "Play", 'a "quoted" word': 'a "quoted" word'}


def test_no_text_of_the_browser_code_goes_over_several_lines() -> None:
    lines = [line for source in assets.read_modules().values() for line in source.splitlines()]
    assert [line for line in lines if line.count("`") % 2] == []


def test_no_comment_is_left_in_the_script_and_nothing_ends_it_early() -> None:
    assert "/**" not in bundle_modules()
    assert "@param" not in bundle_modules()
    assert "</script" not in bundle_modules()


@pytest.mark.usefixtures("unread")
def test_another_leaflet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(assets.LEAFLET_SHA256, "leaflet.js", "0" * 64)
    with pytest.raises(SourceError, match="install the versions of requirements.txt"):
        assets.read_leaflet("leaflet.js")
