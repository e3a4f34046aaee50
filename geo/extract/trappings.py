"""What stands around a seizure in a text: agency, conveyance, where it was hidden."""

from __future__ import annotations

from geo.extract.document import Document
from geo.extract.lexicon import Mark
from geo.extract.model import Told
from geo.extract.tokens import word_set

_GENERAL_AGENCY = frozenset({"cbp"})
_GENERAL_CONVEYANCE = frozenset({"vehicle", "cargo", "building"})
_HIDING_LONGEST = 10
_RELEASE = 2000
_HIDING_ENDS = word_set(". ; : ( ) [ ] – — ! ? , and y was were while after that which weighing valued on at el")
_NOT_HIDING = ("qualifier", "month", "weekday", "day_word")


def find_agencies(doc: Document, start: int, end: int) -> tuple[Told, ...]:
    """The agencies that seized, by the text of an event, then by the text before it; not those that took it over."""
    before, behind = max(0, start - _RELEASE), min(len(doc.tokens), end + _RELEASE)
    return _agencies(doc, start, end) or _agencies(doc, before, start) or _agencies(doc, end, behind)


def find_conveyance(doc: Document, start: int, end: int) -> Told | None:
    """The first conveyance told of an event, rather a named kind than a vehicle or cargo."""
    marks = doc.between("conveyance", start, end)
    return next(
        (_told(doc, mark) for mark in sorted(marks, key=lambda m: (m.code in _GENERAL_CONVEYANCE, m.start))), None
    )


def find_concealment(doc: Document, start: int, end: int) -> Told | None:
    """The words that tell where it was hidden: "inside a false floor", "ocultos en cajas de chile"."""
    for cue in doc.cues("conceal", start, end):
        stop = cue.end
        while stop < min(end, cue.end + _HIDING_LONGEST) and doc.tokens[stop].word not in _HIDING_ENDS:
            if stop in doc.numbers or any(stop in doc.marks[kind] for kind in _NOT_HIDING):
                break
            stop += 1
        if stop > cue.end:
            return Told("", doc.words(cue.start, stop), doc.span(cue.start, stop))
    return None


def _agencies(doc: Document, start: int, end: int) -> tuple[Told, ...]:
    seizing = [mark for mark in doc.between("agency", start, end) if not _takes_over(doc, mark)]
    codes: dict[str, Mark] = {}
    for mark in sorted(seizing, key=lambda m: m.code in _GENERAL_AGENCY):
        codes.setdefault(mark.code, mark)
    return tuple(_told(doc, mark) for mark in codes.values())


def _takes_over(doc: Document, mark: Mark) -> bool:
    """Whether "turned over to" stands before an agency, or "are investigating" behind it, in its sentence."""
    start, end = doc.sentences[doc.sentence_at(mark.start)]
    handed = doc.cues("handover", max(start, mark.start - 6), min(end, mark.end + 6))
    return bool(handed)


def _told(doc: Document, mark: Mark) -> Told:
    return Told(mark.code, doc.words(mark.start, mark.end), doc.span(mark.start, mark.end))
