"""A million events exported, beside GeoPandas.

The exports hold every column: 29 of the event, 13 of its item, 6 of its report; the two rows of GeoPandas hold seven.
Best of three calls, the tables in memory, from the view to the bytes of the file; `cpu_s` is the time of all
processors together in that call, which says more than the clock where other programs run.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.store import load_atlas
from geo.atlas import Atlas
from geo.view import View
from layers.export import EXPORTERS
from tests.benchmarks.synthetic import make_events

FORMATS = ("geojson", "parquet", "gpkg")
TARGETS = {"geojson": 4.0, "parquet": 0.7, "gpkg": 2.6}
"""Seconds for a million events."""


def make_atlas(atlas: Atlas, count: int) -> Atlas:
    """Return `atlas` with `count` synthetic events in place of its own, each with one item and one report."""
    made = make_events(count)
    days = pd.to_datetime(made["start_date"]).astype("datetime64[ns]")
    texts = [name for name in atlas.seizures.columns if atlas.seizures[name].dtype == "str"]
    blank = dict.fromkeys(set(texts) - set(made.columns), "")
    seizures = pd.DataFrame(made[["event_id", "agency_code", "lon", "lat"]]).assign(**blank | {
        "start_date": days, "end_date": days, "date_precision": "day", "precision": "near", "radius_km": 1.0,
        "place_reported": "synthetic",
    })  # fmt: skip
    items = pd.DataFrame(made[["event_id", "commodity_code", "quantity_kg"]]).assign(
        item_id=made["event_id"] + "-1", quantity_count=float("nan"), quantity_usd=float("nan"), unit_reported="kg",
        quantity_reported=made["quantity_kg"].astype("str"),
    )  # fmt: skip
    for name in atlas.seizure_items.columns.difference(items.columns):
        items[name] = ""
    reports = pd.DataFrame({
        "event_id": made["event_id"], "source_id": atlas.sources["source_id"].iloc[0], "published": days,
    })  # fmt: skip
    points = gpd.points_from_xy(made["lon"], made["lat"])
    return replace(
        atlas, seizures=gpd.GeoDataFrame(seizures, geometry=points, crs=4326), seizure_items=items, reports=reports
    )


def run(count: int = 1_000_000, *, repeats: int = 3) -> pd.DataFrame:
    """Return name, seconds and processor seconds (of the best of `repeats`), megabytes and target, per writer."""
    atlas = make_atlas(load_atlas(), count)
    rows = [
        {"name": name, **_measure(lambda name=name: EXPORTERS[name](atlas, View()), repeats), "target_s": TARGETS[name]}
        for name in FORMATS
    ]
    made = make_events(count)
    gdf = gpd.GeoDataFrame(made, geometry=atlas.seizures.geometry.to_numpy(), crs=4326)
    rows.append({"name": "GeoDataFrame.to_json", **_measure(lambda: gdf.to_json().encode(), 1)})
    rows.append({"name": "GeoDataFrame.to_file (GPKG)", **_measure(lambda: _to_file(gdf), 1)})
    return pd.DataFrame(rows)


def _to_file(gdf: gpd.GeoDataFrame) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.gpkg"
        gdf.to_file(path, driver="GPKG", engine="pyogrio")
        return path.read_bytes()


def _measure(make: Callable[[], bytes], repeats: int) -> dict[str, float]:
    taken, size = list[tuple[float, float]](), 0
    for _ in range(repeats):
        start, cpu = time.perf_counter(), time.process_time()
        size = len(make())
        taken.append((time.perf_counter() - start, time.process_time() - cpu))
    seconds, cpu_seconds = min(taken)
    return {"seconds": round(seconds, 2), "cpu_s": round(cpu_seconds, 2), "megabytes": round(size / 1e6, 1)}


if __name__ == "__main__":
    print(run().to_string(index=False))
