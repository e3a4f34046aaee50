"""The marks of a figure: the events of a view by place, and what size and look each place has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.view import View, select_positions
from layers.cells import flag, records
from layers.seizures import event_columns, place_precisions, used_places

EXACT = ("crossing", "checkpoint", "coordinates")
"""Precisions whose spot is exact enough for a solid symbol."""


@dataclass(frozen=True)
class Mark:
    """What stands at one place, or at several that share a symbol.

    `lon` and `lat` are degrees of the place with the largest quantity, which is also the first of `places`. `parts`
    has the share of each group of commodities, `shapes` the shapes of their families.
    """

    places: tuple[str, ...]
    name: str
    lon: float
    lat: float
    events: int
    quantity: float
    parts: Mapping[str, float]
    shapes: frozenset[str]
    solid: bool

    @property
    def shape(self) -> str:
        """That of the family, a circle for several."""
        return next(iter(self.shapes)) if len(self.shapes) == 1 else "circle"


@dataclass(frozen=True)
class Marks:
    """The marks of a view, largest first, and the events that have none.

    `unplaced` have no place, `unsized` no published weight of the commodity that sizes the symbols.
    """

    marks: list[Mark]
    events: int
    undated: int
    unplaced: int
    unsized: int

    @property
    def largest(self) -> float:
        """The largest quantity."""
        return max((mark.quantity for mark in self.marks), default=0.0)


def commodity_groups(atlas: Atlas) -> dict[str, str]:
    """Return the group of each commodity: itself if it is a drug with a colour of its own, else one for its family.

    Drugs without a colour of their own are `other_drugs`; the rest are `no_drugs`, told apart by shape.
    """
    table = atlas.commodities
    shared = table["colour"].duplicated(keep=False)
    group = table["commodity_code"].where(~shared, "other_drugs").mask(table["family"].ne("drug"), "no_drugs")
    return dict(zip(table["commodity_code"], group, strict=True))


def view_marks(atlas: Atlas, view: View, *, events: NDArray[np.int64] | None = None) -> Marks:
    """Return the marks of the events that `view` shows, or only of those at the positions `events` among them."""
    shown = select_positions(atlas, view)
    shown = shown if events is None else shown[np.isin(shown, events)]
    rows = _rows(atlas, view, shown)
    seizures = atlas.seizures.iloc[shown]
    placed = rows[rows["place"] >= 0]
    sized = placed if view.size == "count" else placed[(placed["code"] == view.size) & (placed["kg"] > 0)]
    return Marks(
        marks=_marks(atlas, sized, by_count=view.size == "count"),
        events=len(shown),
        undated=int(seizures["start_date"].isna().sum()),
        unplaced=int(rows.loc[rows["place"] < 0, "event"].nunique()),
        unsized=int(placed["event"].nunique() - sized["event"].nunique()),
    )


def _rows(atlas: Atlas, view: View, shown: NDArray[np.int64]) -> pd.DataFrame:
    """Return event, place, commodity, group, shape and kg: one row for each event shown and commodity of the view."""
    table = _every_row(atlas)
    keep = table["event"].isin(shown)
    return table[keep & table["code"].isin(view.commodities)] if view.commodities else table[keep]


@lru_cache(maxsize=2)
def _every_row(atlas: Atlas) -> pd.DataFrame:
    """Return the same of all events, made once for the maps of a series."""
    columns, table = event_columns(atlas), atlas.commodities
    codes = pd.Series(table["commodity_code"].to_numpy()[columns.commodity], dtype="str")
    shapes = dict(zip(table["commodity_code"], table["shape"], strict=True))
    return pd.DataFrame({"event": columns.event, "place": columns.place, "code": codes, "kg": columns.kg,
                         "group": codes.map(commodity_groups(atlas)), "shape": codes.map(shapes)})  # fmt: skip


def _marks(atlas: Atlas, rows: pd.DataFrame, *, by_count: bool) -> list[Mark]:
    by_place: dict[int, list[dict[str, Any]]] = {}
    for row in records(rows):
        by_place.setdefault(row["place"], []).append(row)
    places, precision = _event_places(atlas)
    marks = [_mark(places[at], precision, found, by_count=by_count) for at, found in by_place.items()]
    return sorted(marks, key=lambda mark: (-mark.quantity, mark.places))


@lru_cache(maxsize=2)
def _event_places(atlas: Atlas) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the places where events stand, and their precisions, made once for the maps of a series."""
    return records(used_places(atlas)), place_precisions(atlas)


def _mark(
    place: Mapping[str, Any], precision: Mapping[str, str], rows: list[dict[str, Any]], *, by_count: bool
) -> Mark:
    parts = Counter[str]()
    for row in rows:
        parts[row["group"]] += 1 if by_count else row["kg"]
    events = len({row["event"] for row in rows})
    return Mark(
        places=(place["place_id"],), name=place["name"], lon=float(place["lon"]), lat=float(place["lat"]),
        events=events, quantity=float(events) if by_count else float(parts.total()), parts=dict(parts),
        shapes=frozenset(row["shape"] for row in rows),
        solid=precision[place["place_id"]] in EXACT and not flag(place["approximate"]),
    )  # fmt: skip


def radius_of(quantity: float, largest: float, *, most: float, least: float) -> float:
    """Return the radius of a quantity, its area in proportion, never below `least`.

    Examples
    --------
    >>> radius_of(25, 100, most=10, least=2)
    5.0
    """
    return float(max(least, most * np.sqrt(quantity / largest))) if largest else least
