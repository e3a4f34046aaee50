"""Our own basemap: states, counties and municipalities near the border, the border line, towns."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd

from geo.atlas import Atlas
from layers.cells import number, records, text
from layers.shapes import pack_shapes

MARGIN_DEGREES = 3.0
"""How far from the border line counties and municipalities are drawn."""

LEAST_POPULATION = 10_000
"""Smaller towns are left out, except within `TOWN_MARGIN_DEGREES` of the border line."""

TOWN_MARGIN_DEGREES = 0.3


def basemap(atlas: Atlas) -> dict[str, Any]:
    """Return the shapes and towns under the map."""
    return {
        "us_states": pack_shapes(atlas.us_states.geometry),
        "mx_states": pack_shapes(atlas.mx_states.geometry),
        "counties": pack_shapes(_near_border(atlas.us_counties, atlas, MARGIN_DEGREES).geometry),
        "municipalities": pack_shapes(_near_border(atlas.mx_municipalities, atlas, MARGIN_DEGREES).geometry),
        "border": pack_shapes(atlas.border.geometry),
        "towns": _towns(atlas),
    }


def _near_border(gdf: gpd.GeoDataFrame, atlas: Atlas, margin: float) -> gpd.GeoDataFrame:
    """Return the rows in a band along the border; degrees serve here, since nothing is measured."""
    band = atlas.border.geometry.union_all().simplify(0.05).buffer(margin)
    return gdf[gdf.geometry.intersects(band)]


def _towns(atlas: Atlas) -> list[dict[str, Any]]:
    cities = atlas.places[atlas.places["kind"] == "city"]
    cities = cities.assign(population=pd.to_numeric(cities["population"], errors="coerce").fillna(0).astype(int))
    near = _near_border(cities, atlas, TOWN_MARGIN_DEGREES).index
    shown = cities[(cities["population"] >= LEAST_POPULATION) | cities.index.isin(near)]
    return [
        {
            "name": text(row["name"]),
            "lon": number(row["lon"], 4),
            "lat": number(row["lat"], 4),
            "population": int(row["population"]),
        }
        for row in records(shown.sort_values(["population", "place_id"], ascending=[False, True]))
    ]
