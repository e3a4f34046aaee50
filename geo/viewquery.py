"""Reads the parameters of an address one by one, and gathers a sentence for each that has no meaning."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from geo.words import _

OPENED = ("place", "plaza", "port")
"""What may be opened by its id."""

PAGES = ("sources", "embed")
"""What may be opened by its name alone."""

MOST_ZOOM = 22
MOST_LATITUDE = 85
"""Beyond these the map shows nothing."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
POSITION = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)/(-?[0-9]{1,2}(?:\.[0-9]+)?)/(-?[0-9]{1,3}(?:\.[0-9]+)?)")


def quoted(text: str) -> str:
    """Return `text` in quotes, as the browser code puts it into the same sentences."""
    return f"'{text}'"


class QueryReader:
    """The parameters of an address; `known` has the allowed words by parameter, and what is not in it is not checked.

    layers/web/permalink.js reads by the same rules, and a test compares the two.
    """

    def __init__(self, query: Mapping[str, str], known: Mapping[str, Collection[str]]) -> None:
        self.query, self.known, self.problems = query, known, list[str]()

    def read_day(self, key: str) -> date | None:
        """Return the day, null where there is none or it means nothing."""
        text = self.query.get(key, "")
        try:
            return date.fromisoformat(text if DAY.fullmatch(text) else "") if text else None
        except ValueError:
            message = _("{key} is {text}, which is not a date; write it as 2024-07-01.")
            self.problems.append(message.format(key=quoted(key), text=quoted(text)))
            return None

    def read_list(self, key: str) -> tuple[str, ...]:
        """Return the words of the list that are known, each once."""
        known = self.known.get(key)
        words = dict.fromkeys(word for word in self.query.get(key, "").split(",") if word)
        for word in words:
            if known is not None and word not in known:
                self.report_word(key, word)
        return tuple(word for word in words if known is None or word in known)

    def read_flag(self, key: str) -> bool:
        """Return whether the flag is up, which it is without a word."""
        text = self.query.get(key) or "1"
        if text not in ("0", "1"):
            self.problems.append(_("{key} is {text}; expected 0 or 1.").format(key=quoted(key), text=quoted(text)))
        return text != "0"

    def read_size(self) -> str:
        """Return what sizes the symbols."""
        size, known = self.query.get("size") or "count", self.known.get("commodity")
        if size == "count" or known is None or size in known:
            return size
        self.problems.append(_("'size' is {size}; expected count or a commodity.").format(size=quoted(size)))
        return "count"

    def read_position(self) -> tuple[float, float, float] | None:
        """Return zoom, latitude and longitude of the middle of the map, null where they are not given."""
        text = self.query.get("map", "")
        if found := POSITION.fullmatch(text):
            zoom, lat, lon = (float(part) for part in found.groups())
            if zoom <= MOST_ZOOM and abs(lat) <= MOST_LATITUDE and abs(lon) <= 180:
                return zoom, lat, lon
        if text:
            message = _("'map' is {text}; write zoom, latitude and longitude, as 8/31.33/-110.94.")
            self.problems.append(message.format(text=quoted(text)))
        return None

    def read_opened(self) -> str:
        """Return what is open in the panel, as "place:nogales-port"."""
        text = self.query.get("open", "")
        kind, _colon, key = text.partition(":")
        known = self.known.get(kind)
        if text in ("", *PAGES) or (kind in OPENED and key and (known is None or key in known)):
            return text
        self.report_word("open", text)
        return ""

    def report_word(self, key: str, word: str) -> None:
        """Say that the parameter `key` has no such word."""
        self.problems.append(_("{key} has no {word}; it is left out.").format(key=quoted(key), word=quoted(word)))

    def report_order(self, start: date, end: date) -> None:
        """Say that the dates are the wrong way round."""
        message = _("'from' is {start}, after 'to' {end}; the dates are left open.")
        self.problems.append(message.format(start=quoted(start.isoformat()), end=quoted(end.isoformat())))

    def report_unknown(self, names: Collection[str]) -> None:
        """Say which parameters are none of `names`."""
        message = _("{key} is no parameter of the map; it is left out.")
        self.problems += [message.format(key=quoted(key)) for key in self.query if key not in names]
