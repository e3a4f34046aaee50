"""The events of the view as FlatGeobuf, for web maps and programs that read a part of a file."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa

from geo.atlas import Atlas
from geo.view import View
from layers.arrow_text import TEXT
from layers.vector_file import event_layer, write_layer
from layers.view_tables import view_tables


def flatgeobuf_bytes(atlas: Atlas, view: View) -> bytes:
    """Return the events of `view` as FlatGeobuf: one row per event, its items as JSON, null geometry where unplaced.

    Days are ISO texts, as the format has none: it would make midnights of them, which move with the time zone.
    The format can index rows by place only if all have one; a view with unplaced events goes without the index.
    Ports, plazas and claims are not in it: the format holds one table. Its title and description say what it is.
    """
    tables = view_tables(atlas, view)
    events, points = event_layer(tables)
    events = pa.table({name: _plain(events[name]) for name in events.column_names})
    about = tables.about | {"sources": tables.sources.to_pylist()}
    options = {
        "SPATIAL_INDEX": "NO" if points.null_count else "YES",
        "TITLE": tables.about["title"],
        "DESCRIPTION": json.dumps(about, ensure_ascii=False, default=str),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.fgb"
        write_layer(path, "events", events, points, layer_options=options)
        return path.read_bytes()


def _plain(values: Any) -> Any:
    return values.cast(TEXT) if pa.types.is_date(values.type) else values
