"""Rows of a View over a million events, on the server.

Beside masks over the text columns, as one would write them in pandas. Medians of five calls, by turns; both must find
the same number of events. The first call, which sorts the days and looks up the codes, is not in the median; it is in
a row of its own.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.view import View, select_positions
from tests.benchmarks.placed import make_placed_atlas

VIEWS = {
    "all": View(),
    "one year": View(date(2020, 3, 1), date(2021, 3, 1)),
    "one year, one commodity": View(date(2020, 3, 1), date(2021, 3, 1), commodities=("fentanyl",)),
    "two commodities, one agency": View(commodities=("fentanyl", "heroin"), agencies=("usbp",)),
    "nine years, one port": View(date(2015, 1, 1), date(2023, 12, 31), ports=("nogales-port",)),
}


def run(count: int = 1_000_000, *, repeats: int = 5) -> pd.DataFrame:
    """Return by view: how many events it has, and the milliseconds of either way."""
    atlas = make_placed_atlas(count)
    table = atlas.seizures.drop(columns="geometry").assign(
        start_date=atlas.seizures["start_date"].dt.strftime("%Y-%m-%d"),
        commodity_code=atlas.seizure_items["commodity_code"].to_numpy(),
    )
    start = time.perf_counter()
    select_positions(atlas, View())
    first = {"geo.view, ms": round(1000 * (time.perf_counter() - start), 2)}
    rows: list[dict[str, Any]] = [{"view": "the first call", "events": count, **first}]
    for name, view in VIEWS.items():
        ways: dict[str, Callable[[], int]] = {
            "geo.view, ms": lambda view=view: len(select_positions(atlas, view)),
            "pandas mask over text, ms": lambda view=view: count_by_mask(table, atlas, view),
        }
        counts = {way: count_rows() for way, count_rows in ways.items()}
        if len(set(counts.values())) > 1:
            raise ValueError(f"{name!r} has different numbers of events: {counts}")
        times = time_by_turns(ways, repeats)
        rows.append({"view": name, "events": next(iter(counts.values())), **times})
    return pd.DataFrame(rows)


def count_by_mask(table: pd.DataFrame, atlas: Atlas, view: View) -> int:
    """Return the number of rows, by a mask over text columns."""
    keep = pd.Series(True, index=table.index)
    if view.date_from:
        keep &= (table["start_date"] >= view.date_from.isoformat()) | table["start_date"].isna()
    if view.date_to:
        keep &= (table["start_date"] <= view.date_to.isoformat()) | table["start_date"].isna()
    if view.commodities:
        keep &= table["commodity_code"].isin(view.commodities)
    if view.agencies:
        keep &= table["agency_code"].isin(view.agencies)
    if view.ports:
        places = atlas.places
        at = places["place_id"].isin(view.ports) | places["parent_id"].isin(view.ports)
        keep &= table["place_id"].isin(places.loc[at, "place_id"])
    return len(table.index[keep])


def time_by_turns(ways: dict[str, Callable[[], int]], repeats: int) -> dict[str, float]:
    """Return the median milliseconds of each way, called by turns."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, call in ways.items():
            start = time.perf_counter()
            call()
            times[name].append(1000 * (time.perf_counter() - start))
    return {name: round(statistics.median(found), 2) for name, found in times.items()}


if __name__ == "__main__":
    print(run().to_string(index=False))
