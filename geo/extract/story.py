"""The thread of a text: which findings, dates and places belong to one event, and where the next event begins."""

from __future__ import annotations

from collections.abc import Sequence

from geo.dates import UNKNOWN, Period
from geo.extract.document import Document
from geo.extract.draft import Draft, find_references, is_finer, is_of, is_same_place, rank_place, what_is_said
from geo.extract.finding import Finding
from geo.extract.places import STRONG, PlaceMention
from geo.extract.resolve import Resolved, resolve_date
from geo.extract.textdates import DateMention

_NEW_DAY = frozenset({"same_day", "next_day", "previous_day", "days"})
_LOOSE = frozenset({"week", "weekend", "span"})
Step = tuple[int, int, Finding | DateMention | PlaceMention | int | str]
"""Something told: its token, its order among what starts there, and what it is."""


def read_story(
    doc: Document,
    findings: Sequence[Finding],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    published: Period,
) -> list[Draft]:
    """Group the findings of a text into events, in the order of the text."""
    story = _Story(doc, published)
    steps: dict[int, list[Step]] = {}
    measured = {finding.name_at for finding in findings}
    for finding in findings:
        first = finding.measure.start if finding.measure is not None else finding.start
        steps.setdefault(finding.sentence, []).append((first, 3, finding))
    for date in dates:
        if date.role == "event":
            steps.setdefault(doc.sentence_at(date.start), []).append((date.start, 1, date))
    for place in places:
        steps.setdefault(doc.sentence_at(place.start), []).append((place.start, 2, place))
    for index, (start, end) in enumerate(doc.sentences):
        here = steps.get(index, [])
        here += [(cue.start, 0, code) for code in ("new_event", "first_event") for cue in doc.cues(code, start, end)]
        here += [(at, 4, at) for at in find_references(doc, start, end, measured)]
        story.read_sentence(index, sorted(here, key=lambda step: step[:2]))
    return [draft for draft in story.drafts if draft.findings]


