"""The document elsewhere: its link, its frame, its sources, its language, its lock, and on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, expect

from geo.atlas import Atlas
from geo.view import NAMES, View
from layers.atlas_map import MapOptions, build_map, render_document
from layers.languages import read_catalogue, speaking
from layers.payload import sight_values, view_values
from tests.browser.documents import open_document, write_document

MAP = "Object.values(window).find((one) => one instanceof L.Map)"
LINK = "commodity=fentanyl&undated=0&size=fentanyl&hide=ports&map=8.25/31.4/-110.9&open=plaza:nogales"
READ = """async ([texts, known]) => {
  const { readAddress } = await import("atlas/permalink"), { setWords } = await import("atlas/words");
  setWords({}, "en");
  const sets = Object.fromEntries(Object.entries(known).map(([name, codes]) => [name, new Set(codes)]));
  return texts.map((text) => readAddress(text, sets));
}"""
KNOWN = {
    "commodity": ["fentanyl", "heroin"], "agency": ["cbp"], "plaza": ["nogales"], "port": ["naco-port"],
    "place": ["nogales-son", "1.5,2.5"], "precision": ["city", "port"],
}  # fmt: skip
WORDS = [*(word for words in KNOWN.values() for word in words), "tea", "plazas", "tiles", "8/31.3/-110.94", "8/91/0",
         "2024-02-29", "2024-02-30", "2023-01-01", "20240101", "0", "1", "count", "sources", "place:nogales-son",
         "port:tea", "plaza:", "'", "a b", "é", ""]  # fmt: skip


@pytest.fixture(scope="session")
def document(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_document(atlas, tmp_path_factory.mktemp("embed"))


def write_with(atlas: Atlas, folder: Path, view: View | None = None, **options: Any) -> str:
    path = folder / "chosen.html"
    html = render_document(build_map(atlas, view or View(), MapOptions(**options)))
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


def state_of(page: Page) -> dict[str, Any]:
    return dict(page.evaluate("() => ({ ...window.atlas.view(), ...window.atlas.sight() })"))


def view_state(view: View) -> dict[str, Any]:
    return view_values(view) | sight_values(view)


def press(page: Page, name: str) -> None:
    page.locator("#atlas-foot").get_by_role("button", name=name).press("Enter")
    expect(page.locator("#atlas-panel h2")).to_be_focused()


def picture_of(page: Page) -> bytes:
    """What is seen of a page in front, when all that waits for a frame or for leisure is drawn."""
    page.bring_to_front()
    page.mouse.move(700, 5)
    page.evaluate("() => document.activeElement.blur()")
    page.evaluate("""() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(
      () => requestAnimationFrame(done))))""")
    return page.screenshot()


def test_a_link_opens_the_same_picture_elsewhere(page: Page, context: BrowserContext, document: str) -> None:
    open_document(page, document)
    page.evaluate("() => window.atlas.setView({ commodity: ['fentanyl'], undated: false, size: 'fentanyl' })")
    page.get_by_role("checkbox", name="Ports").uncheck()
    page.evaluate(f"() => {MAP}.setView([31.4, -110.9], 8.25, {{ animate: false }})")
    page.evaluate("() => window.atlas.select('plaza', 'nogales')")
    page.wait_for_function("() => location.hash.includes('open=')")
    state = state_of(page)
    assert {name: state[name] for name in ("commodity", "undated", "size", "hide", "open")} == {
        "commodity": ["fentanyl"], "undated": False, "size": "fentanyl", "hide": ["ports"], "open": "plaza:nogales",
    }  # fmt: skip
    other = context.new_page()
    open_document(other, page.url)
    assert state_of(other) == state
    expect(other.locator("#atlas-panel h2")).to_have_text("Nogales")
    expect(other.locator("[data-layer=ports]")).not_to_be_checked()
    assert picture_of(page) == picture_of(other)


def test_the_address_of_a_document_says_what_its_own_default_is_not(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    address = write_document(atlas, tmp_path, View(commodities=("heroin",), undated=False, hidden=("ports",)))
    open_document(page, address)
    assert state_of(page)["hide"] == ["ports"]
    page.evaluate("() => window.atlas.setView({ commodity: [], undated: true })")
    page.wait_for_function("() => location.hash === '#commodity=&undated=1&hide=ports'")
    page.reload()
    open_document(page, page.url)
    assert (state_of(page)["commodity"], state_of(page)["undated"]) == ([], True)


def test_what_the_address_says_without_meaning_is_told_and_the_map_stands(page: Page, document: str) -> None:
    open_document(page, document + "#commodity=tea,heroin&zoom=3&from=yesterday")
    assert page.evaluate("() => window.atlas.view().commodity") == ["heroin"]
    notice = page.locator("#atlas-notice")
    assert notice.locator("p").all_text_contents() == [
        "'from' is 'yesterday', which is not a date; write it as 2024-07-01.",
        "'commodity' has no 'tea'; it is left out.",
        "'zoom' is no parameter of the map; it is left out.",
    ]
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)
    page.evaluate("() => { location.hash = '#size=tea' }")
    expect(notice).to_have_text(re.compile("'size' is 'tea'; expected count or a commodity."))


addresses = st.dictionaries(
    st.sampled_from([*NAMES, "zoom"]), st.lists(st.sampled_from(WORDS), max_size=3).map(",".join), max_size=5
)


@given(st.lists(addresses, min_size=1, max_size=40))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_browser_and_core_read_an_address_alike(modules: Page, queries: list[dict[str, str]]) -> None:
    texts = ["&".join(f"{key}={text}" for key, text in query.items()) for query in queries]
    found = modules.evaluate(READ, [texts, KNOWN])
    for query, read in zip(queries, found, strict=True):
        view, problems = View.from_query(query, KNOWN)
        assert view_state(View()) | read["view"] | read["sight"] == view_state(view)
        assert sorted(read["problems"]) == sorted(problems)


def test_the_frame_shows_the_map_as_it_is_now(page: Page, document: str, tmp_path: Path) -> None:
    open_document(page, document)
    page.evaluate("() => window.atlas.setView({ commodity: ['heroin'], from: '2020-01-01' })")
    press(page, "Embed")
    code = page.get_by_label("Code of the frame")
    expect(code).to_have_value(re.compile(r'^<iframe src="ADDRESS-OF-THE-FILE#from=2020-01-01&amp;commodity=heroin"'))
    page.get_by_label("Address of the file").fill(document)
    page.get_by_label("Title for screen readers").fill('Heroin, "as published"')
    page.get_by_label("Width").fill("640")
    page.get_by_label("Height").fill("480")
    outer = tmp_path / "outer.html"
    outer.write_text(f"<!doctype html><h1>Report</h1>{code.input_value()}", encoding="utf-8")
    page.goto(outer.as_uri())
    frame = page.frame_locator("iframe")
    expect(frame.locator("#atlas-count")).to_contain_text("events")
    expect(frame.locator("#atlas-panel")).to_be_hidden()
    assert page.locator("iframe").get_attribute("title") == 'Heroin, "as published"'
    box = page.locator("iframe").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (640, 480)
    inner = page.frames[1]
    assert inner.evaluate("() => window.atlas.view()")["commodity"] == ["heroin"]


def test_the_code_is_copied_or_selected_even_where_the_clipboard_is_refused(page: Page, document: str) -> None:
    page.set_viewport_size({"width": 900, "height": 800})
    page.goto("about:blank")
    page.set_content('<iframe sandbox="allow-scripts allow-popups" width="860" height="760"></iframe>')
    html = Path(document.removeprefix("file://")).read_text(encoding="utf-8")
    page.evaluate("(html) => { document.querySelector('iframe').srcdoc = html }", html)
    frame = page.frame_locator("iframe")
    expect(frame.locator("#atlas-count")).to_contain_text("events")
    frame.get_by_role("button", name="Embed").click()
    frame.get_by_role("button", name="Copy").click()
    expect(frame.locator(".atlas-copying [role=status]")).to_have_text(re.compile("^(Copied|Selected)"))
    code = frame.get_by_label("Code of the frame")
    assert code.evaluate("(field) => field.value.slice(field.selectionStart, field.selectionEnd) === field.value")


def test_the_sources_panel_cites_what_is_shown(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    page.evaluate("() => window.atlas.setView({ commodity: ['heroin'], from: '2020-01-01', to: '2020-12-31' })")
    press(page, "Sources and citation")
    panel, cited = page.locator("#atlas-panel"), page.get_by_role("textbox", name="Citation")
    expect(cited).to_have_value(re.compile(re.escape(f"Data version {atlas.digest[:12]}.")))
    expect(cited).to_have_value(re.compile("View: 1 January 2020 to 31 December 2020 · Heroin."))
    expect(panel).to_contain_text(atlas.digest)
    assert panel.get_by_role("link", name="CC BY 4.0").get_attribute("href") == (
        "https://creativecommons.org/licenses/by/4.0/"
    )
    cited_by = [atlas.reports, atlas.plaza_claims, atlas.person_claims, atlas.actions, atlas.plazas, atlas.places]
    used = {key for table in cited_by for key in table["source_id"]} & {*atlas.sources["source_id"]}
    expect(panel).to_contain_text(f"Sources of all that the map holds ({len(used):,})")
    page.evaluate("() => window.atlas.setView({ from: null, to: null, commodity: [] })")
    expect(cited).to_have_value(re.compile("View: all events."))
    page.keyboard.press("Escape")
    expect(page.locator("#atlas-foot").get_by_role("button", name="Sources and citation")).to_be_focused()


def test_a_locked_document_keeps_its_view(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    open_document(page, write_with(atlas, tmp_path, View(commodities=("heroin",)), locked=True) + "#" + LINK)
    expect(page.locator("#atlas-timeline")).to_be_hidden()
    expect(page.locator("#atlas-shown")).to_have_text("Heroin")
    assert page.locator("#atlas-legend").get_by_role("checkbox").count() == 0
    assert page.locator("#atlas-legend-body").get_by_role("button").count() == 0
    before = page.evaluate("() => window.atlas.count()")
    page.evaluate("() => window.atlas.setView({ commodity: [] })")
    assert page.evaluate("() => [window.atlas.count(), window.atlas.view().commodity]") == [before, ["heroin"]]
    page.evaluate("() => window.atlas.select('plaza', 'nogales')")
    expect(page.locator("#atlas-panel h2")).to_have_text("Nogales")
    assert page.url.endswith(LINK)


def test_a_document_has_the_layers_and_controls_it_was_given(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    open_document(page, write_with(atlas, tmp_path, layers=("plazas",), controls=("time",)))
    expect(page.locator("#atlas-timeline")).to_be_visible()
    for hidden in ("#atlas-legend", ".leaflet-control-zoom"):
        expect(page.locator(hidden).locator("visible=true")).to_have_count(0)
    assert page.locator("#atlas-foot").get_by_role("button").all_text_contents() == ["Sources and citation"]
    assert page.evaluate("() => [window.atlas.count().events, window.atlas.sight().hide]") == [0, []]
    expect(page.locator("#atlas-foot")).to_contain_text("Claims from")
    shown = page.locator("#atlas-count")
    expect(shown).to_have_text("")


def test_a_spanish_document_speaks_spanish_alone(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    open_document(page, write_with(atlas, tmp_path, lang="es") + "#from=2024-07-01&to=2024-07-31&open=plaza:nogales")
    said = page.evaluate("""() => {
      const texts = [...document.querySelectorAll("body *:not(script)")].flatMap((node) => [
        node.children.length ? "" : node.textContent, node.getAttribute("aria-label"), node.title, node.placeholder]);
      return [...new Set(texts.filter(Boolean).map((text) => text.trim()))];
    }""")
    catalogue = read_catalogue("es")
    english = {text for text in said if catalogue.gettext(text) != text}
    assert english == set()
    assert {"Simbología", "Fentanilo"} <= {*said}
    assert page.locator("html").get_attribute("lang") == "es"
    expect(page.get_by_label("Primer día del periodo")).to_have_attribute("aria-valuetext", "1 de julio de 2024")
    numbers = page.evaluate("() => atlasModules.words.numberText(-1234567.25, 1)")
    assert numbers == "-1,234,567.3"
    with speaking("es"):
        assert page.title() == catalogue.gettext(atlas.title) != atlas.title


def test_on_paper_are_the_map_and_what_it_rests_on_and_nothing_to_press(page: Page, document: str) -> None:
    page.emulate_media(color_scheme="dark")
    open_document(page, document + "#from=2024-01-01&to=2024-12-31")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    for shown in ("#atlas-head h1", "#atlas-count", "#atlas-print canvas", "#atlas-legend-body", "#atlas-foot"):
        expect(page.locator(shown)).to_be_visible()
    controls = ("#atlas-timeline", "#atlas-legend-toggle", "#atlas-size", "#atlas-foot button >> nth=0")
    for hidden in (".folium-map", *controls):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#atlas-print")).to_contain_text("1 January 2024 to 31 December 2024")
    expect(page.locator("#atlas-print")).to_contain_text("Data version")
    pale = page.evaluate("""() => {
      const printed = document.querySelector("#atlas-print canvas"), seen = new OffscreenCanvas(1, 1).getContext("2d");
      seen.drawImage(printed, printed.width / 2, 20, 1, 1, 0, 0, 1, 1);
      return [...seen.getImageData(0, 0, 1, 1).data];
    }""")
    assert min(pale) > 200
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#atlas-print")).to_have_count(0)


def test_the_map_on_paper_is_one_picture_so_that_nothing_in_it_is_shifted(page: Page, document: str) -> None:
    open_document(page, document)
    assert re.findall(rb"/Width (2880)\b", page.pdf()) == [b"2880"]


CONTRASTS = """() => {
  const part = (one) => (one /= 255) <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (node) => {
    const colour = numbers(getComputedStyle(node).backgroundColor);
    return colour[3] === 0 ? ground(node.parentElement) : colour;
  };
  return [...document.querySelectorAll("body *:not(script)")]
    .filter((node) => node.checkVisibility())
    .filter((node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim()))
    .map((node) => {
      const [dark, bright] = [numbers(getComputedStyle(node).color), ground(node)].map(light).sort((a, b) => a - b);
      return [node.textContent.slice(0, 40), (bright + 0.05) / (dark + 0.05)];
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Page, document: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    open_document(page, document + "#open=plaza:nogales")
    expect(page.locator("#atlas-panel h2")).to_have_text("Nogales")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 50
    assert [(text, ratio) for text, ratio in contrasts if ratio < 4.5] == []


def test_a_reader_at_the_keyboard_sees_that_the_map_has_the_focus(page: Page, document: str) -> None:
    open_document(page, document)
    left_edge: Any = {"x": 0, "y": 400, "width": 4, "height": 40}
    before = page.screenshot(clip=left_edge)
    page.keyboard.press("Tab")
    expect(page.get_by_role("main", name="Map")).to_be_focused()
    assert page.screenshot(clip=left_edge) != before


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_narrow_page_holds_all_of_it(page: Page, atlas: Atlas, tmp_path: Path, width: int, lang: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    open_document(page, write_with(atlas, tmp_path, lang=lang))
    wide = page.evaluate("""() => [...document.querySelectorAll("#atlas-timeline *, #atlas-foot *, #atlas-head *")]
      .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".atlas-track"))
      .map((node) => node.className)""")
    assert wide == []
    title, legend, head = (page.locator(part).bounding_box() for part in ("h1", "#atlas-legend", "#atlas-head"))
    assert title
    assert legend
    assert head
    assert title["x"] + title["width"] <= legend["x"]
    west = page.evaluate("() => Object.values(window).find((one) => one instanceof L.Map)"
                         ".latLngToContainerPoint([32.54, -117.12])")  # fmt: skip
    assert head["y"] + head["height"] < west["y"], "the title covers Tijuana"
    for button in page.locator("#atlas-foot").get_by_role("button").all():
        expect(button).to_be_in_viewport(ratio=1)


def test_the_app_in_a_frame_shows_the_map_alone(page: Page, app_url: str, tmp_path: Path) -> None:
    outer = tmp_path / "outer.html"
    query = "embed=true&amp;commodity=heroin&amp;hide=ports&amp;open=plaza:nogales&amp;zoom=3"
    outer.write_text(f'<!doctype html><iframe width="800" height="600" src="{app_url}/?{query}"></iframe>')
    page.goto(outer.as_uri())
    app = page.frame_locator("iframe")
    map_ = app.locator("iframe").content_frame
    expect(map_.locator("#atlas-panel h2")).to_have_text("Nogales")
    expect(map_.locator("#atlas-notice")).to_have_text(re.compile("'zoom' is no parameter of the map; it is left out."))
    state = page.frames[2].evaluate("() => ({ ...window.atlas.view(), ...window.atlas.sight() })")
    assert (state["commodity"], state["hide"]) == (["heroin"], ["ports"])
    expect(app.locator("[data-testid=stSidebar]").locator("visible=true")).to_have_count(0)
    assert app.get_by_role("tab").count() == 0
    box = app.locator("iframe").bounding_box()
    assert box
    assert (box["width"], box["height"]) == pytest.approx((800, 600), abs=4)


def test_a_document_that_opens_in_a_hidden_frame_is_drawn_when_it_is_shown(page: Page, document: str) -> None:
    page.goto("about:blank")
    page.set_content('<div hidden><iframe sandbox="allow-scripts" width="800" height="600"></iframe></div>')
    html = Path(document.removeprefix("file://")).read_text(encoding="utf-8")
    page.evaluate("(html) => { document.querySelector('iframe').srcdoc = html }", html)
    inner = page.frames[1]
    inner.wait_for_function("() => window.atlas", polling=50)  # a hidden frame has no animation frames
    inner.evaluate("() => window.atlas.ready")
    assert inner.evaluate("() => document.querySelectorAll('.folium-map canvas').length") == 0
    page.evaluate("() => { document.querySelector('div').hidden = false }")
    inner.wait_for_function("() => document.querySelectorAll('.folium-map canvas').length === 4")
    inner.wait_for_function("""() => {
      const canvas = document.getElementById("atlas-canvas-events");
      return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((one) => one);
    }""")
