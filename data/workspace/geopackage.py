"""A whole workspace as one GeoPackage, for QGIS or any other program of the field."""

from __future__ import annotations

import json
import os
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataSourceError

from geo.errors import SourceError
from geo.words import _


def write_geopackage(frames: dict[str, pd.DataFrame], history: pd.DataFrame, path: Path) -> None:
    """Write `seizures` as points (EPSG:4326, null where not placed) and all else as tables; whole or not at all.

    Raises
    ------
    SourceError
        The file cannot be written.
    """
    part = path.with_name(f".{path.stem}.{os.getpid()}.part.gpkg")
    told = {name: history[name].map(json.dumps) for name in ("before", "after")}
    tables = {**frames, "history": history.assign(**told)}
    try:
        for number, (name, frame) in enumerate(tables.items()):
            pyogrio.write_dataframe(_points(frame) if "lon" in frame else frame, part, layer=name, driver="GPKG",
                                    append=number > 0)  # fmt: skip
        part.replace(path)
    except (OSError, DataSourceError) as error:
        message = _("cannot write {file!r}: choose a folder you may write to")
        raise SourceError(message.format(file=str(path))) from error
    finally:
        part.unlink(missing_ok=True)


def _points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), index=frame.index, crs=4326)
    return gpd.GeoDataFrame(frame, geometry=points.where(frame["lon"].notna()), crs=4326)
