"""What a search engine may know of a document: a schema.org Dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from layers.citation import DATA_LICENCE
from layers.columns import UNDATED
from layers.events import Events


def dataset_card(about: Mapping[str, Any], events: Events) -> dict[str, Any]:
    """Return the dataset of a document as JSON-LD; `about` is what its payload tells of it.

    A reader's own events are nobody's to license or to sign but the reader's: of these it names neither.
    """
    card = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": about["title"],
        "description": f"{about['source_line']} {about['bias_note']}",
        "identifier": f"sha256:{about['digest']}",
        "version": about["generated"],
        "inLanguage": about["lang"],
        "isAccessibleForFree": True,
        "distribution": {"@type": "DataDownload", "encodingFormat": "text/html"},
        **_coverage(events),
    }
    if not about.get("own_events"):
        card |= {
            "license": DATA_LICENCE.split()[-1],
            "creator": {"@type": "Organization", "name": "Plaza Atlas"},
            "citation": about["citation"],
            "dateModified": about["reports_through"],
        }
    return card


def _coverage(events: Events) -> dict[str, Any]:
    """Return first and last day of the events, and the box of the places they stand at."""
    covered: dict[str, Any] = {}
    dated = events.columns.start != UNDATED
    if dated.any():
        first, last = events.columns.start[dated].min(), events.columns.end[dated].max()
        covered["temporalCoverage"] = "/".join(str(np.datetime64(int(day), "D")) for day in (first, last))
    placed = [place for place in events.places if place["lat"] is not None]
    lat, lon = (np.array([place[name] for place in placed], dtype=float) for name in ("lat", "lon"))
    if events.spots is not None:
        lat, lon = np.append(lat, events.spots.lat), np.append(lon, events.spots.lon)
    if len(lat):
        box = " ".join(f"{degrees:.2f}" for degrees in (lat.min(), lon.min(), lat.max(), lon.max()))
        covered["spatialCoverage"] = {"@type": "Place", "geo": {"@type": "GeoShape", "box": box}}
    return covered