class _Story:
    """The events told so far; the last is the current one."""

    def __init__(self, doc: Document, published: Period) -> None:
        self.doc = doc
        self.published = published
        self.drafts = [Draft(is_lead=True)]
        self.anchor_year: int | None = None
        self.told_before: Period = UNKNOWN
        self.index = 0
        self.pending: list[Finding] = []
        self.trailing = False
        self.sentence_has_findings = False
        self.date_seen = False

    @property
    def current(self) -> Draft:
        return self.drafts[-1]

    def read_sentence(self, index: int, steps: Sequence[Step]) -> None:
        """Read one sentence: its dates, places, findings and cues in order."""
        self.index, self.pending, self.trailing, self.date_seen = index, [], False, False
        self.ahead: list[PlaceMention] = []
        self.sentence_has_findings = any(isinstance(step, Finding | int) for *_, step in steps)
        for position, _, step in steps:
            if isinstance(step, Finding):
                self._take(step)
            elif isinstance(step, DateMention):
                self._date(step)
            elif isinstance(step, PlaceMention):
                self._place(step)
            elif isinstance(step, int):
                self._reference(step)
            elif self.current.findings and self._is_cue_for_next(step):
                self._begin(position)

    def _is_cue_for_next(self, cue: str) -> bool:
        return not self.pending if cue == "new_event" else not self.current.is_dated

    def _take(self, finding: Finding) -> None:
        self.trailing = self.trailing or not self.date_seen
        self.current.findings.append(finding)
        self.current.named.add(finding.substance.commodity_code)
        self.pending.append(finding)
        self.ahead = self.ahead if self.trailing else []

    def _begin(self, position: int, moved: Sequence[Finding] = ()) -> None:
        """Begin the next event at a token; `moved` findings were told before its date or place."""
        before = self.current
        for draft in (before, self.drafts[0]) if moved else ():
            draft.findings = [finding for finding in draft.findings if finding not in moved]
        if before.findings or before.is_dated:
            self.drafts.append(Draft(start=position))
        if self.current.place is None and before.place is not None:
            self.current.place, self.current.is_carried = before.place, True
        self.current.findings += moved

    def _date(self, mention: DateMention) -> None:
        resolved = resolve_date(mention, self.published, self.told_before, self.anchor_year)
        unsaid = mention.relative in ("today", "yesterday", "week") and resolved.period.start is None
        if unsaid and self.current.is_dated:
            return
        if mention.year is not None and resolved.period.start is not None:
            self.anchor_year = mention.year
        if self._opens_clause(mention):
            self.pending, self.trailing = [], False
        if self._is_other_day(mention, resolved):
            moved = self.pending if self.trailing else []
            self._begin(mention.start, moved)
            self._bring_place()
            self.current.date, self.current.mention = resolved, mention
        elif not self.current.is_dated or is_finer(resolved.period, self.current.date.period):
            self.current.date, self.current.mention = resolved, mention
        if self.current.date.period.start is not None:
            self.told_before = self.current.date.period
        elif mention.relative != "week":
            self.told_before = UNKNOWN
        if mention.relative not in _LOOSE:
            self.current.dated_sentences.add(self.index)
        self.pending, self.ahead, self.date_seen = [], [], True

    def _bring_place(self) -> None:
        """Give the event begun by a date the place told before it in its sentence ("in Brownsville on April 15")."""
        if self.ahead and len(self.drafts) > 1:
            before = self.drafts[-2]
            before.place = None if before.place in self.ahead else before.place
            before.places = [place for place in before.places if place not in self.ahead]
            self.current.place, self.current.is_carried = max(self.ahead, key=rank_place), False
            self.current.places = [*self.ahead]

    def _opens_clause(self, mention: DateMention) -> bool:
        """Whether a date stands at the head of its clause, so that what was told before it is not of that day."""
        before = self.doc.tokens[mention.start - 1].word if mention.start else ""
        return before == ";" or (before in (",", "and", "y", "(", "–", "—") and mention.relative in _NEW_DAY)

    def _is_other_day(self, mention: DateMention, resolved: Resolved) -> bool:
        draft = self.current
        told_before = [finding for finding in draft.findings if not (self.trailing and finding in self.pending)]
        if mention.relative in _NEW_DAY and told_before:
            return True
        heads = mention.start <= self.doc.sentences[self.index][0] + 1
        if not draft.is_dated and told_before and (self.sentence_has_findings or (heads and not draft.is_lead)):
            return True
        if not draft.is_dated or (not draft.findings and not self.pending):
            return draft.is_dated and not draft.findings and not draft.date.period.overlaps(resolved.period)
        if draft.date.period.start is None or resolved.period.start is None:
            return what_is_said(mention) != what_is_said(draft.mention)
        return not draft.date.period.overlaps(resolved.period)

    def _place(self, mention: PlaceMention) -> None:
        draft = self.current
        if mention.role == "seizure":
            self.pending = [] if mention.leading else self.pending
            self.ahead.append(mention)
            if self._is_other_place(mention):
                moved = self.pending if self.trailing and not mention.leading else []
                dated = self.date_seen
                date, told = draft.date, draft.mention
                self._begin(mention.start, moved)
                if dated and self.current is not draft:
                    self.current.date, self.current.mention = date, told
                self.current.place, self.current.is_carried = mention, False
            elif draft.is_carried or draft.place is None or rank_place(mention) > rank_place(draft.place):
                draft.place, draft.is_carried = mention, False
        self.current.places.append(mention)

    def _is_other_place(self, mention: PlaceMention) -> bool:
        draft = self.current
        if draft.place is None or not draft.findings or not self.sentence_has_findings:
            return False
        if is_same_place(self.doc, draft.place, mention):
            return False
        if all(finding in self.pending for finding in draft.findings):
            return False
        if mention.kind in STRONG and draft.place.kind in STRONG:
            return True
        return mention.leading and not self.pending

    def _reference(self, at: int) -> None:
        """A thing told before is told of again ("the cocaine was in a car on Friday"): it belongs to this date."""
        code = self.doc.lexicon.substances[self.doc.marks["substance"][at].code].commodity_code
        source = next((d for d in self.drafts[:1] if any(is_of(f, code) for f in d.findings)), None)
        if source is None:
            return
        for finding in [f for f in source.findings if is_of(f, code)]:
            movable = source.is_lead and len(source.named) > 1 and finding not in self.pending
            if movable and source is not self.current and self.current.is_dated and not self.current.findings:
                source.findings.remove(finding)
                self.current.findings.append(finding)
        self.trailing = self.trailing or not self.date_seen
        if source.is_lead and len(source.named) > 1:
            self.pending += [f for f in source.findings if is_of(f, code)]
