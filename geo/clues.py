"""What the words around place names tell: kind cues, states, country, streets, routes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geo.placetext import Tokens, is_road, tokenize
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
    streets: frozenset[int]
    masked: frozenset[int]
    aside: frozenset[int]
    roads: list[str]
    styles: dict[str, frozenset[str]]
    cued: frozenset[str]


def read_clues(tokens: Tokens, context: str) -> Clues:
    """Return the evidence of a text and its context (an agency, a publisher)."""
    words = tokens.words
    vocabulary = set(words)
    checkpoint = (
        not CHECKPOINT_WORDS.isdisjoint(vocabulary)
        or _has_pair(words, CHECKPOINT_PAIRS)
        or _is_point_of(words, CHECKPOINT_POINTS)
    )
    crossing = (
        not CROSSING_WORDS.isdisjoint(vocabulary)
        or _has_pair(words, CROSSING_PAIRS)
        or _is_point_of(words, CROSSING_POINTS)
        or (not checkpoint and works_at_ports(context))
    )
    states = _find_states(tokens, vocabulary)
    named_states = set(states.values())
    kinds = {"crossing", "port"} if crossing else set()
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
        agency_states=agency_states(context),
        country=_country_said(words, named_states, vocabulary),
        leaning=agency_country(context) or ("MX" if len(SPANISH & vocabulary) > 1 else ""),
        streets=_street_positions(words) if not STREET_CUE.isdisjoint(vocabulary) else frozenset(),
        masked=frozenset(masked),
        aside=_parenthesised(words) if "(" in vocabulary else frozenset(),
        roads=[word for word in words if is_road(word)],
        styles=tokens.styles,
        cued=frozenset(kinds | ({"checkpoint"} if checkpoint else set())),
    )


def may_be_on(clues: Clues, road: str, admin1: str) -> bool:
    """Tell whether the road may lie in a state by the words before its number: a 'State Route' is not in Texas."""
    style = clues.styles.get(road, frozenset())
    return all(admin1 in states for word, states in ROAD_STYLES.items() if word in style)


@lru_cache(maxsize=4096)
def agency_country(context: str) -> str:
    """Return the country of the agencies named in `context`; empty when none or both are.

    >>> agency_country("USBP"), agency_country("SEDENA + GN"), agency_country("")
    ('US', 'MX', '')
    """
    words = tokenize(context).words
    vocabulary = set(words)
    mexican = not MX_AGENCY.isdisjoint(vocabulary) or _has_pair(words, MX_AGENCY_PAIRS)
    american = not US_AGENCY.isdisjoint(vocabulary) or _has_pair(words, US_AGENCY_PAIRS)
    if mexican == american:
        return ""
    return "MX" if mexican else "US"


@lru_cache(maxsize=4096)
def agency_states(context: str) -> frozenset[State]:
    """Return the states whose agencies `context` names.

    >>> agency_states("Texas DPS"), agency_states("USBP")
    (frozenset({('US', 'TX')}), frozenset())
    """
    tokens = tokenize(f", {context}")
    return frozenset(_find_states(tokens, set(tokens.words)).values())


@lru_cache(maxsize=4096)
def works_at_ports(context: str) -> bool:
    """Tell whether `context` names the officers of ports of entry alone (CBP's Office of Field Operations)."""
    words = tokenize(context).words
    return not OFFICERS.isdisjoint(words) or _has_pair(words, OFFICER_PAIRS)


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


def _is_point_of(words: list[str], purposes: frozenset[str]) -> bool:
    """Tell whether the text speaks of a 'punto de' one of `purposes`."""
    return any(
        word in ("punto", "puntos") and words[at + 1 : at + 2] == ["de"] and words[at + 2 : at + 3] != []
        and words[at + 2] in purposes
        for at, word in enumerate(words)
    )  # fmt: skip


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
    countries = {country for country, _ in named_states}
    if len(countries) == 1:
        return countries.pop()
    if countries or "mexico" not in vocabulary:
        return ""
    said = any(
        word == "mexico"
        and (not at or words[at - 1] not in ("new", "nuevo", "us", "usa", "hacia", "to"))
        and words[at + 1 : at + 2] != ["border"]
        for at, word in enumerate(words)
    )
    return "MX" if said else ""


def _street_positions(words: list[str]) -> frozenset[int]:
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
    return frozenset(masked)


def _route_positions(words: list[str]) -> set[int]:
    """Positions after 'bound for', 'en route to', 'resident of': places of the route or a home, not of the event."""
    masked: set[int] = set()
    for at, word in enumerate(words):
        for cue in ROUTE_CUES.get(word, ()):
            if len(cue) == 1 or tuple(words[at : at + len(cue)]) == cue:
                end = next((end for end in range(at, len(words)) if words[end] in ROUTE_END), len(words))
                masked.update(range(at, end))
    return masked


def _parenthesised(words: list[str]) -> frozenset[int]:
    inside: set[int] = set()
    depth = 0
    for at, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if depth > 0:
            inside.add(at)
    return frozenset(inside)
