"""The events of the view as GeoParquet 1.1: one row per event, its items and reports as lists, a box per row.

Specification: https://geoparquet.org/releases/v1.1.0/
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyproj
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.view import View
from layers.codebook import codebook_rows
from layers.grouped import Grouped, column
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
    table, sink = _event_table(tables), pa.BufferOutputStream()
    with pq.ParquetWriter(
        sink, table.schema, compression="zstd", compression_level=1, write_statistics=PRUNED,
        use_dictionary=_repeating(table.schema), store_schema=False,
    ) as writer:  # fmt: skip
        writer.write_table(table, row_group_size=ROW_GROUP)
        writer.add_key_value_metadata(_metadata(tables))
    return bytes(sink.getvalue())


def _event_table(tables: ViewTables) -> pa.Table:
    """Return one row per event; its box is in single precision, a step wider so that it holds the point."""
    events = tables.events.events
    lon, lat = (events[name].to_numpy() for name in ("lon", "lat"))
    unplaced = np.isnan(lon)
    edges = [pa.array(np.nextafter(values.astype(np.float32), np.float32(way)))
             for way in (-np.inf, np.inf) for values in (lon, lat)]  # fmt: skip
    columns = {name: column(events, name) for name in events.column_names if name not in ("lon", "lat")}
    columns["items"] = _list_of(tables.events.items)
    columns["reports"] = _list_of(tables.events.reports)
    columns["bbox"] = pa.StructArray.from_arrays(edges, names=EDGES, mask=pa.array(unplaced))
    columns["geometry"] = wkb_points(lon, lat)
    return pa.table(columns)


def _metadata(tables: ViewTables) -> dict[str, str]:
    """Return the metadata of the file: `geo` as the specification has it, and `plaza_atlas`, what the export is."""
    events = tables.events
    contents = {"events": events.events, "items": events.items.table, "reports": events.reports.table}
    about = tables.about | {"sources": tables.sources.to_pylist(), "codebook": codebook_rows(contents)}
    metadata = {"geo": _geo(*(pc.drop_null(events.events[name]).to_numpy() for name in ("lon", "lat"))),
                "plaza_atlas": about}  # fmt: skip
    return {key: json.dumps(value, ensure_ascii=False, default=str) for key, value in metadata.items()}


def _list_of(rows: Grouped) -> pa.Array:
    arrays = [column(rows.table, name) for name in rows.table.column_names]
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


def _repeating(schema: pa.Schema) -> list[str]:
    """Return the paths of the columns of words."""
    paths = {field.name: field.type for field in schema}
    for name in ("items", "reports"):
        paths |= {f"{name}.list.element.{field.name}": field.type for field in schema.field(name).type.value_type}
    return [path for path, kind in paths.items() if pa.types.is_dictionary(kind)]
