"""Figures as other programs open them: sizes, text, groups, colours, words and counts."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from data.store import load_atlas
from geo.atlas import Atlas
from geo.errors import EmptyResultError, ViewError
from geo.view import View
from layers.__main__ import main
from layers.export import export, file_bytes
from layers.figure import FigureOptions, pdf_bytes, png_bytes, svg_bytes
from layers.figure_build import Page, build_figure
from layers.figure_items import Words
from layers.figure_presets import LEAST_TYPE
from layers.figure_type import SPARE, text_width
from layers.languages import speaking
from tests.layers.boxes import collisions

Run = Callable[..., int]
SVG = {"s": "http://www.w3.org/2000/svg"}
NOGALES = View(date(2023, 1, 1), date(2024, 12, 31), plazas=("nogales",))
FIGURES = [
    (View(), FigureOptions("column")),
    (View(), FigureOptions("slide", grey=True, graticule=True)),
    (View(), FigureOptions("slide", series="commodity", lang="es")),
    (View(), FigureOptions("page", series="year")),
    (NOGALES, FigureOptions("square")),
    (View(commodities=("fentanyl", "heroin"), size="fentanyl"), FigureOptions("page", grey=True)),
]


@pytest.fixture(scope="module")
def border() -> Atlas:
    """The whole atlas, as the store has it."""
    return load_atlas()


@pytest.fixture(scope="module", params=FIGURES, ids=lambda figure: f"{figure[0].to_query()} {figure[1].preset}")
def page(request: pytest.FixtureRequest, border: Atlas) -> Page:
    """A figure of the whole atlas before it is a file."""
    view, options = request.param
    return build_figure(border, view, options)


@pytest.fixture
def plain(atlas: Atlas) -> Atlas:
    """The small atlas with names a reader could meet."""
    return replace(atlas, title="Sample", plazas=atlas.plazas.assign(name="Nogales"))


def texts_of(svg: bytes) -> list[str]:
    """Return the texts of an SVG, without the edges under them."""
    return [
        "".join(text.itertext())
        for group in ET.fromstring(svg).iterfind(".//s:g[@id]", SVG)
        if not group.get("id", "").endswith("-halos") and group.find("s:g[@id]", SVG) is None
        for text in group.iterfind("s:text", SVG)
    ]


def groups_of(svg: bytes) -> set[str]:
    return {group.get("id", "") for group in ET.fromstring(svg).iterfind(".//s:g[@id]", SVG)}


def poppler(program: str, content: bytes, *arguments: str) -> str:
    """Return what a program of Poppler says of a PDF."""
    done = subprocess.run([program, *arguments], input=content, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("make", [png_bytes, svg_bytes, pdf_bytes])
def test_a_figure_has_the_same_bytes_each_time(plain: Atlas, make: Callable[..., bytes]) -> None:
    assert make(plain, View()) == make(plain, View())


@pytest.mark.parametrize(
    ("preset", "pixels", "dpi"),
    [("column", 2079, 600), ("page", 2126, 300), ("slide", 4000, 300), ("square", 2126, 300)],
)
def test_a_png_has_the_width_of_its_preset_in_print(plain: Atlas, preset: str, pixels: int, dpi: int) -> None:
    with Image.open(io.BytesIO(png_bytes(plain, View(), FigureOptions(preset=preset)))) as image:
        assert round(image.info["dpi"][0]) == dpi
        assert abs(image.width - pixels) <= 1 or (preset == "page" and abs(image.height - pixels) <= 1)
        assert image.text["Copyright"].startswith("CC BY 4.0")


def test_an_svg_has_text_as_text_in_named_groups(plain: Atlas) -> None:
    svg = svg_bytes(plain, View())
    groups = {"sea", "land", "states", "border", "plazas", "events", "ports", "scale", "legend", "locator", "text"}
    assert groups <= groups_of(svg) | {"states"}
    texts = texts_of(svg)
    assert {"Sample", "What was seized", "Plazas (schematic)", "NOGALES", "Organisation One?"} <= {*texts}
    assert b"<use" not in svg.split(b'id="text"')[1]
    assert b"<title>Sample</title>" in svg
    assert not re.search(rb"20\d\d-\d\d-\d\dT", svg)


def test_the_svg_of_the_whole_border_is_small(border: Atlas) -> None:
    assert len(svg_bytes(border, View())) <= 500_000


def test_a_pdf_has_its_fonts_its_size_its_words_and_no_clock(plain: Atlas) -> None:
    content = pdf_bytes(plain, View(), FigureOptions(preset="slide"))
    about = poppler("pdfinfo", content, "-")
    assert "Page size:       960 x 540 pts" in about
    assert "Title:           Sample" in about
    assert "CreationDate" not in about and "ModDate" not in about
    fonts = [line.split() for line in poppler("pdffonts", content, "-").splitlines()[2:]]
    assert fonts and all("SourceSansPro" in font[0] and font[-5] == "yes" for font in fonts)
    words = poppler("pdftotext", content, "-", "-")
    assert "What was seized" in words
    assert "Plaza Atlas: Sample. Data version 0123456789ab." in " ".join(words.split())


def test_poppler_draws_the_pdf_as_agg_draws_the_png(plain: Atlas) -> None:
    options = FigureOptions(preset="square")
    content = pdf_bytes(plain, View(), options)
    done = subprocess.run(["pdftoppm", "-r", "300", "-png", "-"], input=content, capture_output=True, check=True)
    pictures = [Image.open(io.BytesIO(one)).convert("L") for one in (done.stdout, png_bytes(plain, View(), options))]
    coarse = [np.asarray(one.resize((200, 200), Image.Resampling.BOX), dtype=float) for one in pictures]
    assert np.abs(coarse[0] - coarse[1]).mean() < 1


def test_no_label_touches_another_a_symbol_or_the_frame(page: Page) -> None:
    for drawing in page.drawings:
        boxes = [box for _label, box in drawing.placed]
        assert collisions(boxes) == []
        left, bottom, right, top = drawing.frame
        for box in boxes:
            assert left <= box[0] and bottom <= box[1] and box[2] <= right and box[3] <= top
            for x, y, radius in drawing.discs:
                away = np.hypot(max(box[0] - x, x - box[2], 0), max(box[1] - y, y - box[3], 0))
                assert away >= radius
    assert any(drawing.placed for drawing in page.drawings)


def test_all_words_are_on_the_page_and_large_enough_to_read(page: Page) -> None:
    words = [item for group in page.groups for item in group.items if isinstance(item, Words)]
    width, height = page.size
    assert min(word.size for word in words) >= LEAST_TYPE
    for word in words:
        wide = text_width(word.text, word.size, word.bold) / SPARE
        left = word.x - {"left": 0, "center": wide / 2, "right": wide}[word.align]
        assert left >= -0.01 and left + wide <= width and 0 <= word.y <= height, word


def test_the_words_of_the_page_lie_apart(page: Page) -> None:
    words = [item for group in page.groups if group.name in ("text", "legend") for item in group.items]
    boxes = [
        (word.x, word.y, word.x + text_width(word.text, word.size, word.bold), word.y + 0.6 * word.size)
        for word in words
        if isinstance(word, Words) and word.align == "left"
    ]
    assert len(boxes) > 10
    assert collisions(boxes) == []


def test_a_figure_counts_every_event(page: Page, border: Atlas) -> None:
    if len(page.drawings) > 1:
        return
    notes = " ".join(item.text for group in page.groups for item in group.items if isinstance(item, Words))
    left_out = re.findall(r"(\d+) (?:not placed|outside this map|without a published weight)", notes)
    drawn = sum(mark.events for mark in page.drawings[0].marks)
    assert drawn + sum(int(n) for n in left_out) == page.events
    assert f"Of {page.events} events" in notes


def test_the_events_of_a_figure_are_those_of_the_other_formats(border: Atlas) -> None:
    figure = build_figure(border, NOGALES, FigureOptions())
    table = json.loads(file_bytes(border, NOGALES, "geojson"))
    assert figure.events == sum(feature["properties"].get("layer") == "event" for feature in table["features"])


def test_the_maps_of_the_years_count_each_dated_event_once(border: Atlas) -> None:
    page = build_figure(border, View(), FigureOptions(preset="slide", series="year"))
    texts = [item.text for group in page.groups for item in group.items if isinstance(item, Words)]
    counted = [int(text.split(": ")[1]) for text in texts if re.fullmatch(r"20\d\d(–20\d\d)?: \d+", text)]
    assert len(counted) == len(page.drawings) == 9
    assert sum(counted) == int(border.seizures["start_date"].notna().sum())


def test_a_grey_figure_has_no_hue(border: Atlas) -> None:
    svg = svg_bytes(border, NOGALES, FigureOptions(grey=True)).decode()
    colours = set(re.findall(r"#([0-9a-f]{6})\b", svg))
    assert len(colours) > 5
    assert {colour for colour in colours if len({colour[:2], colour[2:4], colour[4:]}) > 1} == set()


def test_grey_tells_commodities_apart_by_letter(border: Atlas) -> None:
    texts = texts_of(svg_bytes(border, NOGALES, FigureOptions(grey=True)))
    assert {"F", "M", "C", "H", "Mj", "O"} <= {*texts}


def test_a_spanish_figure_has_no_english_word(border: Atlas) -> None:
    english = texts_of(svg_bytes(border, NOGALES, FigureOptions(series="year")))
    spanish = texts_of(svg_bytes(border, NOGALES, FigureOptions(series="year", lang="es")))
    assert {"Qué se decomisó", "Fentanilo", "Plazas (esquemáticas)", "Nogales: decomisos publicados"} <= {*spanish}
    assert {*english} & {*spanish} <= {
        "2023: 1", "2024: 12", "20\u202fkm", "10\u202fkm", "10\u202fmi", "5\u202fmi", "1", "2", "3", "10", "20",
    }  # fmt: skip


def test_a_figure_speaks_the_language_around_it(plain: Atlas) -> None:
    with speaking("es"):
        svg = svg_bytes(plain, View())
    assert svg == svg_bytes(plain, View(), FigureOptions(lang="es"))


def test_the_claims_of_a_day_are_those_valid_then(plain: Atlas) -> None:
    early, late = (FigureOptions(claims_on=day) for day in (date(2019, 1, 1), date(2024, 1, 1)))
    assert {"Two?", "contested by 1 source"} <= {*texts_of(svg_bytes(plain, View(), early))}
    assert "Organisation One" in texts_of(svg_bytes(plain, View(), late))
    assert "All days · 4 events · plaza claims valid on 1 January 2024" in texts_of(svg_bytes(plain, View(), late))


def test_a_graticule_is_drawn_where_it_is_asked_for(plain: Atlas) -> None:
    assert "graticule" not in groups_of(svg_bytes(plain, View()))
    svg = svg_bytes(plain, View(), FigureOptions(graticule=True))
    assert "graticule" in groups_of(svg)
    assert any(text.endswith("°\u202fW") for text in texts_of(svg))


def test_an_empty_view_is_one_sentence(plain: Atlas, tmp_path: Path) -> None:
    view = View(date_from=date(1990, 1, 1), date_to=date(1990, 1, 2), undated=False)
    with pytest.raises(EmptyResultError, match="No event is in this view; widen the dates or leave out a filter."):
        svg_bytes(plain, view)
    with pytest.raises(EmptyResultError, match="No event is in this view"):
        export(plain, view, tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_series_by_year_of_events_without_a_date_is_one_sentence(plain: Atlas) -> None:
    sentence = "No event of this view is in a series by 'year'; leave the series out."
    with pytest.raises(EmptyResultError, match=f"^{re.escape(sentence)}$"):
        svg_bytes(plain, View(places=("nogales-port",)), FigureOptions(series="year"))


def test_the_command_line_has_every_option_of_a_figure(run: Run, atlas: Atlas) -> None:
    chosen = "--preset column --grey --series year --graticule --claims-on 2019-01-01 --title Hello --lang es"
    assert run("export", "out.svg", *chosen.split(), "--size", "heroin") == 0
    options = FigureOptions("column", True, "es", "Hello", "year", True, date(2019, 1, 1))
    assert Path("out.svg").read_bytes() == svg_bytes(atlas, View(size="heroin"), options)


def test_a_view_without_a_placed_event_shows_the_border(plain: Atlas) -> None:
    svg = svg_bytes(plain, View(precisions=("unresolved",)))
    assert "All days · 1 event" in texts_of(svg)
    assert any("1 not placed" in text for text in texts_of(svg))


@pytest.mark.parametrize("chosen", [{"preset": "poster"}, {"series": "month"}], ids=str)
def test_an_unknown_option_is_one_sentence(plain: Atlas, chosen: dict[str, Any]) -> None:
    with pytest.raises(ViewError, match=r"^Unknown \w+ '\w+'; expected one of [\w, ]+\.$"):
        file_bytes(plain, View(), "svg", **chosen)


def test_the_command_line_refuses_an_unknown_preset_in_one_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["export", str(tmp_path / "out.png"), "--preset", "poster"])
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        2, "Error: Invalid value for '--preset': 'poster' is not one of 'column', 'page', 'slide', 'square'.",
    )  # fmt: skip


def test_the_exports_do_not_load_matplotlib_before_a_figure_is_made() -> None:
    code = "import sys, layers.export; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
