"""Index of place names: every alias as a tuple of words, looked up longest first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.aliases import alias_keys
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
        """Give a name that a port shares with its own crossing to the port, and order the lengths longest first."""
        for key, entries in self._entries.items():
            ports = {
                row.place_id
                for row in (self.rows[place] for place in entries)
                if row.kind == "port" and set(key) <= set(alias_key(row.name)) | GENERIC["crossing"]
            }
            for place in [place for place in entries if self.rows[place].parent_id in ports]:
                del entries[place]
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


def _is_proper(tokens: list[Token], mention: Mention) -> bool:
    return any(token.capital or is_road(token.word) for token in tokens[mention.start : mention.end])


def _text(value: object) -> str:
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)


def _number(value: object, missing: float = math.nan) -> float:
    text = _text(value)
    return float(text) if text else missing
