"""The view as a GeoPackage: layers of events, ports and plazas with QGIS styles, and the tables beside them."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.arrow_text import TEXT, plain_table
from layers.batches import run_batches
from layers.csv_table import about_table, codebook_table
from layers.event_tables import with_texts
from layers.geojson import nested_rows
from layers.grouped import column
from layers.points import geopackage_points, wkb_points
from layers.qgis_style import layer_styles
from layers.rtree import build_tree
from layers.sqlite_pages import Leaves, fill_tables, leaf_pages
from layers.vector_file import fixed_day, outline_layer, write_layer
from layers.view_tables import ViewTables, view_tables

VERSION = "1.3"
"""Of the GeoPackage standard: the newest that programs of 2022 read without a warning."""
INDEX = "rtree_events_geom"
STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
"""
"""The table in which QGIS keeps the styles of a GeoPackage."""


def geopackage_bytes(atlas: Atlas, view: View) -> bytes:
    """Return `view` as a GeoPackage 1.x (EPSG:4326).

    Layers events, ports, plazas; tables claims, sources, codebook, about. The layers open in QGIS in the colours of
    the map. The day it says it was changed is the date of the data.
    """
    tables = view_tables(atlas, view)
    events = with_texts(tables.events)
    with tempfile.TemporaryDirectory() as folder, fixed_day(_day_of(tables)):
        path = Path(folder) / "atlas.gpkg"
        _write_layers(path, tables, events)
        with closing(sqlite3.connect(path)) as database, database:
            _add_styles(database, atlas, tables)
            leaf_of = _index_events(database, events)
            roots = dict(database.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
        content = path.read_bytes()
    return fill_tables(content, {
        roots["events"]: run_batches(lambda first, last: _event_leaves(tables, events, first, last), len(events)),
        roots[f"{INDEX}_rowid"]: run_batches(lambda first, last: _index_leaves(leaf_of, first, last), len(events)),
    })  # fmt: skip


def _write_layers(path: Path, tables: ViewTables, events: pa.Table) -> None:
    """Write all but the rows of the events, which GDAL would take many times longer for."""
    fields = plain_table(events.slice(0, 0)).append_column("items", pa.array([], TEXT))
    write_layer(path, "events", fields, wkb_points(np.empty(0), np.empty(0)),
                layer_options=_said(tables.about["bias_note"]), dataset_options={"VERSION": VERSION})  # fmt: skip
    ports, port_points = outline_layer(tables.ports)
    write_layer(path, "ports", ports, port_points, append=True, layer_options=_said(_("Ports of entry")))
    plazas, outlines = outline_layer(tables.plazas)
    write_layer(path, "plazas", plazas, outlines, append=True, kind="MultiPolygon",
                layer_options=_said(tables.about["plaza_note"]))  # fmt: skip
    beside = {"claims": tables.claims, "sources": tables.sources, "about": about_table(tables.about)}
    beside["codebook"] = codebook_table({"events": fields, "ports": ports, "plazas": plazas} | beside)
    for name, table in beside.items():
        write_layer(path, name, table, None, append=True, layer_options={"ASPATIAL_VARIANT": "GPKG_ATTRIBUTES"})


def _event_leaves(tables: ViewTables, events: pa.Table, first: int, last: int) -> Leaves:
    rows = events.slice(first, last - first)
    points = geopackage_points(*(rows[name].to_numpy() for name in ("lon", "lat")))
    columns = [column(rows, name) for name in rows.column_names]
    return leaf_pages([points, *columns, nested_rows(tables.events.items, first, last).texts],
                      np.arange(first, last) + 1)  # fmt: skip


def _index_events(database: sqlite3.Connection, events: pa.Table) -> NDArray[np.int64]:
    """Write what the database keeps of the events beside their rows; return the node of the index that each is in."""
    lon, lat = (events[name].to_numpy() for name in ("lon", "lat"))
    tree = build_tree(lon, lat)
    database.executemany(f"INSERT OR REPLACE INTO {INDEX}_node VALUES (?, ?)", tree.nodes)
    database.executemany(f"INSERT INTO {INDEX}_parent VALUES (?, ?)", tree.parents)
    edges = [pc.min_max(events[name]).as_py() for name in ("lon", "lat")]
    database.execute("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = 'events'",
                     [edge[end] for end in ("min", "max") for edge in edges])  # fmt: skip
    database.execute("UPDATE gpkg_ogr_contents SET feature_count = ? WHERE table_name = 'events'", [len(events)])
    database.execute("INSERT INTO sqlite_sequence VALUES ('events', ?)", [len(events)])
    return tree.leaf_of


def _index_leaves(leaf_of: NDArray[np.int64], first: int, last: int) -> Leaves:
    rows = np.flatnonzero(leaf_of[first:last]) + first
    return leaf_pages([pa.array(leaf_of[rows].astype(np.int32))], rows + 1)


def _said(description: str) -> dict[str, str]:
    return {"DESCRIPTION": description}


def _day_of(tables: ViewTables) -> str:
    day = tables.about["reports_through"]
    return day if day[:1].isdigit() else "1970-01-01"


def _add_styles(database: sqlite3.Connection, atlas: Atlas, tables: ViewTables) -> None:
    day = f"{_day_of(tables)}T00:00:00.000Z"
    database.execute(STYLES)
    for name, style in layer_styles(atlas).items():
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
            " styleQML, styleSLD, useAsDefault, description, owner, update_time) VALUES"
            " ('', '', ?, 'geom', 'Plaza Atlas', ?, '', 1, ?, '', ?)",
            (name, style, tables.about["title"], day),
        )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
        (day,),
    )
