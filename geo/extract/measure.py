"""One amount with its unit, and when two amounts told in a row are one: a sum, or the same in another unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from geo.extract.document import Document
from geo.extract.lexicon import Unit
from geo.extract.tokens import word_set

_QUALIFIER_FILL = word_set("de del a an un una los las the total of to estimated peso")
_SUM_JOINS = frozenset({"y", "and", "con", "with", ","})
_CONVERTS = word_set("( / or o equivalent to equivalente equivalentes a about approximately roughly unas unos")


@dataclass(frozen=True)
class Measure:
    """An amount in a unit: the tokens [start, end) it was read from; the qualifier before or behind it.

    `converted` is the token after a restatement in another unit ("4,241 pounds (1,923.76 kg)"), else `end`.
    `adjective` marks "a 40-pound chest". `bound` is the position of the name that stands between number and
    unit ("30,000 fentanyl pills"), or -1.
    """

    value: Decimal
    unit: Unit
    start: int
    end: int
    qualifier: str = ""
    qualifier_start: int = -1
    converted: int = -1
    adjective: bool = False
    bound: int = -1

    @property
    def first(self) -> int:
        """The first token, qualifier included."""
        return self.qualifier_start if 0 <= self.qualifier_start < self.start else self.start


def continues(doc: Document, first: Measure, second: Measure) -> bool:
    """Whether `second` is the smaller part of one weight: "una tonelada 406 kilos", "28 kilos 168 gramos"."""
    if first.unit.kind != "mass" or second.unit.kind != "mass" or second.qualifier or first.adjective:
        return False
    gap = [token.word for token in doc.tokens[first.end : second.start]]
    smaller = second.unit.factor < first.unit.factor and second.value * second.unit.factor < first.unit.factor
    metric = {"tonne", "kg", "g", "mg"}
    same = (first.unit.code in metric) == (second.unit.code in metric)
    return smaller and same and len(gap) <= 2 and all(word in _SUM_JOINS for word in gap)


def add_measures(first: Measure, second: Measure) -> Measure:
    """The sum, in kilograms or pounds where the first unit was larger than these."""
    unit = second.unit if second.unit.code in ("kg", "lb") else first.unit
    kilograms = first.value * first.unit.factor + second.value * second.unit.factor
    return replace(first, value=kilograms / unit.factor, unit=unit, end=second.end, converted=second.end)


def converts(doc: Document, first: Measure, second: Measure) -> bool:
    """Whether `second` says the weight of `first` again in another unit."""
    if first.unit.kind != "mass" or second.unit.kind != "mass" or first.unit.code == second.unit.code:
        return False
    gap = [token.word for token in doc.tokens[first.end : second.first]]
    if not gap or len(gap) > 5 or not any(word in ("(", "/", "or", "o") or word.startswith("equiv") for word in gap):
        return False
    a, b = first.value * first.unit.factor, second.value * second.unit.factor
    return all(word in _CONVERTS or word == "," for word in gap) and (gap[0] == "(" or abs(a - b) <= max(a, b) / 10)


def find_qualifier(doc: Document, start: int, end: int) -> tuple[str, int]:
    """The qualifier of the number at `start` and its position: just before it, or just behind the unit."""
    marks = doc.marks["qualifier"]
    for at in range(start - 1, max(start - 6, -1), -1):
        if at in marks and (marks[at].end == start or all(
            doc.tokens[fill].word in _QUALIFIER_FILL for fill in range(marks[at].end, start)
        )):  # fmt: skip
            return marks[at].code, at
    return (marks[end].code, end) if end in marks else ("", -1)
