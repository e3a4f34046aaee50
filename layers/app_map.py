"""The map document in the running app: of all events, or alone, as an address says, in a frame of another page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from geo.atlas import Atlas
from geo.view import View


def app_document(atlas: Atlas, tiles: str | None = None) -> bytes:
    """Return the map document of all events, over the tile basemap `tiles` if one is named."""
    return _document(atlas, View(), tiles=tiles)


@lru_cache(maxsize=8)
def _embedded(atlas: Atlas, view: View, notices: tuple[str, ...]) -> bytes:
    return _document(atlas, view, notices=notices)


def embedded_document(atlas: Atlas, query: Mapping[str, str], known: Mapping[str, Collection[str]]) -> bytes:
    """Return the map document opened as the parameters of the address say, as `View.from_query` reads them.

    What in them has no meaning is told in the document.
    """
    view, problems = View.from_query(query, known)
    return _embedded(atlas, view, tuple(problems))


def _document(atlas: Atlas, view: View, *, tiles: str | None = None, notices: tuple[str, ...] = ()) -> bytes:
    """Return the document as UTF-8; Folium is imported here, for the app starts with a document drawn before."""
    from layers.atlas_map import MapOptions, build_map, render_document

    return render_document(build_map(atlas, view, MapOptions(tiles=tiles), notices=notices)).encode("utf-8")
