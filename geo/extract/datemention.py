"""A mention of a date: what the text says of it, before it is known which day that is."""

from __future__ import annotations

from dataclasses import dataclass

_LONG_RUN = 1


@dataclass(frozen=True)
class DateMention:
    """What a text says of a date; None where it does not say. Positions are tokens [start, end).

    `relative` is a code of the table of day words, or "days" with the signed number of days in `offset`, or "run" of
    the days up to those of the mention `until`. `last_day` ends a run of days of one month. `holiday` is the code of a
    day of its own rule. `role` is "event", "published" or "other" (a hearing, a birth, the bound of a period).
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    relative: str = ""
    offset: int = 0
    this_year: bool = False
    last_week: bool = False
    role: str = "event"
    until: DateMention | None = None
    holiday: str = ""

    @property
    def is_run(self) -> bool:
        """Whether it tells a run of days rather than one, or one night."""
        long = (self.last_day or 0) - (self.day or 0) > _LONG_RUN
        return self.relative == "run" or long or self.holiday.endswith("_weekend")
