"""The ports of entry and their crossings."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from geo.atlas import Atlas
from layers.cells import by_key, flag, number, records, text


def port_entries(atlas: Atlas) -> list[dict[str, Any]]:
    """Return each port with its crossings and the source of its position."""
    places = records(atlas.places)
    sources = by_key(atlas.sources, "source_id")
    crossings: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in places:
        if row["kind"] == "crossing":
            crossings[text(row["parent_id"])].append({**_spot(row), "approximate": flag(row["approximate"])})
    return [
        {
            **_spot(row),
            "code": text(row["code"]),
            "publisher": text(sources[row["source_id"]]["publisher"]),
            "url": text(sources[row["source_id"]]["url"]),
            "crossings": crossings[row["place_id"]],
        }
        for row in places
        if row["kind"] == "port"
    ]


def _spot(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["place_id"], "name": text(row["name"]), "lon": number(row["lon"]), "lat": number(row["lat"])}
