"""Figures that are no seizure: totals of a year or an operation, comparisons, denials, what a dose can do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.extract.document import Document
from geo.extract.measure import Measure

_EACH = frozenset({"each", "per", "cada", "apiece"})
_SINCE = frozenset({"since", "desde"})
_YEAR = re.compile(r"20\d\d")
_NEAR_HARM = 5
_MANY = 10
_RANGE = 3


def is_statistic(doc: Document, start: int, end: int) -> bool:
    """Whether a sentence tells figures of a period or an operation rather than of one event."""
    if doc.cues("incinerate", start, end) or (doc.cues("destroy", start, end) and doc.cue_starts.get("incinerate")):
        return True
    bounds = [cue.end for cue in doc.cues("since", start, end) if doc.tokens[cue.start].word in _SINCE]
    since = any(_bounds_period(doc, at) for at in bounds)
    if not doc.cues("statistic", start, end):
        return since and not doc.cues("exact_event", start, end)
    dated = bool(doc.between("weekday", start, end)) or any(
        any(near in doc.numbers for near in range(mark.start - 2, mark.end + 2))
        for mark in doc.between("month", start, end)
    )
    return not (doc.cues("exact_event", start, end) or (dated and not doc.cues("since", start, end)))


def counts_many(doc: Document, start: int, end: int) -> bool:
    """Whether a sentence counts ten or more seizures or arrests."""
    cues = [*doc.cues("many", start, end), *doc.cues("several", start, end)]
    before = {cue.start - gap for cue in cues for gap in (0, 1)}
    numbers = (doc.numbers[at] for at in range(start, end) if at in doc.numbers)
    return any(number.end in before and number.value >= _MANY for number in numbers)


def _bounds_period(doc: Document, at: int) -> bool:
    """Whether a date follows "since"."""
    near = range(at, min(at + 4, len(doc.tokens)))
    return any(pos in doc.marks["month"] or _YEAR.fullmatch(doc.tokens[pos].word) for pos in near)


def is_barred(doc: Document, measure: Measure, barred: Iterable[int]) -> bool:
    """Whether a measure is a comparison, denied, or told of each piece."""
    before = range(max(measure.first - 3, 0), measure.first)
    clause = [at for at in barred if at < measure.start]
    if clause and not any(doc.tokens[at].word in (";", ".") for at in range(clause[-1], measure.start)):
        return True
    end = max(measure.end, measure.converted)
    if doc.cues("harm", end, min(end + _NEAR_HARM, len(doc.tokens))) or _is_of_a_charge(doc, measure):
        return True
    negated = [doc.marks["cue"][at] for at in before if at in doc.marks["cue"]]
    is_denied = any(mark.code == "negation" and mark.end >= measure.first - 1 for mark in negated)
    return is_denied or is_of_each(doc, measure, measure.first - 3)


def is_of_each(doc: Document, measure: Measure, first: int) -> bool:
    """Whether a measure is told of each of several, by words from `first` to just behind it."""
    first -= _RANGE if _ends_range(doc, measure) else 0
    near = (*range(max(first, 0), measure.first), *range(measure.end, min(measure.end + 2, len(doc.tokens))))
    return any(doc.tokens[at].word in _EACH for at in near)


def _ends_range(doc: Document, measure: Measure) -> bool:
    """Whether a measure is the upper bound of "between 20 and 40 pounds"."""
    start = measure.start
    joined = start > 1 and doc.tokens[start - 1].word in ("and", "to", "y", "a", "-", "or", "o")
    return joined and any(number.end == start - 1 for number in map(doc.numbers.get, range(start - 3, start)) if number)


def _is_of_a_charge(doc: Document, measure: Measure) -> bool:
    """Whether a sentence tells an amount of a conspiracy, or "500 grams or more", rather than what was seized."""
    start, end = doc.sentences[doc.sentence_at(measure.start)]
    return bool(doc.cues("accused", start, end)) and not doc.cues("seize", start, end)
