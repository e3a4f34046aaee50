"""The view as a GeoPackage: layers of events, ports and plazas with QGIS styles, and the tables beside them."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.csv_table import about_table, codebook_table
from layers.qgis_style import layer_styles
from layers.vector_file import event_layer, fixed_day, outline_layer, write_layer
from layers.view_tables import ViewTables, view_tables

VERSION = "1.3"
"""Of the GeoPackage standard: the newest that programs of 2022 read without a warning."""
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
    events, points = event_layer(tables)
    with tempfile.TemporaryDirectory() as folder, fixed_day(_day_of(tables)):
        path = Path(folder) / "atlas.gpkg"
        _write_layers(path, tables, events, points)
        with closing(sqlite3.connect(path)) as database, database:
            _add_styles(database, atlas, tables)
        return path.read_bytes()


def _write_layers(path: Path, tables: ViewTables, events: pa.Table, points: pa.Array) -> None:
    write_layer(path, "events", events, points, layer_options=_said(tables.about["bias_note"]),
                dataset_options={"VERSION": VERSION})  # fmt: skip
    ports, port_points = outline_layer(tables.ports)
    write_layer(path, "ports", ports, port_points, append=True, layer_options=_said(_("Ports of entry")))
    plazas, outlines = outline_layer(tables.plazas)
    write_layer(path, "plazas", plazas, outlines, append=True, kind="MultiPolygon",
                layer_options=_said(tables.about["plaza_note"]))  # fmt: skip
    beside = {"claims": tables.claims, "sources": tables.sources, "about": about_table(tables.about)}
    beside["codebook"] = codebook_table({"events": events, "ports": ports, "plazas": plazas} | beside)
    for name, table in beside.items():
        write_layer(path, name, table, None, append=True, layer_options={"ASPATIAL_VARIANT": "GPKG_ATTRIBUTES"})


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
