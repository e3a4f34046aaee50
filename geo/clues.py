"""What the words around place names tell: kind cues, states, country, streets, routes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from geo.placetext import Tokens, tokenize
from geo.placewords import (
    CARGO_CUE,
    CHECKPOINT_PAIRS,
    CHECKPOINT_POINTS,
    CHECKPOINT_WORDS,
    CROSSING_PAIRS,
    CROSSING_POINTS,
    CROSSING_WORDS,
    MX_AGENCY,
    MX_AGENCY_PAIRS,
    OFFICER_PAIRS,
    OFFICERS,
    RIVER_ARTICLES,
    ROAD_CUE,
    ROAD_STYLES,
    ROUTE_CUES,
    ROUTE_END,
    SPANISH,
    STATE_CODES,
    STATE_WORDS,
    STREET_CUE,
    STREET_END,
    US_AGENCY,
    US_AGENCY_PAIRS,
    WALK_CUE,
)

State = tuple[str, str]


@dataclass(slots=True)
class Clues:
    """The evidence of one text.

    By token position: `states`, `streets`, `masked` (routes, homes, datelines), `aside` (in parentheses). `river`: the
    border river is named; `cued`: the kinds whose kind word is in the text; `roads`: its numbered roads; `leaning`: the
    country of the agency or the language.
    """

    words: list[str]
    capitals: list[bool]
    dashes: list[bool]
    crossing: bool
    checkpoint: bool
    cargo: bool
    walk: bool
    river: bool
    states: dict[int, State]
    named_states: set[State]
    agency_states: frozenset[State]
    country: str
    leaning: str
    streets: set[int]
    masked: set[int]
    aside: set[int]
    roads: list[str]
    styles: dict[str, frozenset[str]]
    cued: frozenset[str]


class Agency(NamedTuple):
    """What a context (an agency, a publisher) tells: its country, its states, whether it works at ports alone."""

    country: str
    states: frozenset[State]
    at_ports: bool


def read_clues(tokens: Tokens, context: str) -> Clues:
    """Return the evidence of a text and its context (an agency, a publisher)."""
    words = tokens.words
    vocabulary = set(words)
    agency = read_agency(context)
    checkpoint = not CHECKPOINT_WORDS.isdisjoint(vocabulary) or _is_cued(
        words, vocabulary, CHECKPOINT_PAIRS, CHECKPOINT_POINTS
    )
    crossing = (
        not CROSSING_WORDS.isdisjoint(vocabulary)
        or (agency.at_ports and not checkpoint)
        or _is_cued(words, vocabulary, CROSSING_PAIRS, CROSSING_POINTS)
    )
    states = _find_states(tokens, vocabulary)
    named_states = set(states.values())
    masked = _route_positions(words)
    masked.update(range(tokens.dateline))
    return Clues(
        words=words,
        capitals=tokens.capitals,
        dashes=tokens.dashes,
        crossing=crossing,
        checkpoint=checkpoint,
        cargo=not CARGO_CUE.isdisjoint(vocabulary),
        walk=not WALK_CUE.isdisjoint(vocabulary),
        river="rio" in vocabulary and _names_river(words),
        states=states,
        named_states=named_states,
        agency_states=agency.states,
        country=_country_said(words, named_states, vocabulary),
        leaning=agency.country or ("MX" if len(SPANISH & vocabulary) > 1 else ""),
        streets=_street_positions(words) if not STREET_CUE.isdisjoint(vocabulary) else _NOWHERE,
        masked=masked,
        aside=_parenthesised(words) if "(" in vocabulary else _NOWHERE,
        roads=list(tokens.styles),
        styles=tokens.styles,
        cued=_CUED[crossing, checkpoint],
    )


def states_of_road(clues: Clues, road: str) -> frozenset[str] | None:
    """Return the states a road may lie in by the words before its number: a 'State Route' is not in Texas.

    None when those words tell nothing.
    """
    told = [ROAD_STYLES[word] for word in clues.styles.get(road, ()) if word in ROAD_STYLES]
    return frozenset.intersection(*told) if told else None


@lru_cache(maxsize=4096)
def read_agency(context: str) -> Agency:
    """Return what `context` tells; the country is empty when agencies of none or both are named.

    >>> read_agency("USBP").country, read_agency("SEDENA + GN").country, read_agency("").country
    ('US', 'MX', '')
    >>> read_agency("Texas DPS").states
    frozenset({('US', 'TX')})
    """
    tokens = tokenize(f", {context}")
    words, vocabulary = tokens.words, set(tokens.words)
    mexican = not MX_AGENCY.isdisjoint(vocabulary) or _has_pair(words, MX_AGENCY_PAIRS)
    american = not US_AGENCY.isdisjoint(vocabulary) or _has_pair(words, US_AGENCY_PAIRS)
    country = "" if mexican == american else "MX" if mexican else "US"
    at_ports = not OFFICERS.isdisjoint(vocabulary) or _has_pair(words, OFFICER_PAIRS)
    return Agency(country, frozenset(_find_states(tokens, vocabulary).values()), at_ports)


def _has_pair(words: list[str], pairs: frozenset[tuple[str, str]]) -> bool:
    return any(pair in pairs for pair in zip(words, words[1:], strict=False))


def _names_river(words: list[str]) -> bool:
    """Tell whether the border river is meant, not the town of Río Bravo or Rio Grande City."""
    for at, pair in enumerate(zip(words, words[1:], strict=False)):
        after = words[at + 2 : at + 3]
        if pair == ("rio", "grande") and after not in (["city"], ["valley"]):
            return True
        if pair == ("rio", "bravo") and (after == ["river"] or (at and words[at - 1] in RIVER_ARTICLES)):
            return True
    return False


def _is_cued(
    words: list[str], vocabulary: set[str], pairs: frozenset[tuple[str, str]], purposes: frozenset[str]
) -> bool:
    """Tell whether the text holds one of the pairs of words, or a 'punto de' one of `purposes`."""
    if not _PAIRED.isdisjoint(vocabulary) and _has_pair(words, pairs):
        return True
    points = (at for at, word in enumerate(words) if word in _POINTS) if not _POINTS.isdisjoint(vocabulary) else ()
    return any(words[at + 1 : at + 2] == ["de"] and not purposes.isdisjoint(words[at + 2 : at + 3]) for at in points)


_PAIRED = frozenset(second for _first, second in CROSSING_PAIRS | CHECKPOINT_PAIRS)
_POINTS = frozenset({"punto", "puntos"})
_NOWHERE: set[int] = set()
_CUED = {
    (crossing, checkpoint): frozenset(
        kind for kind, cued in (("crossing", crossing), ("port", crossing), ("checkpoint", checkpoint)) if cued
    )
    for crossing in (False, True)
    for checkpoint in (False, True)
}
_STATE_STARTS = frozenset(key[0] for key in STATE_WORDS) | frozenset(STATE_CODES)


def _find_states(tokens: Tokens, vocabulary: set[str]) -> dict[int, State]:
    if _STATE_STARTS.isdisjoint(vocabulary):
        return {}
    words = tokens.words
    on_road = not ROAD_CUE.isdisjoint(vocabulary)
    states: dict[int, State] = {}
    at = 0
    while at < len(words):
        word = words[at]
        length = 0
        if word in _STATE_STARTS:
            length = next((n for n in (3, 2, 1) if tuple(words[at : at + n]) in STATE_WORDS), 0)
            before = words[at - 1] if at else ""
            town = _is_followed_by_state(words, at + length) or (on_road and True in tokens.dashes[at + 1 : at + 2])
            if length and (town or (word == "colorado" and before == "rio")):
                pass
            elif length:
                states[at] = STATE_WORDS[tuple(words[at : at + length])]
            elif word in STATE_CODES and at and tokens.capitals[at] and before not in ("de", "la"):
                states[at] = STATE_CODES[word]
        at += length or 1
    return states


def _is_followed_by_state(words: list[str], end: int) -> bool:
    """Tell whether a state stands right after: then the name before it is a town, as in 'Guerrero, Coahuila'."""
    if words[end : end + 1] not in ([","], ["("]):
        return False
    return any(tuple(words[end + 1 : end + 1 + size]) in STATE_WORDS for size in (3, 2, 1) if end + size < len(words))


def _country_said(words: list[str], named_states: set[State], vocabulary: set[str]) -> str:
    if named_states:
        countries = {country for country, _state in named_states}
        return countries.pop() if len(countries) == 1 else ""
    if "mexico" not in vocabulary:
        return ""
    said = any(
        word == "mexico"
        and (not at or words[at - 1] not in ("new", "nuevo", "us", "usa", "hacia", "to"))
        and words[at + 1 : at + 2] != ["border"]
        for at, word in enumerate(words)
    )
    return "MX" if said else ""


def _street_positions(words: list[str]) -> set[int]:
    """Positions after 'colonia', 'calle': names of streets and quarters, which repeat names of towns."""
    masked: set[int] = set()
    inside = False
    for at, word in enumerate(words):
        if word in STREET_END:
            inside = False
        elif word in STREET_CUE:
            inside = True
        elif inside:
            masked.add(at)
    return masked


def _route_positions(words: list[str]) -> set[int]:
    """Positions after 'bound for', 'en route to', 'resident of': places of the route or a home, not of the event."""
    masked: set[int] = set()
    for at, word in enumerate(words):
        for cue in ROUTE_CUES.get(word, ()):
            if len(cue) == 1 or tuple(words[at : at + len(cue)]) == cue:
                end = next((end for end in range(at, len(words)) if words[end] in ROUTE_END), len(words))
                masked.update(range(at, end))
    return masked


def _parenthesised(words: list[str]) -> set[int]:
    inside: set[int] = set()
    depth = 0
    for at, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if depth > 0:
            inside.add(at)
    return inside
