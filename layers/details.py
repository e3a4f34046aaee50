"""The texts of the events, one compressed block that the browser opens on the first click."""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from layers.cells import by_key, iso_day, number, period_text, records, text
from layers.vocabulary import agency_labels, place_notes


def event_details(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the texts of each event, in the order of `atlas.seizures`."""
    items, reports = items_by_event(atlas), reports_by_event(atlas)
    notes = place_notes()
    agencies = {agency["code"]: agency["label"] for agency in agency_labels(atlas)}
    return [
        {
            "id": row["event_id"],
            "date": period_text(row["start_date"], row["end_date"], text(row["date_precision"])),
            "date_precision": text(row["date_precision"]),
            "date_note": text(row["date_note"]),
            "place_reported": text(row["place_reported"]),
            "place_note": notes[row["precision"]],
            "items": [_item(item) for item in items[row["event_id"]]],
            "agency": agencies.get(text(row["agency_code"])) or text(row["agency_reported"]),
            "conveyance": _conveyance(row),
            "concealment": text(row["concealment"]),
            "hedge": text(row["hedge"]),
            "note": text(row["note"]),
            "reports": reports[row["event_id"]],
        }
        for row in records(atlas.seizures)
    ]


def pack_details(details: list[dict[str, Any]]) -> str:
    """Return `details` as JSON, deflated (zlib), in base64."""
    content = json.dumps(details, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(content.encode("utf-8"), 9)).decode("ascii")


def items_by_event(atlas: Atlas) -> defaultdict[str, list[dict[str, Any]]]:
    """Return the item rows of each event."""
    return _grouped(atlas.seizure_items)


def reports_by_event(atlas: Atlas) -> defaultdict[str, list[dict[str, Any]]]:
    """Return publisher, published, url and tier of each report, by event."""
    sources = by_key(atlas.sources, "source_id")
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(atlas.reports):
        source = sources[row["source_id"]]
        found[row["event_id"]].append({
            "publisher": text(source["publisher"]),
            "published": iso_day(row["published"]) or iso_day(source["published"]),
            "url": text(source["url"]),
            "tier": text(source["tier"]),
        })  # fmt: skip
    return found


def quantity_reported(item: dict[str, Any]) -> str:
    """Return the publisher's words for the quantity, unit included.

    Examples
    --------
    >>> quantity_reported({"quantity_reported": "254", "unit_reported": "lb"})
    '254 lb'
    """
    quantity, unit = text(item["quantity_reported"]), text(item["unit_reported"])
    return quantity if unit in quantity else f"{quantity} {unit}".strip()


def _conveyance(row: dict[str, Any]) -> str:
    """Return the kind of conveyance with the publisher's words after it where they say more."""
    kind, reported = text(row["conveyance"]).replace("_", " "), text(row["conveyance_reported"])
    return f"{kind} ({reported})" if kind and reported and reported != kind else kind or reported


def _item(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "commodity": text(item["commodity_code"]),
        "form": text(item["form"]),
        "reported": quantity_reported(item),
        "qualifier": text(item["qualifier"]),
        "kg": number(item["quantity_kg"], 3),
        "alternative": text(item["alternative_of"]) != "",
    }


def _grouped(frame: pd.DataFrame) -> defaultdict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(frame):
        found[row["event_id"]].append(row)
    return found
