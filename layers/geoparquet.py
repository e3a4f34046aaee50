"""The events of the view as GeoParquet 1.1: one row per event, its items and reports as lists, a box per row.

Specification: https://geoparquet.org/releases/v1.1.0/
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pyproj
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.view import View
from layers.codebook import describe
from layers.event_tables import Grouped
from layers.points import wkb_points
from layers.view_tables import ViewTables, view_tables

ROW_GROUP = 131_072
"""Rows that a reader skips or reads together."""
EDGES = ("xmin", "ymin", "xmax", "ymax")
PRUNED = ["start_date", "end_date", *(f"bbox.{edge}" for edge in EDGES)]
"""Columns with statistics per row group: those that a reader filters by."""


def geoparquet_bytes(atlas: Atlas, view: View) -> bytes:
    """Return the events of `view` as GeoParquet, geometry and box null where an event has no place.

    Ports, plazas and claims are not in it: the format holds one table. File metadata `plaza_atlas` says what it is.
    """
    import pyarrow.parquet as pq

    tables = view_tables(atlas, view)
    table = _event_table(tables)
    sink = pa.BufferOutputStream()
    pq.write_table(
        table, sink, compression="zstd", compression_level=1, row_group_size=ROW_GROUP, write_statistics=PRUNED,
        use_dictionary=_repeating(table.schema),
    )  # fmt: skip
    return bytes(sink.getvalue())


def _event_table(tables: ViewTables) -> pa.Table:
    events, columns = tables.events.events, dict[str, Any]()
    lon, lat = (events[name].to_numpy() for name in ("lon", "lat"))
    unplaced = np.isnan(lon)
    edges = [pa.array(values) for values in (lon, lat, lon, lat)]
    columns = {name: events[name] for name in events.column_names if name not in ("lon", "lat")}
    columns["items"] = _list_of(tables.events.items)
    columns["reports"] = _list_of(tables.events.reports)
    columns["bbox"] = pa.StructArray.from_arrays(edges, names=EDGES, mask=pa.array(unplaced))
    columns["geometry"] = wkb_points(lon, lat)
    fields = [pa.field(name, values.type, metadata=_comment(name)) for name, values in columns.items()]
    about = tables.about | {"sources": tables.sources.to_pylist()}
    metadata = {"geo": _geo(lon[~unplaced], lat[~unplaced]), "plaza_atlas": about}
    texts = {key: json.dumps(value, ensure_ascii=False, default=str) for key, value in metadata.items()}
    return pa.table(list(columns.values()), schema=pa.schema(fields, metadata=texts))


def _list_of(rows: Grouped) -> pa.Array:
    arrays = [rows.table[name].combine_chunks() for name in rows.table.column_names]
    structs = pa.StructArray.from_arrays(arrays, names=rows.table.column_names)
    return pa.ListArray.from_arrays(pa.array(rows.offsets, pa.int32()), structs)


def _geo(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> dict[str, Any]:
    """Return the file metadata `geo` of the specification."""
    column = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "crs": pyproj.CRS(4326).to_json_dict(),
        "covering": {"bbox": {edge: ["bbox", edge] for edge in EDGES}},
    }
    if len(lon):
        column["bbox"] = [float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def _comment(name: str) -> dict[str, str]:
    return {} if name in ("bbox", "geometry") else {"description": describe("events", name)}


def _repeating(schema: pa.Schema) -> list[str]:
    """Return the text columns whose values come again: all but the keys."""
    return [
        field.name for field in schema if pa.types.is_large_string(field.type) and field.name not in ("event_id",)
    ]
