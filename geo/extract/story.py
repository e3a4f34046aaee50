"""A text told sentence by sentence: its findings, dates, places and cues in order, grouped into events."""

from __future__ import annotations

from collections.abc import Sequence

from geo.dates import Period
from geo.extract.datemention import DateMention
from geo.extract.document import Document
from geo.extract.draft import Draft, find_references
from geo.extract.finding import Finding
from geo.extract.places import PlaceMention
from geo.extract.thread import Step, Thread
from geo.extract.turns import Telling, is_amount


def read_story(
    doc: Document,
    findings: Sequence[Finding],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    published: Period,
) -> list[Draft]:
    """Group the findings of a text into events, in the order of the text."""
    thread = Thread(doc, published)
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
    amounts = {doc.paragraphs[finding.sentence] for finding in findings if is_amount(finding)}
    for index, (start, end) in enumerate(doc.sentences):
        here = steps.get(index, [])
        here += [(cue.start, 0, code) for code in ("new_event", "first_event") for cue in doc.cues(code, start, end)]
        here += [(at, 4, at) for at in find_references(doc, start, end, measured)]
        thread.read_sentence(_telling(doc, index, here, amounts), sorted(here, key=lambda step: step[:2]))
    return [draft for draft in thread.drafts if draft.findings]


def _telling(doc: Document, index: int, steps: Sequence[Step], amounts: set[int]) -> Telling:
    """What is known of a sentence before it is read; `amounts` are the paragraphs that tell amounts."""
    told = [step for *_, step in steps if isinstance(step, Finding | int)]
    paragraph = doc.paragraphs[index]
    return Telling(
        index,
        has_findings=bool(told),
        has_amounts=any(isinstance(step, int) or is_amount(step) for step in told),
        names=frozenset(step.substance.commodity_code for step in told if isinstance(step, Finding)),
        opens=not index or paragraph != doc.paragraphs[index - 1],
        paragraph_amounts=not amounts.isdisjoint({paragraph, paragraph + 1}),
    )
