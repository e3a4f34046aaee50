"""Which day a date mention names, given the day of publication; unknown wherever the text leaves two readings."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.dates import EPOCH, UNKNOWN, Period, day_number
from geo.extract.document import Document
from geo.extract.textdates import DateMention

_OLDEST_WITHOUT_YEAR = 300
_HEAD = 40
_JOINS = frozenset({"and", "to", "through", "y", "al", "a", "until", "-", "–"})


@dataclass(frozen=True)
class Resolved:
    """A mention as days: the period, how it was found, and month and day ("--12-08") where no year is known."""

    period: Period
    basis: str
    partial: str = ""


UNRESOLVED = Resolved(UNKNOWN, "")


def assign_roles(doc: Document, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Tell dates of events from those of publication, of proceedings, and bounds of periods."""
    told: list[DateMention] = []
    for mention in mentions:
        role = _role(doc, mention)
        if told and role == "event" and _joins_days(doc, told[-1], mention):
            told[-1] = replace(told[-1], end=mention.end, relative="span", role="event")
        else:
            told.append(replace(mention, role=role))
    return told


def publication_day(mentions: Sequence[DateMention], published: date | None) -> Period:
    """The days the text may have been published: as given, or as the text says of itself; unknown if neither."""
    if published is not None:
        return Period(day_number(published), day_number(published), "day")
    said = [mention for mention in mentions if mention.role == "published" and mention.year is not None]
    periods = [_calendar(mention, mention.year or 0) for mention in said]
    return min((period for period in periods if period.start is not None), key=_length, default=UNKNOWN)


def resolve_date(mention: DateMention, published: Period, current: Period, anchor_year: int | None) -> Resolved:
    """The days a mention names.

    Parameters
    ----------
    mention
        A mention of the role "event".
    published
        Days the text may have been published; nothing later is ever returned.
    current
        The date of the event told before, for "three days later" and "that evening".
    anchor_year
        The year of the last event that was told with its year; None if there was none.

    Returns
    -------
    Resolved
        Of unknown period where the text does not say, or says two things: a weekday that is not the date's, a day
        that would lie after publication, "on Friday" in a text published on a Friday.
    """
    if mention.relative:
        found = _relative(mention, published, current)
    elif mention.month is None:
        found = _weekday(mention, published, current)
    else:
        found = _dated(mention, published, anchor_year)
    late = found.period.start is not None and published.end is not None and found.period.start > published.end
    return UNRESOLVED if late else found


def _dated(mention: DateMention, published: Period, anchor_year: int | None) -> Resolved:
    if mention.year is not None:
        period = _calendar(mention, mention.year)
        return Resolved(period, "stated") if _weekday_fits(mention, period) else UNRESOLVED
    partial = f"--{mention.month:02d}" + (f"-{mention.day:02d}" if mention.day else "")
    for year, basis in _candidate_years(mention, published, anchor_year):
        period = _calendar(mention, year)
        if period.start is None or (published.end is not None and period.start > published.end):
            continue
        old = published.end is not None and published.end - period.start > _OLDEST_WITHOUT_YEAR
        if _weekday_fits(mention, period) and not (old and mention.weekday is None and basis != "year of the text"):
            return Resolved(period, basis)
        break
    return Resolved(UNKNOWN, "", partial)


def _candidate_years(mention: DateMention, published: Period, anchor_year: int | None) -> list[tuple[int, str]]:
    if published.end is None:
        return [(anchor_year, "year of the text")] if anchor_year else []
    year = (EPOCH + timedelta(days=published.end)).year
    if mention.this_year:
        return [(year, "year of publication")]
    before = [(year, "year before publication"), (year - 1, "year before publication")]
    return ([(anchor_year, "year of the text")] if anchor_year else []) + before


def _weekday(mention: DateMention, published: Period, current: Period) -> Resolved:
    """The last such weekday before publication, if the event told before leaves no other reading."""
    if published.start is None or published.start != published.end or mention.weekday is None:
        return UNRESOLVED
    back = ((EPOCH + timedelta(days=published.start)).isoweekday() - mention.weekday) % 7
    if back == 0 and not mention.last_week:
        return UNRESOLVED
    day = published.start - (back or 7)
    if current.start is not None and current.precision == "day" and current.start == current.end:
        after = current.start + (mention.weekday - (EPOCH + timedelta(days=current.start)).isoweekday()) % 7
        if after != day:
            return UNRESOLVED
    return Resolved(Period(day, day, "day"), "weekday before publication")


def _relative(mention: DateMention, published: Period, current: Period) -> Resolved:
    steps = {"same_day": 0, "next_day": 1, "previous_day": -1, "days": mention.offset}
    if mention.relative in steps:
        if current.start is None or current.start != current.end:
            return UNRESOLVED
        day = current.start + steps[mention.relative]
        return Resolved(Period(day, day, "day"), "relative to the event before")
    if published.start is None or published.start != published.end:
        return UNRESOLVED
    if mention.relative in ("today", "yesterday"):
        day = published.start - (mention.relative == "yesterday")
        return Resolved(Period(day, day, "day"), "relative to publication")
    if mention.relative == "weekend":
        saturday = published.start - ((EPOCH + timedelta(days=published.start)).isoweekday() - 6) % 7
        return Resolved(Period(saturday, min(saturday + 1, published.start), "day"), "weekend before publication")
    return UNRESOLVED


def _calendar(mention: DateMention, year: int) -> Period:
    month = mention.month or 1
    days = calendar.monthrange(year, month)[1]
    first, last = mention.day or 1, mention.last_day or mention.day or days
    if first > days or last > days or last < first:
        return UNKNOWN
    return Period(
        day_number(date(year, month, first)), day_number(date(year, month, last)), "day" if mention.day else "month"
    )


def _weekday_fits(mention: DateMention, period: Period) -> bool:
    if mention.weekday is None or period.start is None:
        return True
    return (EPOCH + timedelta(days=period.start)).isoweekday() == mention.weekday


def _joins_days(doc: Document, first: DateMention, second: DateMention) -> bool:
    """Whether two dates bound one run of days: "between May 1 and May 3", "on May 1 and May 2"."""
    gap = [token.word for token in doc.tokens[first.end : second.start]]
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
    """Whether it is the day of a press conference or a statement: "said Thursday", not "said that on Thursday"."""
    told = doc.cues("announce", max(start, mention.start - 4), mention.start)
    between = {doc.tokens[at].word for at in range(told[-1].end, mention.start)} if told else set()
    return bool(told) and not between & {"that", "que", ","}


def _is_dateline(doc: Document, mention: DateMention, start: int) -> bool:
    """Whether the date stands between a place and a dash at the head of a paragraph."""
    if mention.start - start > 12 or mention.day is None:
        return False
    words = [doc.tokens[at].word for at in range(mention.end, min(mention.end + 4, len(doc.tokens)))]
    dash = next((at for at, word in enumerate(words) if word in ("–", "—", "-")), None)
    closes = dash is not None and all(word in (".", ",", ")", "(") or not word[0].isalnum() for word in words[:dash])
    before = [doc.tokens[at].word for at in range(start, mention.start)]
    opens = start < _HEAD and before[-1:] in (["–"], ["—"]) and words[:1] in ([":"], ["–"], ["—"])
    return closes or opens


def _length(period: Period) -> int:
    return (period.end or 0) - (period.start or 0)
