"""Synthetic events for measuring: the same rows for the same number, shaped like seizures on the border, none real."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

PLACES = Path(__file__).parent.parent.parent / "data" / "curated" / "places.csv"
SEED = 20_240_722
CLUSTERS = 40
SCATTERED = 0.1
"""Share of events with a point of their own; the others stand at one of the clusters."""
FIRST_DAY, LAST_DAY = np.datetime64("2014-01-01"), np.datetime64("2024-12-31")
COMMODITIES = {
    "fentanyl": 0.2, "methamphetamine": 0.3, "cocaine": 0.12, "heroin": 0.08, "marijuana": 0.25, "other_drugs": 0.05,
}  # fmt: skip
AGENCIES = {"cbp_ofo": 0.5, "usbp": 0.3, "cbp_amo": 0.04, "hsi": 0.08, "dea": 0.05, "cbp": 0.03}


def border_places() -> pd.DataFrame:
    """Return lon and lat of the places events cluster on: the first crossings of the curated list, by key."""
    places = pd.read_csv(PLACES)
    crossings = places[(places["kind"] == "crossing") & places["lon"].notna()].sort_values("place_id")
    return crossings[["lon", "lat"]].head(CLUSTERS).reset_index(drop=True)


def make_events(count: int, *, seed: int = SEED) -> pd.DataFrame:
    """Return `count` events, sorted by day.

    Nine in ten stand exactly at one of 40 crossings, a few of which take most (weights 1, 1/2, 1/3, ...); the others
    have a point of their own within about 100 km of one, to four decimals. Events grow more frequent over eleven years
    and swing with the season. Weights are log-normal (median 5 kg, sigma 1.5), to 0.01 kg.

    Returns
    -------
    pandas.DataFrame
        event_id (text, unique), start_date (ISO text), commodity_code, agency_code, quantity_kg, lon, lat
        (EPSG:4326, degrees). No value is null.
    """
    random = np.random.default_rng(seed)
    days = _draw_days(random, count)
    lon, lat = _draw_points(random, count)
    return pd.DataFrame({
        "event_id": _number_texts(count),
        "start_date": pd.array(np.datetime_as_string(np.arange(FIRST_DAY, LAST_DAY + 1)), dtype="str").take(days),
        "commodity_code": _draw_codes(random, COMMODITIES, count),
        "agency_code": _draw_codes(random, AGENCIES, count),
        "quantity_kg": np.maximum(random.lognormal(np.log(5.0), 1.5, count).round(2), 0.01),
        "lon": lon,
        "lat": lat,
    })  # fmt: skip


def _draw_days(random: np.random.Generator, count: int) -> np.ndarray:
    """Return sorted day numbers from the first day on."""
    length = int((LAST_DAY - FIRST_DAY).astype(int)) + 1
    day = np.arange(length)
    weight = (1 + day / length) * (1 + 0.25 * np.sin(2 * np.pi * day / 365.25))
    return np.sort(random.choice(length, count, p=weight / weight.sum()))


def _draw_points(random: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    places = border_places()
    weight = 1 / np.arange(1, len(places) + 1)
    place = random.choice(len(places), count, p=weight / weight.sum())
    lon, lat = (places[name].to_numpy()[place] for name in ("lon", "lat"))
    own = random.random(count) < SCATTERED
    lon[own] += random.normal(0, 0.6, own.sum())
    lat[own] += random.normal(0.3, 0.4, own.sum())
    lon[own], lat[own] = lon[own].round(4), lat[own].round(4)
    return lon, lat


def _draw_codes(random: np.random.Generator, shares: dict[str, float], count: int) -> pd.api.extensions.ExtensionArray:
    codes = pd.array(list(shares), dtype="str")
    return codes.take(random.choice(len(shares), count, p=list(shares.values())))


def _number_texts(count: int) -> pd.api.extensions.ExtensionArray:
    numbers = pc.utf8_lpad(pc.cast(pa.array(np.arange(count)), pa.string()), 8, "0")
    return pd.array(pc.binary_join_element_wise("e", numbers, ""), dtype="str")
