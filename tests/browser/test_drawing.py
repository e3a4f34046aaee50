"""Drawing in a real browser: symbols, what is under the pointer, the keyboard, and places that hide each other."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import Page, expect

from geo.atlas import Atlas
from tests.browser.documents import open_document, write_document

MAP = "Object.values(window).find((one) => one instanceof L.Map)"
HAS_INK = """(id) => {
  const canvas = document.getElementById(id);
  if (!canvas) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Uint32Array(data.buffer).some((pixel) => pixel);
}"""


@pytest.fixture(scope="session")
def document(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_document(atlas, tmp_path_factory.mktemp("drawing"))


def show_place(page: Page, atlas: Atlas, place_id: str, zoom: float) -> tuple[float, float]:
    """Centre the map on a place; return its pixel."""
    spot = atlas.places.set_index("place_id").loc[place_id]
    where = page.evaluate(
        f"""([lat, lon, zoom]) => {{
          const map = {MAP};
          map.setView([lat, lon], zoom, {{ animate: false }});
          return map.latLngToContainerPoint([lat, lon]);
        }}""",
        [spot["lat"], spot["lon"], zoom],
    )
    return where["x"], where["y"]


def test_size_follows_the_quantity_by_area_within_its_bounds(modules: Page) -> None:
    radii = modules.evaluate("""async () => {
      const { radiusWithin } = await import("atlas/symbols");
      return [100, 25, 4, 1, 400].map((quantity) => radiusWithin(quantity, 100, 28));
    }""")
    assert radii == [28, 14, pytest.approx(5.6), 4, 28]


def test_a_ring_is_divided_by_share_and_equal_looks_are_one(modules: Page) -> None:
    looks = modules.evaluate("""async () => {
      const { makeLook } = await import("atlas/symbols");
      const parts = (weights) => weights.map((weight, i) => ({ colour: `#${i}`, weight }));
      const look = (...weights) => makeLook(20, "circle", parts(weights), true);
      return [look(2, 1), look(200, 101), look(1, 0.0001), look(7)];
    }""")
    assert [part["weight"] / 42 for part in looks[0]["parts"]] == pytest.approx([2 / 3, 1 / 3])
    assert looks[0]["key"] == looks[1]["key"]
    assert len(looks[2]["parts"]) == len(looks[3]["parts"]) == 1
    assert looks[2]["key"] == looks[3]["key"]


def test_few_and_many_symbols_are_drawn_alike(modules: Page) -> None:
    differing = modules.evaluate("""async () => {
      const { Stamper } = await import("atlas/stamper"), { makeLook } = await import("atlas/symbols");
      const part = (colour, weight) => ({ colour, weight });
      const looks = [makeLook(5, "circle", [part("#C8102E", 1)], true),
        makeLook(9, "triangle", [part("#3A3A3A", 1)], false),
        makeLook(14, "circle", [part("#0072B2", 2), part("#E69F00", 1)], false)];
      const draw = (copies) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 300 });
        const n = 12 * copies, ctx = canvas.getContext("2d");
        const seen = { ids: Uint32Array.from({ length: n }, (_value, i) => Math.floor(i / copies)), count: n,
          x: Float32Array.from({ length: n }, (_value, i) => 50 + 90 * (Math.floor(i / copies) % 4)),
          y: Float32Array.from({ length: n }, (_value, i) => 50 + 90 * Math.floor(i / copies / 4)) };
        const lookOf = Uint32Array.from({ length: 12 }, (_value, i) => i % 3);
        new Stamper().draw(ctx, { ratio: 1 }, { seen, looks, lookOf }, false);
        return ctx.getImageData(0, 0, 400, 300).data;
      };
      const few = draw(1), many = draw(130);
      let differing = 0, solid = 0;
      for (let i = 0; i < few.length; i += 4) {
        if (few[i + 3] === 255) solid++;
        if (few[i + 3] === 255 && [0, 1, 2, 3].some((j) => Math.abs(few[i + j] - many[i + j]) > 2)) differing++;
      }
      return solid ? differing : -1;
    }""")
    assert differing == 0


def test_a_large_symbol_of_a_dense_screen_is_whole(modules: Page) -> None:
    rows = modules.evaluate("""async () => {
      const { Stamper } = await import("atlas/stamper"), { makeLook } = await import("atlas/symbols");
      const looks = [makeLook(28, "circle", [{ colour: "#C8102E", weight: 1 }], true)];
      const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 300 });
      const ctx = canvas.getContext("2d");
      const seen = { ids: Uint32Array.of(0), x: Float32Array.of(50), y: Float32Array.of(50), count: 1 };
      new Stamper().draw(ctx, { ratio: 3 }, { seen, looks, lookOf: Uint32Array.of(0) }, false);
      const filled = (y) => ctx.getImageData(150, y, 1, 1).data[3] === 255;
      return [150 - 82, 150, 150 + 82, 150 + 90].map(filled);
    }""")
    assert rows == [True, True, True, False]


MARK = """(id) => {
  const ctx = document.getElementById(id).getContext("2d");
  ctx.fillStyle = "#FF00FF";
  ctx.fillRect(0, 0, 2, 2);
}"""
IS_MARKED = """(id) => {
  const [red, green, blue] = document.getElementById(id).getContext("2d").getImageData(0, 0, 1, 1).data;
  return red === 255 && green === 0 && blue === 255;
}"""


def test_territories_and_names_are_drawn_again_only_when_they_tell_something_else(page: Page, document: str) -> None:
    open_document(page, document)
    page.wait_for_function("() => document.getElementById('atlas-canvas-names').width > 1440")  # margins are drawn last
    canvases = ("atlas-canvas-plazas", "atlas-canvas-names")

    def kept(view: str) -> list[bool]:
        for canvas in canvases:
            page.evaluate(MARK, canvas)
        page.evaluate(f"() => window.atlas.setView({view})")
        return [page.evaluate(IS_MARKED, canvas) for canvas in canvases]

    page.evaluate("() => window.atlas.setView({ from: '2024-01-01', to: '2024-12-31' })")
    assert kept("{ from: '2024-01-01', to: '2024-12-30' }") == [True, True]
    assert kept("{ from: '2012-01-01', to: '2012-12-31' }") == [False, True]
    assert kept("{ from: null, to: null, commodity: ['heroin'] }") == [False, False]
    page.evaluate(f"() => {MAP}.setView([31.0, -110.9], 8, {{ animate: false }})")
    assert kept("{ from: '2012-01-01', to: '2012-12-31' }") == [False, False]


def test_the_grid_finds_what_a_search_of_all_finds(modules: Page) -> None:
    wrong = modules.evaluate("""async () => {
      const { ScreenGrid } = await import("atlas/grid");
      let state = 7;
      const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
      const marks = Array.from({ length: 3000 }, () => [random() * 940 - 20, random() * 640 - 20, 4 + random() * 24]);
      const grid = new ScreenGrid();
      grid.clear(900, 600, marks.length);
      marks.forEach(([x, y, r], id) => grid.add(id, x, y, r));
      const touches = (x, y) => ([mx, my, r]) => Math.hypot(mx - x, my - y) <= r + 6;
      let wrong = 0;
      for (let i = 0; i < 500; i++) {
        const x = random() * 900, y = random() * 600, found = [], isNear = touches(x, y);
        grid.near(x, y, 6, (id) => { if (isNear(marks[id])) found.push(id); });
        const all = marks.flatMap((mark, id) => (isNear(mark) ? [id] : []));
        if (found.sort((a, b) => a - b).join() !== all.join()) wrong++;
      }
      return wrong;
    }""")
    assert wrong == 0


def test_a_fan_keeps_the_true_spots_and_lets_no_symbols_touch(modules: Page) -> None:
    rays = modules.evaluate("""async () => {
      const { spread } = await import("atlas/fan");
      const marks = [28, 20, 12, 8, 8, 4, 4, 4].map((r, i) => ({ x: 0.2 + i * 1e-6, y: 0.4, look: { r } }));
      return spread(marks, 0.2, 0.4, { k: 1e6, ox: 199000, oy: 399000 }).map((ray) => ({ ...ray, r: ray.mark.look.r }));
    }""")
    assert [(ray["spotX"], ray["spotY"]) for ray in rays] == [
        (pytest.approx(1000 + i), pytest.approx(1000)) for i in range(8)
    ]
    for one in rays:
        for other in rays:
            if one is not other:
                apart = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
                assert apart > one["r"] + other["r"]


def test_an_exact_place_is_solid_and_a_town_hollow_over_its_area(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    solid, hollow = page.evaluate("""() => {
      const { EXACT } = atlasModules.symbols;
      const { places } = JSON.parse(document.getElementById("atlas-data").textContent);
      const first = (test) => places.find(test).precision;
      return [EXACT.has(first((one) => one.kind === "crossing")), EXACT.has(first((one) => one.kind === "city"))];
    }""")
    assert solid and not hollow


def test_the_keyboard_reaches_a_symbol_and_opens_it(page: Page, document: str) -> None:
    open_document(page, document)
    entries = page.locator("#atlas-places button")
    expect(entries.nth(5)).to_be_attached()
    expect(page.locator("#atlas-places [tabindex='0']")).to_have_count(1)
    entries.first.focus()
    page.keyboard.press("ArrowDown")
    expect(entries.nth(1)).to_be_focused()
    assert page.evaluate(HAS_INK, "atlas-canvas-marked")
    page.keyboard.press("End")
    last = entries.last
    expect(last).to_be_focused()
    expect(last).to_contain_text("Show more")
    count = entries.count()
    page.keyboard.press("Enter")
    expect(entries.nth(count - 1)).to_be_focused()
    assert entries.count() > count
    page.keyboard.press("Home")
    name = (entries.first.text_content() or "").split(":")[0]
    page.keyboard.press("Enter")
    expect(page.locator("#atlas-panel h2")).to_have_text(name)
    page.keyboard.press("Escape")
    expect(page.locator("#atlas-panel")).to_be_hidden()
    expect(entries.first).to_be_focused()


def test_the_keyboard_brings_a_far_symbol_into_view(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    show_place(page, atlas, "nogales-port", 12)
    entries = page.locator("#atlas-places button")
    expect(entries.nth(5)).to_be_attached()
    index = page.evaluate("""() => [...document.querySelectorAll("#atlas-places button")].findIndex((button) =>
      !button.dataset.id.includes("nogales"))""")
    entries.nth(index).focus()
    place = atlas.places.set_index("place_id").loc[entries.nth(index).get_attribute("data-id")]
    page.wait_for_function(f"([lat, lon]) => {MAP}.getBounds().contains([lat, lon])", arg=[place["lat"], place["lon"]])


def test_places_that_hide_each_other_fan_out_and_can_each_be_chosen(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    x, y = show_place(page, atlas, "nogales-port", 7)
    page.mouse.click(x, y)
    title = page.locator("#atlas-panel h2")
    expect(title).to_be_visible()
    expect(title).not_to_be_empty()
    assert page.evaluate(HAS_INK, "atlas-canvas-marked")
    opened, tip = title.text_content(), page.locator("#atlas-tip strong")
    names: dict[str, tuple[float, float]] = {}
    for radius in range(46, 90, 10):
        for step in range(24):
            spot = (x + radius * math.cos(step * math.pi / 12), y + radius * math.sin(step * math.pi / 12))
            page.mouse.move(*spot)
            if tip.is_visible():
                names.setdefault(tip.text_content() or "", spot)
    assert {"Nogales Port of Entry", "DeConcini", "Mariposa"} <= set(names)
    other = next(name for name in ("DeConcini", "Mariposa") if name != opened)
    page.mouse.click(*names[other])
    expect(title).to_have_text(other)
    page.keyboard.press("Escape")
    expect(page.locator("#atlas-panel")).to_be_hidden()
    page.mouse.move(5, 400)
    expect(page.locator("#atlas-canvas-marked")).to_have_count(0)


def test_places_apart_do_not_fan_out(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    show_place(page, atlas, "nogales-deconcini", 16)
    page.evaluate("() => window.atlas.select('place', 'nogales-deconcini')")
    x, y = show_place(page, atlas, "nogales-deconcini", 16)
    tip = page.locator("#atlas-tip strong")
    for step in range(24):
        page.mouse.move(x + 60 * math.cos(step * math.pi / 12), y + 60 * math.sin(step * math.pi / 12))
        assert not tip.is_visible() or "Port of Entry" not in (tip.text_content() or "")


def test_a_drag_shows_no_blank_before_it_ends(page: Page, document: str) -> None:
    open_document(page, document)
    page.mouse.move(1000, 400)
    page.mouse.down()
    page.mouse.move(200, 300, steps=20)
    uncovered = page.evaluate("""() => {
      const view = document.querySelector(".folium-map").getBoundingClientRect();
      return [...document.querySelectorAll(".folium-map canvas")].filter((canvas) => {
        const box = canvas.getBoundingClientRect();
        return box.left > view.left || box.top > view.top || box.right < view.right || box.bottom < view.bottom;
      }).map((canvas) => canvas.id);
    }""")
    page.mouse.up()
    assert uncovered == []


def test_a_pinch_scales_what_is_drawn_with_the_map(page: Page, document: str) -> None:
    open_document(page, document)
    scales = page.evaluate(f"""() => {{
      const map = {MAP}, canvas = document.getElementById("atlas-canvas-events");
      const before = canvas.getBoundingClientRect().width;
      map._moveStart(true, false);
      map._move(map.getCenter(), map.getZoom() + 1, {{ pinch: true, round: false }});
      return canvas.getBoundingClientRect().width / before;
    }}""")
    assert scales == pytest.approx(2)


def move_to_screen(page: Page, width: int, ratio: float) -> None:
    """Show the page on a screen of another density; the browser tells of it only when the size changes too."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": ratio, "mobile": False}
    page.context.new_cdp_session(page).send("Emulation.setDeviceMetricsOverride", metrics)


