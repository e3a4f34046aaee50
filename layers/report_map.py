"""The map of a dossier: the figure of its view as a picture in the page, one for wide and one for narrow screens."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from geo.atlas import Atlas
from geo.summary import summarise
from geo.view import View, select_events
from geo.words import _
from layers.cells import text
from layers.figure import FigureOptions, svg_bytes
from layers.report_notes import Cite, Notes


@dataclass(frozen=True)
class Picture:
    """The map as data: URLs of SVG, what it shows in words, and the sources of the positions in it."""

    wide: str
    narrow: str
    alt: str
    caption: str
    cites: list[Cite]


def draw_picture(atlas: Atlas, view: View, name: str, notes: Notes) -> Picture | None:
    """Return the map of `view`, of the plaza or port called `name`; null where the view has no event."""
    found = summarise(atlas, view)
    if not found.events:
        return None
    shown = atlas.seizures.loc[select_events(atlas, view), "place_id"]
    sources = dict.fromkeys(map(text, atlas.places.loc[atlas.places["place_id"].isin(shown), "source_id"]))
    wide, narrow = (
        "data:image/svg+xml;base64," + b64encode(svg_bytes(atlas, view, FigureOptions(preset=preset))).decode("ascii")
        for preset in ("square", "column")
    )
    alt = _("Map of {name} and the published seizures there: {events} events at {places} places, as the table "
            "of events lists them.")  # fmt: skip
    return Picture(
        wide,
        narrow,
        alt.format(name=name, events=found.events, places=found.places),
        _("Positions of the places:"),
        [cite for source in sources for cite in notes.cite(source)],
    )
