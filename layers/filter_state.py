"""The filters beside the map: their labels, and their values from a View, from the map, and into a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.view import LISTS, View
from geo.words import _


def filter_labels() -> dict[str, str]:
    """Return the label of each filter that is a list, by its name in the address."""
    return {
        "commodity": _("Commodity"), "agency": _("Agency"), "plaza": _("Plaza (inside or facing)"),
        "port": _("Port or crossing"), "place": _("Place"), "precision": _("Precision of the place"),
    }  # fmt: skip


def size_labels(commodities: Mapping[str, str]) -> dict[str, str]:
    """Return the sizes of symbols to choose from; `commodities` are code and label."""
    kg = {code: _("kg of {name}").format(name=name) for code, name in commodities.items()}
    return {"count": _("number of events")} | kg


def filter_values(view: View) -> dict[str, Any]:
    """Return the value of each filter that shows `view`."""
    values: dict[str, Any] = {key: list(getattr(view, name)) for key, name in LISTS.items()}
    return values | {"from": view.date_from, "to": view.date_to, "undated": view.undated, "size": view.size}


def read_values(values: Mapping[str, Any], known: Mapping[str, Mapping[str, str]]) -> tuple[View, list[str]]:
    """Return the view of the filters' values, as the app or the map has them, and a sentence for each without meaning.

    `known` are the words that each filter may have, as for `View.from_query`.
    """
    query = {key: ",".join(map(str, values.get(key) or [])) for key in LISTS}
    query |= {key: str(values.get(key) or "") for key in ("from", "to")}
    query |= {"undated": str(int(bool(values.get("undated", True)))), "size": str(values.get("size", "count"))}
    return View.from_query(query, known)
