"""Read a text file into the seizures it tells, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from data.textfiles import find_utf16
from data.vocab import load_vocab
from geo.dates import iso_date
from geo.errors import SourceError
from geo.extract import VOCABULARIES, Event, Item, Lexicon, Place, Told, build_lexicon, extract_events
from geo.quantity import format_number
from geo.words import _

LARGEST_BYTES = 250_000
"""Some eighty pages: reading takes as long as the square of the length, and a release has two."""
HEAD_BYTES = 65_536


def extract_file(path: Path, published: str) -> str:
    """The events of the text file at `path` as JSON.

    Parameters
    ----------
    path
        A text file in UTF-8, UTF-16 or a Latin encoding.
    published
        Day of publication as YYYY-MM-DD; empty if unknown.

    Raises
    ------
    SourceError
        The file is missing, no text, or too large; or `published` is no day.
    """
    day = parse_published(published)
    events = extract_events(read_text(path), day, load_lexicon())
    return json.dumps(describe_events(events), ensure_ascii=False, indent=1)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The listed words compiled for reading texts."""
    return build_lexicon({name: load_vocab(name) for name in VOCABULARIES})


def parse_published(text: str) -> date | None:
    """The day of publication; None for empty text.

    Raises
    ------
    SourceError
        `text` is no day written YYYY-MM-DD.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        message = _("day of publication {value} is no day: write YYYY-MM-DD, or leave it empty")
        raise SourceError(message.format(value=repr(text))) from error


def read_text(path: Path) -> str:
    """The text of a file, whatever its encoding.

    Raises
    ------
    SourceError
        The file cannot be read, is larger than `LARGEST_BYTES`, or is no text.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        message = _("cannot read {path}: give the path of a text file")
        raise SourceError(message.format(path=repr(str(path)))) from error
    check_length(size, path.name)
    return _decode(content, path.name)


def check_length(size: int, name: str) -> None:
    """Raise `SourceError` for a text of more than `LARGEST_BYTES`: it is no release."""
    if size > LARGEST_BYTES:
        message = _("{file} has {size} kB: a text of at most {most} kB was expected; give one release a file")
        raise SourceError(message.format(file=name, size=size // 1000, most=LARGEST_BYTES // 1000))


def describe_events(events: Iterable[Event]) -> dict[str, list[dict[str, Any]]]:
    """Events as JSON values: `events` of what the text is about, and `other_events`.

    A text about drugs may tell seizures of weapons or money on other occasions: these are the other events. In a text
    without drugs there are none.
    """
    told = list(events)
    drugs = any("drug" in event.families for event in told)
    kept = [not drugs or bool(event.families & {"drug", "precursor"}) for event in told]
    return {
        "events": [_event(event) for event, is_kept in zip(told, kept, strict=True) if is_kept],
        "other_events": [_event(event) for event, is_kept in zip(told, kept, strict=True) if not is_kept],
    }


def _event(event: Event) -> dict[str, Any]:
    is_day = event.date.precision == "day" and event.date.start == event.date.end
    return {
        "date": iso_date(event.date.start) if is_day else None,
        "start_date": iso_date(event.date.start) or None,
        "end_date": iso_date(event.date.end) or None,
        "date_precision": event.date.precision,
        "date_basis": event.date_basis,
        "partial_date": event.partial_date or None,
        "date_reported": _told(event.date_told),
        "place_reported": event.place.reported if event.place is not None else "",
        "place_kind": event.place.kind if event.place is not None else "",
        "place_span": list(event.place.span) if event.place is not None else None,
        "places": [_place(place) for place in event.places],
        "agency": event.agencies[0].code if event.agencies else "",
        "agencies": [_told(agency) for agency in event.agencies],
        "conveyance": _told(event.conveyance),
        "concealment": _told(event.concealment),
        "items": [_item(item) for item in event.items],
        "span": list(event.span),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "commodity": item.commodity,
        "commodity_code": item.commodity_code,
        "form": item.form or None,
        "quantity": float(item.quantity) if item.quantity is not None else None,
        "quantity_text": format_number(item.quantity),
        "unit": item.unit or None,
        "unit_kind": item.unit_kind or None,
        "qualifier": item.qualifier.code if item.qualifier is not None else None,
        "qualifier_reported": _told(item.qualifier),
        "hedge": _told(item.hedge),
        "quantity_reported": item.quantity_reported,
        "alternative_of": item.alternative_of,
        "span": list(item.span),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"reported": place.reported, "kind": place.kind, "role": place.role, "span": list(place.span)}


def _told(told: Told | None) -> dict[str, Any] | None:
    return None if told is None else {"code": told.code, "reported": told.reported, "span": list(told.span)}


def _decode(content: bytes, name: str) -> str:
    encoding = find_utf16(content[:HEAD_BYTES]) or "utf-8-sig"
    if encoding == "utf-8-sig" and (b"\0" in content or content.lstrip()[:4] in (b"%PDF", b"\x89PNG")):
        raise SourceError(_("{file} is no text: save the release as plain text").format(file=name))
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        best = from_bytes(content[:HEAD_BYTES], cp_isolation=["cp1252", "latin_1", "mac_roman"]).best()
        return content.decode(best.encoding if best is not None else "cp1252", errors="replace")
