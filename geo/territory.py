"""What lies where: plaza territories, the plaza of a point, the plaza and crossing nearest to it, claims in time."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Geod

from geo.errors import SchemaError

EQUAL_AREA = CRS.from_proj4("+proj=aea +lat_1=25.5 +lat_2=33.5 +lat_0=29 +lon_0=-106 +datum=WGS84 +units=m +no_defs")
"""Albers equal-area in metres, its two standard parallels inside the latitudes of the border: lengths hold to 0.5 %."""

GEOD = Geod(ellps="WGS84")


def build_territories(plazas: pd.DataFrame, municipalities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `plazas` with the union of its municipalities as geometry.

    The outline is schematic: no source publishes one, and the municipality is the smallest unit they name.

    Parameters
    ----------
    plazas
        Columns `plaza_id`, `name`, `kind`, `municipalities` (5-digit CVEGEO codes, "; " between).
    municipalities
        Polygons in EPSG:4326 with the code in `cvegeo`.

    Raises
    ------
    SchemaError
        If the CRS is another one, or naming every plaza without municipality and every code that is not in
        `municipalities`.
    """
    require_crs(municipalities, "municipalities")
    shapes = municipalities.drop_duplicates("cvegeo").set_index("cvegeo").geometry
    codes = plazas["municipalities"].str.split(r"\s*;\s*", regex=True)
    wrong = [
        f"{plaza_id!r}: {code!r}"
        for plaza_id, listed in zip(plazas["plaza_id"], codes, strict=True)
        for code in listed
        if code not in shapes.index
    ]
    if wrong:
        raise SchemaError(
            f"plazas name municipalities that are not known ({', '.join(wrong)}); expected 5-digit CVEGEO codes "
            "such as '26043': correct the column municipalities in data/curated/plazas.csv"
        )
    unions = [shapely.union_all(shapes.loc[listed].to_numpy()) for listed in codes]
    return gpd.GeoDataFrame(plazas.copy(), geometry=unions, crs=municipalities.crs)


def assign_plaza(points: gpd.GeoDataFrame, plazas: gpd.GeoDataFrame) -> pd.Series:
    """Return the `plaza_id` whose territory contains each point, None outside all.

    Of several the smallest wins; of equally large ones the last in `plazas`. Both frames are EPSG:4326; the result
    has the index of `points`. A point on an outline belongs to the plaza.

    Raises
    ------
    SchemaError
        If a CRS is another one.
    """
    require_crs(points, "points")
    require_crs(plazas, "plazas")
    placed = ~(points.geometry.is_empty | points.geometry.isna()).to_numpy()
    found = np.full(len(points), -1)
    found[placed] = plazas_at(points.geometry[placed].x.to_numpy(), points.geometry[placed].y.to_numpy(), plazas)
    words = np.array([*plazas["plaza_id"], None], dtype=object)
    return pd.Series(words[found], index=points.index, name="plaza_id", dtype=object)


def plazas_at(lon: NDArray[np.float64], lat: NDArray[np.float64], plazas: gpd.GeoDataFrame) -> NDArray[np.int64]:
    """Return for each point (degrees, EPSG:4326) the position in `plazas` of the one it lies in, -1 for none.

    As in `assign_plaza`. Each outline is compared with the points of its own band of latitudes alone, which for many
    points is several times faster than asking a tree.
    """
    area = plazas.geometry.to_crs(EQUAL_AREA).area.round().to_numpy() if len(plazas) else np.zeros(0)
    southward = np.argsort(lat)
    latitudes = lat[southward]
    found = np.full(len(lon), -1)
    for position in np.lexsort((np.arange(len(area)), -area)):
        outline = plazas.geometry.iloc[position]
        west, south, east, north = outline.bounds
        band = southward[np.searchsorted(latitudes, south) : np.searchsorted(latitudes, north, side="right")]
        near = band[(lon[band] >= west) & (lon[band] <= east)]
        shapely.prepare(outline)
        found[near[shapely.intersects_xy(outline, lon[near], lat[near])]] = position
    return found


