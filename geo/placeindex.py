"""Index of place names: every alias as a tuple of words, looked up longest first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.placetext import Token, alias_key, is_road, roads_in, tokenize
from geo.placewords import COMMON, GENERIC, STATE_CODES, STATE_WORDS


class Entry(NamedTuple):
    """A place under one alias; `bare` when the alias lost its kind word, so the text has to bring one."""

    place: int
    bare: bool


@dataclass(frozen=True)
class PlaceRow:
    """What matching needs to know of one place; lon, lat in degrees, radius in km."""

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    parent_id: str
    lon: float
    lat: float
    radius_km: float
    population: float
    words: frozenset[str]
    border_km: float
    names: frozenset[tuple[str, ...]]


class Mention(NamedTuple):
    """Tokens `start` to `end` (exclusive) that are an alias of the places in `entries`."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class PlaceIndex:
    """Aliases of all places; `find_mentions` reads a token list once, left to right."""

    def __init__(self, places: pd.DataFrame) -> None:
        self.rows: list[PlaceRow] = []
        self._entries: dict[tuple[str, ...], dict[int, bool]] = {}
        self._lengths: dict[str, list[int]] = {}
        columns = [places[name].tolist() for name in _COLUMNS]
        notes = places["note"].tolist() if "note" in places else [""] * len(places)
        self._distances = iter(border_distances(places))
        names_by_id = dict(zip(places["place_id"].tolist(), places["name"].tolist(), strict=True))
        for values, note in zip(zip(*columns, strict=True), notes, strict=True):
            self._add_place(values, _text(note), names_by_id)
        self._close()

    def find_mentions(self, tokens: list[Token], cued: frozenset[str] = frozenset()) -> Iterator[Mention]:
        """Yield the longest aliases in `tokens`, never overlapping.

        A bare alias counts for the kinds in `cued` only.
        """
        words = [token.word for token in tokens]
        shouting = not any(token.capital for token in tokens if not is_road(token.word))
        at = 0
        while at < len(words):
            mention = self._longest_at(words, at, cued)
            if mention and (shouting or _is_proper(tokens, mention)):
                yield mention
                at = mention.end
            else:
                at += 1

    def _longest_at(self, words: list[str], at: int, cued: frozenset[str]) -> Mention | None:
        for length in self._lengths.get(words[at], ()):
            key = tuple(words[at : at + length])
            if len(key) < length or key not in self._entries:
                continue
            found = tuple(
                Entry(place, bare)
                for place, bare in self._entries[key].items()
                if not bare or self.rows[place].kind in cued
            )
            if found or not self._entries[key]:
                return Mention(at, at + length, found)
        return None

    def _add_place(self, values: tuple[object, ...], note: str, names_by_id: dict[str, str]) -> None:
        place_id, name, kind, country, admin1, parent_id, aliases, lon, lat, radius, population = values
        number = len(self.rows)
        spellings = [str(name), *(part.strip() for part in _text(aliases).split(";") if part.strip())]
        keys = [alias_key(spelling) for spelling in spellings]
        everything = frozenset(word for key in keys for word in key)
        self.rows.append(
            PlaceRow(str(place_id), str(name), str(kind), _text(country), _text(admin1), _text(parent_id), _number(lon),
                     _number(lat), _number(radius), _number(population, 0.0), everything, next(self._distances),
                frozenset(key for key, _ in alias_keys(keys[:1], str(kind), set()) if key[:1] != ("ejido",)))
        )  # fmt: skip
        parent = set(alias_key(names_by_id.get(_text(parent_id), "")))
        for key, bare in alias_keys(keys, str(kind), parent):
            self._add_key(key, number, bare)
        if kind == "checkpoint":
            for road in roads_in(tokenize(" ; ".join([*spellings, note]))):
                self._add_key((road,), number, True)

    def _add_key(self, key: tuple[str, ...], number: int, bare: bool) -> None:
        if (
            not key
            or (len(key) < 3 and all(word in COMMON for word in key))
            or (len(key) == 1 and len(key[0]) < 3 and not is_road(key[0]))
        ):
            return
        entries = self._entries.setdefault(key, {})
        entries[number] = entries.get(number, True) and bare

    def _close(self) -> None:
        for state in [*STATE_WORDS, *((code,) for code in STATE_CODES)]:
            if len(state) > 1:
                self._entries.setdefault(state, {})
        for key in self._entries:
            lengths = self._lengths.setdefault(key[0], [])
            if len(key) not in lengths:
                lengths.append(len(key))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)


_COLUMNS = (
    "place_id",
    "name",
    "kind",
    "country",
    "admin1",
    "parent_id",
    "aliases",
    "lon",
    "lat",
    "radius_km",
    "population",
)


def border_distances(places: pd.DataFrame) -> list[float]:
    """Return each place's approximate distance in km to the nearest port or crossing; 0 where there is none to compare.

    Ranking alone uses it: of two equal names the one near the border is the likelier in border news.
    """
    at = places["kind"].isin(["port", "crossing"]).to_numpy()
    lon, lat = (places[axis].astype(float).to_numpy() for axis in ("lon", "lat"))
    if not at.any():
        return [0.0] * len(places)
    x = (lon[:, None] - lon[at][None, :]) * np.cos(np.radians(lat))[:, None]
    km = 111.2 * np.sqrt(x**2 + (lat[:, None] - lat[at][None, :]) ** 2)
    return [float(value) for value in np.nan_to_num(np.nanmin(km, axis=1))]


def alias_keys(keys: list[tuple[str, ...]], kind: str, parent: set[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield every key of a place with whether it is bare: without the words that only tell the kind."""
    generic = GENERIC.get("crossing" if kind == "port" else kind)
    if kind in ("county", "station", "field_office"):
        word = {"county": "county", "station": "station", "field_office": "office"}[kind]
        yield from ((key if word in key else (*key, word), False) for key in keys)
        return
    for key in [variant for spelling in keys for variant in joined_variants(spelling)]:
        short = strip_generic(key, generic) if generic else key
        yield key, bool(generic) and short == key
        if kind in ("city", "town", "municipality") and key[0] in ("heroica", "ciudad", "h") and len(key) > 1:
            yield key[2:] if key[:2] == ("heroica", "ciudad") and len(key) > 2 else key[1:], False
        if short != key and not (kind == "crossing" and set(short) <= parent):
            yield short, True
            if short[:1] in (("el",), ("la",), ("los",)):
                yield short[1:], True
        if kind == "crossing" and parent:
            own = tuple(word for word in short if word not in parent)
            if own and own != short and not all(word in COMMON for word in own):
                yield own, True


def joined_variants(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return `key`, and for 'A and B' also 'A y B' and 'A B', as in 'A-B' and 'A & B'."""
    if "and" not in key:
        return [key]
    return [key, tuple("y" if word == "and" else word for word in key), tuple(word for word in key if word != "and")]


def strip_generic(key: tuple[str, ...], generic: set[str]) -> tuple[str, ...]:
    """Return `key` without the generic words at its ends.

    >>> strip_generic(("mariposa", "port", "of", "entry"), {"port", "of", "entry"})
    ('mariposa',)
    """
    start, end = 0, len(key)
    while end > start and key[end - 1] in generic:
        end -= 1
    while start < end and key[start] in generic:
        start += 1
    return key[start:end]


def _is_proper(tokens: list[Token], mention: Mention) -> bool:
    return any(token.capital or is_road(token.word) for token in tokens[mention.start : mention.end])


def _text(value: object) -> str:
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)


def _number(value: object, missing: float = math.nan) -> float:
    text = _text(value)
    return float(text) if text else missing
