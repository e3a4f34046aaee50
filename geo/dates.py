"""Dates that keep the precision they were reported with, as inclusive runs of days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from geo.errors import SchemaError
from geo.words import _

EPOCH = date(1970, 1, 1)
DATE_TEXT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Period:
    """An inclusive run of days.

    Parameters
    ----------
    start, end
        Day numbers since 1970-01-01, both inclusive; None when the date is unknown.
    precision
        "day", "month", "year" or "unknown". A run of several days of precision "day" is
        a day known to within that run.
    """

    start: int | None
    end: int | None
    precision: str

    def overlaps(self, other: Period) -> bool:
        """Whether at least one day lies in both; an unknown date overlaps nothing."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.end and other.start <= self.end


UNKNOWN = Period(None, None, "unknown")


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`; negative before.

    Examples
    --------
    >>> day_number(date(1970, 1, 2))
    1
    """
    return (day - EPOCH).days


def iso_date(number: int | None) -> str:
    """The day `number` as YYYY-MM-DD; empty text for None.

    Examples
    --------
    >>> iso_date(1)
    '1970-01-02'
    """
    return "" if number is None else (EPOCH + timedelta(days=number)).isoformat()


def parse_period(text: str) -> Period:
    """Read a date whose length is its precision.

    Parameters
    ----------
    text
        YYYY-MM-DD, YYYY-MM, YYYY, or empty for an unknown date.

    Returns
    -------
    Period
        The day, all days of the month, or all days of the year.

    Raises
    ------
    SchemaError
        `text` has another form or names a day that does not exist.

    Examples
    --------
    >>> parse_period("1970-02")
    Period(start=31, end=58, precision='month')
    """
    if not text.strip():
        return UNKNOWN
    match = DATE_TEXT.fullmatch(text.strip())
    if match is None:
        raise SchemaError(_bad_date(text))
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return _calendar_period(year or 0, month, day)
    except ValueError as error:
        raise SchemaError(_bad_date(text)) from error


def _calendar_period(year: int, month: int | None, day: int | None) -> Period:
    if month is None:
        return Period(day_number(date(year, 1, 1)), day_number(date(year, 12, 31)), "year")
    if day is None:
        first = date(year, month, 1)
        last = first.replace(day=calendar.monthrange(year, month)[1])
        return Period(day_number(first), day_number(last), "month")
    number = day_number(date(year, month, day))
    return Period(number, number, "day")


def _bad_date(text: str) -> str:
    message = _("date {value} is not a calendar date: write YYYY-MM-DD, YYYY-MM or YYYY, or leave it empty")
    return message.format(value=repr(text))
