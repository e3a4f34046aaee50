"""Read a reader's file of events, whatever it is kept in, as one table with lon and lat."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.geofiles import LAT, LON, RADIUS, is_geofile, read_geofile
from data.tables import read_table
from geo.errors import SourceError
from geo.words import _

PARQUET = b"PAR1"


def read_events(path: Path) -> pd.DataFrame:
    """Return the rows of a CSV, workbook, GeoJSON, GeoPackage, KML, zipped Shapefile or (Geo)Parquet file.

    The file is recognised by its bytes. Cells of text files stay text. A table with points has them as `lon` and
    `lat` (EPSG:4326, degrees) unless it has such columns of its own.

    Raises
    ------
    SourceError
        The file cannot be read, or is none of these.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(PARQUET))
    except OSError as error:
        raise SourceError(
            _("cannot read {file!r} ({reason}): give the path of a file of events").format(
                file=str(path), reason=error.strerror
            )
        ) from error
    if head == PARQUET:
        return _read_parquet(path)
    if not is_geofile(path):
        return read_table(path)
    table = read_geofile(path).rename(columns={LON: "lon", LAT: "lat"} | {RADIUS: "radius_km"})
    return table.loc[:, ~table.columns.duplicated()]


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        is_spatial = b"geo" in (pq.read_schema(path).metadata or {})
        table = gpd.read_parquet(path) if is_spatial else pd.read_parquet(path)
    except (pa.ArrowInvalid, OSError, ValueError) as error:
        raise SourceError(
            _("{file} is a damaged Parquet file ({problem}): export it again").format(file=path.name, problem=error)
        ) from error
    if not isinstance(table, gpd.GeoDataFrame):
        return table
    if table.crs is None:
        raise SourceError(_("{file} names no coordinate system: save it in EPSG:4326").format(file=path.name))
    points = table.geometry.to_crs(4326).representative_point()
    found = {"lon": points.x, "lat": points.y}
    return pd.DataFrame(table.drop(columns=table.geometry.name)).assign(
        **{name: values for name, values in found.items() if name not in table}
    )
