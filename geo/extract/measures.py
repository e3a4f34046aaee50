"""Amounts with their units: weights, counts, containers; sums of one weight and its conversions."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from geo.extract.document import Document
from geo.extract.lexicon import Mark
from geo.extract.measure import Measure, add_measures, continues, converts, find_qualifier
from geo.extract.money import read_money
from geo.extract.numerals import HALF, Number
from geo.extract.tokens import word_set
from geo.quantity import localize_unit

_DOTTED = frozenset({"lbs", "kgs", "gr", "oz"})
_BREAKS = frozenset(".;:()[]–—!?,")
_CLOSES = word_set(
    "of de del and y e or o in en with con to from for at on year years ano anos was were is "
    "donde where que which that se who sobre bajo"
)
_CALIBRE = frozenset({"mm", "caliber", "calibre", "calibres", "x", "cal", "milimetros"})
_TIMES = re.compile(r"x\d+(?:mm)?")
_NEAR = 4
_ELLIPSIS = 8
_PARTS = frozenset({"seize", "person", "weigh"})
_MORE = frozenset({"additional", "more", "further", "adicionales", "mas"})
_MILLIONS = frozenset({"millon", "millones"})


def find_measures(doc: Document) -> list[Measure]:
    """The measures of a text in order: parts of one weight are summed, restatements in brackets belong to the first."""
    found: list[Measure] = []
    for number in doc.numbers.values():
        measure = _read_measure(doc, number) or (_same_unit(doc, found[-1], number) if found else None)
        if measure is None:
            continue
        if found and continues(doc, found[-1], measure):
            found[-1] = add_measures(found[-1], measure)
        elif found and converts(doc, found[-1], measure):
            found[-1] = replace(found[-1], converted=measure.end)
        else:
            found.append(measure)
    return found


def _read_measure(doc: Document, number: Number) -> Measure | None:
    money = read_money(doc, number)
    if money is not None:
        return money
    code, end, bound = _unit_of(doc, number)
    if not code or _is_calibre(doc, number) or _is_model(doc, number):
        return None
    unit = doc.lexicon.units[localize_unit(code, doc.language)]
    if unit.kind == "currency":
        return None
    value, end = _with_half(doc, number.value, end)
    if number.pointed and unit.kind in ("count", "container"):
        value *= 1000
    end += end < len(doc.tokens) and doc.tokens[end].word == "." and doc.tokens[end - 1].word in _DOTTED
    qualifier, at = find_qualifier(doc, number.start, end)
    joined = doc.text[doc.tokens[number.end - 1].end :][:1] == "-"
    return Measure(value, unit, number.start, end, qualifier, at, end, joined, bound)


def _same_unit(doc: Document, before: Measure, number: Number) -> Measure | None:
    """A number in the unit told before it: "6.6 kilos de fentanilo y 5.27 de metanfetamina"."""
    if before.unit.kind != "mass" or before.adjective or not 0 < number.start - before.end <= _ELLIPSIS:
        return None
    gap = {token.word for token in doc.tokens[before.end : number.start]}
    linked = number.end < len(doc.tokens) and doc.tokens[number.end].word in ("of", "de")
    mark = doc.marks["substance"].get(number.end + linked)
    if gap & _BREAKS - {","} or not gap & {",", "y", "and", "e"} or mark is None:
        return None
    substance = doc.lexicon.substances[mark.code]
    follows = doc.tokens[mark.end].word if mark.end < len(doc.tokens) else "."
    if substance.family != "drug" or (not linked and (substance.count_unit or follows[0].isalnum())):
        return None
    behind = doc.tokens[mark.end : mark.end + 3]
    if any(token.word == "at" for token in behind) or doc.cues("weigh", mark.end, mark.end + 3):
        return None
    qualifier, place = find_qualifier(doc, number.start, number.end)
    return Measure(number.value, before.unit, number.start, number.end, qualifier, place, number.end)


def _unit_of(doc: Document, number: Number) -> tuple[str, int, int]:
    """The unit code of a number, the token after it, and the position of a name read with it; "" for none."""
    units, names = doc.marks["unit"], doc.marks["substance"]
    at, bound = number.end, -1
    told = _told_before_bracket(doc, number)
    if told is not None:
        return doc.lexicon.substances[told.code].count_unit, number.end, told.start
    at += at < len(doc.tokens) and doc.tokens[at].word == ")" and at + 1 in names
    at += doc.tokens[at - 1].word in _MILLIONS and at < len(doc.tokens) and doc.tokens[at].word == "de"
    at = _behind_spelling(doc, at)
    first = at = at + (at < len(doc.tokens) and doc.tokens[at].word in _MORE)
    limit = first + _NEAR + 1
    while at < min(limit, len(doc.tokens)):
        word = doc.tokens[at].word
        counted = doc.lexicon.substances[names[at].code].count_unit if at in names else ""
        unit = doc.lexicon.units[units[at].code] if at in units else None
        if counted and (unit is None or names[at].end > units[at].end) and (
            at == first or word not in doc.lexicon.doubtful
        ):  # fmt: skip
            return counted, names[at].end, at
        if unit is not None and (at == first or unit.kind in ("count", "container")):
            return unit.code, units[at].end, bound
        if at in doc.numbers and _is_calibre(doc, doc.numbers[at]):
            limit, at = limit + doc.numbers[at].end + 1 - at, doc.numbers[at].end
            continue
        limit += doc.text[doc.tokens[at].end : doc.tokens[at].end + 1] == "-"
        if word in _BREAKS or word in _CLOSES or at in doc.numbers or _is_year(doc, number) or _is_told_of(doc, at):
            break
        bound, at = (at if at in names and bound < 0 else bound), at + 1
    return "", -1, -1


def _is_told_of(doc: Document, at: int) -> bool:
    """Whether a word stands at a position that parts a number from what is counted: "two contained pills"."""
    cue = doc.marks["cue"].get(at)
    return cue is not None and cue.code in _PARTS


def _behind_spelling(doc: Document, at: int) -> int:
    """The position behind a number said again in brackets: "6,550 (seis mil quinientos cincuenta) kilogramos"."""
    spelled = doc.numbers.get(at + 1) if at < len(doc.tokens) and doc.tokens[at].word == "(" else None
    closed = spelled is not None and spelled.end < len(doc.tokens) and doc.tokens[spelled.end].word == ")"
    return spelled.end + 1 if spelled is not None and closed else at


def _told_before_bracket(doc: Document, number: Number) -> Mark | None:
    """The counted name before a bracket that holds nothing but the number: "fentanyl pills (about 21,000)"."""
    if number.end >= len(doc.tokens) or doc.tokens[number.end].word != ")":
        return None
    opens = next((at for at in range(number.start - 1, max(number.start - 4, 0), -1) if doc.tokens[at].word == "("), 0)
    before = (doc.marks["substance"].get(at) for at in range(max(0, opens - 4), opens))
    mark = next((mark for mark in before if mark is not None and mark.end == opens), None)
    return mark if mark is not None and doc.lexicon.substances[mark.code].count_unit else None


def _is_calibre(doc: Document, number: Number) -> bool:
    near = [token.word for token in doc.tokens[max(number.start - 2, 0) : number.start]]
    near = near if near[-1:] == ["."] else near[-1:]
    after = doc.tokens[number.end].word if number.end < len(doc.tokens) else ""
    return any(word in _CALIBRE for word in (*near, after)) or _TIMES.fullmatch(after) is not None


def _is_model(doc: Document, number: Number) -> bool:
    """Whether letters are joined to a number: "AK-47", "F-150"."""
    start = doc.tokens[number.start].start
    return start > 1 and doc.text[start - 1] == "-" and doc.text[start - 2].isalpha() and doc.text[start].isdigit()


def _is_year(doc: Document, number: Number) -> bool:
    word = doc.tokens[number.start].word
    return number.end == number.start + 1 and len(word) == 4 and word[:2] in ("19", "20") and word.isdigit()


def _with_half(doc: Document, value: Decimal, end: int) -> tuple[Decimal, int]:
    """A half said behind the unit: "a kilo and a half", "dos kilos y medio"."""
    words = [token.word for token in doc.tokens[end : end + 3]]
    if words[:2] in (["y", "medio"], ["y", "media"]):
        return value + HALF, end + 2
    return (value + HALF, end + 3) if words == ["and", "a", "half"] else (value, end)