def test_each_change_of_density_is_told(modules: Page) -> None:
    modules.evaluate("""async () => {
      window.densities = [];
      (await import("atlas/canvas")).onRatioChange(() => window.densities.push(devicePixelRatio));
    }""")
    for width, ratio in ((1400, 2), (1300, 1), (1200, 1.5)):
        move_to_screen(modules, width, ratio)
        modules.wait_for_function("(ratio) => window.densities.at(-1) === ratio", arg=ratio)
    assert modules.evaluate("() => window.densities") == [2, 1, 1.5]


def test_a_dense_screen_gets_more_pixels(page: Page, document: str) -> None:
    open_document(page, document)
    for width, ratio in ((1440, 1), (1400, 2)):
        move_to_screen(page, width, ratio)
        for selector in ("#atlas-canvas-events", ".atlas-track canvas"):
            page.wait_for_function(
                """([selector, ratio]) => {
                  const { width, style } = document.querySelector(selector);
                  return width === ratio * parseFloat(style.width);
                }""",
                arg=[selector, ratio],
            )


def test_hovering_names_the_place_and_what_was_seized(page: Page, document: str, atlas: Atlas) -> None:
    open_document(page, document)
    page.mouse.move(*show_place(page, atlas, "nogales-deconcini", 16))
    expect(page.locator("#atlas-tip strong")).to_have_text("DeConcini")
    expect(page.locator("#atlas-tip")).to_contain_text("event")
    assert page.evaluate(HAS_INK, "atlas-canvas-marked")
