"""The View: what the reader asked to see, as one frozen value that is also the permalink."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.dates import day_number
from geo.viewquery import QueryReader

LISTS = {
    "commodity": "commodities",
    "agency": "agencies",
    "plaza": "plazas",
    "port": "ports",
    "place": "places",
    "precision": "precisions",
}
"""Lists of a view by their name in the address: what events must have."""

LAYERS = ("events", "plazas", "ports", "tiles")
"""What `hide` may name; tiles only where the map has them."""

NAMES = ("from", "to", *LISTS, "undated", "size", "hide", "map", "open")
"""Every parameter of an address."""


@dataclass(frozen=True)
class View:
    """What is shown.

    `date_from` and `date_to` are inclusive; null leaves that end open. An empty tuple means all. `undated` keeps
    events without a usable date. `size` is "count" or the commodity whose weight sizes the symbols.

    The last three say how it is looked at, and no export but the map heeds them: `hidden` names layers switched off,
    `position` is zoom, latitude and longitude of the middle of the map (null where the whole border is seen), and
    `opened` the panel: "place:nogales-port", or "sources" or "embed".
    """

    date_from: date | None = None
    date_to: date | None = None
    commodities: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    plazas: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    undated: bool = True
    size: str = "count"
    hidden: tuple[str, ...] = ()
    position: tuple[float, float, float] | None = None
    opened: str = ""

    def to_query(self) -> dict[str, str]:
        """Return the URL parameters of this view; what has its default is left out.

        Examples
        --------
        >>> View(date_from=date(2024, 1, 1), commodities=("fentanyl",)).to_query()
        {'from': '2024-01-01', 'commodity': 'fentanyl'}
        """
        query = {}
        if self.date_from:
            query["from"] = self.date_from.isoformat()
        if self.date_to:
            query["to"] = self.date_to.isoformat()
        query.update({key: ",".join(getattr(self, name)) for key, name in LISTS.items() if getattr(self, name)})
        if not self.undated:
            query["undated"] = "0"
        if self.size != "count":
            query["size"] = self.size
        return query | self._sight_query()

    def _sight_query(self) -> dict[str, str]:
        query = {}
        if self.hidden:
            query["hide"] = ",".join(self.hidden)
        if self.position:
            zoom, lat, lon = self.position
            query["map"] = f"{round(zoom, 2):g}/{round(lat, 4):.10g}/{round(lon, 4):.10g}"
        if self.opened:
            query["open"] = self.opened
        return query

    def selection(self) -> View:
        """Return the view without the way it is looked at: what all exports show."""
        return replace(self, hidden=(), position=None, opened="")

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], known: Mapping[str, Collection[str]] | None = None
    ) -> tuple[View, list[str]]:
        """Read URL parameters; each one that has no meaning keeps its default and yields a sentence.

        Parameters
        ----------
        query
            Parameters as in `to_query`; unknown names are reported.
        known
            Allowed words by parameter name (`commodity`, `agency`, ...); a parameter not in it is not checked.
        """
        reader = QueryReader(query, {"hide": LAYERS} | dict(known or {}))
        start, end = reader.read_day("from"), reader.read_day("to")
        if start and end and start > end:
            reader.report_order(start, end)
            start = end = None
        lists = {name: reader.read_list(key) for key, name in LISTS.items()}
        view = cls(
            start, end, **lists, undated=reader.read_flag("undated"), size=reader.read_size(),
            hidden=reader.read_list("hide"), position=reader.read_position(), opened=reader.read_opened(),
        )  # fmt: skip
        reader.report_unknown(NAMES)
        return view, reader.problems


def select_events(atlas: Atlas, view: View) -> pd.Index[int]:
    """Return the labels of `atlas.seizures` that `view` shows.

    An event is in the window when its days, first to last, overlap it. It passes a commodity filter with any of
    its items, a plaza filter when its place lies in the territory or faces it (geometry, not a link), and a port
    filter at the port or one of its crossings.
    """
    shown: pd.Index[int] = atlas.seizures.index[select_positions(atlas, view)]
    return shown


def select_positions(atlas: Atlas, view: View) -> NDArray[np.int64]:
    """Return the positions in `atlas.seizures` of the events that `view` shows, ascending."""
    ends = [None if day is None else day_number(day) for day in (view.date_from, view.date_to)]
    passing = {
        "agency": view.agencies or None,
        "precision": view.precisions or None,
        "place": _passing_places(atlas, view),
        "commodity": view.commodities or None,
    }
    return atlas.event_index.select(*ends, undated=view.undated, passing=passing)


def _passing_places(atlas: Atlas, view: View) -> set[str] | None:
    """Return the places that pass the plazas, ports and places of `view`; null where it names none."""
    if not (view.plazas or view.ports or view.places):
        return None
    places = atlas.places
    keep = pd.Series(True, index=places.index)
    if view.plazas:
        keep &= places["plaza_id"].isin(view.plazas) | places["facing_plaza_id"].isin(view.plazas)
    if view.ports:
        keep &= places["place_id"].isin(view.ports) | places["parent_id"].isin(view.ports)
    if view.places:
        keep &= places["place_id"].isin(view.places)
    return set(places.loc[keep, "place_id"])
