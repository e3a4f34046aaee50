"""Which day a date mention names, given the day of publication; unknown wherever the text leaves two readings."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.dates import EPOCH, UNKNOWN, Period, day_number
from geo.extract.datemention import DateMention
from geo.extract.holidays import holiday_days

_OLDEST_WITHOUT_YEAR = 300
_WIDEST_RUN = 62


@dataclass(frozen=True)
class Resolved:
    """A mention as days: the period, how it was found, and month and day ("--12-08") where no year is known."""

    period: Period
    basis: str
    partial: str = ""


UNRESOLVED = Resolved(UNKNOWN, "")


def publication_day(mentions: Sequence[DateMention], published: date | None) -> Period:
    """The days the text may have been published: as given, or as the text says of itself; unknown if neither."""
    if published is not None:
        return Period(day_number(published), day_number(published), "day")
    said = [mention for mention in mentions if mention.role == "published" and mention.year is not None]
    periods = [_calendar(mention, mention.year or 0) for mention in said]
    return min((period for period in periods if period.start is not None), key=_length, default=UNKNOWN)


def resolve_date(
    mention: DateMention, published: Period, current: Period, anchor_year: int | None, *, run: Period = UNKNOWN
) -> Resolved:
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
    run
        The run of days told before ("between May 5 and May 10"), in which a weekday then lies.

    Returns
    -------
    Resolved
        Of unknown period where the text does not say, or says two things: a weekday that is not the date's, a day
        that would lie after publication, "on Friday" in a text published on a Friday.
    """
    if mention.relative == "run":
        found = _run(mention, published, anchor_year)
    elif mention.relative:
        found = _relative(mention, published, current)
    elif mention.month is None and not mention.holiday:
        found = _weekday(mention, published, current) if run.start is None else _weekday_in(mention, run)
    else:
        found = _dated(mention, published, anchor_year)
    late = found.period.start is not None and published.end is not None and found.period.start > published.end
    return UNRESOLVED if late else found


def _dated(mention: DateMention, published: Period, anchor_year: int | None) -> Resolved:
    if mention.year is not None:
        period = _calendar(mention, mention.year)
        return Resolved(period, "stated") if _weekday_fits(mention, period) else UNRESOLVED
    partial = f"--{mention.month:02d}" + (f"-{mention.day:02d}" if mention.day else "") if mention.month else ""
    for year, basis in _candidate_years(mention, published, anchor_year):
        period = _calendar(mention, year)
        if period.start is None or (published.end is not None and period.start > published.end):
            continue
        old = published.end is not None and published.end - period.start > _OLDEST_WITHOUT_YEAR
        if _weekday_fits(mention, period) and not (old and mention.weekday is None and basis != "year of the text"):
            return Resolved(period, basis)
        break
    return Resolved(UNKNOWN, "", partial)


def _run(mention: DateMention, published: Period, anchor_year: int | None) -> Resolved:
    """The days from one date to another; the year may be told only with the second."""
    last = mention.until
    if last is None or mention.month is None or last.month is None:
        return UNRESOLVED
    first = replace(mention, relative="", until=None, year=mention.year or last.year)
    if first.month == last.month:
        first = replace(first, weekday=None)
    start, end = (_dated(part, published, anchor_year).period for part in (first, last))
    if start.start is None or end.end is None or not 0 <= end.end - start.start <= _WIDEST_RUN:
        return UNRESOLVED
    return Resolved(Period(start.start, end.end, "day"), "stated")


def _weekday_in(mention: DateMention, run: Period) -> Resolved:
    """The one such weekday of the run of days told before."""
    days = range(run.start or 0, (run.end or 0) + 1)
    found = [day for day in days if (EPOCH + timedelta(days=day)).isoweekday() == mention.weekday]
    return Resolved(Period(found[0], found[0], "day"), "weekday of the days told") if len(found) == 1 else UNRESOLVED


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
        if after != day and after <= published.start:
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
    if mention.holiday:
        first_day, last = holiday_days(mention.holiday, year) or (date.max, date.max)
        return Period(day_number(first_day), day_number(last), "day")
    month = mention.month or 1
    days = calendar.monthrange(year, month)[1]
    first, end = mention.day or 1, mention.last_day or mention.day or days
    if first > days or end > days or end < first:
        return UNKNOWN
    precision = "day" if mention.day else "month"
    return Period(day_number(date(year, month, first)), day_number(date(year, month, end)), precision)


def _weekday_fits(mention: DateMention, period: Period) -> bool:
    if mention.weekday is None or period.start is None:
        return True
    return (EPOCH + timedelta(days=period.start)).isoweekday() == mention.weekday


def _length(period: Period) -> int:
    return (period.end or 0) - (period.start or 0)
