"""Sums of money: an amount with its sign or its coin."""

from __future__ import annotations

from geo.extract.document import Document
from geo.extract.measure import Measure, find_qualifier
from geo.extract.numerals import Number

_MONEY_SCALE = {"k": 1000, "m": 1000000, "b": 1000000000}
_MONEY_SIGNS = frozenset({"$", "us$", "usd"})


def read_money(doc: Document, number: Number) -> Measure | None:
    """The sum of money whose number is given; None where it counts something else."""
    before = doc.tokens[number.start - 1].word if number.start else ""
    after = doc.tokens[number.end].word if number.end < len(doc.tokens) else ""
    mark = doc.marks["unit"].get(number.end + (after == "de"))
    named = mark if mark is not None and doc.lexicon.units[mark.code].kind == "currency" else None
    if before not in _MONEY_SIGNS and (named is None or _is_weight(doc, number)):
        return None
    value, end = number.value, number.end
    scaled = before in _MONEY_SIGNS and after in _MONEY_SCALE
    if scaled and doc.tokens[number.end].start == doc.tokens[number.end - 1].end:
        value, end = value * _MONEY_SCALE[after], end + 1
    if number.pointed:
        value *= 1000
    code = named.code if named is not None else "USD"
    start = number.start - (before in _MONEY_SIGNS)
    qualifier, at = find_qualifier(doc, start, end)
    end = named.end if named is not None else end
    return Measure(value, doc.lexicon.units[code], start, end, qualifier, at, end)


def _is_weight(doc: Document, number: Number) -> bool:
    """Whether "un peso" is a weight, not a coin."""
    return [token.word for token in doc.tokens[number.start : number.end + 1]] == ["un", "peso"]
