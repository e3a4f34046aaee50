"""What a notebook or a Quarto page shows when a map is the last line of a cell."""

from __future__ import annotations

from html.parser import HTMLParser

from geo.atlas import Atlas
from geo.view import View
from layers.atlas_map import SANDBOX, MapOptions, build_map, render_document
from layers.figure import FigureOptions, png_bytes, svg_bytes
from layers.notebook import ViewFigure

VIEW = View(plazas=("nogales",))
SMALL = FigureOptions("column")


class Elements(HTMLParser):
    """Gathers the elements of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_map_is_shown_as_its_document_in_a_sandboxed_frame(atlas: Atlas) -> None:
    map_ = build_map(atlas, VIEW)
    assert Elements(map_._repr_html_()).found == [
        ("iframe", {
            "title": atlas.title, "sandbox": SANDBOX, "loading": "lazy",
            "style": "width: 100%; height: 600px; border: 0", "srcdoc": render_document(map_),
        }),
    ]  # fmt: skip


def test_the_frame_has_the_height_asked_for(atlas: Atlas) -> None:
    ((_tag, frame),) = Elements(build_map(atlas, VIEW, MapOptions(height=320))._repr_html_()).found
    assert frame["style"] == "width: 100%; height: 320px; border: 0"


def test_a_frame_is_the_same_each_time(atlas: Atlas) -> None:
    assert build_map(atlas, VIEW)._repr_html_() == build_map(atlas, VIEW)._repr_html_()


def test_a_figure_is_shown_as_svg_and_for_a_word_file_as_png(atlas: Atlas) -> None:
    shown = ViewFigure(atlas, VIEW, SMALL)
    assert shown._repr_svg_().encode("utf-8") == svg_bytes(atlas, VIEW, SMALL)
    assert shown._repr_png_() == png_bytes(atlas, VIEW, SMALL)
