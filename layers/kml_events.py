"""The events as placemarks of KML, many at a time: what repeats is worded once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from html import escape
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from layers.arrow_text import TEXT, change_words
from layers.grouped import column
from layers.joined import fuse_rows, is_words, join_rows
from layers.qgis_style import EXACT, OTHER
from layers.safe_text import legal_text
from layers.vocabulary import place_notes

SOLID, FAINT = "ff", "80"
"""Opacity of an exact and of an approximate place."""
NO_NAME = "[^A-Za-z0-9_.-]"
"""What an XML name here may not hold."""
TOLD = ("place_name", "place_reported", "quantities_reported", "hedge", "agency_reported", "precision", "source_urls",
        "start_date", "end_date", "commodity_code")  # fmt: skip
BETWEEN = "\x1f"


def event_marks(events: pa.Table, known: Collection[str]) -> pa.Array:
    """Return a placemark for each of `events`, which are as `layers.event_tables.with_texts` gives them, with `items`.

    `known` are the commodities that have a style of their own.
    """
    notes = place_notes()
    ids = pc.replace_substring_regex(column(events, "event_id"), NO_NAME, "_")
    pieces: list[Any] = ['<Placemark id="event-', ids, '">']
    pieces.append(_worded([column(events, name) for name in TOLD], lambda texts: _told(texts, notes, known)))
    pieces.append("<ExtendedData>")
    for name in events.column_names:
        pieces.append(_worded([column(events, name)], partial(_data, name)))
    pieces.append("</ExtendedData>")
    pieces.append(_worded([column(events, name) for name in ("lon", "lat")], _point))
    return join_rows([*pieces, "</Placemark>"], TEXT)


def lines(texts: Iterable[str]) -> str:
    """Return the texts that say something as lines of HTML."""
    return "<br>".join(escape(text) for text in texts if text)


def _data(name: str, texts: list[str]) -> str:
    return f'<Data name="{name}">{_element("value", texts[0])}</Data>' if texts[0] else ""


def _told(texts: list[str], notes: dict[str, str], known: Collection[str]) -> str:
    place_name, place_reported, quantities, hedge, agency, precision, urls, start, end, commodity = texts
    links = [f'<a href="{escape(url)}">{escape(url)}</a>' for url in urls.split("; ") if url]
    said = lines((place_reported, quantities, hedge, agency, notes.get(precision, "")))
    style = f"{commodity if commodity in known else OTHER}-{SOLID if precision in EXACT else FAINT}"
    return "".join([
        _element("name", f"{place_name or place_reported}: {quantities}".strip(": ")),
        _element("description", "<br>".join([said, *links])),
        _days(start, end),
        _element("styleUrl", f"#{style}"),
    ])  # fmt: skip


def _days(start: str, end: str) -> str:
    if not start or not end:
        return ""
    if start == end:
        return f"<TimeStamp><when>{start}</when></TimeStamp>"
    return f"<TimeSpan><begin>{start}</begin><end>{end}</end></TimeSpan>"


def _point(texts: list[str]) -> str:
    if not texts[0]:
        return ""
    lon, lat = map(float, texts)
    return f"<Point><coordinates>{lon:.6f},{lat:.6f}</coordinates></Point>"


def _element(tag: str, text: str) -> str:
    legal = escape(legal_text(text), quote=False)
    return f"<{tag}>{legal}</{tag}>" if legal else f"<{tag} />"


def _worded(columns: list[pa.Array], word: Callable[[list[str]], str]) -> pa.DictionaryArray:
    """Return what `word` makes of the values of `columns` as texts, empty where null; once for rows that are equal."""
    pieces: list[Any] = []
    for values in columns:
        pieces += [_words(values), BETWEEN]
    (cells,) = fuse_rows(pieces[:-1], TEXT, share=0)
    texts = [word(cell.split(BETWEEN, len(columns) - 1)) for cell in cells.dictionary.to_pylist()]
    return change_words(cells, pa.array(texts, TEXT))


def _words(values: pa.Array) -> pa.DictionaryArray:
    """Return each value as Python writes it, without `BETWEEN`, which XML may not hold."""
    found = values if is_words(values) else values.dictionary_encode()
    if pa.types.is_large_string(found.dictionary.type):
        return change_words(found, pc.replace_substring(found.dictionary, BETWEEN, "\ufffd"))
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(map(str, found.dictionary.to_pylist()), TEXT))
