"""A reader's own table as the events of a document: checked column by column, refused with one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.errors import SchemaError, VocabularyError
from geo.territory import plazas_at
from geo.vocab import fold, index_codes
from geo.words import _
from layers.columns import UNDATED, EventColumns
from layers.events import UNITS_PER_DEGREE, Events, Spots
from layers.vocabulary import PRECISIONS, agency_labels

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
    place, spots = read_spots(table, atlas)
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


def check_unique(ids: pd.Series) -> None:
    """Raise `SchemaError` at an id that stands twice; ids in ascending order are seen to be unique at a glance."""
    texts = pa.array(ids.astype("str"))
    if len(ids) > 1 and not pc.all(pc.less(texts[:-1], texts[1:])).as_py() and not ids.is_unique:
        twice = ids[ids.duplicated()].iloc[0]
        raise SchemaError(
            _("event_id {value!r} stands in two rows: give each event one row and an id of its own").format(value=twice)
        )


def read_days(dates: pd.Series) -> NDArray[np.int64]:
    """Return ISO dates as days since 1970-01-01, `UNDATED` where empty."""
    codes, words = pd.factorize(dates)
    found = pd.to_datetime(pd.Series(words), errors="coerce", format="ISO8601") if len(words) else pd.Series(words)
    for word, day in zip(words, found, strict=True):
        if pd.isna(day) and str(word).strip():
            row = int(np.flatnonzero(codes == words.get_loc(word))[0]) + 1
            raise SchemaError(
                _("row {row}: {value!r} is no date: write 2024-07-01, or leave it empty").format(row=row, value=word)
            )
    days = found.to_numpy().astype("datetime64[D]")
    values = np.append(np.where(np.isnat(days), UNDATED, days.astype(np.int64)), UNDATED)
    return values[codes]


def read_numbers(values: pd.Series, *, least: float, most: float = np.inf) -> NDArray[np.float64]:
    """Return the values as floats from `least` to `most`, both inclusive, NaN where empty."""
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    isnt_empty = np.isnan(numbers) & values.notna().to_numpy()
    wrong = (numbers < least) | (numbers > most)
    if isnt_empty.any():
        wrong |= isnt_empty & values.astype("str").str.strip().ne("").to_numpy()
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        expected = _("a number from {least:g} to {most:g}") if np.isfinite(most) else _("a number of {least:g} or more")
        raise SchemaError(
            _("row {row}: {column} is {value!r}: expected {expected}, or nothing").format(
                row=row + 1, column=values.name, value=str(values.iloc[row]),
                expected=expected.format(least=least, most=most),
            )
        )  # fmt: skip
    return numbers


def read_commodities(values: pd.Series, atlas: Atlas) -> NDArray[np.int64]:
    """Return for each value the index of its commodity in the vocabulary."""
    index, codes = index_codes(atlas.commodities), list(atlas.commodities["commodity_code"])
    numbers, words = pd.factorize(values.fillna(""))
    found = [index.get(fold(str(word))) for word in words]
    if None in found:
        message = _("unknown commodity {value!r}: expected a code, label or alias of data/vocab/commodities.csv")
        raise VocabularyError(message.format(value=words[found.index(None)]))
    return np.array([codes.index(str(code)) for code in found], dtype=np.int64)[numbers]


def read_agencies(values: pd.Series, atlas: Atlas) -> tuple[NDArray[np.int64], list[dict[str, str]]]:
    """Return for each value the index of its agency, -1 where empty, and the agencies, unlisted ones by their word."""
    index, agencies = index_codes(atlas.agencies), agency_labels(atlas)
    numbers, words = pd.factorize(values.fillna(""))
    known = {agency["code"]: position for position, agency in enumerate(agencies)}
    positions = [-1 if not str(word).strip() else known.get(index.get(fold(str(word)), ""), -2) for word in words]
    for number, word in enumerate(words):
        if positions[number] == -2:
            positions[number] = len(agencies)
            agencies.append({"code": str(word), "label": str(word)})
    return np.array(positions, dtype=np.int64)[numbers], agencies


def read_spots(table: pd.DataFrame, atlas: Atlas) -> tuple[NDArray[np.int64], Spots]:
    """Return for each row the index of its spot, -1 for none, and the different spots, frequent ones first."""
    lon, lat = (read_numbers(table[name], least=-limit, most=limit) for name, limit in LIMITS.items())
    half = np.isnan(lon) != np.isnan(lat)
    if half.any():
        row = int(np.flatnonzero(half)[0]) + 1
        raise SchemaError(_("row {row} has only one of lon and lat: give both or none").format(row=row))
    count = len(table)
    radius = read_numbers(table["radius_km"], least=0.0) if "radius_km" in table else np.zeros(count)
    precision = read_precisions(table["precision"]) if "precision" in table else np.full(count, _given())
    placed = ~np.isnan(lon)
    x, y = (np.rint(degrees[placed] * UNITS_PER_DEGREE).astype(np.int64) for degrees in (lon, lat))
    radius_m = np.rint(np.nan_to_num(radius[placed]) * 100).astype(np.int64)
    key = ((x + (1 << 25)) << 25) + y + (1 << 24)  # 51 bits: one number for a point
    codes, first = _group(key, radius_m * len(PRECISIONS) + precision[placed])
    place = np.full(count, -1)
    place[placed] = codes
    lon, lat = x[first] / UNITS_PER_DEGREE, y[first] / UNITS_PER_DEGREE
    return place, Spots(lon, lat, radius_m[first] / 100, precision[placed][first], plazas_at(lon, lat, atlas.plazas))


def read_precisions(values: pd.Series) -> NDArray[np.int64]:
    """Return for each value its index in `PRECISIONS`; empty means the coordinates as given."""
    numbers, words = pd.factorize(values.fillna(""))
    unlisted = [word for word in words if word and word not in PRECISIONS]
    if unlisted:
        message = _("unknown precision {value!r}: expected one of {known}, or nothing")
        raise VocabularyError(message.format(value=unlisted[0], known=", ".join(PRECISIONS)))
    return np.array([PRECISIONS.index(word) if word else _given() for word in words], dtype=np.int64)[numbers]


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


def _given() -> int:
    return PRECISIONS.index("coordinates")


def _group(point: NDArray[np.int64], kind: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each row the number of its pair, and the first row of each pair.

    Frequent pairs have the low numbers, which are short; of equally frequent ones the lower point is first.
    """
    if (kind == kind[:1]).all():
        codes = pd.factorize(point)[0]
    else:
        codes = pd.factorize(pd.MultiIndex.from_arrays([point, kind]))[0]
    first = np.empty(codes.max(initial=-1) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    order = np.lexsort((kind[first], point[first], -np.bincount(codes, minlength=len(first))))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[codes], first[order]
