"""Exports: the view as a file, in the format its suffix names."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from geo.atlas import Atlas
from geo.errors import EmptyResultError, SourceError, ViewError
from geo.view import View, select_events
from geo.words import _
from layers.atlas_map import build_map, render_document
from layers.csv_table import codebook_bytes, csv_bytes
from layers.datapackage import datapackage_bytes
from layers.flatgeobuf import flatgeobuf_bytes
from layers.geojson import geojson_bytes
from layers.geopackage import geopackage_bytes
from layers.geoparquet import geoparquet_bytes
from layers.kml import kml_bytes
from layers.vocabulary import PRECISIONS
from layers.workbook import workbook_bytes


def html_bytes(atlas: Atlas, view: View) -> bytes:
    """Return the map document opened with `view`, as UTF-8."""
    return render_document(build_map(atlas, view)).encode("utf-8")


EXPORTERS: dict[str, Callable[[Atlas, View], bytes]] = {
    "html": html_bytes,
    "csv": csv_bytes,
    "xlsx": workbook_bytes,
    "geojson": geojson_bytes,
    "gpkg": geopackage_bytes,
    "parquet": geoparquet_bytes,
    "fgb": flatgeobuf_bytes,
    "kml": kml_bytes,
    "zip": datapackage_bytes,
}
"""What makes the bytes of each format, by its suffix."""

COMPANIONS: dict[str, tuple[str, Callable[[Atlas, View], bytes]]] = {"csv": ("codebook.csv", codebook_bytes)}
"""By format, the suffix and maker of a file that is written beside it because the format cannot hold it."""


def export(atlas: Atlas, view: View, path: Path) -> int:
    """Write the events of `view` to `path`, whole or not at all, and return how many they are.

    A format with a companion has that written beside it, under the same name with the companion's suffix.

    Raises
    ------
    ViewError
        If a value of the view is in no list, its dates are the wrong way round, or the suffix names no format.
    EmptyResultError
        If no event is in the view.
    SourceError
        If the file cannot be written.
    """
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in EXPORTERS:
        formats = ", ".join(f".{name}" for name in EXPORTERS)
        message = _("{path!r} names no format; end it in one of {formats}.")
        raise ViewError(message.format(path=str(path), formats=formats))
    check_view(atlas, view)
    events = len(select_events(atlas, view))
    if not events:
        raise EmptyResultError(_("No event is in this view; widen the dates or leave out a filter."))
    files = {path: EXPORTERS[suffix](atlas, view)}
    if suffix in COMPANIONS:
        ending, make = COMPANIONS[suffix]
        files[path.with_suffix(f".{ending}")] = make(atlas, view)
    write_whole(files)
    return events


def check_view(atlas: Atlas, view: View) -> None:
    """Raise `ViewError` at the first value of `view` that the atlas does not know."""
    if view.date_from and view.date_to and view.date_from > view.date_to:
        raise ViewError(
            _("The first day {start} is after the last day {end}; exchange them.").format(
                start=view.date_from, end=view.date_to
            )
        )
    ports = atlas.places["kind"].isin(["port", "crossing"])
    listed = (
        ("commodity", view.commodities, atlas.commodities["commodity_code"]),
        ("agency", view.agencies, atlas.agencies["agency_code"]),
        ("plaza", view.plazas, atlas.plazas["plaza_id"]),
        ("port", view.ports, atlas.places.loc[ports, "place_id"]),
        ("precision", view.precisions, PRECISIONS),
        ("size", (view.size,), ["count", *atlas.commodities["commodity_code"]]),
    )
    for name, values, known in listed:
        for value in values:
            if value not in set(known):
                raise ViewError(
                    _("Unknown {name} {value!r}; expected one of {known}.").format(
                        name=name, value=value, known=", ".join(sorted(known))
                    )
                )


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write each content beside its path and put all there at the end, so that nobody meets half a file.

    Raises
    ------
    SourceError
        If a file cannot be written; then none is left that is not whole.
    """
    fresh = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in files}
    path = Path()
    try:
        for path, content in files.items():
            fresh[path].write_bytes(content)
        for path in files:
            fresh[path].replace(path)
    except OSError as error:
        raise SourceError(
            _("Cannot write {path!r}: {reason}; choose a folder you may write to.").format(
                path=str(path), reason=error.strerror
            )
        ) from error
    finally:
        for path in fresh.values():
            path.unlink(missing_ok=True)
