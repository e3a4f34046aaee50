"""Holidays of the United States and Mexico by rule: which day, or which days of a weekend, a year gives them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_NTH_WEEKDAYS = {
    "martin_luther_king_day": (1, 0, 3),
    "presidents_day": (2, 0, 3),
    "mothers_day": (5, 6, 2),
    "memorial_day": (5, 0, -1),
    "fathers_day": (6, 6, 3),
    "labor_day": (9, 0, 1),
    "columbus_day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
}
_FROM_EASTER = {"palm_sunday": -7, "holy_thursday": -3, "good_friday": -2, "holy_saturday": -1, "easter": 0}
_WEEKEND = "_weekend"
_THURSDAY = 3


def holiday_days(code: str, year: int) -> tuple[date, date] | None:
    """The first and last day of a holiday in a year; None for a code that is no holiday.

    Parameters
    ----------
    code
        A code of the table of day words: "thanksgiving", "labor_day_weekend", "10-31".
    year
        The year.

    Examples
    --------
    >>> holiday_days("thanksgiving", 2022), holiday_days("labor_day_weekend", 2024)[0]
    ((datetime.date(2022, 11, 24), datetime.date(2022, 11, 24)), datetime.date(2024, 8, 31))
    """
    if code.endswith(_WEEKEND):
        day = _day(code.removesuffix(_WEEKEND), year)
        return None if day is None else _weekend(day)
    day = _day(code, year)
    return None if day is None else (day, day)


def _day(code: str, year: int) -> date | None:
    if code[:2].isdigit():
        return date(year, int(code[:2]), int(code[3:]))
    if code == "black_friday":
        return _nth_weekday(year, *_NTH_WEEKDAYS["thanksgiving"]) + timedelta(days=1)
    if code in _FROM_EASTER:
        return _easter(year) + timedelta(days=_FROM_EASTER[code])
    return _nth_weekday(year, *_NTH_WEEKDAYS[code]) if code in _NTH_WEEKDAYS else None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; the last for -1."""
    days = calendar.monthrange(year, month)[1]
    found = [day for day in range(1, days + 1) if date(year, month, day).weekday() == weekday]
    return date(year, month, found[nth if nth < 0 else nth - 1])


def _weekend(day: date) -> tuple[date, date]:
    """The days off around a holiday: its Saturday to itself (Monday, Easter Sunday), or its Thursday to Sunday."""
    if day.weekday() == _THURSDAY:
        return day, day + timedelta(days=3)
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    return saturday, max(day, saturday + timedelta(days=1))


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - correction - rest % 4) % 7
    shift = (golden + 11 * correction + 22 * weekday) // 451
    month, day = divmod(correction + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
