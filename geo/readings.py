"""Score every reading of a text: one mention taken as one place."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from geo.aliases import Key
from geo.clues import Clues, states_of_road
from geo.placeindex import Mention, PlaceIndex
from geo.placerow import ENTRY, RIVER_KM, SETTLED, PlaceRow
from geo.placetext import is_road
from geo.placewords import CARGO_WORDS, GENERIC, WALK_CUE
from geo.setting import Setting, is_told_by_capitals, read_setting
from geo.support import points_for_others, points_if_held

_BASE = {
    "city": 50.0, "town": 50.0, "near": 50.0, "road": 40.0, "municipality": 46.0, "county": 38.0, "sector": 34.0,
    "field_office": 30.0, "state": 14.0, "station": 36.0, "crossing": 55.0, "port": 50.0, "checkpoint": 55.0,
}  # fmt: skip
_WHOLE_STATE = 60.0
"""A state named alone: more than a town of its name, unless the agency is of the state of the town."""
_STRADDLING_KM = 20.0
"""From this radius on a desert, range or sector may reach into the state beside its own."""
_UNUSED = frozenset({"old", "planned", "former", "closed"})
_NUMBERED = 8.0
_ITS_STYLE = 5.0
_ROUTE = frozenset({"route", "sr"})
_OTHER_ROAD = 9.0
_BORDER_COUNTRIES = frozenset({"US", "MX"})
_HELD = frozenset({",", "(", "in", "en", "de", "municipio", "municipality", "of", "del"})
_ACROSS_KM = 40.0
_KNOWN_PEOPLE = 50_000.0


class Reading(NamedTuple):
    """A mention taken as one place, with the score of that reading."""

    mention: Mention
    place: PlaceRow
    score: float
    bare: bool


_SCORE = attrgetter("score")
_NO_POSTS: Mapping[Key, list[PlaceRow]] = {}


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
        setting = read_setting(mention, clues, rows, others)
        if order + 1 < len(mentions) and _HELD.issuperset(clues.words[mention.end : mentions[order + 1].start]):
            setting.holders = [rows[entry.place] for entry in mentions[order + 1].entries]
        for entry in mention.entries:
            place = rows[entry.place]
            score = _kind_score(place, entry.bare, mention, setting, clues)
            state = None if score is None else _state_score(place, setting, clues)
            if score is None or state is None:
                continue
            score += _place_score(place, key, setting) + state - order * 0.5
            score += points_for_others(place, others) if others else 0.0
            score += points_if_held(place, setting.holders) if setting.holders else 0.0
            readings.append(Reading(mention, place, score - setting.penalty, entry.bare))
    readings.sort(key=_SCORE, reverse=True)
    return readings


def _kind_score(place: PlaceRow, bare: bool, mention: Mention, setting: Setting, clues: Clues) -> float | None:
    kind = place.kind
    score = _BASE.get(kind, 45.0)
    if setting.is_state and (kind != "state" or (setting.cut and not clues.shouted)):
        return None
    if kind == "state" and setting.is_whole:
        return _WHOLE_STATE
    if kind in SETTLED:
        little = place.population < _KNOWN_PEOPLE
        if setting.prefixed and little:
            return None
        if setting.cut and ((little and not clues.shouted) or is_told_by_capitals(setting, clues)):
            return None
        if setting.is_whole and not place.names and clues.words[0] != "ejido":
            return None
        if not clues.named_states and (setting.ranch or (setting.street and place.border_km > RIVER_KM)):
            return None
        if setting.municipality:
            score += 16 if kind == "municipality" else -2
        if clues.river and place.border_km > RIVER_KM:
            return None
        return score + 14 if setting.section else score
    if kind in ENTRY:
        if bare and (not clues.crossing or setting.cut or setting.continued):
            return None
        score += (12 if clues.crossing or not bare else -6) + (24 if setting.at_cue else 0)
        score += 8 if clues.at_ports and kind == "port" else 0
        score += 3 if clues.cargo and not place.words.isdisjoint(CARGO_WORDS) else 0
        return score + (3 if clues.walk and not place.words.isdisjoint(WALK_CUE) else 0)
    if kind == "checkpoint":
        return _checkpoint_score(place, bare, mention, clues)
    if kind == "sector" and bare:
        return None
    return score + 14 if setting.section else score


def _checkpoint_score(place: PlaceRow, bare: bool, mention: Mention, clues: Clues) -> float | None:
    if bare and not clues.checkpoint:
        return None
    score = _BASE["checkpoint"] - (3 if bare else 0) - (3 if place.temporary else 0)
    score += 18 if clues.checkpoint or not bare else 0
    score -= 6 if not place.words.isdisjoint(_UNUSED) else 0
    on_road = [road for road in clues.roads if road in place.words]
    if on_road and place.admin1 not in (states_of_road(clues, on_road[0]) or (place.admin1,)):
        score -= _OTHER_ROAD
    elif on_road and "route" in place.name.lower() and not _ROUTE.isdisjoint(clues.styles[on_road[0]]):
        score += _ITS_STYLE
    return score + (6 if on_road and not is_road(clues.words[mention.start]) else 0)


def _place_score(place: PlaceRow, key: Key, setting: Setting) -> float:
    score = setting.size + place.prior
    if place.kind in SETTLED:
        score += (3 if key in place.names else 0) - (30 if setting.continued else 0)
    elif place.kind == "crossing" and key[-1].isdigit() and GENERIC["crossing"].issuperset(key[:-1]):
        score -= _NUMBERED
    return score


def _state_score(place: PlaceRow, setting: Setting, clues: Clues) -> float | None:
    """Agreement with the state written after the name, then any state, then the agency or language.

    None when the state written after the name lies in the other country, or is not that of a town or an entry; and
    for a small place off the border in the country that is not the agency's.
    """
    entry, following = place.kind in ENTRY, setting.following
    if following:
        if place.state == following:
            return 16
        if following[0] == place.country:
            wide = not entry and place.kind not in SETTLED and not place.radius_km < _STRADDLING_KM
            return -8 if wide else None
        return -4 if entry and following[0] in _BORDER_COUNTRIES else None
    if clues.named_states and not setting.is_whole:
        if place.state in clues.named_states:
            return 12
        same_country = any(country == place.country for country, _state in clues.named_states)
        return 2 if same_country else 0 if entry else -8
    if clues.agency_country not in ("", place.country) and _is_remote(place):
        return None
    if clues.agency_states:
        return 6 if place.state in clues.agency_states else 0 if entry else -6
    if clues.country:
        return 8 if place.country == clues.country else -8
    if clues.leaning and not entry:
        return 6 if place.country == clues.leaning else -6
    return 0


def _is_remote(place: PlaceRow) -> bool:
    """Tell whether the agencies of the other country would hardly name a place: a small town off the border."""
    return place.kind in ("city", "town") and place.border_km > _ACROSS_KM and place.population < _KNOWN_PEOPLE
