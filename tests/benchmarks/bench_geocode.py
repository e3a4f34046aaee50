"""Placing texts: the gazetteer, beside fuzzy search over its names and GeoPandas' geocode with our geocoder.

A resolved text is right no further from the expected point than its tolerance and the radius given, of which at most
the tolerance counts. The cases are our own; more of them beside the project are added where they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from geopandas.tools import geocode
from rapidfuzz import process

from data.geocoders import OfflineGeocoder
from data.places import load_gazetteer, load_places
from geo.territory import GEOD

ROOT = Path(__file__).parent.parent.parent
CASES = Path(__file__).with_name("place_cases.csv")
SHARED_CASES = ROOT.parent / "shared" / "facts" / "seizures.csv"
MANY = 20_000
PLACED = ["lon", "lat", "radius_km"]


def run(*, repeats: int = 3) -> pd.DataFrame:
    """Return by way of placing: share resolved, right of these and of all, texts a second and seconds to load."""
    cases = load_cases()
    places = load_places()
    started = time.perf_counter()
    gazetteer = load_gazetteer(places)
    load_s = time.perf_counter() - started

    def by_gazetteer(texts: pd.Series, agencies: pd.Series) -> pd.DataFrame:
        return gazetteer.match_places(texts, agencies)[PLACED]

    def by_names(texts: pd.Series, agencies: pd.Series) -> pd.DataFrame:
        names = places["name"].tolist()
        found = [process.extractOne(text, names)[2] for text in texts]
        return places.iloc[found][PLACED].set_axis(texts.index)

    def by_geopandas(texts: pd.Series, agencies: pd.Series) -> pd.DataFrame:
        points = geocode(texts, provider=OfflineGeocoder).geometry
        return pd.DataFrame({"lon": points.x, "lat": points.y, "radius_km": 0.0})

    ways = {"gazetteer": by_gazetteer, "rapidfuzz over the names": by_names, "geopandas.tools.geocode": by_geopandas}
    by_geopandas(cases["text"].head(1), cases["agency"])
    rows = [{"name": name, **_judge(way, cases, repeats)} for name, way in ways.items()]
    many = _different_texts(cases)
    started = time.perf_counter()
    by_gazetteer(many["text"], many["agency"])
    rows[0] |= {"different_texts_per_s": round(len(many) / (time.perf_counter() - started)), "load_s": round(load_s, 2)}
    return pd.DataFrame(rows)


def load_cases() -> pd.DataFrame:
    """Return the cases: text, agency, lon, lat (degrees), tolerance_km."""
    own = pd.read_csv(CASES, keep_default_na=False)
    if not SHARED_CASES.exists():
        return own
    shared = pd.read_csv(SHARED_CASES, keep_default_na=False)
    shared = shared[shared["expected_lat"].astype(str) != ""].drop_duplicates(["case_id", "place_text"])
    names = {"place_text": "text", "expected_lat": "lat", "expected_lon": "lon"}
    numbers = {"lat": float, "lon": float, "tolerance_km": float}
    shared = shared.rename(columns=names).replace({"tolerance_km": {"": "5"}})[own.columns].astype(numbers)
    return pd.concat([own, shared], ignore_index=True)


def _judge(way: Callable[[pd.Series, pd.Series], pd.DataFrame], cases: pd.DataFrame, repeats: int) -> dict[str, float]:
    best = float("inf")
    for _again in range(repeats):
        started = time.perf_counter()
        found = way(cases["text"], cases["agency"])
        best = min(best, time.perf_counter() - started)
    placed = found["lon"].notna()
    ends = (frame.loc[placed, axis].to_numpy() for frame in (found, cases) for axis in ("lon", "lat"))
    off_km = np.asarray(GEOD.inv(*ends)[2]) / 1000
    tolerance_km = cases.loc[placed, "tolerance_km"]
    right = (off_km <= tolerance_km + np.minimum(found.loc[placed, "radius_km"].fillna(0), tolerance_km)).sum()
    return {
        "texts": len(cases),
        "resolved": round(placed.mean(), 3),
        "right_of_resolved": round(right / placed.sum(), 3),
        "right_of_all": round(right / len(cases), 3),
        "texts_per_s": round(len(cases) / best),
    }


def _different_texts(cases: pd.DataFrame) -> pd.DataFrame:
    """`MANY` texts that differ, so that none is answered from memory: each case with another number in front."""
    rows = cases.iloc[np.arange(MANY) % len(cases)].reset_index(drop=True)
    return rows.assign(text="load " + rows.index.astype(str) + " at " + rows["text"])


if __name__ == "__main__":
    print(run().to_string(index=False))
