"""What was found and how much: every measure bound to the name of the thing it measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.extract.besides import find_containers, find_currencies, find_single_arms
from geo.extract.document import Document
from geo.extract.exclusions import is_barred, is_statistic
from geo.extract.finding import Finding, is_named_drug, is_total, make_finding, name_code
from geo.extract.measure import Measure
from geo.extract.naming import UNNAMED, name_after, name_before, names_between, names_listed

_SELF_NAMED = {"round": "ammunition", "firearm": "firearms", "magazine": "magazines", "grenade": "grenades"}
_INHERITS = frozenset({"pill", "dose"})
_UNLINKED = _INHERITS | _SELF_NAMED.keys()
_DEFINITE = frozenset({"the", "la", "el", "los", "las"})
_HOLDS = frozenset({"of", "de", "con", "conteniendo", "containing"})
_NEAR_AHEAD = 12


def find_findings(doc: Document, measures: list[Measure]) -> list[Finding]:
    """The things found, in the order of the text; statistics, comparisons and prices are left out."""
    found: list[Finding] = []
    last = ""
    by_sentence: dict[int, list[Measure]] = {}
    for measure in measures:
        by_sentence.setdefault(doc.sentence_at(measure.start), []).append(measure)
    for index, (start, end) in enumerate(doc.sentences):
        here = by_sentence.get(index, [])
        told = [] if is_statistic(doc, start, end) else _bind_sentence(doc, here, index, last)
        found += told or _bare_names(doc, index, here)
        last = next(
            (doc.marks["substance"][at].code for at in reversed(range(start, end)) if is_named_drug(doc, at)), last
        )
    return found


def _bare_names(doc: Document, index: int, measures: list[Measure]) -> list[Finding]:
    """Named drugs that a sentence tells were found, without an amount."""
    start, end = doc.sentences[index]
    if is_statistic(doc, start, end) or any(m.unit.kind == "mass" for m in measures):
        return []
    if not doc.cues("seize", start, end) or doc.cues("negation", start, end) or doc.cues("comparison", start, end):
        return []
    told = [at for at in names_between(doc, start, end) if doc.tokens[at - 1].word not in _DEFINITE]
    names = {name_code(doc, at): at for at in reversed(told) if is_named_drug(doc, at)}
    marks = [doc.marks["substance"][at] for at in sorted(names.values())]
    substances = doc.lexicon.substances
    return [Finding(substances[mark.code], None, mark.start, mark.start, mark.end, index) for mark in marks]


def _bind_sentence(doc: Document, measures: list[Measure], index: int, last: str) -> list[Finding]:
    start, end = doc.sentences[index]
    barred = [cue.start for cue in doc.cues("comparison", start, end)]
    kept = [m for m in measures if not is_barred(doc, m, barred)]
    amounts = [m for m in kept if m.unit.kind in ("mass", "count", "volume")]
    containers = {m.start: m.end for m in measures if m.unit.kind == "container"}
    after = {m.start: name_after(doc, m, end, containers) for m in amounts}
    taken = {(after[m.start][0], m.unit.kind) for m in amounts if after[m.start][0] >= 0}
    found = []
    for measure in amounts:
        name_at, other = after[measure.start]
        bound = _bind_after(doc, measure, name_at, index) if name_at >= 0 else None
        if bound is None and not measure.adjective and (not other or measure.unit.code in _UNLINKED):
            bound = _bind_elsewhere(doc, measure, index, taken, last)
        if bound is not None:
            found.append(bound)
    found += find_containers(doc, kept, index) + find_currencies(doc, kept, index)
    found += find_single_arms(doc, index, {at for at, _ in taken})
    return sorted(found, key=lambda finding: finding.start)


def _bind_after(doc: Document, measure: Measure, name_at: int, index: int) -> Finding:
    """A measure of the name behind it, or of all the names listed there."""
    listed = names_listed(doc, name_at, doc.sentences[index][1]) if measure.unit.kind == "mass" else [name_at]
    if len({name_code(doc, at) for at in listed} - {UNNAMED}) < 2:
        return make_finding(doc, measure, name_at, index)
    return _mixed(doc, measure, listed, index)


def _mixed(doc: Document, measure: Measure, names: Sequence[int], index: int) -> Finding:
    """One weight of several drugs."""
    codes = list(dict.fromkeys(name_code(doc, at) for at in names))
    found = make_finding(doc, measure, names[0], index, name="mixed_drugs")
    name = f"mixed drugs ({', '.join(codes)})"
    start, end = min(found.start, names[0]), max(found.end, doc.marks["substance"][names[-1]].end)
    return replace(found, substance=found.substance._replace(name=name), start=start, end=end)


def _bind_elsewhere(
    doc: Document, measure: Measure, index: int, taken: set[tuple[int, str]], last: str
) -> Finding | None:
    """A measure whose name does not follow it: the name before it, later in the sentence, or told before."""
    start, end = doc.sentences[index]
    total = is_total(doc, measure, start, end)
    if measure.unit.code in _SELF_NAMED:
        return make_finding(doc, measure, -1, index, name=_SELF_NAMED[measure.unit.code])
    if measure.unit.kind == "count" and measure.unit.code not in _INHERITS:
        return None
    name_at = name_before(doc, measure, start)
    kind = measure.unit.kind
    is_taken = (name_at, kind) in taken
    later = [at for at in names_between(doc, measure.end, end) if (at, kind) not in taken and is_named_drug(doc, at)]
    if is_taken and (total or _holds_another_thing(doc, name_at, measure.start)):
        return None
    told = name_at in {at for at, _ in taken} and later and later[0] - measure.end <= _NEAR_AHEAD
    if later and (name_at < 0 or is_taken or (told and kind == "count")):
        return make_finding(doc, measure, later[0], index)
    if name_at >= 0 and name_code(doc, name_at) != UNNAMED:
        shared = _shared(doc, name_at, start, taken) if total else []
        if shared:
            return _mixed(doc, measure, [*shared, name_at], index)
        return make_finding(doc, measure, name_at, index)
    if total or _measures_a_person(doc, measure, start):
        return None
    here = [at for at in names_between(doc, start, measure.first) if is_named_drug(doc, at)]
    last = doc.marks["substance"][here[-1]].code if here else last
    if last and not _holds_another_thing(doc, start, measure.start):
        return make_finding(doc, measure, -1, index, name=last)
    return make_finding(doc, measure, name_at, index) if name_at >= 0 else None


def _holds_another_thing(doc: Document, start: int, stop: int) -> bool:
    """Whether packages told before a measure are said to hold something unlisted ("30 packages of sugar, 31 kilos")."""
    for mark in doc.between("unit", start, stop):
        if doc.lexicon.units[mark.code].kind == "container" and mark.end + 1 < stop:
            follows = doc.tokens[mark.end + 1].word
            holds = doc.tokens[mark.end].word in _HOLDS and follows[0].isalpha() and mark.end + 1 not in doc.numbers
            listed = mark.end + 1 in doc.marks["qualifier"] or names_between(doc, mark.end, mark.end + 4)
            if holds and not listed:
                return True
    return False


def _shared(doc: Document, name_at: int, start: int, taken: set[tuple[int, str]]) -> list[int]:
    """The other unmeasured drugs named just before ("meth and heroin, 60 pounds combined")."""
    before = [at for at in names_between(doc, max(start, name_at - 6), name_at) if is_named_drug(doc, at)]
    return [at for at in before if (at, "mass") not in taken and name_code(doc, at) != name_code(doc, name_at)]


def _measures_a_person(doc: Document, measure: Measure, start: int) -> bool:
    return bool(doc.cues("person", max(start, measure.first - 2), measure.first))
