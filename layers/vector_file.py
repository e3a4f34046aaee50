"""Arrow tables written by GDAL, the same bytes for the same rows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from layers.arrow_text import TEXT, plain_table
from layers.batches import run_batches
from layers.codebook import describe
from layers.event_tables import with_texts
from layers.geojson import nested_rows
from layers.points import wkb_points
from layers.view_tables import Layer, ViewTables

CRS = "EPSG:4326"
ONE_AT_A_TIME = threading.Lock()


def event_layer(tables: ViewTables) -> tuple[pa.Table, pa.Array]:
    """Return the events with their items as JSON and their reports as texts, and their points as WKB."""
    events = plain_table(with_texts(tables.events))
    lon, lat = (events[name].to_numpy() for name in ("lon", "lat"))
    items = run_batches(lambda first, last: nested_rows(tables.events.items, first, last).texts, len(events))
    return events.append_column("items", pa.chunked_array(list(items), TEXT)), wkb_points(lon, lat)


def outline_layer(layer: Layer) -> tuple[pa.Table, pa.Array]:
    """Return the table of `layer` and its geometry as WKB, polygons as multipolygons: a layer has one type."""
    polygons = np.isin(shapely.get_type_id(layer.geometry), [3])
    geometry = layer.geometry.copy()
    geometry[polygons] = [shapely.multipolygons([polygon]) for polygon in geometry[polygons]]
    return layer.table, pa.array(shapely.to_wkb(geometry), pa.binary())


def write_layer(
    path: Path, name: str, table: pa.Table, geometry: pa.Array | None, *, kind: str = "Point", **options: Any
) -> None:
    """Write `table` as layer `name` of `path` (its suffix names the driver), each field with its description.

    `kind` is the geometry type; a table without geometry has none. `options` go to `pyogrio.write_arrow`.
    """
    import pyogrio

    fields = [field.with_metadata(_comment(name, field)) for field in table.schema]
    columns = list(table.columns)
    spatial: dict[str, Any] = {}
    if geometry is not None:
        fields.append(pa.field("geometry", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"}))
        columns.append(geometry)
        spatial = {"geometry_type": kind, "geometry_name": "geometry", "crs": CRS}
    content = pa.table(columns, schema=pa.schema(fields))
    driver = {".gpkg": "GPKG", ".fgb": "FlatGeobuf"}[path.suffix]
    pyogrio.write_arrow(content, path, layer=name, driver=driver, **spatial, **options)


@contextmanager
def fixed_day(day: str) -> Iterator[None]:
    """Let GDAL take `day` for today, so that its files do not depend on when they are written.

    The setting is the whole program's, so one thread at a time has it.
    """
    import pyogrio

    with ONE_AT_A_TIME:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _comment(table: str, field: pa.Field) -> dict[str, str]:
    said = {"GDAL:OGR:comment": describe(table, field.name)}
    return said | ({"GDAL:OGR:subtype": "json"} if field.name == "items" else {})
