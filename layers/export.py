"""Exports: the view as a file, in the format its suffix names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.errors import EmptyResultError, ViewError
from geo.view import LISTS, View, select_events
from geo.words import _, language
from layers.atlas_map import MapOptions, build_map, render_document
from layers.csv_table import codebook_bytes, csv_bytes
from layers.datapackage import datapackage_bytes
from layers.events_table import table_events
from layers.figure import FigureOptions, pdf_bytes, png_bytes, svg_bytes
from layers.flatgeobuf import flatgeobuf_bytes
from layers.geojson import geojson_bytes
from layers.geopackage import geopackage_bytes
from layers.geoparquet import geoparquet_bytes
from layers.kml import kml_bytes
from layers.languages import speaking
from layers.vocabulary import PRECISIONS
from layers.whole import write_whole
from layers.workbook import workbook_bytes


def html_bytes(atlas: Atlas, view: View, options: MapOptions | None = None) -> bytes:
    """Return the map document opened with `view`, as UTF-8."""
    return render_document(build_map(atlas, view, options)).encode("utf-8")


EXPORTERS: dict[str, Callable[..., bytes]] = {
    "html": html_bytes,
    "csv": csv_bytes,
    "xlsx": workbook_bytes,
    "geojson": geojson_bytes,
    "gpkg": geopackage_bytes,
    "parquet": geoparquet_bytes,
    "fgb": flatgeobuf_bytes,
    "kml": kml_bytes,
    "zip": datapackage_bytes,
    "png": png_bytes,
    "svg": svg_bytes,
    "pdf": pdf_bytes,
}
"""What makes the bytes of each format from an atlas and a view, by its suffix."""

OPTIONS: dict[str, type[Any]] = {"html": MapOptions, **dict.fromkeys(("png", "svg", "pdf"), FigureOptions)}
"""By format, the class of what its maker may be told as a third argument; the other formats have no options."""

COMPANIONS: dict[str, tuple[str, Callable[[Atlas, View], bytes]]] = {"csv": ("codebook.csv", codebook_bytes)}
"""By format, the suffix and maker of a file that is written beside it because the format cannot hold it."""

MOST_WORDS = 40
"""Known words that a message lists at most."""


def file_bytes(atlas: Atlas, view: View, suffix: str, *, lang: str | None = None, **chosen: Any) -> bytes:
    """Return the file of a format or companion, by its suffix.

    `lang` is one of `layers.languages.LANGUAGES`, by default the current one; `chosen` are options of the format by
    their names.

    Raises
    ------
    ViewError
        If the format has no such option, or the option not that value.
    """
    makers: dict[str, Callable[..., bytes]] = EXPORTERS | dict(COMPANIONS.values())
    with speaking(lang or language()):
        return makers[suffix](atlas, view, *format_options(suffix, chosen))


def format_options(suffix: str, chosen: Mapping[str, Any]) -> list[Any]:
    """Return the options `chosen`, by name, as the one more argument that the maker of a format takes, or none.

    An option `lang` of a format is the current language.
    """
    names = {field.name for field in fields(OPTIONS[suffix])} if suffix in OPTIONS else set()
    for name in chosen:
        if name not in names:
            message = _("A .{format} file takes no option {option!r}; {known}.")
            known = _("it takes {names}").format(names=", ".join(sorted(names))) if names else _("leave it out")
            raise ViewError(message.format(format=suffix, option=name, known=known))
    spoken = {"lang": language()} if "lang" in names else {}
    return [OPTIONS[suffix](**spoken | dict(chosen))] if names else []


def export(atlas: Atlas, view: View, path: Path, **chosen: Any) -> int:
    """Write the events of `view` to `path`, whole or not at all, and return how many they are.

    A format with a companion has that written beside it, under the same name with the companion's suffix. `chosen`
    are options of the format by their names.

    Raises
    ------
    ViewError
        If a value of the view is in no list, its dates are the wrong way round, the suffix names no format, or the
        format has not that option.
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
    files = {path: file_bytes(atlas, view, suffix, **chosen)}
    if suffix in COMPANIONS:
        ending = COMPANIONS[suffix][0]
        files[path.with_suffix(f".{ending}")] = file_bytes(atlas, view, ending)
    write_whole(files)
    return events


def export_table(
    table: pd.DataFrame, atlas: Atlas, view: View, path: Path, options: MapOptions | None = None, *, name: str
) -> int:
    """Write the map document of a reader's own `table`, opened with `view`, and return how many events it has.

    `table` is as `layers.events_table.table_events` wants it, `name` what the document calls it.

    Raises
    ------
    ViewError
        If the path is not one of an HTML file, a value of the view is in no list, or its dates are the wrong way round.
    EmptyResultError
        If the table has no row.
    AtlasError
        If a column is missing, a value cannot be read or the file cannot be written.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise ViewError(_("{path!r} is no .html file; a table of your own is drawn in one.").format(path=str(path)))
    check_view(atlas, replace(view, agencies=()))  # the agencies are the table's own
    events = table_events(table, atlas, name=name)
    if not len(table):
        raise EmptyResultError(_("{name} has no row; give a table with events.").format(name=name))
    write_whole({path: render_document(build_map(atlas, view, options, events=events)).encode("utf-8")})
    return len(table)


def check_dates(view: View) -> None:
    """Raise `ViewError` if the first day of `view` is after its last."""
    if view.date_from and view.date_to and view.date_from > view.date_to:
        raise ViewError(
            _("The first day {start} is after the last day {end}; exchange them.").format(
                start=view.date_from, end=view.date_to
            )
        )


def check_view(atlas: Atlas, view: View) -> None:
    """Raise `ViewError` at the first value of `view` that the atlas does not know."""
    check_dates(view)
    known = _known_words(atlas)
    chosen = [(key, getattr(view, name)) for key, name in LISTS.items()] + [("size", (view.size,))]
    kind, _colon, opened = view.opened.partition(":")
    for name, values in [*chosen, (kind, (opened,) if opened else ())]:
        for value in values:
            if value not in known[name]:
                words = sorted(known[name])
                shown = ", ".join(words[:MOST_WORDS]) + (", …" if len(words) > MOST_WORDS else "")
                raise ViewError(
                    _("Unknown {name} {value!r}; expected one of {known}.").format(name=name, value=value, known=shown)
                )


def _known_words(atlas: Atlas) -> dict[str, set[str]]:
    """Return the words that each parameter of a view may have."""
    ports = atlas.places["kind"].isin(["port", "crossing"])
    return {
        "commodity": set(atlas.commodities["commodity_code"]),
        "agency": set(atlas.agencies["agency_code"]),
        "plaza": set(atlas.plazas["plaza_id"]),
        "port": set(atlas.places.loc[ports, "place_id"]),
        "place": set(atlas.places["place_id"]),
        "precision": set(PRECISIONS),
        "size": {"count", *atlas.commodities["commodity_code"]},
    }
