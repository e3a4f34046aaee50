"""The View: what the reader asked to see, as one frozen value that is also the permalink."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.dates import day_number
from geo.words import _

LISTS = {
    "commodity": "commodities",
    "agency": "agencies",
    "plaza": "plazas",
    "port": "ports",
    "place": "places",
    "precision": "precisions",
}


@dataclass(frozen=True)
class View:
    """What is shown.

    `date_from` and `date_to` are inclusive; null leaves that end open. An empty tuple means all. `undated` keeps
    events without a usable date. `size` is "count" or the commodity whose weight sizes the symbols.
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
        return query

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
        reader = _QueryReader(query, known or {})
        start, end = reader.read_day("from"), reader.read_day("to")
        if start and end and start > end:
            reader.problems.append(
                _("'from' is {start!r}, after 'to' {end!r}; the dates are left open.").format(
                    start=start.isoformat(), end=end.isoformat()
                )
            )
            start = end = None
        lists = {name: reader.read_list(key) for key, name in LISTS.items()}
        view = cls(start, end, **lists, undated=reader.read_flag("undated"), size=reader.read_size())
        reader.report_unknown()
        return view, reader.problems


class _QueryReader:
    """Reads parameters one by one and gathers a sentence for each that has no meaning."""

    def __init__(self, query: Mapping[str, str], known: Mapping[str, Collection[str]]) -> None:
        self.query, self.known, self.problems = query, known, list[str]()

    def read_day(self, key: str) -> date | None:
        text = self.query.get(key, "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.problems.append(
                _("{key!r} is {text!r}, which is not a date; write it as 2024-07-01.").format(key=key, text=text)
            )
            return None

    def read_list(self, key: str) -> tuple[str, ...]:
        words = [word for word in self.query.get(key, "").split(",") if word]
        known = self.known.get(key)
        for word in words if known is not None else ():
            if word not in (known or ()):
                self.problems.append(
                    _("{key!r} has no {word!r}; it is left out.").format(key=key, word=word)
                )
        return tuple(dict.fromkeys(word for word in words if known is None or word in known))

    def read_flag(self, key: str) -> bool:
        text = self.query.get(key, "1")
        if text not in ("0", "1"):
            self.problems.append(_("{key!r} is {text!r}; expected 0 or 1.").format(key=key, text=text))
        return text != "0"

    def read_size(self) -> str:
        size, known = self.query.get("size", "count"), self.known.get("commodity")
        if size == "count" or known is None or size in known:
            return size
        self.problems.append(_("'size' is {size!r}; expected count or a commodity.").format(size=size))
        return "count"

    def report_unknown(self) -> None:
        names = {"from", "to", "undated", "size", *LISTS}
        self.problems += [
            _("{key!r} is no parameter of the map; it is left out.").format(key=key)
            for key in self.query
            if key not in names
        ]


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
