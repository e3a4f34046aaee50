"""What the words around one mention say, whatever place it is taken for."""

from __future__ import annotations

from dataclasses import dataclass

from geo.clues import Clues
from geo.placeindex import Mention
from geo.placerow import NEIGHBOUR_KM, QUARTERS, SETTLED, PlaceRow, distance_km
from geo.placetext import MARKS, is_road
from geo.placewords import (
    AT_NAME,
    AT_WORDS,
    CHECKPOINT_WORDS,
    COMMON,
    CROSSING_WORDS,
    FEATURE_FIRSTS,
    FEATURE_STYLES,
    FEATURES,
    MUNICIPALITY_CUE,
    RANCH_CUE,
    SECTION_CUE,
    STREET_AFTER,
    STREET_CUE,
)
from geo.statewords import State

_MASKED = 34.0
_STREET = 20.0


@dataclass(slots=True)
class Setting:
    """The surroundings of one mention.

    `cut`: an unknown name follows, `feature`: what makes it another name, as Creek or National Forest; `prefixed`: one
    stands before, `continued`: it does before a single word; `following`: the state written after it; `penalty`: points
    off for streets, routes and asides; `holders`: the places of the name right after; `is_whole`: it is the whole text;
    `ranch`: it is called a ranch, `street`: a street.
    """

    size: int
    at_cue: bool
    municipality: bool
    cut: bool
    feature: bool
    continued: bool
    prefixed: bool
    section: bool
    following: State | None
    is_state: bool
    penalty: float
    holders: list[PlaceRow]
    is_whole: bool
    ranch: bool
    street: bool


def read_setting(mention: Mention, clues: Clues, rows: list[PlaceRow], others: list[PlaceRow]) -> Setting:
    """Return what the words around `mention` say; `others` are the places that the rest of the text may name."""
    start, end = mention.start, mention.end
    words, states = clues.words, clues.states
    before, after = words[max(0, start - 3) : start], words[end] if end < len(words) else ""
    feature = after in FEATURES or (after in FEATURE_STYLES and not FEATURES.isdisjoint(words[end + 1 : end + 2]))
    prefixed = _continues_name(mention, clues)
    penalty = 6.0 if start in clues.aside else 0.0
    street = after in STREET_AFTER and clues.capitals[end]
    penalty += _STREET if street else 0.0
    if start in clues.masked or (start in clues.streets and not _is_near_town(mention, words, rows, others)):
        penalty += _MASKED
    return Setting(
        size=end - start,
        at_cue=clues.crossing and _stands_at_cue(mention, clues),
        municipality=after == "municipality" or not MUNICIPALITY_CUE.isdisjoint(before),
        cut=_is_part_of_name(mention, clues, feature=feature),
        feature=feature,
        continued=end - start == 1 and prefixed,
        prefixed=prefixed,
        section=after in SECTION_CUE,
        following=_state_after(end, clues) if states and not (start in states and end in states) else None,
        is_state=start in states and len(words) > end - start,
        penalty=penalty,
        holders=[],
        is_whole=len(words) == end - start,
        ranch=bool(before) and (before[-2] if before[-1] in _ARTICLES and before[1:] else before[-1]) in RANCH_CUE,
        street=street,
    )


def _state_after(end: int, clues: Clues) -> State | None:
    """The state written after a name that ends before token `end`: 'Nogales, Sonora', not 'Mier y Guerrero'."""
    for at in range(end, end + 3):
        if at in clues.states:
            return clues.states[at] if _LINKS.issuperset(clues.words[end:at]) else None
    return None


_LINKS = MARKS | {"in", "en", "de", "of", "the", "estado", "del", "border", "frontera"}


_ARTICLES = frozenset({"el", "la", "los", "las"})


def _is_near_town(mention: Mention, words: list[str], rows: list[PlaceRow], others: list[PlaceRow]) -> bool:
    """Tell whether a street's or quarter's name of two words or more is a place near another that the text names."""
    if mention.end - mention.start < 2 or words[mention.start - 1] not in STREET_CUE:
        return False
    places = [rows[entry.place] for entry in mention.entries if rows[entry.place].kind in QUARTERS]
    towns = [other for other in others if other.kind in SETTLED]
    return any(distance_km(place, town) < NEIGHBOUR_KM for place in places for town in towns)


def _stands_at_cue(mention: Mention, clues: Clues) -> bool:
    """Tell whether a crossing word stands right at the name: 'garita de X', 'X port of entry'."""
    start, end = mention.start, mention.end
    words = clues.words
    if not CROSSING_WORDS.isdisjoint(words[start:end]):
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


def _is_part_of_name(mention: Mention, clues: Clues, *, feature: bool) -> bool:
    """Tell whether a capitalised, unknown word follows a one-word name, or a `feature`: 'Mission' in 'Mission Bay'."""
    end = mention.end
    words = clues.words
    if end >= len(words) or not clues.capitals[end] or clues.dashes[end]:
        return False
    after = words[end]
    if feature or (after == "city" and mention.start in clues.states):
        return True
    if end - mention.start > 1 and words[mention.start] not in FEATURE_FIRSTS:
        return False
    return after not in COMMON and end not in clues.states and not is_road(after)


def is_told_by_capitals(setting: Setting, clues: Clues) -> bool:
    """Tell whether the capital after a town's name surely makes it another name, however large the town."""
    return setting.feature or clues.crossing or _is_mixed(clues)


def _is_mixed(clues: Clues) -> bool:
    """Tell whether the text has words without a capital, so that capitals tell names."""
    return any(word.isalpha() and not capital for word, capital in zip(clues.words, clues.capitals, strict=True))


def _continues_name(mention: Mention, clues: Clues) -> bool:
    """Tell whether a capitalised, unknown word stands right before a name: 'Point' in 'Point Loma'."""
    before = mention.start - 1
    if before < 0 or clues.dashes[mention.start] or not clues.capitals[before]:
        return False
    word = clues.words[before]
    if word in _NO_NAMES or before in clues.states or not word.isalpha():
        return False
    return before > 0 or word not in _LEADING


_NO_NAMES = COMMON | MARKS | CROSSING_WORDS | CHECKPOINT_WORDS
_LEADING = frozenset({"near", "outside", "around", "inside", "inmediaciones", "cerca", "outbound", "inbound"})
