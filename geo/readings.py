"""Score every reading of a text: one mention taken as one place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from geo.aliases import Key
from geo.clues import Clues, State, states_of_road
from geo.placeindex import Mention, PlaceIndex, PlaceRow
from geo.placetext import MARKS, is_road
from geo.placewords import (
    AT_NAME,
    AT_WORDS,
    CARGO_WORDS,
    COMMON,
    MUNICIPALITY_CUE,
    SECTION_CUE,
    STREET_CUE,
    WALK_CUE,
)

SETTLED = frozenset({"city", "town", "municipality"})
ENTRY = frozenset({"crossing", "port"})
NEIGHBOUR_KM = 100.0
_BASE = {
    "city": 50.0, "town": 50.0, "near": 50.0, "road": 40.0, "municipality": 46.0, "county": 38.0, "sector": 34.0,
    "field_office": 30.0, "state": 14.0, "station": 36.0, "crossing": 55.0, "port": 50.0, "checkpoint": 55.0,
}  # fmt: skip
_QUARTERS = frozenset({"city", "town", "near"})
_UNUSED = frozenset({"old", "planned", "former", "closed"})
_AREAS = frozenset({"municipality", "county", "sector", "state", "field_office"})
_OTHER_ROAD = 9.0
_HELD = frozenset({",", "(", "in", "en", "de", "municipio", "municipality", "of", "del"})
_RIVER_KM = 80.0
_KNOWN_PEOPLE = 50_000.0
_MASKED = 34.0
_TOWN_PEOPLE = 5_000.0


class Reading(NamedTuple):
    """A mention taken as one place, with the score of that reading."""

    mention: Mention
    place: PlaceRow
    score: float
    bare: bool


@dataclass(slots=True)
class _Setting:
    """What the words around one mention say, whatever place it is taken for."""

    size: int
    at_cue: bool
    municipality: bool
    cut: bool
    continued: bool
    section: bool
    following: State | None
    is_state: bool
    penalty: float
    holders: list[PlaceRow]


_SCORE = attrgetter("score")
_NO_POSTS: Mapping[Key, list[PlaceRow]] = {}


def distance_km(a: PlaceRow, b: PlaceRow) -> float:
    """Return the approximate distance of two places; used to rank, never shown."""
    x = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(x, a.lat - b.lat)


def score_readings(
    index: PlaceIndex, mentions: list[Mention], clues: Clues, posted: Mapping[Key, list[PlaceRow]] = _NO_POSTS
) -> list[Reading]:
    """Return all readings, best first; equal scores keep the order of the text.

    `posted` holds the spots of the roads in the text by the names people give them.
    """
    rows = index.rows
    readings = []
    telling = [mention for mention in mentions if mention.start not in clues.masked]
    for order, mention in enumerate(mentions):
        others = [rows[entry.place] for other in telling if other is not mention for entry in other.entries[:12]]
        key = tuple(clues.words[mention.start : mention.end])
        others += posted.get(key, ())
        setting = _read_setting(mention, clues, rows, others)
        if order + 1 < len(mentions) and _HELD.issuperset(clues.words[mention.end : mentions[order + 1].start]):
            setting.holders = [rows[entry.place] for entry in mentions[order + 1].entries]
        for entry in mention.entries:
            place = rows[entry.place]
            score = _kind_score(place, entry.bare, mention, setting, clues)
            state = None if score is None else _state_score(place, setting.following, clues)
            if score is None or state is None:
                continue
            score += _place_score(place, key, setting) + state - order * 0.5
            score += _support(place, others) if others else 0.0
            score += _held(place, setting.holders) if setting.holders else 0.0
            readings.append(Reading(mention, place, score - setting.penalty, entry.bare))
    readings.sort(key=_SCORE, reverse=True)
    return readings


def _read_setting(mention: Mention, clues: Clues, rows: list[PlaceRow], others: list[PlaceRow]) -> _Setting:
    start, end = mention.start, mention.end
    words, states = clues.words, clues.states
    before, after = words[max(0, start - 3) : start], words[end : end + 1]
    penalty = 6.0 if start in clues.aside else 0.0
    if start in clues.masked or (start in clues.streets and not _is_near_town(mention, words, rows, others)):
        penalty += _MASKED
    return _Setting(
        size=end - start,
        at_cue=clues.crossing and _stands_at_cue(mention, clues),
        municipality=not MUNICIPALITY_CUE.isdisjoint(before) or after[0:1] == ["municipality"],
        cut=_is_part_of_name(mention, clues),
        continued=_continues_name(mention, clues),
        section=bool(after) and after[0] in SECTION_CUE,
        following=(states.get(end) or states.get(end + 1) or states.get(end + 2)) if states else None,
        is_state=start in states and len(words) > end - start,
        penalty=penalty,
        holders=[],
    )


def _is_near_town(mention: Mention, words: list[str], rows: list[PlaceRow], others: list[PlaceRow]) -> bool:
    """Tell whether a street's or quarter's name of two words or more is a place near another that the text names."""
    if mention.end - mention.start < 2 or words[mention.start - 1] not in STREET_CUE:
        return False
    places = [rows[entry.place] for entry in mention.entries if rows[entry.place].kind in _QUARTERS]
    towns = [other for other in others if other.kind in SETTLED]
    return any(distance_km(place, town) < NEIGHBOUR_KM for place in places for town in towns)


def _kind_score(place: PlaceRow, bare: bool, mention: Mention, setting: _Setting, clues: Clues) -> float | None:
    kind = place.kind
    score = _BASE.get(kind, 45.0)
    if setting.is_state and kind != "state":
        return None
    if kind in SETTLED:
        little = setting.continued and place.population < _KNOWN_PEOPLE
        if little or (setting.cut and (clues.crossing or _is_mixed(clues))):
            return None
        if setting.municipality:
            score += 16 if kind == "municipality" else -2
        if clues.river and place.border_km > _RIVER_KM:
            return None
        return score + 14 if setting.section else score
    if kind in ENTRY:
        if bare and (not clues.crossing or setting.cut or setting.continued):
            return None
        score += (12 if clues.crossing else -6) + (24 if setting.at_cue else 0)
        score += 3 if clues.cargo and not place.words.isdisjoint(CARGO_WORDS) else 0
        return score + (3 if clues.walk and not place.words.isdisjoint(WALK_CUE) else 0)
    if kind == "checkpoint":
        if bare and not clues.checkpoint:
            return None
        score += (18 if clues.checkpoint else 0) - (3 if bare else 0) - (3 if place.temporary else 0)
        score -= 6 if not place.words.isdisjoint(_UNUSED) else 0
        on_road = [road for road in clues.roads if road in place.words]
        if on_road and place.admin1 not in (states_of_road(clues, on_road[0]) or (place.admin1,)):
            score -= _OTHER_ROAD
        return score + (6 if on_road and not is_road(clues.words[mention.start]) else 0)
    if kind == "sector" and bare:
        return None
    return score + 14 if setting.section else score


def _stands_at_cue(mention: Mention, clues: Clues) -> bool:
    """Tell whether a crossing word stands right at the name: 'garita de X', 'X port of entry'."""
    start, end = mention.start, mention.end
    words = clues.words
    if not AT_WORDS.isdisjoint(words[start:end]):
        return True
    before = words[max(0, start - 5) : start]
    if before and before[-1] in AT_NAME and not AT_WORDS.isdisjoint(before):
        return True
    after = words[end : end + 4]
    if after and after[0] in _BEFORE_CUE:
        after = after[1:]
    return bool(after) and (
        after[0] in AT_WORDS or tuple(after[:2]) in _CARGO_PLACES or tuple(words[end : end + 2]) in _CARGO_PLACES
    )


_BEFORE_CUE = frozenset({"international", "border", "pedestrian", "vehicle", "passenger", "commercial", "cargo"})
_CARGO_PLACES = frozenset({("cargo", "facility"), ("commercial", "facility"), ("cargo", "compound"),
                           ("cargo", "port"), ("commercial", "port"), ("cargo", "lot")})  # fmt: skip


def _place_score(place: PlaceRow, key: Key, setting: _Setting) -> float:
    score = setting.size + place.prior
    if place.kind in SETTLED:
        score += (3 if key in place.names else 0) - (30 if setting.continued else 0)
    return score


def _is_part_of_name(mention: Mention, clues: Clues) -> bool:
    """Tell whether a capitalised, unknown word follows a one-word name: 'Mission' in 'Mission Bay'."""
    end = mention.end
    words = clues.words
    if end - mention.start > 1 or end >= len(words) or not clues.capitals[end] or clues.dashes[end]:
        return False
    after = words[end]
    return after not in COMMON and end not in clues.states and not is_road(after)


def _is_mixed(clues: Clues) -> bool:
    """Tell whether the text has words without a capital, so that capitals tell names."""
    return any(word.isalpha() and not capital for word, capital in zip(clues.words, clues.capitals, strict=True))


def _continues_name(mention: Mention, clues: Clues) -> bool:
    """Tell whether a capitalised, unknown word stands right before a one-word name: 'Loma' in 'Point Loma'."""
    before = mention.start - 1
    if mention.end - mention.start > 1 or before < 0 or clues.dashes[mention.start] or not clues.capitals[before]:
        return False
    word = clues.words[before]
    if word in MARKS or word in COMMON or before in clues.states or not word.isalpha():
        return False
    return before > 0 or word not in _LEADING


_LEADING = frozenset({"near", "outside", "around", "inside", "inmediaciones", "cerca", "outbound", "inbound"})


def _state_score(place: PlaceRow, following: State | None, clues: Clues) -> float | None:
    """Agreement with the state written after the name, then any state, then the agency or language.

    None when the state written after the name lies in the other country.
    """
    entry = place.kind in ENTRY
    if following:
        if entry and following[0] != place.country:
            return -4
        if place.state == following:
            return 16
        return -8 if place.country == following[0] else None
    if clues.named_states:
        if place.state in clues.named_states:
            return 12
        same_country = any(country == place.country for country, _state in clues.named_states)
        return 2 if same_country else 0 if entry else -8
    if clues.agency_states:
        return 6 if place.state in clues.agency_states else 0 if entry else -6
    if clues.country:
        return 8 if place.country == clues.country else -8
    if clues.leaning and not entry:
        return 6 if place.country == clues.leaning else -6
    return 0


def _held(place: PlaceRow, holders: list[PlaceRow]) -> float:
    """Points when the name right after is that of a town or area that holds the place: 'Comales, Camargo'."""
    if place.kind not in _QUARTERS:
        return 0.0
    areas = (area for area in holders if area.kind in SETTLED or area.kind == "county")
    return 6.0 if any(distance_km(place, area) <= area.radius_km for area in areas) else 0.0


def _support(place: PlaceRow, others: list[PlaceRow]) -> float:
    """Points for other names of the text that lie near the place or hold it, or against a crossing far from them."""
    nearest = NEIGHBOUR_KM
    elsewhere = False
    for other in others:
        if other.place_id == place.parent_id or place.place_id == other.parent_id:
            return 8.0
        reach = other.radius_km if other.kind in _AREAS and other.radius_km < 150 else 0.0
        if abs(other.lat - place.lat) < 1 + reach / 100:
            nearest = min(nearest, max(0.0, distance_km(place, other) - reach))
        elsewhere = elsewhere or (other.population > _TOWN_PEOPLE and other.border_km < _RIVER_KM)
    if nearest < NEIGHBOUR_KM:
        return 9.0 - 4.0 * nearest / NEIGHBOUR_KM
    return -14.0 if elsewhere and place.kind == "crossing" else 0.0
