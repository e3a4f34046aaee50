"""Measures that are not told beside what they measure: in the order of the names before, or so much in each package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.extract.document import Document
from geo.extract.exclusions import is_of_each
from geo.extract.finding import Finding, is_named_drug, make_finding, name_code
from geo.extract.measure import Measure
from geo.extract.naming import name_after, names_between

_NEAR = 7
_BACK = 3


def pair_in_order(doc: Document, measures: Sequence[Measure], index: int) -> list[Finding]:
    """What "37.8 pounds and 5.6 pounds respectively" measures: as many drugs, named in the same order before."""
    start, end = doc.sentences[index]
    if len(measures) < 2 or not doc.cues("respectively", start, end):
        return []
    for at in range(index, max(-1, index - _BACK), -1):
        names = _first_named(doc, *doc.sentences[at])
        if len(names) == len(measures):
            told = zip(measures, names, strict=True)
            return [_make(doc, measure, name_at, index) for measure, name_at in told]
    return []


def multiply_packages(doc: Document, measures: Sequence[Measure], index: int) -> list[Finding]:
    """What packages hold together that hold so much each: "15 bags, each with one kilo of fentanyl"."""
    start, end = doc.sentences[index]
    found = []
    for package, each in zip(measures, measures[1:], strict=False):
        told_together = package.unit.kind == "container" and 0 <= each.first - package.end <= _NEAR
        if told_together and each.unit.kind in ("mass", "count") and is_of_each(doc, each, package.end):
            name_at, _ = name_after(doc, each, end, {})
            names = _first_named(doc, start, end)
            name_at = name_at if name_at >= 0 else (names[0] if len(names) == 1 else -1)
            if name_at >= 0 and is_named_drug(doc, name_at):
                whole = replace(each, value=package.value * each.value, start=package.start, qualifier_start=-1)
                whole = replace(whole, qualifier="", bound=-1)
                found.append(replace(make_finding(doc, whole, name_at, index), is_product=True))
    return found


def _make(doc: Document, measure: Measure, name_at: int, index: int) -> Finding:
    start, end = doc.sentences[index]
    if start <= name_at < end:
        return make_finding(doc, measure, name_at, index)
    return make_finding(doc, measure, -1, index, name=doc.marks["substance"][name_at].code)


def _first_named(doc: Document, start: int, end: int) -> list[int]:
    """Where each drug of a run of tokens is named first."""
    names: dict[str, int] = {}
    for at in names_between(doc, start, end):
        if is_named_drug(doc, at):
            names.setdefault(name_code(doc, at), at)
    return list(names.values())
