"""The view as GeoJSON (RFC 7946): one Feature per event, port and plaza."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa
from shapely.geometry import mapping

from geo.atlas import Atlas
from geo.view import View
from layers.arrow_text import TEXT, Json, bytes_of, concat, json_lists, json_objects
from layers.cells import parts
from layers.event_tables import DECIMALS, EventTables
from layers.grouped import Grouped, column, group_rows
from layers.view_tables import ViewTables, view_tables

BATCH = 50_000
"""Events written at a time: enough to work by columns, few enough for the processor's caches."""
WORKERS = 2
BETWEEN = ",\n"
LISTS = ("commodities", "crossings", "municipalities")
"""Columns that hold several words, '; ' between them, and are lists here."""


def geojson_bytes(atlas: Atlas, view: View) -> bytes:
    """Return the FeatureCollection of `view` as UTF-8: WGS 84, longitude first, at most 6 decimals, ISO dates.

    Events that have no place are Features with a null geometry. The foreign members say which view and which data it
    is, and the sources. The same atlas and view give the same bytes.
    """
    tables = view_tables(atlas, view)
    sources = [json.loads(row) for row in json_rows(tables.sources).to_pylist()]
    members = {"type": "FeatureCollection", **tables.about, "sources": sources}
    head = json.dumps(members, ensure_ascii=False)[:-1].encode("utf-8")
    features = [bytes_of(texts) for texts in _features(tables) if len(texts)]
    features[-1:] = [last[: -len(BETWEEN)] for last in features[-1:]]
    return b"".join([head, b', "features": [\n', *features, b"\n]}\n"])


def json_rows(table: pa.Table) -> pa.Array:
    """Return each row of `table` as a JSON object."""
    return json_objects({name: column(table, name) for name in table.column_names})


def nested_rows(rows: Grouped, first: int, last: int) -> Json:
    """Return the rows of the owners `first` to `last`, exclusive, as one JSON list per owner."""
    offsets = rows.offsets[first : last + 1]
    return json_lists(json_rows(rows.table.slice(offsets[0], offsets[-1] - offsets[0])), offsets - offsets[0])


def _features(tables: ViewTables) -> Iterator[pa.Array]:
    """Return the Features as text, the events a batch at a time."""
    count = len(tables.events.events)
    with ThreadPoolExecutor(WORKERS) as pool:
        yield from pool.map(
            lambda first: _event_features(tables.events, first, min(first + BATCH, count)), range(0, count, BATCH)
        )
    ports, plazas = tables.ports.table, tables.plazas.table
    yield _feature_texts("port", ports, _points(ports), {})
    outlines = pa.array([_outline(polygon) for polygon in tables.plazas.geometry], TEXT)
    claims = nested_rows(group_rows(tables.claims, "plaza_id", column(plazas, "plaza_id")), 0, len(plazas))
    yield _feature_texts("plaza", plazas, outlines, {"claims": claims})


def _event_features(tables: EventTables, first: int, last: int) -> pa.Array:
    events = tables.events.slice(first, last - first)
    nested = {name: nested_rows(getattr(tables, name), first, last) for name in ("items", "reports")}
    return _feature_texts("event", events, _points(events), nested)


def _points(table: pa.Table) -> pa.Array:
    lon, lat = (column(table, name).cast(TEXT) for name in ("lon", "lat"))
    return concat('{"type":"Point","coordinates":[', lon, ",", lat, "]}")


def _feature_texts(layer: str, table: pa.Table, geometry: pa.Array, nested: dict[str, Json]) -> pa.Array:
    """Return one Feature per row, each with `BETWEEN` after it; the first column is its key."""
    properties: dict[str, Any] = {"layer": Json(json.dumps(layer))}
    for name in table.column_names:
        if name not in ("lon", "lat"):
            properties[name] = _json_words(column(table, name)) if name in LISTS else column(table, name)
    key = concat(f"{layer}/", column(table, table.column_names[0]))
    properties |= nested
    members = {"type": Json('"Feature"'), "id": key, "geometry": Json(geometry)}
    return json_objects(members | {"properties": Json(json_objects(properties))}, after=BETWEEN)


def _json_words(values: pa.Array) -> Json:
    """Return a JSON list of the words in each cell, which has '; ' between them; few cells differ."""
    cells = values.dictionary_encode()
    lists = [json.dumps(parts(cell), ensure_ascii=False) for cell in cells.dictionary.to_pylist()]
    return Json(pa.array(lists, TEXT).take(cells.indices))


def _outline(polygon: Any) -> str:
    return json.dumps({"type": polygon.geom_type, "coordinates": _rounded(mapping(polygon)["coordinates"])})


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]
