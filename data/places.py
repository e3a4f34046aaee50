"""All places of the gazetteer in one frame: curated rows, towns, municipalities, counties and states."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from data.boundaries import load_boundaries

CURATED = Path(__file__).parent / "curated" / "places.csv"
TOWNS = Path(__file__).parent / "boundaries" / "towns.csv"
COLUMNS = ["place_id", "name", "kind", "country", "admin1", "admin2", "parent_id", "aliases", "code", "lon", "lat", "radius_km",
           "approximate", "population", "source_id", "note"]  # fmt: skip
NUMBERS = ("lon", "lat", "radius_km", "population")


def load_places() -> pd.DataFrame:
    """Return all places, columns as places.csv; lon, lat (degrees), radius_km and population are float, NaN = unknown.

    `approximate` is bool; every other column is text, empty when unknown. `place_id` is unique.
    """
    tables = [pd.read_csv(path, dtype=str, keep_default_na=False) for path in (CURATED, TOWNS)]
    areas = [area_places(kind, gdf) for kind, gdf in load_boundaries().items() if kind in AREA_KINDS]
    places = pd.concat([*tables, *areas], ignore_index=True).reindex(columns=COLUMNS).fillna("")
    numbers = {name: pd.to_numeric(places[name], errors="coerce").astype(float) for name in NUMBERS}
    return places.assign(**numbers, approximate=places["approximate"].astype(str).str.lower() == "true")
