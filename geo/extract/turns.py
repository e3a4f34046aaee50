"""Where the next event begins: what is told next is of another day, or at another place."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.extract.datemention import DateMention
from geo.extract.document import Document
from geo.extract.draft import Draft, is_same_place, what_is_said
from geo.extract.finding import Finding
from geo.extract.places import STRONG, PlaceMention
from geo.extract.resolve import Resolved

NEW_DAY = frozenset({"same_day", "next_day", "previous_day", "days"})
_COUNTS = frozenset({"mass", "count", "volume", "currency"})
_HEAD = 2


@dataclass
class Telling:
    """What a sentence has told so far.

    `pending` are its findings since its last date or place, `ahead` its places before any finding; `trailing` tells
    that findings came before a date. `has_findings`, `has_amounts` and `names` look at the whole sentence, `opens`
    tells that the sentence heads its paragraph, and `paragraph_amounts` that its paragraph tells amounts.
    """

    index: int
    has_findings: bool = False
    has_amounts: bool = False
    opens: bool = False
    paragraph_amounts: bool = False
    names: frozenset[str] = frozenset()
    date_seen: bool = False
    trailing: bool = False
    pending: list[Finding] = field(default_factory=list)
    ahead: list[PlaceMention] = field(default_factory=list)


def is_amount(finding: Finding) -> bool:
    """Whether a finding tells more than a name or a number of packages."""
    return finding.kind in _COUNTS


def opens_clause(doc: Document, mention: DateMention) -> bool:
    """Whether a date stands at the head of its clause, so that what was told before it is not of that day."""
    before = doc.tokens[mention.start - 1].word if mention.start else ""
    return before == ";" or (before in (",", "and", "y", "(", "–", "—") and mention.relative in NEW_DAY)


def is_other_day(doc: Document, draft: Draft, telling: Telling, mention: DateMention, resolved: Resolved) -> bool:
    """Whether a date told next is that of another event than the one being told."""
    told_before = [f for f in draft.findings if not (telling.trailing and f in telling.pending)]
    if mention.relative in NEW_DAY and told_before:
        return True
    heads = mention.start <= doc.sentences[telling.index][0] + 1
    if mention.is_run and draft.is_dated and telling.opens and told_before:
        return True
    apart = telling.has_findings if draft.is_lead else telling.has_amounts
    apart = apart or (heads and (not draft.is_lead or draft.tells_several))
    if not draft.is_dated and told_before and apart:
        return True
    if not draft.is_dated or (not draft.findings and not telling.pending):
        return draft.is_dated and not draft.findings and not draft.date.period.overlaps(resolved.period)
    if draft.date.period.start is None or resolved.period.start is None:
        return what_is_said(mention) != what_is_said(draft.mention)
    return not draft.date.period.overlaps(resolved.period)


def is_other_place(doc: Document, draft: Draft, telling: Telling, mention: PlaceMention) -> bool:
    """Whether a place told next is that of another event than the one being told."""
    same = draft.place is not None and is_same_place(doc, draft.place, mention)
    if not draft.findings or (same and not (telling.opens and _is_one_of(doc, draft.place, mention))):
        return False
    if telling.opens and mention.leading and telling.paragraph_amounts and any(map(is_amount, draft.findings)):
        return not telling.pending
    if draft.place is None:
        return False
    if not telling.has_findings or all(finding in telling.pending for finding in draft.findings):
        return False
    if mention.kind in STRONG and draft.place.kind in STRONG:
        return telling.has_amounts or not telling.names <= draft.named
    return (mention.leading and not telling.pending) or _adds(doc, telling.index)


def _is_one_of(doc: Document, places: PlaceMention | None, mention: PlaceMention) -> bool:
    """Whether a place is one of several told at once: "Mier y Reynosa", then "Mier"."""
    told = doc.tokens[places.start : places.end] if places is not None else []
    both = any(token.word in ("y", "and") for token in told)
    return both and not any(token.word in ("y", "and") for token in doc.tokens[mention.start : mention.end])


def _adds(doc: Document, index: int) -> bool:
    """Whether a sentence opens with "Additionally" or the like."""
    start, end = doc.sentences[index]
    return bool(doc.cues("besides", start, min(end, start + _HEAD)))
