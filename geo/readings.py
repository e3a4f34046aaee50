"""Score every reading of a text: one mention taken as one place."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.clues import Clues
from geo.placeindex import Mention, PlaceIndex, PlaceRow
from geo.placetext import is_road
from geo.placewords import AT_NAME, CARGO_CUE, COMMON, CROSSING_CUE, MUNICIPALITY_CUE, WALK_CUE

_BASE = {
    "city": 50.0,
    "town": 50.0,
    "road": 40.0,
    "municipality": 46.0,
    "county": 38.0,
    "sector": 34.0,
    "field_office": 30.0,
    "state": 14.0,
    "station": 36.0,
    "crossing": 55.0,
    "port": 50.0,
    "checkpoint": 55.0,
}
NEIGHBOUR_KM = 100.0
_UNUSED = frozenset({"old", "planned", "former", "closed"})
_AREAS = ("municipality", "county", "sector", "state", "field_office")


@dataclass(frozen=True)
class Reading:
    """A mention taken as one place, with the score of that reading."""

    mention: Mention
    place: PlaceRow
    score: float
    bare: bool


def distance_km(a: PlaceRow, b: PlaceRow) -> float:
    """Return the approximate distance of two places; used to rank, never shown."""
    x = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(x, a.lat - b.lat)


def score_readings(index: PlaceIndex, mentions: list[Mention], clues: Clues) -> list[Reading]:
    """Return all readings, best first; equal scores keep the order of the text."""
    readings = []
    for order, mention in enumerate(mentions):
        others = [index.rows[entry.place] for other in mentions if other is not mention for entry in other.entries[:40]]
        for entry in mention.entries:
            place = index.rows[entry.place]
            score = _kind_score(place, entry.bare, mention, clues)
            if score is None:
                continue
            score += _place_score(place, mention, clues) + _support(place, others) - order * 0.5
            readings.append(Reading(mention, place, score, entry.bare))
    return sorted(readings, key=lambda reading: -reading.score)


def _kind_score(place: PlaceRow, bare: bool, mention: Mention, clues: Clues) -> float | None:
    score = _BASE.get(place.kind, 45.0)
    if place.kind in ("city", "town") and _is_part_of_name(mention, clues):
        return None
    if place.kind in ("crossing", "port"):
        if bare and not clues.crossing:
            return None
        score += 12 if clues.crossing else -6
        score += 24 if _stands_at_cue(mention, clues) else 0
        wanted = (CARGO_CUE, "cargo commercial comercial carga"), (WALK_CUE, "pedestrian peatonal")
        for cue, words in wanted:
            if cue.search(clues.phrase) and place.words & set(words.split()):
                score += 3
    elif place.kind == "checkpoint":
        if bare and not clues.checkpoint:
            return None
        score += 18 if clues.checkpoint else 0
        score -= (3 if bare else 0) + (6 if place.words & _UNUSED else 0)
        roads = place.words & set(clues.roads)
        score += 6 if roads and not is_road(clues.words[mention.start]) else 0
    elif place.kind == "sector" and bare:
        return None
    elif place.kind == "municipality" and _follows_municipality(mention, clues):
        score += 16
    elif place.kind in ("city", "town") and _follows_municipality(mention, clues):
        score -= 2
    return score


def _stands_at_cue(mention: Mention, clues: Clues) -> bool:
    """Tell whether a crossing word stands right at the name: 'garita de X', 'X port of entry'."""
    if CROSSING_CUE.search(" ".join(clues.words[mention.start : mention.end])):
        return True
    before = " ".join(clues.words[max(0, mention.start - 5) : mention.start])
    after = " ".join(clues.words[mention.end : mention.end + 4]).removeprefix("international ")
    return bool(CROSSING_CUE.search(before) and AT_NAME.search(before) or CROSSING_CUE.match(after))


def _follows_municipality(mention: Mention, clues: Clues) -> bool:
    before = clues.words[max(0, mention.start - 3) : mention.start]
    after = clues.words[mention.end : mention.end + 1]
    return any(word in MUNICIPALITY_CUE for word in before + after)


def _place_score(place: PlaceRow, mention: Mention, clues: Clues) -> float:
    score = mention.end - mention.start + 1.5 * min(math.log10(place.population + 1), 6.0)
    if place.kind in ("city", "town", "municipality"):
        score -= min(place.border_km / 60.0, 8.0)
        score -= 10 if _continues_name(mention, clues) else 0
        score += 3 if tuple(clues.words[mention.start : mention.end]) in place.names else 0
    score += _state_score(place, mention, clues)
    if mention.start in clues.aside:
        score -= 6
    if mention.start in clues.masked:
        score -= 34
    if place.kind != "state" and mention.start in clues.states and len(clues.words) > mention.end - mention.start:
        score -= 40
    return score


def _is_part_of_name(mention: Mention, clues: Clues) -> bool:
    """Tell whether a capitalised, unknown word follows a one-word name: 'Mission' in 'Mission Bay'."""
    after = clues.words[mention.end : mention.end + 1]
    if mention.end - mention.start > 1 or not after or after[0] in COMMON or after[0] in ",;()":
        return False
    mixed = any(word.isalpha() and not capital for word, capital in zip(clues.words, clues.capitals, strict=True))
    return mixed and clues.capitals[mention.end] and mention.end not in clues.states and not is_road(after[0])


def _continues_name(mention: Mention, clues: Clues) -> bool:
    """Tell whether a capitalised, unknown word stands right before a one-word name: 'Loma' in 'Point Loma'."""
    before = mention.start - 1
    if mention.end - mention.start > 1 or before < 1 or clues.dashes[mention.start]:
        return False
    word = clues.words[before]
    return word.isalpha() and clues.capitals[before] and word not in COMMON and before not in clues.states


def _state_score(place: PlaceRow, mention: Mention, clues: Clues) -> float:
    """Agreement with the state written after the name, then any state, then the agency or language."""
    following = next((clues.states[at] for at in range(mention.end, mention.end + 3) if at in clues.states), None)
    if following:
        if place.kind in ("crossing", "port") and following[0] != place.country:
            return -4
        same = (place.country, place.admin1) == following
        return 16 if same else -8 if place.country == following[0] else -24
    named = set(clues.states.values())
    if named:
        same_country = place.country in {country for country, _ in named}
        if (place.country, place.admin1) in named:
            return 12
        return 2 if same_country else 0 if place.kind in ("crossing", "port") else -8
    if clues.country:
        return 8 if place.country == clues.country else -8
    if clues.leaning and place.kind not in ("crossing", "port"):
        return 6 if place.country == clues.leaning else -6
    return 0


def _support(place: PlaceRow, others: list[PlaceRow]) -> float:
    """Points for other names of the text that lie near the place or hold it."""
    nearest = NEIGHBOUR_KM
    for other in others:
        if other.place_id == place.parent_id or place.place_id == other.parent_id:
            return 8.0
        reach = other.radius_km if other.kind in _AREAS and other.radius_km < 150 else 0.0
        nearest = min(nearest, max(0.0, distance_km(place, other) - reach))
    return 9.0 - 4.0 * nearest / NEIGHBOUR_KM if nearest < NEIGHBOUR_KM else 0.0
