"""Index of place names: every alias as a tuple of words, looked up longest first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from geo.aliases import Key, alias_keys, is_name
from geo.placerow import PlaceRow, border_distances, distance_km, prior_of
from geo.placetext import MARKS, Tokens, alias_key, roads_in, tokenize
from geo.placewords import BORDER_WORDS, GENERIC, RIVERS
from geo.statewords import STATE_WORDS

TEXT_COLUMNS = ("place_id", "name", "kind", "country", "admin1", "parent_id", "aliases")
NUMBER_COLUMNS = ("lon", "lat", "radius_km", "population")
WORDED = frozenset({"port", "crossing", "checkpoint"})
"""Kinds whose single words are compared with the text; no other row keeps its words."""
LONG_WORD = 6
SEAT_KM = 10.0
SEAT_POINTS = 8.0
_ENDS: tuple[list[str], ...] = ([], [","], [";"], ["("], [")"])
_NO_WORDS: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """A place under one alias; `bare` when the alias lost its kind word, so the text has to bring one."""

    place: int
    bare: bool


class Mention(NamedTuple):
    """Tokens `start` to `end` (exclusive) that are an alias of the places in `entries`."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class PlaceIndex:
    """Aliases of all places; `find_mentions` reads a token list once, left to right."""

    def __init__(self, places: pd.DataFrame) -> None:
        self.rows: list[PlaceRow] = []
        self._entries: dict[Key, dict[int, bool]] = {}
        self._whole: set[Key] = set()
        texts = [_texts(places, name) for name in (*TEXT_COLUMNS, "note")]
        numbers = [_numbers(places, name) for name in NUMBER_COLUMNS]
        names_by_id = dict(zip(texts[0], texts[1], strict=True))
        rows = zip(zip(*texts, strict=True), zip(*numbers, border_distances(places), strict=True), strict=True)
        for words, values in rows:
            self._add_place(words, values, names_by_id)
        self._close()
        self._frozen = {key: tuple(map(Entry._make, entries.items())) for key, entries in self._entries.items()}
        self._entries.clear()
        self._whole &= self._frozen.keys()
        self._lengths = _lengths_by_first(self._frozen)

    def find_mentions(self, tokens: Tokens, cued: frozenset[str] = frozenset()) -> Iterator[Mention]:
        """Yield the longest aliases in `tokens`, never overlapping.

        A bare alias counts for the kinds in `cued` only; a name is capitalised unless the whole text is not.
        """
        words, capitals = tokens.words, tokens.capitals
        lower = True not in capitals
        at, count = 0, len(words)
        while at < count:
            lengths = self._lengths.get(words[at])
            mention = self._longest_at(words, at, lengths, cued) if lengths else None
            if lengths and not (mention and mention.entries) and (not at or words[at - 1] in MARKS):
                mention = self._whole_at(tokens, at, lengths) or mention
            if mention and (
                True in capitals[at : mention.end]
                or (lower and words[at] not in BORDER_WORDS)
                or words[mention.end - 1][-1].isdigit()
            ):
                yield mention
                at = mention.end
            else:
                at += 1

    def aliases(self) -> Iterator[tuple[Key, tuple[Entry, ...]]]:
        """Yield every alias with its entries."""
        yield from self._frozen.items()

    def _longest_at(self, words: list[str], at: int, lengths: list[int], cued: frozenset[str]) -> Mention | None:
        left = len(words) - at
        for length in lengths:
            entries = self._frozen.get(tuple(words[at : at + length])) if length <= left else None
            if entries is None:
                continue
            found = [entry for entry in entries if not entry.bare or self.rows[entry.place].kind in cued]
            if found or not entries:
                return Mention(at, at + length, tuple(found))
        return None

    def _whole_at(self, tokens: Tokens, at: int, lengths: list[int]) -> Mention | None:
        """The crossing or checkpoint whose whole name stands between marks without a word for its kind: 'PedWest'."""
        words = tokens.words
        for length in lengths:
            end = at + length
            key = tuple(words[at:end])
            if key not in self._whole or True in tokens.dashes[at + 1 : end] or words[end : end + 1] not in _ENDS:
                continue
            entries = (entry for entry in self._frozen[key] if self.rows[entry.place].kind in WORDED)
            return Mention(at, end, tuple(Entry(entry.place, bare=False) for entry in entries))
        return None

    def _add_place(self, texts: tuple[str, ...], numbers: tuple[float, ...], names_by_id: dict[str, str]) -> None:
        place_id, name, kind, country, admin1, parent_id, aliases, note = texts
        lon, lat, radius, people, border_km = numbers
        number = len(self.rows)
        spellings = [name, *aliases.split("; ")] if aliases else [name]
        if kind == "city" and "(" in name:
            spellings.append(name.partition("(")[0])
        keys = [alias_key(spelling) for spelling in spellings]
        parent = set(alias_key(names_by_id.get(parent_id, ""))) if parent_id else set()
        every = list(alias_keys(keys, kind, parent))
        own = tuple(key for key, _bare in alias_keys(keys[:1], kind, set()) if key[:1] != ("ejido",))
        words = frozenset(word for key in keys for word in key) if kind in WORDED else _NO_WORDS
        self.rows.append(PlaceRow(place_id, name, kind, country, admin1, parent_id, lon, lat, radius, people,
                                  words, border_km, own, "tactical" in note, (country, admin1),
                                  prior_of(kind, people, border_km)))  # fmt: skip
        if kind == "checkpoint":
            road_said = note.split("; ")[1:2]
            every += [((road,), True) for road in roads_in([*words, *tokenize("".join(road_said)).words])]
        acronyms = {alias_key(name) for name in spellings if name.isupper() and name.isalpha()}
        if kind in ("crossing", "checkpoint"):
            self._whole.update(key for key in keys if len(key) > 1 or len(key[0]) >= LONG_WORD)
        for key, bare in every:
            if is_name(key) or (kind == "crossing" and len(key) == 2 and key in keys):
                entries = self._entries.setdefault(key, {})
                entries[number] = entries.get(number, True) and bare and key not in acronyms

    def _close(self) -> None:
        """Give a name that a port shares with its own crossing to the port, and a station's name to its checkpoint."""
        for key, entries in self._entries.items():
            if len(entries) < 2:
                continue
            ports = {
                self.rows[place].place_id
                for place, bare in entries.items()
                if self.rows[place].kind == "port" and (bare or set(key) <= _port_words(self.rows[place]))
            }
            for place in [place for place in entries if self.rows[place].parent_id in ports]:
                del entries[place]
        for key, entries in self._entries.items():
            if len(key) > 1 and any(self.rows[place].kind == "station" for place in entries):
                base = self._entries.get(key[:-3] if key[-3:-1] == ("border", "patrol") else key[:-1], {})
                entries.update({place: True for place in base if self.rows[place].kind == "checkpoint"})
        self._raise_seats()
        for phrase in [*RIVERS, *STATE_WORDS]:
            if len(phrase) > 1:
                self._entries.setdefault(phrase, {})


    def _raise_seats(self) -> None:
        """Let a municipality whose seat is not among the towns stand for that town beside hamlets of its name."""
        seats: set[int] = set()
        for entries in self._entries.values():
            named = [self.rows[place] for place in entries]
            seats.update(
                number
                for number, row in zip(entries, named, strict=True)
                if row.kind == "municipality"
                and not any(town.kind == "city" and distance_km(town, row) < SEAT_KM for town in named)
            )
        for number in seats:
            self.rows[number] = self.rows[number]._replace(prior=self.rows[number].prior + SEAT_POINTS)


def _port_words(port: PlaceRow) -> set[str]:
    return set(alias_key(port.name)) | GENERIC["crossing"]


def _lengths_by_first(keys: dict[Key, tuple[Entry, ...]]) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for key in keys:
        lengths.setdefault(key[0], set()).add(len(key))
    return {word: sorted(found, reverse=True) for word, found in lengths.items()}


def _texts(places: pd.DataFrame, name: str) -> list[str]:
    if name not in places:
        return [""] * len(places)
    known: dict[str, str] = {}
    return [known.setdefault(value, value) for value in places[name].fillna("").astype(str).tolist()]


def _numbers(places: pd.DataFrame, name: str) -> list[float]:
    values: list[float] = pd.to_numeric(places[name], errors="coerce").astype(float).tolist()
    return [0.0 if math.isnan(value) else value for value in values] if name == "population" else values
