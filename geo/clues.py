"""What the words around place names tell: kind cues, states, country, streets, routes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geo.placetext import Token, roads_in, tokenize
from geo.placewords import (
    CHECKPOINT_CUE,
    CROSSING_CUE,
    MX_AGENCY,
    ROUTE_CUES,
    SPANISH,
    STATE_CODES,
    STATE_WORDS,
    STREET_CUE,
    STREET_END,
    US_AGENCY,
)

State = tuple[str, str]


@dataclass(frozen=True)
class Clues:
    """The evidence of one text: `states` by token position, `masked` positions, and parenthesis depth by position."""

    words: list[str]
    phrase: str
    crossing: bool
    checkpoint: bool
    states: dict[int, State]
    country: str
    leaning: str
    masked: frozenset[int]
    aside: frozenset[int]
    roads: list[str]
    capitals: list[bool]
    dashes: list[bool]

    @property
    def cued(self) -> frozenset[str]:
        """The kinds whose kind word is in the text."""
        kinds = {"crossing", "port"} if self.crossing else set()
        return frozenset(kinds | ({"checkpoint"} if self.checkpoint else set()))


def read_clues(tokens: list[Token], context: str) -> Clues:
    """Return the evidence of a text and its context (an agency, a publisher)."""
    words = [token.word for token in tokens]
    phrase = " ".join(words)
    states = _find_states(tokens)
    return Clues(
        words=words,
        phrase=phrase,
        crossing=CROSSING_CUE.search(phrase) is not None,
        checkpoint=CHECKPOINT_CUE.search(phrase) is not None,
        states=states,
        country=_country_said(words, states),
        leaning=agency_country(context) or ("MX" if len(SPANISH & set(words)) > 1 else ""),
        masked=_street_positions(words) | _route_positions(words),
        aside=_parenthesised(words),
        roads=roads_in(tokens),
        capitals=[token.capital for token in tokens],
        dashes=[token.dashed for token in tokens],
    )


@lru_cache(maxsize=4096)
def agency_country(context: str) -> str:
    """Return the country of the agencies named in `context`; empty when none or both are.

    >>> agency_country("USBP"), agency_country("SEDENA + GN"), agency_country("")
    ('US', 'MX', '')
    """
    phrase = " ".join(token.word for token in tokenize(context))
    mexican, american = bool(MX_AGENCY.search(phrase)), bool(US_AGENCY.search(phrase))
    if mexican == american:
        return ""
    return "MX" if mexican else "US"


def _find_states(tokens: list[Token]) -> dict[int, State]:
    words = [token.word for token in tokens]
    states: dict[int, State] = {}
    at = 0
    while at < len(words):
        length = next((n for n in (3, 2, 1) if tuple(words[at : at + n]) in STATE_WORDS), 0)
        if length and not (words[at] == "colorado" and at and words[at - 1] == "rio"):
            states[at] = STATE_WORDS[tuple(words[at : at + length])]
        elif words[at] in STATE_CODES and at and tokens[at].capital and words[at - 1] not in ("de", "la"):
            states[at] = STATE_CODES[words[at]]
        at += max(length, 1)
    return states


def _country_said(words: list[str], states: dict[int, State]) -> str:
    countries = {country for country, _ in states.values()}
    if len(countries) == 1:
        return countries.pop()
    said = {
        "MX"
        for at, word in enumerate(words)
        if word == "mexico" and words[at - 1 : at] != ["new"] and words[at - 1 : at] != ["us"]
        and words[at + 1 : at + 2] != ["border"]
    }  # fmt: skip
    return "MX" if said and not countries else ""


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


def _route_positions(words: list[str]) -> frozenset[int]:
    """Positions after 'bound for', 'en route to': places of the route, not of the event."""
    masked: set[int] = set()
    for at in range(len(words)):
        if any(tuple(words[at : at + len(cue)]) == cue for cue in ROUTE_CUES):
            for position in range(at, len(words)):
                if words[position] in (")", ";", "("):
                    break
                masked.add(position)
    return frozenset(masked)


def _parenthesised(words: list[str]) -> frozenset[int]:
    inside: set[int] = set()
    depth = 0
    for at, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if depth > 0:
            inside.add(at)
    return frozenset(inside)
