"""Events told in a text as the frames of an import: one row for each thing seized, found by its line and column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.dates import EPOCH
from geo.extract import Event, Item
from geo.loads import LoadWords
from geo.measures import convert_columns
from geo.quantity import format_number
from geo.records import EVENT_COLUMNS, ITEM_COLUMNS, Normalised
from geo.rejects import join_rejects, list_rejects
from geo.vocab import fold
from geo.words import _

SPAN_COLUMNS = ["span_start", "span_end"]
"""Columns that events and items of a text have besides: the characters [start, end) of the text they come from."""
JOIN = "; "
SOMEWHERE = ("dateline", "office", "reference")
"""Roles of places that are not where it was seized, but help to tell namesakes apart."""


def frame_events(
    told: Sequence[Event], text: str, words: LoadWords, *, published: date | None = None, url: str = "",
    publisher: str = "",
) -> Normalised:  # fmt: skip
    """Return the events of `text` and what was seized in them as the rows of an import.

    An id is made of the words of the whole text and the number of the event, so that the same text gives the same ids.

    Parameters
    ----------
    told
        As `geo.extract.extract_events` reads them from `text`.
    words
        The vocabularies by which amounts are measured.
    published, url, publisher
        What is known of the text; null or empty where it is not.

    Returns
    -------
    Normalised
        Events and items with `SPAN_COLUMNS` besides, and the words of the text: `date_words` of an event,
        `quantity_words` of an item. `row_id` is "line:column", each from 1, of the item's first word; an event has
        that of its first item. A date whose year or week is not told is a reject, and so is a place that is told
        only as a dateline, an office or a point of reference: the event stays, undated or unplaced.
    """
    key = " ".join(text.split())
    ids = [f"imp-{hashlib.sha256(f'{key} {number}'.encode()).hexdigest()[:16]}" for number in range(1, len(told) + 1)]
    names = _name_rows(text, [item.span for event in told for item in event.items])
    about = {"published": pd.Timestamp(published) if published else pd.NaT, "url": url, "publisher": publisher}
    rows = [
        {**_event(event), **about, "event_id": event_id, "row_id": names[event.items[0].span]}
        for event_id, event in zip(ids, told, strict=True)
    ]
    items = [
        {**_item(item, event_id), "row_id": names[item.span]}
        for event_id, event in zip(ids, told, strict=True)
        for item in event.items
    ]
    events = _typed(pd.DataFrame(rows, columns=[*EVENT_COLUMNS, "date_words", *SPAN_COLUMNS]))
    rejects = join_rejects([_undated(told, events), _nowhere(events)])
    return Normalised(events, _measured(items, words), rejects, ())


def _name_rows(text: str, spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The line and column of every span; two that begin at one character are told apart by their end."""
    starts = np.array([0, *(found.end() for found in re.finditer("\n", text))])
    names: dict[tuple[int, int], str] = {}
    before = -1
    for start, end in sorted(set(spans)):
        line = int(np.searchsorted(starts, start, side="right"))
        name = f"{line}:{start - starts[line - 1] + 1}"
        names[(start, end)] = f"{name}-{end - start}" if start == before else name
        before = start
    return names


def _event(event: Event) -> dict[str, Any]:
    around = [place.reported for place in event.places if place.role in SOMEWHERE]
    agencies = [agency.reported for agency in event.agencies]
    return {
        "start_date": _day(event.date.start), "end_date": _day(event.date.end),
        "date_precision": event.date.precision, "date_basis": event.date_basis, "date_note": "",
        "date_words": event.date_told.reported if event.date_told else "",
        "place_reported": event.place.reported if event.place else "", "place_context": JOIN.join(around),
        "agency_code": event.agencies[0].code if event.agencies else "", "agency_reported": JOIN.join(agencies),
        "conveyance": event.conveyance.code if event.conveyance else "",
        "conveyance_reported": event.conveyance.reported if event.conveyance else "",
        "concealment": event.concealment.reported if event.concealment else "", "hedge": "", "note": "",
        "span_start": event.span[0], "span_end": event.span[1],
    }  # fmt: skip


def _item(item: Item, event_id: str) -> dict[str, Any]:
    twin = item.alternative_of
    return {
        "event_id": event_id, "commodity_code": item.commodity_code, "commodity_reported": item.commodity,
        "form": item.form, "quantity_reported": format_number(item.quantity), "unit_reported": item.unit,
        "qualifier": item.qualifier.code if item.qualifier else "",
        "substance_status": item.hedge.code if item.hedge else "",
        "alternative_of": f"{event_id}-{twin + 1}" if twin is not None else "",
        "amount": float(item.quantity) if item.quantity is not None else float("nan"),
        "quantity_words": item.quantity_reported, "span_start": item.span[0], "span_end": item.span[1],
    }  # fmt: skip


def _measured(rows: list[dict[str, Any]], words: LoadWords) -> pd.DataFrame:
    items = pd.DataFrame(rows, columns=[*ITEM_COLUMNS, "amount", "quantity_words", *SPAN_COLUMNS])
    units = items["unit_reported"].map(lambda unit: words.unit_words.get(fold(unit), ""))
    figures = convert_columns(items["amount"].astype(float), units.astype(object), words.units)
    columns = [*ITEM_COLUMNS, "quantity_words", *SPAN_COLUMNS]
    texts = {name: "str" for name in columns if name not in (*figures.columns, *SPAN_COLUMNS)}
    return items.assign(**{str(name): figures[name] for name in figures})[columns].astype(texts)


def _typed(events: pd.DataFrame) -> pd.DataFrame:
    kinds = dict.fromkeys(("start_date", "end_date", "published"), "datetime64[ns]")
    kinds |= dict.fromkeys(("lon", "lat", "radius_km"), "float64") | dict.fromkeys(SPAN_COLUMNS, "int64")
    return events.astype({name: kinds.get(name, "str") for name in events.columns})


def _day(number: int | None) -> Any:
    return pd.Timestamp(EPOCH) + pd.Timedelta(days=number) if number is not None else pd.NaT


def _undated(told: Sequence[Event], events: pd.DataFrame) -> pd.DataFrame:
    """Dates that are told but cannot be told apart."""
    open_ = np.array([event.date.start is None and event.date_told is not None for event in told], dtype=bool)
    partial = [bool(event.partial_date) for event, is_open in zip(told, open_, strict=True) if is_open]
    year = _("the year is not told: give the day of publication, or set the date in the review")
    week = _("it may mean two days, or one after publication: set the date in the review")
    reasons = pd.Series([year if lacks else week for lacks in partial], dtype="str")
    left = events[open_]
    return list_rejects(left["row_id"], left["date_words"], stage="normalise", column="date", reason=reasons)


def _nowhere(events: pd.DataFrame) -> pd.DataFrame:
    """Places that are told, but not as the place of the seizure."""
    around = events["place_context"].astype("str")
    left = (events["place_reported"] == "") & (around != "")
    reason = _("the text does not say that it was seized there: place it in the review")
    return list_rejects(events.loc[left, "row_id"], around[left], stage="geocode", column="place", reason=reason)