def facing_plaza(
    points: gpd.GeoDataFrame, plazas: gpd.GeoDataFrame, border: gpd.GeoDataFrame, max_km: float = 60
) -> pd.Series:
    """Return the border plaza nearest to each US point that lies within `max_km` (inclusive) of the border.

    This is geometry, never a link: it says which plaza lies across from a place, not who sent or received anything.
    Distances are measured in metres in `EQUAL_AREA`. Only plazas of kind `border` count; of equally near ones the
    smallest wins. Farther points have None.

    Parameters
    ----------
    points
        US points, EPSG:4326; the caller leaves Mexican ones out.
    plazas
        Territories as `build_territories` returns them.
    border
        Lines of the border, EPSG:4326.

    Raises
    ------
    SchemaError
        If a CRS is another one.
    """
    for name, gdf in (("points", points), ("plazas", plazas), ("border", border)):
        require_crs(gdf, name)
    targets = plazas[plazas["kind"] == "border"].to_crs(EQUAL_AREA).reset_index(drop=True)
    spots = points.geometry.to_crs(EQUAL_AREA)
    line = border.to_crs(EQUAL_AREA).union_all()
    shapely.prepare(line)
    near = np.flatnonzero(shapely.dwithin(line, spots.to_numpy(), max_km * 1000))
    pairs = np.empty((2, 0), dtype=np.intp)
    if near.size and len(targets):
        pairs = targets.sindex.nearest(spots.iloc[near], return_all=True)
    return _pick_smallest(points.index, np.vstack([near[pairs[0]], pairs[1]]), targets, "facing_plaza_id")


def nearest_crossing(points: gpd.GeoDataFrame, crossings: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the crossing nearest to each point, and how far it is along the ellipsoid.

    This is geometry, never a link. Both frames are EPSG:4326; `crossings` carries `place_id`. The result has the
    index of `points`; a point without coordinates has None and NaN.

    Returns
    -------
    DataFrame
        `nearest_crossing_id`, `nearest_crossing_km` (geodesic kilometres).

    Raises
    ------
    SchemaError
        If a CRS is another one.
    """
    require_crs(points, "points")
    require_crs(crossings, "crossings")
    known = crossings[~(crossings.geometry.is_empty | crossings.geometry.isna())]
    placed = ~(points.geometry.is_empty | points.geometry.isna()).to_numpy()
    spots = points.geometry[placed]
    found = np.full(len(points), None, dtype=object)
    km = np.full(len(points), np.nan)
    if len(known) and len(spots):
        here, there = np.indices((len(spots), len(known))).reshape(2, -1)
        lon, lat = spots.x.to_numpy(), spots.y.to_numpy()
        to_lon, to_lat = known.geometry.x.to_numpy(), known.geometry.y.to_numpy()
        metres = np.asarray(GEOD.inv(lon[here], lat[here], to_lon[there], to_lat[there])[2]).reshape(len(spots), -1)
        found[placed] = known["place_id"].to_numpy()[metres.argmin(axis=1)]
        km[placed] = metres.min(axis=1) / 1000
    columns = {"nearest_crossing_id": pd.Series(found, points.index, dtype=object), "nearest_crossing_km": km}
    return pd.DataFrame(columns, index=points.index)


def claims_valid_in(claims: pd.DataFrame, date_from: date | None, date_to: date | None) -> pd.DataFrame:
    """Return the claims whose period overlaps the days from `date_from` to `date_to`, all ends inclusive.

    A null `valid_from` or `valid_to` is an open end, as is None for a day asked for.
    """
    kept = pd.Series(True, index=claims.index)
    if date_to is not None:
        kept &= claims["valid_from"].isna() | (claims["valid_from"] <= pd.Timestamp(date_to))
    if date_from is not None:
        kept &= claims["valid_to"].isna() | (claims["valid_to"] >= pd.Timestamp(date_from))
    return claims[kept]


def _pick_smallest(index: pd.Index, pairs: np.ndarray, plazas: gpd.GeoDataFrame, name: str) -> pd.Series:
    """Return one plaza of each point's (point, plaza) position `pairs`: the smallest, of equals the last."""
    area = plazas.geometry.to_crs(EQUAL_AREA).area.round().to_numpy()
    found = pd.DataFrame({"point": pairs[0], "plaza": pairs[1], "area": area[pairs[1]]})
    found = found.sort_values(["area", "plaza"], ascending=[True, False]).drop_duplicates("point")
    picked = np.full(len(index), None, dtype=object)
    picked[found["point"].to_numpy()] = plazas["plaza_id"].to_numpy()[found["plaza"].to_numpy()]
    return pd.Series(picked, index=index, name=name, dtype=object)


def require_crs(gdf: gpd.GeoDataFrame, name: str) -> None:
    """Raise `SchemaError` unless `gdf` is EPSG:4326."""
    if gdf.crs is None or gdf.crs.to_epsg() != 4326:
        raise SchemaError(f"{name} has CRS {gdf.crs}, expected EPSG:4326; call .to_crs(4326) first")
