"""Read a map file (GeoJSON, GeoPackage, KML, zipped Shapefile) as a text table with the coordinates of each feature."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from pyogrio.errors import DataSourceError
from pyproj import Geod

from geo.errors import SourceError
from geo.words import _

LON, LAT, RADIUS = "feature_lon", "feature_lat", "feature_radius_km"
MAX_UNPACKED = 512 * 1024**2
HEAD = 4_096


def is_geofile(path: Path) -> bool:
    """Whether the bytes of `path` are those of a map file; the name is not looked at."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"SQLite format 3\0"):
        return True
    if head.startswith(b"PK\x03\x04"):
        return bool(_zip_members(path))
    start = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").lstrip()
    return start.startswith("{") or (start.startswith("<") and "<kml" in start)


def read_geofile(path: Path) -> pd.DataFrame:
    """Return the attributes of every feature as text, and where it lies: feature_lon, feature_lat, feature_radius_km.

    Degrees are EPSG:4326. A line or polygon is told by a point inside it, with the distance to its farthest corner as
    radius; a point has none. A feature without geometry has empty coordinates.

    Raises
    ------
    SourceError
        The file is damaged, has no feature, no single layer or no coordinate system, or unpacks to more than
        `MAX_UNPACKED` bytes.
    """
    layer = _only_layer(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gdf = pyogrio.read_dataframe(_address(path), layer=layer, datetime_as_string=True)
    except (DataSourceError, ValueError, UnicodeDecodeError, RuntimeError) as error:
        raise _damaged(path) from error
    if not len(gdf):
        raise SourceError(_("{file} has no feature: expected a map file with features").format(file=path.name))
    if not isinstance(gdf, gpd.GeoDataFrame):
        return _as_text(gdf)
    if gdf.crs is None:
        raise SourceError(
            _("{file} names no coordinate system: save it with its .prj, or in EPSG:4326").format(file=path.name)
        )
    shapes = gdf.to_crs(4326).geometry
    table = _as_text(pd.DataFrame(gdf.drop(columns=gdf.geometry.name)))
    return table.assign(**_spots(shapes))


def _spots(shapes: gpd.GeoSeries) -> dict[str, Any]:
    points = shapes.representative_point()
    usable = (~(shapes.isna() | shapes.is_empty)).to_numpy() & np.isfinite(points.x.fillna(np.nan).to_numpy())
    radii = [
        _radius_km(shape, point) if fit and shape.geom_type != "Point" else ""
        for shape, point, fit in zip(shapes, points, usable, strict=True)
    ]
    return {
        LON: _texts([f"{x:.6f}" if fit else "" for x, fit in zip(points.x, usable, strict=True)]),
        LAT: _texts([f"{y:.6f}" if fit else "" for y, fit in zip(points.y, usable, strict=True)]),
        RADIUS: _texts(radii),
    }


def _texts(cells: list[str]) -> Any:
    return pd.array(cells, dtype="str")


def _radius_km(shape: Any, point: Any) -> str:
    west, south, east, north = shape.bounds
    geod = Geod(ellps="WGS84")
    corners = [(west, south), (west, north), (east, south), (east, north)]
    return f"{max(geod.inv(point.x, point.y, *corner)[2] for corner in corners) / 1000:.3f}"


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    columns = {str(name): frame[name].map(_cell).astype("str") for name in frame.columns}
    return pd.DataFrame(columns, index=frame.index)


def _cell(value: Any) -> str:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _only_layer(path: Path) -> str:
    members = _zip_members(path) if zipfile.is_zipfile(path) else []
    if len(members) > 1:
        raise _several(path, members)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = [str(name) for name, kind in pyogrio.list_layers(_address(path)) if kind is not None]
    except (DataSourceError, ValueError, UnicodeDecodeError, RuntimeError) as error:
        raise _damaged(path) from error
    if len(layers) != 1:
        raise _several(path, layers)
    return layers[0]


def _several(path: Path, layers: list[str]) -> SourceError:
    return SourceError(
        _("{file} has {count} layers with geometry ({names}): save the one to import").format(
            file=path.name, count=len(layers), names=", ".join(layers[:5]) or "-"
        )
    )


def _address(path: Path) -> str:
    """What GDAL opens: the file itself, or the one member of a zip that is a map file."""
    members = _zip_members(path) if zipfile.is_zipfile(path) else []
    return f"/vsizip/{{{path.resolve()}}}/{members[0]}" if members else str(path)


def _zip_members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
    members = [entry.filename for entry in entries if entry.filename.lower().endswith((".shp", ".kml"))]
    if members and sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise SourceError(
            _("{file} unpacks to more than {most} MB: cut it down first").format(
                file=path.name, most=MAX_UNPACKED // 1024**2
            )
        )
    return members


def _damaged(path: Path) -> SourceError:
    return SourceError(
        _("{file} is no readable map file: save it again as GeoJSON, GeoPackage, KML or zipped Shapefile").format(
            file=path.name
        )
    )
