"""What is told otherwise than by weight: packages without a weight, money, a single weapon."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from geo.extract.document import Document
from geo.extract.finding import Finding, is_named_drug, make_finding, name_code
from geo.extract.measure import Measure
from geo.extract.naming import is_name, name_after, names_between
from geo.extract.tokens import word_set

_DETERMINERS = word_set("a an the his her their two un una el la su sus")


def find_containers(doc: Document, measures: list[Measure], index: int) -> list[Finding]:
    """Packages of a named drug: kept for events that tell no weight of it."""
    found = []
    for measure in measures:
        if measure.unit.kind == "container":
            name_at, _ = name_after(doc, measure, doc.sentences[index][1], {})
            if name_at >= 0 and is_named_drug(doc, name_at):
                found.append(make_finding(doc, measure, name_at, index))
    return found


def find_currencies(doc: Document, measures: list[Measure], index: int) -> list[Finding]:
    start, end = doc.sentences[index]
    found: list[Finding] = []
    if doc.cues("rule", start, end):
        return found
    for measure in measures:
        valued = doc.cues("value", _clause_start(doc, start, measure.first), min(end, measure.end + 2))
        if measure.unit.kind == "currency" and not valued:
            near = range(max(start, measure.first - 6), min(end, measure.end + 7))
            cash = next((at for at in near if _is_cash(doc, at)), -1)
            if cash >= 0 or _is_taken_directly(doc, measure, start, end):
                bound = make_finding(doc, measure, -1, index, name="currency")
                found.append(replace(bound, total=False, name_at=cash))
    return found


def _clause_start(doc: Document, start: int, at: int) -> int:
    """Where the search for words of value begins: behind the last words of seizing before an amount of money."""
    seized = doc.cues("seize", start, at)
    return seized[-1].end if seized else start


def _is_cash(doc: Document, at: int) -> bool:
    """Whether money itself is named at a position, not just the unit of a price."""
    if not is_name(doc, at) or name_code(doc, at) != "currency":
        return False
    mark = doc.marks["substance"][at]
    return at not in doc.marks["unit"] or mark.end > doc.marks["unit"][at].end


def _is_taken_directly(doc: Document, measure: Measure, start: int, end: int) -> bool:
    """Whether money is itself what was seized: "seized $45,000", not "seized $45,000 in meth"."""
    after = [doc.tokens[at].word for at in range(measure.end, min(measure.end + 2, end))]
    in_place = after[:1] in (["in"], ["en"]) and after[-1] in _DETERMINERS
    if after and after[0] in ("in", "en", "worth", "de", "of", ")") and not in_place:
        return False
    if doc.cues("seize", max(start, measure.first - 2), measure.first):
        return True
    others = [at for at in names_between(doc, start, end) if name_code(doc, at) != "currency"]
    return bool(doc.cues("seize", start, end)) and not others and not doc.cues("value", start, end)


def find_single_arms(doc: Document, index: int, taken: set[int]) -> list[Finding]:
    """One weapon told with an article: "found a handgun", "a loaded .45 caliber pistol"."""
    start, end = doc.sentences[index]
    found: list[Finding] = []
    for at in names_between(doc, start, end):
        near = range(at - 1, max(start, at - 6) - 1, -1)
        first = next((pos for pos in near if doc.tokens[pos].word in ("a", "an")), -1)
        between = {doc.tokens[pos].word for pos in range(first, at)}
        if at in taken or first < 0 or {"with", ","} & between or name_code(doc, at) != "firearms":
            continue
        again = bool(found) and found[-1].start == first
        if doc.cues("seize", start, at) and doc.tokens[at].word[-1] != "s" and not again:
            unit = doc.lexicon.units["firearm"]
            found.append(make_finding(doc, Measure(Decimal(1), unit, first, at, converted=at), at, index))
    return found
