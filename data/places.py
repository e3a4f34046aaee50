"""All places of the gazetteer in one frame: curated rows, towns, municipalities, counties and states."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from data.curated import read_curated
from geo.gazetteer import Gazetteer

FOLDER = Path(__file__).parent
TABLES = ("curated/places.csv", "boundaries/towns.csv", "boundaries/areas.csv")
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
NUMBERS = ("lon", "lat", "radius_km", "population")


def load_gazetteer(places: pd.DataFrame | None = None) -> Gazetteer:
    """Return the gazetteer ready to match, with the road posts: all places, or the given rows of them."""
    return Gazetteer(load_places() if places is None else places, road_posts=read_curated("road_posts"))


def load_places() -> pd.DataFrame:
    """Return all places, columns as places.csv; lon, lat (degrees), radius_km and population are float, NaN = unknown.

    `approximate` is bool; every other column is text, empty when unknown. `place_id` is unique. A town known by its ZIP
    code alone gives way to the curated row of its name and state.
    """
    tables = [pd.read_csv(FOLDER / name, dtype=str, keep_default_na=False) for name in TABLES]
    curated = set(zip(tables[0]["name"], tables[0]["admin1"], strict=True))
    keys = zip(tables[1]["place_id"], tables[1]["name"], tables[1]["admin1"], strict=True)
    doubled = [at for at, (key, *named) in enumerate(keys) if key.startswith("zip-") and tuple(named) in curated]
    places = pd.concat([tables[0], tables[1].drop(index=doubled), tables[2]], ignore_index=True)[COLUMNS]
    numbers = {name: pd.to_numeric(places[name], errors="coerce").astype(float) for name in NUMBERS}
    return places.assign(**numbers, approximate=places["approximate"] == "true")


@cache
def open_places() -> pd.DataFrame:
    """Return `load_places()`, read once in this process; not to be changed."""
    return load_places()


@cache
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer of all places, made once in this process."""
    return load_gazetteer(open_places())
