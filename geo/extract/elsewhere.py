"""A measure whose name does not follow it: the name before it, later, told before, or told in the next sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.extract.document import Document
from geo.extract.finding import Finding, is_named_drug, is_total, make_finding, name_code
from geo.extract.measure import Measure
from geo.extract.naming import UNNAMED, name_before, names_between

SELF_NAMED = {
    "round": "ammunition", "firearm": "firearms", "magazine": "magazines", "grenade": "grenades",
    "lab": "clandestine lab", "press": "pill press",
}  # fmt: skip
_NOT_NAMED = "narcotics (not named)"
_INHERITS = frozenset({"pill", "dose"})
_HOLDS = frozenset({"of", "de", "con", "conteniendo", "containing"})
_NEAR_AHEAD = 12


@dataclass(frozen=True)
class Sentence:
    """A sentence while its measures are bound.

    `taken` are the names, with the kind of unit, that a measure of the sentence is told directly of; `last` is the
    drug named last before it.
    """

    doc: Document
    index: int
    taken: frozenset[tuple[int, str]]
    last: str

    @property
    def start(self) -> int:
        """Its first token."""
        return self.doc.sentences[self.index][0]

    @property
    def end(self) -> int:
        """The token after its last."""
        return self.doc.sentences[self.index][1]


def bind_elsewhere(here: Sentence, measure: Measure) -> Finding | None:
    """The finding of a measure that no name follows; None where the text does not say what it measures."""
    if measure.unit.code == "lab" and measure.value == 1:
        return None
    if measure.unit.code in SELF_NAMED:
        return make_finding(here.doc, measure, -1, here.index, name=SELF_NAMED[measure.unit.code])
    if measure.unit.code == "pill":
        return _bind_pills(here, measure)
    if measure.unit.kind == "count" and measure.unit.code not in _INHERITS:
        return None
    name_at = name_before(here.doc, measure, here.start)
    if measure.unit.kind == "mass" and (name_at < 0 or name_code(here.doc, name_at) == UNNAMED):
        identified = _identified(here)
        if identified >= 0:
            code = here.doc.marks["substance"][identified].code
            return replace(make_finding(here.doc, measure, -1, here.index, name=code), total=False)
    return _bind_in_sentence(here, measure, name_at)


def mixed(doc: Document, measure: Measure, names: Sequence[int], index: int) -> Finding:
    """One weight of several drugs."""
    codes = list(dict.fromkeys(name_code(doc, at) for at in names))
    found = make_finding(doc, measure, names[0], index, name="mixed_drugs")
    name = f"mixed drugs ({', '.join(codes)})"
    start, end = min(found.start, names[0]), max(found.end, doc.marks["substance"][names[-1]].end)
    return replace(found, substance=found.substance._replace(name=name), start=start, end=end)


def _bind_in_sentence(here: Sentence, measure: Measure, name_at: int) -> Finding | None:
    doc, kind, taken = here.doc, measure.unit.kind, here.taken
    total = is_total(doc, measure, here.start, here.end)
    is_taken = (name_at, kind) in taken
    ahead = names_between(doc, measure.end, here.end)
    later = [at for at in ahead if (at, kind) not in taken and is_named_drug(doc, at)]
    if is_taken and (total or _holds_another_thing(doc, name_at, measure.start)):
        return None
    told = name_at in {at for at, _ in taken} and later and later[0] - measure.end <= _NEAR_AHEAD
    if later and (name_at < 0 or is_taken or (told and kind == "count")):
        return make_finding(doc, measure, later[0], here.index)
    if name_at >= 0 and name_code(doc, name_at) != UNNAMED:
        shared = _shared(here, name_at) if total else []
        if shared:
            return mixed(doc, measure, [*shared, name_at], here.index)
        return make_finding(doc, measure, name_at, here.index)
    if total:
        return _bind_to_only_drug(here, measure) if kind == "mass" else None
    if _measures_a_person(here, measure):
        return None
    before = [at for at in names_between(doc, here.start, measure.first) if is_named_drug(doc, at)]
    last = doc.marks["substance"][before[-1]].code if before else here.last
    if last and not _holds_another_thing(doc, here.start, measure.start):
        return make_finding(doc, measure, -1, here.index, name=last)
    return make_finding(doc, measure, name_at, here.index) if name_at >= 0 else None


def _bind_to_only_drug(here: Sentence, measure: Measure) -> Finding | None:
    """The total weight of "the contraband" or "the packages" in a paragraph that names one drug."""
    doc, first = here.doc, here.doc.paragraphs.index(here.doc.paragraphs[here.index])
    told = names_between(doc, doc.sentences[first][0], measure.first)
    codes = {doc.marks["substance"][at].code for at in told if is_named_drug(doc, at)}
    if len(codes) != 1:
        return None
    return make_finding(doc, measure, -1, here.index, name=codes.pop())


def _bind_pills(here: Sentence, measure: Measure) -> Finding:
    """Pills without a name: of the drug in pills that their passage tells, rather before them; else not named."""
    doc = here.doc
    ahead = names_between(doc, measure.end, here.end)
    free = [at for at in ahead if (at, "mass") not in here.taken and _comes_in_pills(doc, at)]
    if free and free[0] - measure.end <= _NEAR_AHEAD:
        return make_finding(doc, measure, free[0], here.index)
    name_at = next((at for at in _passage(here, measure) if _comes_in_pills(doc, at)), -1)
    if here.start <= name_at < here.end:
        return make_finding(doc, measure, name_at, here.index)
    name = doc.marks["substance"][name_at].code if name_at >= 0 else _NOT_NAMED
    return make_finding(doc, measure, -1, here.index, name=name)


def _passage(here: Sentence, measure: Measure) -> Iterator[int]:
    """The names of a paragraph, from a measure back to its head and then on to its end; then all told before."""
    doc, paragraph = here.doc, here.doc.paragraphs[here.index]
    first = doc.paragraphs.index(paragraph)
    head, last = doc.sentences[first][0], here.index
    while last + 1 < len(doc.sentences) and doc.paragraphs[last + 1] == paragraph:
        last += 1
    yield from reversed(names_between(doc, head, measure.start))
    yield from names_between(doc, measure.end, doc.sentences[last][1])
    yield from reversed(names_between(doc, doc.sentences[max(0, first - 4)][0], head))


def _comes_in_pills(doc: Document, at: int) -> bool:
    return name_code(doc, at) in doc.lexicon.in_pills


def _identified(here: Sentence) -> int:
    """The position of the drug that the next sentences say it was: "the contents tested positive for cocaine"."""
    doc = here.doc
    for index in range(here.index + 1, min(here.index + 3, len(doc.sentences))):
        start, end = doc.sentences[index]
        names = [at for at in names_between(doc, start, end) if is_named_drug(doc, at)]
        if doc.paragraphs[index] != doc.paragraphs[here.index] or names:
            told = doc.paragraphs[index] == doc.paragraphs[here.index] and doc.cues("identify", start, end)
            weighed = any(doc.lexicon.units[mark.code].kind == "mass" for mark in doc.between("unit", start, end))
            return names[0] if told and not weighed else -1
    return -1


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


def _shared(here: Sentence, name_at: int) -> list[int]:
    """The other unmeasured drugs named just before ("meth and heroin, 60 pounds combined")."""
    doc = here.doc
    before = [at for at in names_between(doc, max(here.start, name_at - 6), name_at) if is_named_drug(doc, at)]
    return [at for at in before if (at, "mass") not in here.taken and name_code(doc, at) != name_code(doc, name_at)]


def _measures_a_person(here: Sentence, measure: Measure) -> bool:
    return bool(here.doc.cues("person", max(here.start, measure.first - 2), measure.first))
