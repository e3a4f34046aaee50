"""Writing and opening the map document in the tests."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from geo.atlas import Atlas
from geo.view import View
from layers.atlas_map import build_map, render_document


def write_document(atlas: Atlas, folder: Path, view: View | None = None) -> str:
    """Write the document of `atlas`, opened with `view`, into `folder`; return its address."""
    path = folder / "map.html"
    path.write_text(render_document(build_map(atlas, view or View())), encoding="utf-8")
    return path.as_uri()


def open_document(page: Page, address: str) -> None:
    """Open a document and return when everything is on screen."""
    page.goto(address)
    page.wait_for_function("() => window.atlas")
    page.evaluate("() => window.atlas.ready")
