"""All that the document holds, as one JSON value: every event, and the view to open with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.atlas import Atlas
from geo.view import LISTS, View
from geo.words import _
from layers.assets import collect_words
from layers.basemap import basemap
from layers.columns import pack_columns
from layers.details import CHUNK, pack_texts
from layers.events import Events, pack_spots
from layers.plazas import plaza_entries
from layers.ports import port_entries
from layers.shapes import pack_shapes
from layers.vocabulary import PRECISIONS, code_words, commodity_styles, place_notes

VERSION = 2


@dataclass(frozen=True)
class Payload:
    """What the document carries: one JSON value, and blocks of text too large or too seldom needed to be in it."""

    value: dict[str, Any]
    blocks: dict[str, str]


def build_payload(atlas: Atlas, events: Events, view: View, lang: str) -> Payload:
    """Return the payload of the document; `view` only opens it, the browser filters."""
    packed = pack_columns(events.columns)
    about = describe_atlas(atlas)
    line = events.source_line + " " + _("Boundaries: INEGI, US Census Bureau. Towns: GeoNames.")
    value = {
        "version": VERSION,
        "meta": about | {"lang": lang, "source_line": line, "bias_note": events.caution or about["bias_note"]},
        "view": view_values(view),
        "vocab": {"agencies": events.agencies, "precisions": list(PRECISIONS), "precision_notes": place_notes()},
        "columns": packed.head,
        "chunk": CHUNK,
        "places": events.places,
        "spots": pack_spots(events.spots),
        **ground_values(atlas),
    }
    texts = pack_texts(events.texts, packed.events)
    return Payload(value, {"atlas-columns": packed.body, "atlas-texts": "\n".join(texts)})


@lru_cache(maxsize=4)
def ground_values(atlas: Atlas) -> dict[str, Any]:
    """Return what stands under and beside the events, made once for each atlas: words, plazas, ports, basemap."""
    return {
        "words": code_words() | collect_words(),
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


def describe_atlas(atlas: Atlas) -> dict[str, str]:
    """Return title, digest, citation, bias note and data version, the same in the document and in exports."""
    version = atlas.digest[:12]
    return {
        "title": atlas.title,
        "digest": atlas.digest,
        "citation": _("Plaza Atlas: {title}. Data version {version}.").format(title=atlas.title, version=version),
        "bias_note": _(
            "These are the events that press offices and newspapers chose to publish, not a statistic of seizures."
        ),
        "generated": version,
    }


def view_values(view: View) -> dict[str, Any]:
    """Return `view` under the names of its permalink."""
    ends = {"from": view.date_from, "to": view.date_to}
    return (
        {key: day.isoformat() if day else None for key, day in ends.items()}
        | {key: list(getattr(view, name)) for key, name in LISTS.items()}
        | {"undated": view.undated, "size": view.size}
    )
