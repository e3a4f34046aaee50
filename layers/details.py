"""The texts of the events, in compressed chunks that the browser opens when it shows them."""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.atlas import Atlas
from layers.cells import by_key, iso_day, number, period_text, records, text
from layers.event_words import text_words
from layers.vocabulary import agency_labels

CHUNK = 2048
"""Events in one chunk of texts."""

LEVEL = 5
"""Nearly as small as zlib's own choice, 6, in two thirds of the time."""


def event_texts(atlas: Atlas) -> dict[str, list[Any]]:
    """Return the texts of the events by column, each in the order of `atlas.seizures`."""
    items, reports = items_by_event(atlas), reports_by_event(atlas)
    agencies = {agency["code"]: agency["label"] for agency in agency_labels(atlas)}
    rows, words = records(atlas.seizures), text_words()
    own = ("date_note", "place_reported", "concealment", "hedge", "note")
    laid = {"own": own_events(atlas).tolist()} if "origin" in atlas.seizures else {}
    return laid | {
        "id": [row["event_id"] for row in rows],
        "date": [period_text(row["start_date"], row["end_date"], text(row["date_precision"])) for row in rows],
        **{name: [text(row[name]) for row in rows] for name in own},
        "items": [[_item(item) for item in items[row["event_id"]]] for row in rows],
        "agency": [agencies.get(text(row["agency_code"])) or text(row["agency_reported"]) for row in rows],
        "conveyance": [_conveyance(row, words) for row in rows],
        "reports": [reports[row["event_id"]] for row in rows],
    }


def own_events(atlas: Atlas) -> pd.Series:
    """Return whether each event comes from the reader's workspace, where one was laid over the atlas."""
    from geo.overlay import OWN  # already there where an atlas has origins; half a second where none has

    return pd.Series(atlas.seizures["origin"] == OWN)


def pack_texts(texts: Mapping[str, Sequence[Any]], events: NDArray[np.int64]) -> list[str]:
    """Return the texts of `events`, in that order, in chunks of `CHUNK` events.

    A chunk is a JSON object of columns, deflated (zlib), in base64, so that a click opens no more than it shows.
    """
    if not np.array_equal(events, np.arange(len(events))):
        order = events.tolist()
        texts = {name: [column[event] for event in order] for name, column in texts.items()}
    return [
        _pack({name: column[first : first + CHUNK] for name, column in texts.items()})
        for first in range(0, len(events), CHUNK)
    ]


def _pack(chunk: Mapping[str, Sequence[Any]]) -> str:
    content = json.dumps(chunk, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(content.encode("utf-8"), LEVEL)).decode("ascii")


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


def _conveyance(row: dict[str, Any], words: Mapping[str, str]) -> str:
    """Return the kind of conveyance with the publisher's words after it where they say more."""
    code, reported = text(row["conveyance"]), text(row["conveyance_reported"])
    kind = words.get(code, code.replace("_", " "))
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
