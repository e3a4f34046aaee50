"""The map of a reader's placed rows, which say nothing of commodities: one neutral mark, in the same document."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import folium
import pandas as pd

from geo.atlas import Atlas
from geo.choices import read_choices
from geo.review import label_places
from geo.view import View
from geo.words import _
from layers.atlas_map import MapOptions, build_map, render_document
from layers.events_table import table_events
from layers.payload import dump_payload

NEUTRAL = "#6B6B6B"
ROW = "row"
ONLY_ROWS = MapOptions(layers=("events",), controls=("zoom", "details"))
"""A plaza or port under the pointer would open its panel at the click that is to place a text; a legend would speak of
commodities."""


def rows_map(atlas: Atlas, rows: pd.DataFrame, texts: pd.Series, *, name: str) -> folium.Map:
    """Return the map of the `rows` (columns of `geo.match.Match`) that are placed; `texts` are their place words."""
    neutral = pd.DataFrame([{"commodity_code": ROW, "label_en": _("Placed row"), "label_es": _("Placed row"),
                             "family": ROW, "colour": NEUTRAL, "shape": "circle", "aliases": ""}])  # fmt: skip
    own = replace(atlas, commodities=neutral, title=_("Places of {name}").format(name=name))
    placed = rows["lon"].notna()
    table = rows.loc[placed, ["lon", "lat", "radius_km", "precision"]].assign(
        event_id=[str(number) for number in range(1, int(placed.sum()) + 1)], start_date="", commodity_code=ROW,
        agency_code="", quantity_kg=float("nan"), place_reported=texts[placed], note=rows.loc[placed, "matched_name"],
    )  # fmt: skip
    events = table_events(table.reset_index(drop=True), own, name=name)
    map_ = build_map(own, View(), ONLY_ROWS, events=events)
    document: Any = map_.get_root()
    value = json.loads(document.data)
    document.data = dump_payload(value | {"words": value["words"] | row_words()})
    return map_


def rows_document(atlas: Atlas, rows: pd.DataFrame, texts: pd.Series, *, name: str) -> bytes:
    """Return the document of `rows_map`."""
    return render_document(rows_map(atlas, rows, texts, name=name)).encode("utf-8")


def row_words() -> dict[str, str]:
    """Return what the document says of rows instead of events, which they are not: by its message."""
    return {
        "1 event": _("1 row placed"), "{n} events": _("{n} rows placed"), "{n} undated": "", "Date not known": "",
        "quantity not said": "", "Note:": "", "What was seized": _("Placed rows"),
    }  # fmt: skip


def candidate_pins(candidates: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the places a text may mean as numbered pins; lon, lat in degrees."""
    labels = label_places(candidates)
    return [
        {"lon": float(lon), "lat": float(lat), "sign": str(number), "label": label}
        for number, (lon, lat, label) in enumerate(zip(candidates["lon"], candidates["lat"], labels, strict=True), 1)
        if pd.notna(lon)
    ]


def choice_pins(choices: pd.DataFrame, places: pd.DataFrame) -> list[dict[str, Any]]:
    """Return where the reader placed texts, as pins."""
    known = places[places["place_id"].isin(choices["place_id"])]
    spots = dict(zip(known["place_id"], zip(known["lon"], known["lat"], strict=True), strict=True))
    pins = []
    for choice in read_choices(choices):
        lon, lat = (choice.lon, choice.lat) if choice.is_point else spots[choice.place_id]
        pins.append({"lon": float(lon), "lat": float(lat), "sign": "✓", "label": choice.text})
    return pins


def all_pins(candidates: pd.DataFrame, choices: pd.DataFrame, places: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the pins of the map beside a review: what the chosen text may mean, then what is placed."""
    return candidate_pins(candidates) + choice_pins(choices, places)
