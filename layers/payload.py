"""All that the document holds, as one JSON value: every event, and the view to open with."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.atlas import Atlas
from geo.view import LISTS, View
from geo.words import _, language
from layers.assets import collect_words
from layers.basemap import basemap
from layers.citation import boundary_credit, describe_atlas, licences, reports_through
from layers.columns import pack_columns
from layers.details import CHUNK, own_events, pack_texts
from layers.event_words import text_words
from layers.events import Events, no_events, pack_spots
from layers.plazas import plaza_entries
from layers.ports import port_entries
from layers.shapes import pack_shapes
from layers.source_list import pack_sources
from layers.vocabulary import PRECISIONS, code_words, commodity_styles, place_notes

VERSION = 2

LAYERS = ("events", "plazas", "ports")
"""What a document may draw over its basemap."""


NOTHING_SAID: dict[str, Any] = {"claims": [], "persons": [], "actions": []}
"""What a plaza tells in a document without plazas, whose name stays for the filter."""


@dataclass(frozen=True)
class Payload:
    """What the document carries: one JSON value, and blocks of text too large or too seldom needed to be in it."""

    value: dict[str, Any]
    blocks: dict[str, str]


def build_payload(
    atlas: Atlas, events: Events, view: View, *, title: str | None = None, layers: Collection[str] = LAYERS
) -> Payload:
    """Return the payload of the document, in the current language; `view` only opens it, the browser filters.

    What a layer says that is not among `layers` is not in it.
    """
    if "events" not in layers:
        events = no_events(events, atlas)
    packed = pack_columns(events.columns)
    value = {
        "version": VERSION,
        "meta": describe_document(atlas, events, title, layers),
        "view": view_values(view),
        "sight": sight_values(view),
        "vocab": {"agencies": events.agencies, "precisions": list(PRECISIONS), "precision_notes": place_notes()},
        "columns": packed.head,
        "chunk": CHUNK,
        "places": events.places,
        "spots": pack_spots(events.spots),
        **ground_values(atlas, language()),
    }
    if "plazas" not in layers:
        value["plazas"] = [plaza | NOTHING_SAID for plaza in value["plazas"]]
    texts = "\n".join(pack_texts(events.texts, packed.events))
    cited = tuple(layer for layer in layers if layer != "events" or not events.caution)
    sources = pack_sources(atlas, cited)
    return Payload(value, {"atlas-columns": packed.body, "atlas-texts": texts, "atlas-sources": sources})


def describe_document(atlas: Atlas, events: Events, title: str | None, layers: Collection[str]) -> dict[str, Any]:
    """Return title, language, version, source line, notes and citation of a document."""
    own: dict[str, Any] = {"source_line": events.source_line + " " + boundary_credit()}
    if events.caution:  # the events are a reader's own
        own |= {"bias_note": events.caution, "own_events": True}
    elif "origin" in atlas.seizures and "events" in layers:
        own["laid_over"] = int(own_events(atlas).sum())
    elif "events" not in layers:
        own["bias_note"] = _("Claims are what sources say of a plaza at a time; none is checked by us.")
    about = describe_atlas(atlas) | reports_through(atlas) | licences() | own | {"lang": language()}
    return about | {"title": title or about["title"]}


@lru_cache(maxsize=4)
def ground_values(atlas: Atlas, lang: str) -> dict[str, Any]:
    """Return what stands under and beside the events, made once for each atlas and language.

    `lang` is the current one: it only tells the entries of the cache apart.
    """
    return {
        "words": code_words() | text_words() | collect_words(),
        "style": {"commodities": commodity_styles(atlas)},
        "areas": pack_shapes(atlas.areas.geometry),
        "plazas": plaza_entries(atlas),
        "plaza_shapes": pack_shapes(atlas.plazas.geometry),
        "ports": port_entries(atlas),
        "basemap": basemap(atlas),
    }


def dump_payload(payload: dict[str, Any]) -> str:
    """Return `payload` as JSON that no text in it can close the script element of."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def view_values(view: View) -> dict[str, Any]:
    """Return `view` under the names of its permalink."""
    ends = {"from": view.date_from, "to": view.date_to}
    return (
        {key: day.isoformat() if day else None for key, day in ends.items()}
        | {key: list(getattr(view, name)) for key, name in LISTS.items()}
        | {"undated": view.undated, "size": view.size}
    )


def sight_values(view: View) -> dict[str, Any]:
    """Return how `view` is looked at, under the names of its permalink."""
    return {"hide": list(view.hidden), "map": list(view.position) if view.position else None, "open": view.opened}
