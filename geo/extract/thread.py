"""The events of a text while it is read: where each begins, and what belongs to the one being told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.dates import UNKNOWN, Period
from geo.extract.datemention import DateMention
from geo.extract.document import Document
from geo.extract.draft import LEAD, Draft, is_finer, is_of, rank_place
from geo.extract.finding import Finding
from geo.extract.places import PlaceMention
from geo.extract.resolve import Resolved, resolve_date
from geo.extract.turns import Telling, is_other_day, is_other_place, opens_clause

_LOOSE = frozenset({"week", "weekend"})
_THIS = frozenset({"this", "that", "este", "esta", "ese", "esa"})
Step = tuple[int, int, Finding | DateMention | PlaceMention | int | str]
"""Something told: its token, its order among what starts there, and what it is."""


class Thread:
    """The events told so far; the last is the current one."""

    def __init__(self, doc: Document, published: Period) -> None:
        self.doc = doc
        self.published = published
        self.drafts = [Draft(is_lead=True)]
        self.anchor_year: int | None = None
        self.told_before: Period = UNKNOWN
        self.run: Period = UNKNOWN
        self.shared: tuple[Resolved, DateMention] | None = None
        self.telling = Telling(0)

    @property
    def current(self) -> Draft:
        return self.drafts[-1]

    def read_sentence(self, telling: Telling, steps: Sequence[Step]) -> None:
        """Read one sentence: its dates, places, findings and cues in order."""
        self.telling = telling
        for position, _, step in steps:
            if isinstance(step, Finding):
                self._take(step)
            elif isinstance(step, DateMention):
                self._date(step)
            elif isinstance(step, PlaceMention):
                self._place(step)
            elif isinstance(step, int):
                self._reference(step)
            elif self.current.findings and self._is_cue_for_next(step, position):
                self._begin(position)
                self._share_day()

    def _is_cue_for_next(self, cue: str, position: int) -> bool:
        if position and self.doc.tokens[position - 1].word in _THIS:
            return False
        return not self.telling.pending if cue == "new_event" else not self.current.is_dated

    def _take(self, finding: Finding) -> None:
        telling = self.telling
        telling.trailing = telling.trailing or not telling.date_seen
        if len(self.drafts) == 1 and self._tells_several():
            finding = replace(finding, total=True)
            self.current.tells_several = True
        self.current.findings.append(finding)
        self.current.named.add(finding.substance.commodity_code)
        telling.pending.append(finding)
        telling.ahead = telling.ahead if telling.trailing else []

    def _tells_several(self) -> bool:
        """Whether a sentence of the lead tells of several events at once."""
        index = self.telling.index
        return index < LEAD and bool(self.doc.cues("several", *self.doc.sentences[index]))

    def _share_day(self) -> None:
        """Give an event begun without a date the day that the lead told of all."""
        if self.shared is not None and self.current.mention is None and len(self.drafts) > 1:
            self.current.date, self.current.mention = self.shared

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
        resolved = resolve_date(mention, self.published, self.told_before, self.anchor_year, run=self.run)
        period = resolved.period
        if mention.is_run and period.start is not None:
            self.run = period
        elif period.start is not None and period.start == period.end and self._tells_several():
            self.shared = resolved, mention
        unsaid = mention.relative in ("today", "yesterday", "week") and resolved.period.start is None
        if unsaid and self.current.is_dated:
            return
        if mention.year is not None and resolved.period.start is not None:
            self.anchor_year = mention.year
        telling = self.telling
        if opens_clause(self.doc, mention):
            telling.pending, telling.trailing = [], False
        if is_other_day(self.doc, self.current, telling, mention, resolved):
            moved = telling.pending if telling.trailing else []
            self._begin(mention.start, moved)
            self._bring_place()
            self.current.date, self.current.mention = resolved, mention
        elif not self.current.is_dated or is_finer(resolved.period, self.current.date.period):
            self.current.date, self.current.mention = resolved, mention
        if self.current.date.period.start is not None:
            self.told_before = self.current.date.period
        elif mention.relative != "week":
            self.told_before = UNKNOWN
        if mention.is_run and not mention.holiday:
            self.current.run_sentences.add(telling.index)
        elif mention.relative not in _LOOSE and not mention.is_run:
            self.current.dated_sentences.add(telling.index)
        telling.pending, telling.ahead, telling.date_seen = [], [], True

    def _bring_place(self) -> None:
        """Give the event begun by a date the place told before it in its sentence ("in Brownsville on April 15")."""
        ahead = self.telling.ahead
        if ahead and len(self.drafts) > 1:
            before = self.drafts[-2]
            before.place = None if before.place in ahead else before.place
            before.places = [place for place in before.places if place not in ahead]
            self.current.place, self.current.is_carried = max(ahead, key=rank_place), False
            self.current.places = [*ahead]

    def _place(self, mention: PlaceMention) -> None:
        draft, telling = self.current, self.telling
        if mention.role == "seizure":
            telling.pending = [] if mention.leading else telling.pending
            telling.ahead.append(mention)
            if is_other_place(self.doc, draft, telling, mention):
                moved = telling.pending if telling.trailing and not mention.leading else []
                dated = telling.date_seen
                date, told = draft.date, draft.mention
                self._begin(mention.start, moved)
                if dated and self.current is not draft:
                    self.current.date, self.current.mention = date, told
                self._share_day()
                self.current.place, self.current.is_carried = mention, False
            elif self._is_better(mention, draft):
                draft.place, draft.is_carried = mention, False
            if telling.opens and telling.index and mention.leading and telling.paragraph_amounts:
                self.current.has_own_place = not self.current.findings
                self._share_day()
        self.current.places.append(mention)

    def _is_better(self, mention: PlaceMention, draft: Draft) -> bool:
        """Whether a place is finer than that of the event, or opens a new paragraph before anything was found."""
        if draft.place is None or draft.is_carried:
            return True
        anew = self.telling.opens and mention.leading and not draft.findings
        return (anew and not draft.is_lead) or rank_place(mention) + anew > rank_place(draft.place)

    def _reference(self, at: int) -> None:
        """A thing told before is told of again ("the cocaine was in a car on Friday"): it belongs to this date."""
        code = self.doc.lexicon.substances[self.doc.marks["substance"][at].code].commodity_code
        source = next((d for d in self.drafts[:1] if any(is_of(f, code) for f in d.findings)), None)
        if source is None:
            return
        for finding in [f for f in source.findings if is_of(f, code)]:
            movable = source.is_lead and len(source.named) > 1 and finding not in self.telling.pending
            if movable and source is not self.current and self.current.is_dated and not self.current.findings:
                source.findings.remove(finding)
                self.current.findings.append(finding)
        self.telling.trailing = self.telling.trailing or not self.telling.date_seen
        if source.is_lead and len(source.named) > 1:
            self.telling.pending += [f for f in source.findings if is_of(f, code)]
