"""The events a document draws: columns, the places they stand at, their texts, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.words import _
from layers.columns import EventColumns, deflate, planes
from layers.details import event_texts
from layers.seizures import event_columns, event_places
from layers.vocabulary import agency_labels

UNITS_PER_DEGREE = 100_000
"""A spot is kept to 1/100,000 degree, about a metre."""


@dataclass(frozen=True)
class Spots:
    """Points that are no place of the gazetteer, EPSG:4326; their index in the columns follows on that of the places.

    `precision` is an index in `layers.vocabulary.PRECISIONS`; `radius_km` says how far the true spot may be, 0 for the
    point itself; `plaza` is the index of the plaza the point lies in, -1 for none.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    radius_km: NDArray[np.float64]
    precision: NDArray[np.int64]
    plaza: NDArray[np.int64]


@dataclass(frozen=True)
class Events:
    """What one document draws.

    `texts` has a list for each text a reader may meet, in the order of the events; what is not in it the browser
    tells from the columns. `agencies` are code and label in the order of their index in the columns. `caution` takes
    the place of the bias note where the events are not the atlas's own.
    """

    columns: EventColumns
    agencies: list[dict[str, str]]
    texts: Mapping[str, Sequence[Any]]
    source_line: str
    caution: str = ""
    places: list[dict[str, Any]] = field(default_factory=list)
    spots: Spots | None = None


def atlas_events(atlas: Atlas) -> Events:
    """Return the events of the atlas itself."""
    return Events(
        columns=event_columns(atlas),
        agencies=agency_labels(atlas),
        texts=event_texts(atlas),
        source_line=source_line(atlas),
        places=event_places(atlas),
    )


def source_line(atlas: Atlas) -> str:
    """Return the sentence that says whose publications the events come from."""
    sources = atlas.sources[atlas.sources["source_id"].isin(atlas.reports["source_id"])]
    return _("Events from {sources} publications of {publishers} publishers.").format(
        sources=len(sources), publishers=sources["publisher"].nunique()
    )


def claims_line(atlas: Atlas) -> str:
    """Return the sentence that says whose publications the claims about plazas come from."""
    sources = atlas.sources[atlas.sources["source_id"].isin(atlas.plaza_claims["source_id"])]
    return _("Claims from {sources} publications of {publishers} publishers.").format(
        sources=len(sources), publishers=sources["publisher"].nunique()
    )


def pack_spots(spots: Spots | None) -> dict[str, Any]:
    """Return the spots as bytes: longitudes and latitudes as steps, then radius (in 10 m), precision and plaza."""
    if spots is None:
        return {"n": 0}
    lon, lat = (np.rint(degrees * UNITS_PER_DEGREE).astype(np.int64) for degrees in (spots.lon, spots.lat))
    widest = 2**32 - 1
    parts = (
        planes(np.diff(lon, prepend=0), widest),
        planes(np.diff(lat, prepend=0), widest),
        planes(np.rint(spots.radius_km * 100).astype(np.int64)),
        planes(spots.precision),
        planes(spots.plaza + 1),
    )
    body = deflate(b"".join(content for _width, content in parts))
    return {"n": len(lon), "widths": [width for width, _content in parts], "body": body}


def no_events(events: Events, atlas: Atlas) -> Events:
    """Return a document's events without any, for one that draws other layers alone; its source line is theirs."""
    none = np.empty(0, dtype=np.int64)
    columns = EventColumns(none, none, none, none, none, none, none.astype(np.float64))
    return replace(events, columns=columns, texts={}, places=[], spots=None, source_line=claims_line(atlas), caution="")
