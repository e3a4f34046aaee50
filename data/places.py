"""All places of the gazetteer in one frame: curated rows, towns, municipalities, counties and states."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from data.boundaries import load_boundaries
from geo.gazetteer import Gazetteer

CURATED = Path(__file__).parent / "curated" / "places.csv"
TOWNS = Path(__file__).parent / "boundaries" / "towns.csv"
COLUMNS = [
    "place_id",
    "name",
    "kind",
    "country",
    "admin1",
    "admin2",
    "parent_id",
    "aliases",
    "code",
    "lon",
    "lat",
    "radius_km",
    "approximate",
    "population",
    "source_id",
    "note",
]
AREA_KINDS = {
    "mx_states": ("state", "MX"),
    "mx_municipalities": ("municipality", "MX"),
    "us_states": ("state", "US"),
    "us_counties": ("county", "US"),
}
AREA_SOURCES = {"MX": "src-23225e5103", "US": "src-ddc4d42834"}
"""INEGI and the US Census Bureau in curated/sources_boundaries.csv."""
NUMBERS = ("lon", "lat", "radius_km", "population")


def load_gazetteer(places: pd.DataFrame | None = None) -> Gazetteer:
    """Return the gazetteer ready to match: all places, or the given rows of them."""
    return Gazetteer(load_places() if places is None else places)


def load_places() -> pd.DataFrame:
    """Return all places, columns as places.csv; lon, lat (degrees), radius_km and population are float, NaN = unknown.

    `approximate` is bool; every other column is text, empty when unknown. `place_id` is unique.
    """
    tables = [pd.read_csv(path, dtype=str, keep_default_na=False) for path in (CURATED, TOWNS)]
    areas = [area_places(kind, gdf) for kind, gdf in load_boundaries().items() if kind in AREA_KINDS]
    places = pd.concat([*tables, *areas], ignore_index=True).reindex(columns=COLUMNS).fillna("")
    numbers = {name: pd.to_numeric(places[name], errors="coerce").astype(float) for name in NUMBERS}
    return places.assign(**numbers, approximate=places["approximate"].astype(str).str.lower() == "true")


def area_places(layer: str, gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return one place row per outline: a point inside it and the radius in km of a circle of its area."""
    kind, country = AREA_KINDS[layer]
    codes = gdf[{"municipality": "cvegeo", "county": "fips", "state": "code"}[kind]].astype(str)
    prefix = {"municipality": "mun-", "county": "cty-", "state": f"st-{country}-"}[kind]
    points = gdf.geometry.representative_point()
    return pd.DataFrame(
        {
            "place_id": prefix + codes,
            "name": gdf["name"],
            "kind": kind,
            "country": country,
            "admin1": codes if kind == "state" else gdf["state_code"].astype(str),
            "aliases": gdf["name"].map(municipality_aliases) if kind == "municipality" else "",
            "lon": points.x.round(5).astype(str),
            "lat": points.y.round(5).astype(str),
            "radius_km": np.sqrt(area_km2(gdf) / np.pi).round(1).astype(str),
            "approximate": "false",
        "source_id": AREA_SOURCES[country],
        }
    )


def municipality_aliases(name: str) -> str:
    """Return the short form of a municipality's name: 'General Bravo' is also said 'Bravo'."""
    return name.removeprefix("General ") if name.startswith("General ") else ""


def area_km2(gdf: gpd.GeoDataFrame) -> pd.Series:
    """Return each outline's area in km², measured in an equal-area projection (EPSG:6933)."""
    return pd.Series(gdf.to_crs(6933).area / 1e6, index=gdf.index)
