"""What the agency or publisher of a report tells of its place: a country, a state, a port of entry."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from geo.placetext import has_pair, tokenize
from geo.placewords import MX_AGENCY, MX_AGENCY_PAIRS, OFFICER_PAIRS, OFFICERS, US_AGENCY, US_AGENCY_PAIRS
from geo.statewords import State, find_states


class Agency(NamedTuple):
    """What a context (an agency, a publisher) tells: its country, its states, whether it works at ports alone."""

    country: str
    states: frozenset[State]
    at_ports: bool


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
    mexican = not MX_AGENCY.isdisjoint(vocabulary) or has_pair(words, MX_AGENCY_PAIRS)
    american = not US_AGENCY.isdisjoint(vocabulary) or has_pair(words, US_AGENCY_PAIRS)
    country = "" if mexican == american else "MX" if mexican else "US"
    at_ports = not OFFICERS.isdisjoint(vocabulary) or has_pair(words, OFFICER_PAIRS)
    return Agency(country, frozenset(find_states(tokens, vocabulary).values()), at_ports)
