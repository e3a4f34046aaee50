"""What was found and how much: every measure bound to the name of the thing it measures."""

from __future__ import annotations

from dataclasses import replace

from geo.extract.besides import find_containers, find_currencies, find_single_arms
from geo.extract.document import Document
from geo.extract.elsewhere import SELF_NAMED, Sentence, bind_elsewhere, mixed
from geo.extract.exclusions import counts_many, is_barred, is_statistic
from geo.extract.finding import Finding, is_named_drug, make_finding, name_code
from geo.extract.measure import Measure
from geo.extract.naming import UNNAMED, name_after, names_between, names_listed
from geo.extract.ordered import multiply_packages, pair_in_order
from geo.extract.tokens import word_set

_UNLINKED = {"pill", "dose"} | SELF_NAMED.keys()
_DEFINITE = frozenset({"the", "la", "el", "los", "las", "del"})
_LOOKS = word_set("color colores colour various different several diversos diversas varios varias distintos that the")
_AGAINST = frozenset({"counter", "anti", "contra", "against"})


def find_findings(doc: Document, measures: list[Measure]) -> list[Finding]:
    """The things found, in the order of the text; statistics, comparisons and prices are left out."""
    found: list[Finding] = []
    last, summed = "", -1
    by_sentence: dict[int, list[Measure]] = {}
    for measure in measures:
        by_sentence.setdefault(doc.sentence_at(measure.start), []).append(measure)
    for index, (start, end) in enumerate(doc.sentences):
        here = by_sentence.get(index, [])
        summed = _summed(doc, index, summed)
        is_silent = is_statistic(doc, start, end)
        told = [] if is_silent else _bind_sentence(doc, here, index, last)
        told = told or ([] if is_silent else _bare_names(doc, index, here))
        is_summed = summed == doc.paragraphs[index]
        found += [replace(finding, is_summed=True) for finding in told] if is_summed else told
        last = next(
            (doc.marks["substance"][at].code for at in reversed(range(start, end)) if is_named_drug(doc, at)), last
        )
    return found


def _summed(doc: Document, index: int, before: int) -> int:
    """The paragraph that sums up many seizures, up to a sentence with a date of its own; -1 for none."""
    start, end = doc.sentences[index]
    if counts_many(doc, start, end):
        return doc.paragraphs[index]
    return -1 if doc.between("month", start, end) or doc.between("weekday", start, end) else before


def _bare_names(doc: Document, index: int, measures: list[Measure]) -> list[Finding]:
    """Named drugs that a sentence tells were found, without an amount."""
    start, end = doc.sentences[index]
    if any(m.unit.kind == "mass" for m in measures):
        return []
    if not doc.cues("seize", start, end) or doc.cues("negation", start, end) or doc.cues("comparison", start, end):
        return []
    told = [at for at in names_between(doc, start, end) if doc.tokens[at - 1].word not in _DEFINITE | _AGAINST]
    names = {name_code(doc, at): at for at in reversed(told) if is_named_drug(doc, at)}
    marks = [doc.marks["substance"][at] for at in sorted(names.values())]
    substances = doc.lexicon.substances
    return [Finding(substances[mark.code], None, mark.start, mark.start, mark.end, index) for mark in marks]


def _bind_sentence(doc: Document, measures: list[Measure], index: int, last: str) -> list[Finding]:
    start, end = doc.sentences[index]
    barred = [cue.start for cue in doc.cues("comparison", start, end)]
    kept = [m for m in measures if not is_barred(doc, m, barred)]
    amounts = [m for m in kept if m.unit.kind in ("mass", "count", "volume")]
    paired = pair_in_order(doc, [m for m in amounts if m.unit.kind == "mass"], index)
    amounts = [m for m in amounts if all(finding.measure is not m for finding in paired)]
    containers = {m.start: m.end for m in measures if m.unit.kind == "container"}
    after = {m.start: _named_after(doc, m, end, containers) for m in amounts}
    taken = frozenset((after[m.start][0], m.unit.kind) for m in amounts if after[m.start][0] >= 0)
    here = Sentence(doc, index, taken, last)
    found = paired + multiply_packages(doc, measures, index)
    for measure in amounts:
        name_at, other = after[measure.start]
        bound = _bind_after(doc, measure, name_at, index) if name_at >= 0 else None
        if bound is None and not measure.adjective and (not other or _is_unlinked(doc, measure)):
            bound = bind_elsewhere(here, measure)
        if bound is not None:
            found.append(bound)
    found += find_containers(doc, kept, index) + find_currencies(doc, kept, index)
    found += find_single_arms(doc, index, {at for at, _ in taken})
    return sorted(found, key=lambda finding: finding.start)


def _is_unlinked(doc: Document, measure: Measure) -> bool:
    """Whether "of" behind a measure need not name what it is: "rounds of several calibres", "pills of that colour"."""
    if measure.unit.code == "pill" and doc.tokens[measure.end].word in ("of", "de"):
        return measure.end + 1 < len(doc.tokens) and doc.tokens[measure.end + 1].word in _LOOKS
    return measure.unit.code in _UNLINKED


def _named_after(doc: Document, measure: Measure, end: int, containers: dict[int, int]) -> tuple[int, bool]:
    """The name that follows a measure; a unit that is a name itself is not of another thing behind it."""
    name_at, other = name_after(doc, measure, end, containers)
    itself = SELF_NAMED.get(measure.unit.code)
    if name_at >= 0 and itself is not None and doc.lexicon.substances[itself].commodity_code != name_code(doc, name_at):
        return -1, False
    return name_at, other


def _bind_after(doc: Document, measure: Measure, name_at: int, index: int) -> Finding:
    """A measure of the name behind it, or of all the names listed there."""
    meant = _meant_by(doc, name_at)
    if meant:
        return make_finding(doc, measure, -1, index, name=meant)
    listed = names_listed(doc, name_at, doc.sentences[index][1]) if measure.unit.kind == "mass" else [name_at]
    if len({name_code(doc, at) for at in listed} - {UNNAMED}) < 2:
        return make_finding(doc, measure, name_at, index)
    return mixed(doc, measure, listed, index)


def _meant_by(doc: Document, name_at: int) -> str:
    """The one drug named before "the drug", "del psicotrópico"; empty for another name, or where several were named."""
    if name_code(doc, name_at) != UNNAMED or doc.tokens[name_at - 1].word not in _DEFINITE:
        return ""
    named = {doc.marks["substance"][at].code for at in names_between(doc, 0, name_at) if is_named_drug(doc, at)}
    return named.pop() if len({doc.lexicon.substances[code].commodity_code for code in named}) == 1 else ""
