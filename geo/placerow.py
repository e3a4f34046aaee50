"""A place as matching knows it, how far two places lie apart, and what a place has over its namesakes."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.aliases import Key

SETTLED = frozenset({"city", "town", "municipality"})
ENTRY = frozenset({"crossing", "port"})
QUARTERS = frozenset({"city", "town", "near"})
NEIGHBOUR_KM = 100.0
RIVER_KM = 80.0
UNKNOWN_PEOPLE = 1_000.0


class PlaceRow(NamedTuple):
    """What matching needs to know of one place; lon, lat in degrees, radius in km, NaN where unknown.

    `state` is the country and admin1, `prior` the points it has over its namesakes before a word of the text is read.
    """

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    parent_id: str
    lon: float
    lat: float
    radius_km: float
    population: float
    words: frozenset[str]
    border_km: float
    names: tuple[Key, ...]
    temporary: bool
    state: tuple[str, str]
    prior: float


def distance_km(a: PlaceRow, b: PlaceRow) -> float:
    """Return the approximate distance of two places; used to rank, never shown."""
    x = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(x, a.lat - b.lat)


def prior_of(kind: str, population: float, border_km: float) -> float:
    """Return the points of a place for its size and, if it is a town, for its nearness to the border.

    A town of unknown size counts as one of a thousand people.
    """
    people = population or (UNKNOWN_PEOPLE if kind in QUARTERS else 0.0)
    far = min(border_km / 45.0, 8.0) if kind in SETTLED else 0.0
    return 1.5 * min(math.log10(people + 1), 6.0) - far


def border_distances(places: pd.DataFrame) -> list[float]:
    """Return each place's approximate distance in km to the nearest crossing; 0 where there is none to compare.

    Ranking alone uses it: of two equal names the one near the border is the likelier in border news.
    """
    at = (places["kind"] == "crossing").to_numpy()
    lon, lat = (places[axis].to_numpy(dtype=np.float32) for axis in ("lon", "lat"))
    if not at.any():
        return [0.0] * len(places)
    x = (lon[:, None] - lon[at]) * np.cos(np.radians(lat))[:, None]
    y = lat[:, None] - lat[at]
    km = 111.2 * np.sqrt(np.nanmin(x * x + y * y, axis=1))
    distances: list[float] = np.nan_to_num(km).tolist()
    return distances
