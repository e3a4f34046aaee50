"""What a date mention is told for: an event, publication, proceedings, or one end of a run of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.extract.datemention import DateMention
from geo.extract.document import Document

_HEAD = 40
_AHEAD = 7
_BULLETS = frozenset("•*-–—")
_JOINS = frozenset({"and", "to", "through", "y", "al", "a", "until", "-", "–"})


def assign_roles(doc: Document, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Tell dates of events from those of publication, of proceedings, and bounds of periods."""
    told: list[DateMention] = []
    for mention in mentions:
        if told and _joins_days(doc, told[-1], mention) and told[-1].role != "published":
            told[-1] = replace(told[-1], end=mention.end, relative="run", role="event", until=mention)
        else:
            told.append(replace(mention, role=_role(doc, mention)))
    return told


def _joins_days(doc: Document, first: DateMention, second: DateMention) -> bool:
    """Whether two dates bound one run of days: "between May 1 and May 3", "on May 1 and May 2"."""
    if doc.sentence_at(first.start) != doc.sentence_at(second.start):
        return False
    gap = [token.word for token in doc.tokens[first.end : second.start]]
    gap = gap[1:] if gap[:1] in ([","], ["."]) else gap
    return 0 < len(gap) <= 3 and gap[0] in _JOINS and all(word in ("el", "on", "the") for word in gap[1:])


def _role(doc: Document, mention: DateMention) -> str:
    start, end = doc.sentences[doc.sentence_at(mention.start)]
    before = range(max(start, mention.start - 4), mention.start)
    cues = [doc.marks["cue"][at].code for at in before if at in doc.marks["cue"]]
    if "published" in cues or end - start <= mention.end - mention.start + 3:
        return "published"
    if _is_dateline(doc, mention, start):
        return "published"
    if _is_announced(doc, mention, start):
        return "other"
    if "since" in [doc.marks["cue"][at].code for at in before if at in doc.marks["cue"] and at >= mention.start - 2]:
        return "other"
    clause = [doc.marks["cue"][at].code for at in range(start, mention.start) if at in doc.marks["cue"]]
    return "other" if clause and clause[-1] in ("court", "handover") else "event"


def _is_announced(doc: Document, mention: DateMention, start: int) -> bool:
    """Whether it is the day of a telling: "said Thursday", "an Oct. 2 news release", "on Monday, the agency announced".

    Not so "said that on Thursday".
    """
    told = doc.cues("announce", max(start, mention.start - 4), mention.start)
    between = {doc.tokens[at].word for at in range(told[-1].end, mention.start)} if told else set()
    if told and not between & {"that", "que", ","}:
        return True
    end = doc.sentences[doc.sentence_at(mention.start)][1]
    behind = doc.cues("announce", mention.end, min(end, mention.end + _AHEAD))
    if behind and behind[0].start == mention.end:
        return True
    opens = mention.start <= start + 1
    return opens and bool(behind) and not doc.cues("seize", mention.end, behind[0].start)


def _is_dateline(doc: Document, mention: DateMention, start: int) -> bool:
    """Whether the date stands between a place and a dash at the head of a paragraph."""
    opens = mention.start == start or (mention.start == start + 1 and doc.tokens[start].word in _BULLETS)
    if opens or mention.start - start > 12 or mention.day is None:
        return False
    words = [doc.tokens[at].word for at in range(mention.end, min(mention.end + 4, len(doc.tokens)))]
    dash = next((at for at, word in enumerate(words) if word in ("–", "—", "-")), None)
    closes = dash is not None and all(word in (".", ",", ")", "(") or not word[0].isalnum() for word in words[:dash])
    before = [doc.tokens[at].word for at in range(start, mention.start)]
    framed = start < _HEAD and before[-1:] in (["–"], ["—"]) and words[:1] in ([":"], ["–"], ["—"])
    return closes or framed
