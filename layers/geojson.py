"""The view as GeoJSON (RFC 7946): one Feature per event, port and plaza."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from shapely.geometry import mapping

from geo.atlas import Atlas
from geo.view import View
from layers.arrow_json import Json, json_column, json_lists, json_object, json_objects
from layers.arrow_text import TEXT, bytes_of, concat
from layers.batches import run_batches
from layers.cells import parts
from layers.event_tables import DECIMALS, EventTables
from layers.grouped import Grouped, column, group_rows
from layers.joined import is_words, used_words
from layers.view_tables import ViewTables, view_tables

BETWEEN = b",\n"
LISTS = ("commodities", "crossings", "municipalities")
"""Columns that hold several words, '; ' between them, and are lists here."""


def geojson_bytes(atlas: Atlas, view: View) -> bytes:
    """Return the FeatureCollection of `view` as UTF-8: WGS 84, longitude first, at most 6 decimals, ISO dates.

    Events that have no place are Features with a null geometry. The foreign members say which view and which data it
    is, and the sources. The same atlas and view give the same bytes.
    """
    tables = view_tables(atlas, view)
    sources = [json.loads(row) for row in json_rows(tables.sources).texts.to_pylist()]
    members = {"type": "FeatureCollection", **tables.about, "sources": sources}
    content = io.BytesIO()
    content.write(json.dumps(members, ensure_ascii=False)[:-1].encode("utf-8") + b', "features": [')
    between = BETWEEN[1:]
    for features in _features(tables):
        if len(features):
            content.write(between)
            content.write(bytes_of(features)[: -len(BETWEEN)])
            between = BETWEEN
    content.write(b"\n]}\n")
    return content.getvalue()


def json_rows(table: pa.Table) -> Json:
    """Return each row of `table` as a JSON object."""
    return json_object({name: column(table, name) for name in table.column_names})


def nested_rows(rows: Grouped, first: int, last: int) -> Json:
    """Return the rows of the owners `first` to `last`, exclusive, as one JSON list per owner."""
    offsets = rows.offsets[first : last + 1]
    return json_lists(json_rows(rows.table.slice(offsets[0], offsets[-1] - offsets[0])), offsets - offsets[0])


def _features(tables: ViewTables) -> Iterator[pa.Array]:
    """Return the Features as text with `BETWEEN` after each, the events a batch at a time."""
    yield from run_batches(lambda first, last: _event_features(tables.events, first, last), len(tables.events.events))
    ports, plazas = tables.ports.table, tables.plazas.table
    yield _feature_texts("port", ports, _points(ports), {})
    outlines = pa.array([_outline(polygon) for polygon in tables.plazas.geometry], TEXT)
    claims = nested_rows(group_rows(tables.claims, "plaza_id", column(plazas, "plaza_id")), 0, len(plazas))
    yield _feature_texts("plaza", plazas, Json([outlines]), {"claims": claims})


def _event_features(tables: EventTables, first: int, last: int) -> pa.Array:
    events = tables.events.slice(first, last - first)
    nested = {name: nested_rows(getattr(tables, name), first, last) for name in ("items", "reports")}
    return _feature_texts("event", events, _points(events), nested)


def _points(table: pa.Table) -> Json:
    lon, lat = (column(table, name) for name in ("lon", "lat"))
    if lon.null_count:
        return Json([concat('{"type":"Point","coordinates":[', lon.cast(TEXT), ",", lat.cast(TEXT), "]}")])
    return Json(['{"type":"Point","coordinates":[', *json_column(lon).pieces, ",", *json_column(lat).pieces, "]}"])


def _feature_texts(layer: str, table: pa.Table, geometry: Json, nested: dict[str, Json]) -> pa.Array:
    """Return one Feature per row; the first column is its key."""
    properties: dict[str, Any] = {"layer": Json([json.dumps(layer)])}
    for name in table.column_names:
        if name not in ("lon", "lat"):
            properties[name] = _json_words(column(table, name)) if name in LISTS else column(table, name)
    key = Json([f'"{layer}/', *json_column(column(table, table.column_names[0])).pieces[1:]])
    members = {"type": Json(['"Feature"']), "id": key, "geometry": geometry}
    return json_objects(members | {"properties": json_object(properties | nested)}, after=BETWEEN.decode())


def _json_words(values: pa.Array) -> Json:
    """Return a JSON list of the words in each cell, which has '; ' between them; few cells differ."""
    cells = used_words(values)
    cells = cells if is_words(cells) else cells.dictionary_encode()
    lists = [json.dumps(parts(cell), ensure_ascii=False) for cell in cells.dictionary.to_pylist()]
    return Json([pa.DictionaryArray.from_arrays(cells.indices, pa.array(lists, TEXT))])


def _outline(polygon: Any) -> str:
    return json.dumps({"type": polygon.geom_type, "coordinates": _rounded(mapping(polygon)["coordinates"])})


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]
