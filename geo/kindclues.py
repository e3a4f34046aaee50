"""Which kinds of place a text speaks of: a crossing, a checkpoint, the border river."""

from __future__ import annotations

from geo.placetext import has_pair
from geo.placewords import (
    CHECKPOINT_PAIRS,
    CHECKPOINT_POINTS,
    CHECKPOINT_WORDS,
    CROSSING_PAIRS,
    CROSSING_POINTS,
    CROSSING_WORDS,
    EITHER_POINTS,
    RIVER_ARTICLES,
)


def read_kinds(words: list[str], vocabulary: set[str], *, at_ports: bool) -> tuple[bool, bool]:
    """Return whether the text speaks of a crossing, and of a checkpoint."""
    checkpoint = not CHECKPOINT_WORDS.isdisjoint(vocabulary) or _is_cued(
        words, vocabulary, CHECKPOINT_PAIRS, CHECKPOINT_POINTS if at_ports else CHECKPOINT_POINTS | EITHER_POINTS
    )
    crossing = (
        _names_crossing(words, vocabulary)
        or (at_ports and not checkpoint)
        or _is_cued(words, vocabulary, CROSSING_PAIRS, CROSSING_POINTS | EITHER_POINTS)
    )
    return crossing, checkpoint


def _names_crossing(words: list[str], vocabulary: set[str]) -> bool:
    """Tell whether a word for a crossing is in the text; 'Puerto' before a name is a part of it: Puerto Peñasco."""
    if CROSSING_WORDS.isdisjoint(vocabulary):
        return False
    if "puerto" not in vocabulary or len(CROSSING_WORDS & vocabulary) > 1:
        return True
    return any(word == "puerto" and words[at + 1 : at + 2] in _PUERTO_ENDS for at, word in enumerate(words))


_PUERTO_ENDS: tuple[list[str], ...] = (
    [], [","], [";"], ["("], [")"], ["de"], ["del"], ["fronterizo"], ["internacional"], ["terrestre"], ["comercial"]
)  # fmt: skip


def _is_cued(
    words: list[str], vocabulary: set[str], pairs: frozenset[tuple[str, str]], purposes: frozenset[str]
) -> bool:
    """Tell whether the text holds one of the pairs of words, or a 'punto de' one of `purposes`."""
    if not _PAIRED.isdisjoint(vocabulary) and has_pair(words, pairs):
        return True
    points = (at for at, word in enumerate(words) if word in _POINTS) if not _POINTS.isdisjoint(vocabulary) else ()
    return any(words[at + 1 : at + 2] == ["de"] and not purposes.isdisjoint(words[at + 2 : at + 3]) for at in points)


def names_river(words: list[str]) -> bool:
    """Tell whether the border river is meant, not the town of Río Bravo or Rio Grande City."""
    for at, pair in enumerate(zip(words, words[1:], strict=False)):
        after = words[at + 2 : at + 3]
        if pair == ("rio", "grande") and after not in (["city"], ["valley"]):
            return True
        if pair == ("rio", "bravo") and (after == ["river"] or (at and words[at - 1] in RIVER_ARTICLES)):
            return True
    return False


_PAIRED = frozenset(second for _first, second in CROSSING_PAIRS | CHECKPOINT_PAIRS)
_POINTS = frozenset({"punto", "puntos"})
