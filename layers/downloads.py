"""The files of a view that a reader may take away, each with what its button says."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from geo.atlas import Atlas
from geo.view import View, select_events
from geo.words import _
from layers.export import file_bytes


def format_words() -> dict[str, tuple[str, str]]:
    """Return by suffix what a reader is told of a format, and its media type; companions included."""
    return {
        "html": (_("Map, one HTML file"), "text/html"),
        "csv": (_("Table, CSV"), "text/csv"),
        "codebook.csv": (_("Codebook of the CSV"), "text/csv"),
        "xlsx": (_("Workbook, Excel"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "zip": (_("Data package, ZIP"), "application/zip"),
        "geojson": (_("GeoJSON"), "application/geo+json"),
        "gpkg": (_("GeoPackage, QGIS"), "application/geopackage+sqlite3"),
        "parquet": (_("GeoParquet"), "application/vnd.apache.parquet"),
        "fgb": (_("FlatGeobuf"), "application/vnd.flatgeobuf"),
        "kml": (_("KML, Google Earth"), "application/vnd.google-earth.kml+xml"),
        "png": (_("Figure, PNG"), "image/png"),
        "svg": (_("Figure, SVG"), "image/svg+xml"),
        "pdf": (_("Figure, PDF"), "application/pdf"),
    }


def tell_downloads(files: Collection[str]) -> str:
    """Return what a reader is told over the buttons of `files`, as `list_downloads` gives them."""
    if not files:
        return _("No event is in this view; widen the dates or leave out a filter.")
    return _("Files of the events of this view, with their sources and how to cite.")


def list_downloads(atlas: Atlas, view: View) -> dict[str, tuple[str, Callable[[], bytes], str, str]]:
    """Return by suffix label, maker, name and media type of each file of `view`; none where it has no event."""
    if not len(select_events(atlas, view)):
        return {}
    return {
        suffix: (label, partial(file_bytes, atlas, view, suffix), f"plaza-atlas.{suffix}", mime)
        for suffix, (label, mime) in format_words().items()
    }
