"""What geometry says of places: the plaza they lie in or face, the nearest crossing, and the outlines events need."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geo.territory import assign_plaza, facing_plaza, nearest_crossing


def relate_places(
    places: pd.DataFrame, plazas: gpd.GeoDataFrame, border: gpd.GeoDataFrame, crossings: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """Return `places` as points with plaza_id, facing_plaza_id (empty where none) and the nearest crossing.

    Parameters
    ----------
    places
        Columns as places.csv; lon, lat in degrees, EPSG:4326.
    plazas, border
        Territories and lines, EPSG:4326.
    crossings
        Points of the crossings; those among `places` by default.
    """
    points = gpd.GeoDataFrame(places, geometry=gpd.points_from_xy(places["lon"], places["lat"]), crs=4326)
    points["plaza_id"] = assign_plaza(points, plazas).fillna("")
    us = points["country"] != "MX"
    points["facing_plaza_id"] = facing_plaza(points[us], plazas, border).reindex(points.index).fillna("")
    points.loc[points["plaza_id"] != "", "facing_plaza_id"] = ""
    targets = points[points["kind"] == "crossing"] if crossings is None else crossings
    return points.join(nearest_crossing(points, targets))


def outline_areas(
    seizures: pd.DataFrame, mx_municipalities: gpd.GeoDataFrame, us_counties: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the outlines (place_id, geometry) of the municipalities and counties that events are placed in."""
    shapes = pd.concat([
        mx_municipalities.assign(place_id="mun-" + mx_municipalities["cvegeo"]),
        us_counties.assign(place_id="cty-" + us_counties["fips"]),
    ])[["place_id", "geometry"]]  # fmt: skip
    used = shapes["place_id"].isin(seizures["place_id"])
    return gpd.GeoDataFrame(shapes[used].reset_index(drop=True), crs=4326)
