"""An atlas with synthetic events at its own crossings, for the parts that need more than a table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.store import load_atlas
from geo.atlas import Atlas
from tests.benchmarks.bench_exports import make_atlas


def make_placed_atlas(count: int) -> Atlas:
    """Return the atlas with `count` synthetic events; those at a crossing stand there, the others are not placed.

    One in twenty has no date.
    """
    atlas = make_atlas(load_atlas(), count)
    places, seizures = atlas.places, atlas.seizures
    crossings = places[places["kind"] == "crossing"]
    known = dict(zip(zip(crossings["lon"], crossings["lat"], strict=True), crossings["place_id"], strict=True))
    place_id = np.array([known.get(point, "") for point in zip(seizures["lon"], seizures["lat"], strict=True)])
    precision = np.where(place_id == "", "unresolved", "crossing")
    undated = np.arange(count) % 20 == 0
    dates = {name: seizures[name].mask(undated) for name in ("start_date", "end_date")}
    kinds = np.where(undated, "unknown", "day")
    placed = seizures.assign(place_id=place_id, precision=precision, date_precision=kinds, **dates)
    return replace(atlas, seizures=placed)
