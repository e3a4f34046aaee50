"""Every file of a view has a button with words, a maker and a media type."""

from __future__ import annotations

from datetime import date

from geo.atlas import Atlas
from geo.view import View
from layers.downloads import format_words, list_downloads, tell_downloads
from layers.export import COMPANIONS, EXPORTERS, file_bytes


def test_every_format_and_companion_has_words_and_a_media_type() -> None:
    assert set(format_words()) == set(EXPORTERS) | {suffix for suffix, _make in COMPANIONS.values()}


def test_a_button_makes_the_file_of_the_view(atlas: Atlas) -> None:
    view = View(commodities=("heroin",))
    label, make, name, mime = list_downloads(atlas, view)["geojson"]
    assert (label, name, mime) == ("GeoJSON", "plaza-atlas.geojson", "application/geo+json")
    assert make() == file_bytes(atlas, view, "geojson")


def test_a_view_without_an_event_has_no_button_and_says_why(atlas: Atlas) -> None:
    view = View(date_to=date(1900, 12, 31), undated=False)
    assert list_downloads(atlas, view) == {}
    assert tell_downloads([]) == "No event is in this view; widen the dates or leave out a filter."
    files = list_downloads(atlas, View())
    assert tell_downloads(files) == "Files of the events of this view, with their sources and how to cite."
