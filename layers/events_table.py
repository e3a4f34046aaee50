"""A reader's own table as the events of a document: checked column by column, refused with one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.errors import SchemaError
from geo.territory import plazas_at
from geo.words import _
from layers.columns import UNDATED, EventColumns
from layers.events import UNITS_PER_DEGREE, Events, Spots
from layers.table_columns import (
    check_unique,
    given_precision,
    read_agencies,
    read_commodities,
    read_days,
    read_numbers,
    read_precisions,
)
from layers.vocabulary import PRECISIONS

REQUIRED = ("event_id", "start_date", "commodity_code", "agency_code", "quantity_kg", "lon", "lat")
TEXTS = ("place_reported", "quantity_reported", "conveyance", "concealment", "hedge", "note")
"""Columns a reader of the map is shown as they are, where the table has them."""

LIMITS = {"lon": 180.0, "lat": 90.0}


def table_events(table: pd.DataFrame, atlas: Atlas, *, name: str) -> Events:
    """Return the rows of `table`, each an event, as events of a document.

    Parameters
    ----------
    table
        `event_id` (unique), `start_date` (ISO text or datetime; empty where unknown), `commodity_code` and
        `agency_code` (a code, label or alias; agencies may be others, or empty), `quantity_kg` (empty where unknown),
        `lon` and `lat` (EPSG:4326, degrees; both empty where unknown). Where it has them also `end_date` (inclusive),
        `radius_km`, `precision` (a word of `layers.vocabulary.PRECISIONS`), the texts of `TEXTS`, `source_url` and
        `publisher`.
    atlas
        Its vocabularies and plazas.
    name
        What the table is called, such as its file name; the document says it.

    Raises
    ------
    SchemaError
        If a column is missing or a value is not of its kind; the message names row and value.
    VocabularyError
        If a commodity or precision is not listed.
    """
    lacking = [column for column in REQUIRED if column not in table]
    if lacking:
        message = _("{name} has no column {column!r}: expected at least {columns}; rename or add it")
        raise SchemaError(message.format(name=name, column=lacking[0], columns=", ".join(REQUIRED)))
    check_unique(table["event_id"])
    start = read_days(table["start_date"])
    end = read_days(table["end_date"]) if "end_date" in table else start
    agency, agencies = read_agencies(table["agency_code"], atlas)
    place, spots = read_spots(table, atlas, start)
    columns = EventColumns(
        start=start,
        end=np.where((start == UNDATED) | (end == UNDATED), start, np.maximum(start, end)),
        event=np.arange(len(table)),
        place=place,
        commodity=read_commodities(table["commodity_code"], atlas),
        agency=agency,
        kg=read_numbers(table["quantity_kg"], least=0.0),
    )
    return Events(
        columns=columns,
        agencies=agencies,
        texts=read_texts(table),
        source_line=_("Events from {name}.").format(name=name),
        caution=_("A reader's own table; Plaza Atlas has not checked it."),
        spots=spots,
    )


def read_spots(
    table: pd.DataFrame, atlas: Atlas, start: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Spots]:
    """Return for each row the index of its spot, -1 for none, and the different spots, frequent ones first.

    `start` are the days of the rows: equally frequent spots are in the order of their day, so that those of a window of
    time stand side by side in the memory of the browser.
    """
    lon, lat = (read_numbers(table[name], least=-limit, most=limit) for name, limit in LIMITS.items())
    half = np.isnan(lon) != np.isnan(lat)
    if half.any():
        row = int(np.flatnonzero(half)[0]) + 1
        raise SchemaError(_("row {row} has only one of lon and lat: give both or none").format(row=row))
    count = len(table)
    radius = read_numbers(table["radius_km"], least=0.0) if "radius_km" in table else np.zeros(count)
    precision = read_precisions(table["precision"]) if "precision" in table else np.full(count, given_precision())
    placed = ~np.isnan(lon)
    x, y = (np.rint(degrees[placed] * UNITS_PER_DEGREE).astype(np.int64) for degrees in (lon, lat))
    radius_m = np.rint(np.nan_to_num(radius[placed]) * 100).astype(np.int64)
    key = ((x + (1 << 25)) << 25) + y + (1 << 24)  # 51 bits: one number for a point
    codes, first = _group(key, radius_m * len(PRECISIONS) + precision[placed], start[placed])
    place = np.full(count, -1)
    place[placed] = codes
    lon, lat = x[first] / UNITS_PER_DEGREE, y[first] / UNITS_PER_DEGREE
    return place, Spots(lon, lat, radius_m[first] / 100, precision[placed][first], plazas_at(lon, lat, atlas.plazas))


def read_texts(table: pd.DataFrame) -> dict[str, Sequence[Any]]:
    """Return what a reader is shown beside the columns: the id, the texts, and the source where a URL is given."""
    texts: dict[str, Sequence[Any]] = {"id": table["event_id"].astype("str").tolist()}
    texts |= {column: table[column].fillna("").astype("str").tolist() for column in TEXTS if column in table}
    if "source_url" in table:
        urls = table["source_url"].fillna("").astype("str").tolist()
        publishers = table["publisher"].fillna("").astype("str").tolist() if "publisher" in table else [""] * len(urls)
        texts["reports"] = [
            [{"publisher": publisher or url, "published": None, "url": url, "tier": "other"}] if url else []
            for publisher, url in zip(publishers, urls, strict=True)
        ]
    return texts


def _group(
    point: NDArray[np.int64], kind: NDArray[np.int64], day: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each row the number of its pair, and the first row of each pair.

    Frequent pairs have the low numbers, which are short; of equally frequent ones the earlier is first.
    """
    if (kind == kind[:1]).all():
        codes = pd.factorize(point)[0]
    else:
        codes = pd.factorize(pd.MultiIndex.from_arrays([point, kind]))[0]
    first = np.empty(codes.max(initial=-1) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.lexsort((first, day[first], -np.bincount(codes, minlength=len(first))))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[codes], first[order]
