"""An event while its text is read: its findings, what is known of its date and place, and how these compare."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.dates import Period
from geo.extract.datemention import DateMention
from geo.extract.document import Document
from geo.extract.finding import Finding, is_named_drug
from geo.extract.places import PlaceMention
from geo.extract.resolve import UNRESOLVED, Resolved
from geo.extract.tokens import word_set
from geo.vocab import fold

LEAD = 3
"""A text sums up what it tells in at most so many sentences at its head."""
_GENERIC = word_set("port of entry the international bridge in at de la el internacional puente border near")


@dataclass
class Draft:
    """An event being read; its findings and what is known of its date and place.

    `dated_sentences` tell a day of it, `run_sentences` a run of days; `has_own_place` tells that a paragraph opens with
    its place, `tells_several` that it is the lead of several events.
    """

    findings: list[Finding] = field(default_factory=list)
    date: Resolved = UNRESOLVED
    mention: DateMention | None = None
    place: PlaceMention | None = None
    is_carried: bool = False
    places: list[PlaceMention] = field(default_factory=list)
    start: int = 0
    named: set[str] = field(default_factory=set)
    is_lead: bool = False
    dated_sentences: set[int] = field(default_factory=set)
    run_sentences: set[int] = field(default_factory=set)
    has_own_place: bool = False
    tells_several: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether a date was told, even one that could not be resolved; a week or a run of days is none."""
        return self.mention is not None and not self.mention.is_run and self.mention.relative != "week"

    def is_summary(self, finding: Finding) -> bool:
        """Whether a finding may only sum up what is told elsewhere: it is told without a date, or before any event."""
        return (self.is_lead or not self.is_dated) and finding.sentence not in self.dated_sentences


def is_finer(new: Period, old: Period) -> bool:
    if new.start is None or new.end is None:
        return False
    return old.start is None or old.end is None or new.end - new.start < old.end - old.start


def what_is_said(mention: DateMention | None) -> tuple[int | None, int | None, int | None, str]:
    if mention is None:
        return None, None, None, ""
    return mention.month, mention.day, mention.weekday if mention.day is None else None, mention.relative


def rank_place(mention: PlaceMention) -> int:
    return {"crossing": 3, "checkpoint": 3, "port": 2, "region": 0}.get(mention.kind, 1)


def is_same_place(doc: Document, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether two mentions share a name: "World Trade Bridge" and "World Trade Bridge cargo facility"."""
    one, other = (_names(doc, mention) for mention in (first, second))
    return not one or not other or one <= other or other <= one


def _names(doc: Document, mention: PlaceMention) -> frozenset[str]:
    words = fold(doc.words(mention.start, mention.end)).replace("-", " ").replace(",", " ").split()
    return frozenset(word for word in words if word not in _GENERIC)


def find_references(doc: Document, start: int, end: int, measured: set[int]) -> list[int]:
    """Positions of names told with "the" and without a measure."""
    articles = {"the", "la", "el", "los", "las"}
    names = [at for at in range(start, end) if at in doc.marks["substance"] and at not in measured and at > 0]
    return [at for at in names if doc.tokens[at - 1].word in articles and (is_named_drug(doc, at) or _is_arm(doc, at))]


def _is_arm(doc: Document, at: int) -> bool:
    return doc.lexicon.substances[doc.marks["substance"][at].code].family == "firearms"


def is_of(finding: Finding, code: str) -> bool:
    return finding.substance.commodity_code == code