"""The map alone, for the running app in a frame of another page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from geo.atlas import Atlas
from geo.view import View
from layers.atlas_map import build_map, render_document


def embedded_document(atlas: Atlas, query: Mapping[str, str], known: Mapping[str, Collection[str]]) -> bytes:
    """Return the map document opened as the parameters of the address say, as `View.from_query` reads them.

    What in them has no meaning is told in the document.
    """
    view, problems = View.from_query(query, known)
    return _document(atlas, view, tuple(problems))


@lru_cache(maxsize=8)
def _document(atlas: Atlas, view: View, notices: tuple[str, ...]) -> bytes:
    return render_document(build_map(atlas, view, notices=notices)).encode("utf-8")
