"""All that the document holds, as one JSON value: every event, and the view to open with."""

from __future__ import annotations

import json
from typing import Any

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.assets import collect_words
from layers.basemap import basemap
from layers.details import event_details, pack_details
from layers.plazas import plaza_entries
from layers.ports import port_entries
from layers.seizures import event_columns, event_places
from layers.shapes import pack_shapes
from layers.vocabulary import PRECISIONS, agency_labels, code_words, commodity_styles

VERSION = 1


def build_payload(atlas: Atlas, view: View, lang: str) -> dict[str, Any]:
    """Return the payload of the document; `view` only opens it, the browser filters."""
    return {
        "version": VERSION,
        "meta": describe_atlas(atlas) | {"lang": lang, "source_line": source_line(atlas)},
        "words": code_words() | collect_words(),
        "style": {"commodities": commodity_styles(atlas)},
        "vocab": {"agencies": agency_labels(atlas), "precisions": list(PRECISIONS)},
        "view": view_values(view),
        "columns": event_columns(atlas),
        "places": event_places(atlas),
        "areas": pack_shapes(atlas.areas.geometry),
        "details": pack_details(event_details(atlas)),
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


def source_line(atlas: Atlas) -> str:
    """Return the sentence that says whose publications the events come from."""
    sources = atlas.sources[atlas.sources["source_id"].isin(atlas.reports["source_id"])]
    events = _("Events from {sources} publications of {publishers} publishers.").format(
        sources=len(sources), publishers=sources["publisher"].nunique()
    )
    return events + " " + _("Boundaries: INEGI, US Census Bureau. Towns: GeoNames.")


def view_values(view: View) -> dict[str, Any]:
    """Return `view` under the names of its permalink."""
    return {
        "from": view.date_from.isoformat() if view.date_from else None,
        "to": view.date_to.isoformat() if view.date_to else None,
        "commodity": list(view.commodities),
        "agency": list(view.agencies),
        "plaza": list(view.plazas),
        "port": list(view.ports),
        "precision": list(view.precisions),
        "undated": view.undated,
        "size": view.size,
    }
