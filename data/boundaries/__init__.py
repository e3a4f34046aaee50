"""States, municipalities, counties and the border line, read from the files derived in `data.boundaries.derive`."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import SourceError

FOLDER = Path(__file__).parent


def load_boundaries(folder: Path = FOLDER) -> dict[str, gpd.GeoDataFrame]:
    """Return the outlines in EPSG:4326, each frame a valid coverage: neighbours share their vertices.

    Returns
    -------
    dict
        mx_states (code, name), mx_municipalities (cvegeo, name, state_code, state_name), us_states (code, name; the
        48 contiguous states and DC), us_counties (fips, name, state_code; AZ, CA, NM and TX only) and border
        (one line: the land and river border). States are unions of their municipalities or counties.
    """
    municipalities = _read(folder, "mx_municipalities")
    counties = _read(folder, "us_counties")
    other = _read(folder, "us_other_states")
    named = municipalities.assign(code=municipalities["state_code"], state=municipalities["state_name"])
    own = counties.assign(code=counties["state_code"], state=counties["state_name"])
    us_states = pd.concat([_unite(own), other], ignore_index=True).sort_values("code", ignore_index=True)
    return {
        "mx_states": _unite(named),
        "mx_municipalities": municipalities,
        "us_states": gpd.GeoDataFrame(us_states, crs=4326),
        "us_counties": counties.drop(columns="state_name"),
        "border": _read(folder, "border"),
    }


def _read(folder: Path, name: str) -> gpd.GeoDataFrame:
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise SourceError(f"boundary file {path.name!r} is missing; run `python -m data boundaries`")
    return gpd.read_parquet(path)


def _unite(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one outline per `code`, named by `state`."""
    groups = units.groupby("code", sort=True)
    return gpd.GeoDataFrame(
        {"code": list(groups.groups), "name": groups["state"].first().to_numpy()},
        geometry=[shapely.coverage_union_all(part.geometry.to_numpy()) for _, part in groups],
        crs=4326,
    )
