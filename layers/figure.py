"""Static figures of a view for print and slides: PNG, SVG and PDF with the offline basemap, source and citation."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from geo.atlas import Atlas
from geo.errors import EmptyResultError, ViewError
from geo.view import View
from geo.words import _
from layers.citation import DATA_LICENCE, describe_export
from layers.figure_presets import PRESETS
from layers.languages import speaking

SERIES = ("year", "commodity")
"""What a figure of several maps may have one map for."""


@dataclass(frozen=True)
class FigureOptions:
    """How a figure is made.

    Parameters
    ----------
    preset
        A name of `layers.figure_presets.PRESETS`: column, page, slide or square.
    grey
        Grey only, with textures and letters instead of colours.
    lang
        Language of the words, null for the current one.
    title
        Stands in place of one made from the view.
    series
        "year" or "commodity" for one map each, with one scale and legend; null for a single map.
    graticule
        Whether lines of latitude and longitude are drawn.
    claims_on
        Day whose plaza claims are shown; null shows those of the days of the view.
    """

    preset: str = "page"
    grey: bool = False
    lang: str | None = None
    title: str | None = None
    series: str | None = None
    graticule: bool = False
    claims_on: date | None = None

    def __post_init__(self) -> None:
        for name, value, known in (("preset", self.preset, (*PRESETS,)), ("series", self.series, (None, *SERIES))):
            if value not in known:
                words = ", ".join(word for word in known if word)
                raise ViewError(
                    _("Unknown {name} {value!r}; expected one of {known}.").format(name=name, value=value, known=words)
                )


def png_bytes(atlas: Atlas, view: View, options: FigureOptions | None = None) -> bytes:
    """Return the figure of `view` as PNG, of at least 300 pixels an inch."""
    return figure_bytes(atlas, view, "png", options)


def svg_bytes(atlas: Atlas, view: View, options: FigureOptions | None = None) -> bytes:
    """Return the figure of `view` as SVG: text is text, each layer a group with a name."""
    return figure_bytes(atlas, view, "svg", options)


def pdf_bytes(atlas: Atlas, view: View, options: FigureOptions | None = None) -> bytes:
    """Return the figure of `view` as PDF with its fonts."""
    return figure_bytes(atlas, view, "pdf", options)


def figure_bytes(atlas: Atlas, view: View, suffix: str, options: FigureOptions | None = None) -> bytes:
    """Return the figure of `view` in the format `suffix`, the same bytes for the same atlas, view and options.

    Raises
    ------
    EmptyResultError
        If no event is in the view, or none in the series.
    """
    from layers.figure_build import build_figure  # with matplotlib, which would slow the start of the app
    from layers.figure_page import page_bytes

    options = options or FigureOptions()
    with ExitStack() as stack:
        if options.lang:
            stack.enter_context(speaking(options.lang))
        page = build_figure(atlas, view, options)
        if not page.events:
            raise EmptyResultError(_("No event is in this view; widen the dates or leave out a filter."))
        about = describe_export(atlas, view)
        said = {"title": page.title, "subject": f"{about['citation']} {about['bias_note']}", "rights": DATA_LICENCE}
        dpi = PRESETS[options.preset].dpi
        return page_bytes(page.groups, page.size, suffix, dpi=dpi, grey=options.grey, about=said)
