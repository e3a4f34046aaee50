"""What the words around place names tell: kind cues, states, country, streets, routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.agency import read_agency
from geo.kindclues import names_river, read_kinds
from geo.placetext import Tokens
from geo.placewords import (
    CARGO_CUE,
    SPANISH,
    STREET_CUE,
    STREET_END,
    WALK_CUE,
)
from geo.roadwords import ROAD_STYLES
from geo.routewords import AWAY_CUES, AWAY_END, ROUTE_CUES, ROUTE_END
from geo.statewords import State, find_states


@dataclass(slots=True)
class Clues:
    """The evidence of one text.

    `vocabulary` is the set of the words. By token position: `states`, `streets`, `masked` (routes, homes, datelines),
    `away` (those of them that are surely not the place), `aside` (in parentheses). `river`: the
    border river is named; `cued`: the kinds whose kind word is in the text; `roads`: its numbered roads; `leaning`: the
    country of the agency or the language; `shouted`: all is in capitals.
    """

    words: list[str]
    vocabulary: set[str]
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
    agency_country: str
    country: str
    leaning: str
    streets: set[int]
    masked: set[int]
    away: set[int]
    aside: set[int]
    at_ports: bool
    roads: list[str]
    styles: dict[str, frozenset[str]]
    shouted: bool
    cued: frozenset[str]


def read_clues(tokens: Tokens, context: str) -> Clues:
    """Return the evidence of a text and its context (an agency, a publisher)."""
    words = tokens.words
    vocabulary = set(words)
    agency = read_agency(context)
    crossing, checkpoint = read_kinds(words, vocabulary, at_ports=agency.at_ports)
    states = find_states(tokens, vocabulary)
    named_states = set(states.values())
    routed = not _ROUTE_STARTS.isdisjoint(vocabulary)
    masked = _positions_after(words, ROUTE_CUES, ROUTE_END) if routed else set[int]()
    masked.update(range(tokens.dateline))
    away = _positions_after(words, AWAY_CUES, AWAY_END) | set(range(tokens.dateline)) if masked else _NOWHERE
    return Clues(
        words=words,
        vocabulary=vocabulary,
        capitals=tokens.capitals,
        dashes=tokens.dashes,
        crossing=crossing,
        checkpoint=checkpoint,
        cargo=not CARGO_CUE.isdisjoint(vocabulary),
        walk=not WALK_CUE.isdisjoint(vocabulary),
        river="rio" in vocabulary and names_river(words),
        states=states,
        named_states=named_states,
        agency_states=agency.states,
        agency_country=agency.country,
        country=_country_said(words, named_states, vocabulary),
        leaning=agency.country or ("MX" if len(SPANISH & vocabulary) > 1 else ""),
        streets=_street_positions(words) if not STREET_CUE.isdisjoint(vocabulary) else _NOWHERE,
        masked=masked,
        away=away,
        aside=_parenthesised(words) if "(" in vocabulary else _NOWHERE,
        at_ports=agency.at_ports,
        roads=list(tokens.styles),
        styles=tokens.styles,
        shouted=tokens.shouted,
        cued=_CUED[crossing, checkpoint],
    )


def states_of_road(clues: Clues, road: str) -> frozenset[str] | None:
    """Return the states a road may lie in by the words before its number: a 'State Route' is not in Texas.

    None when those words tell nothing.
    """
    told = [ROAD_STYLES[word] for word in clues.styles.get(road, ()) if word in ROAD_STYLES]
    return frozenset.intersection(*told) if told else None


_ROUTE_STARTS = frozenset(ROUTE_CUES)
_NOWHERE: set[int] = set()
_CUED = {
    (crossing, checkpoint): frozenset(
        kind for kind, cued in (("crossing", crossing), ("port", crossing), ("checkpoint", checkpoint)) if cued
    )
    for crossing in (False, True)
    for checkpoint in (False, True)
}
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


def _positions_after(words: list[str], cues: Mapping[str, list[tuple[str, ...]]], ends: frozenset[str]) -> set[int]:
    """Positions from a cue such as 'bound for' or 'resident of' to the next of `ends`: not the place of the event."""
    found: set[int] = set()
    for at, word in enumerate(words):
        for cue in cues.get(word, ()):
            if len(cue) == 1 or tuple(words[at : at + len(cue)]) == cue:
                start = at + len(cue)
                end = next((end for end in range(start, len(words)) if words[end] in ends), len(words))
                found.update(range(at, end))
    return found


def _parenthesised(words: list[str]) -> set[int]:
    inside: set[int] = set()
    depth = 0
    for at, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if depth > 0:
            inside.add(at)
    return inside
