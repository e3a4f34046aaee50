"""Months and years of statistics as runs of days, by calendar or fiscal year."""

from __future__ import annotations

import pandas as pd


def fiscal_periods(years: pd.Series, months: pd.Series, *, first_month: int) -> tuple[pd.Series, pd.Series]:
    """Return the first and the last day (inclusive) of each calendar month of a fiscal year, as datetime64.

    A fiscal year that starts in October 2025 is numbered 2026: its months from `first_month` on lie in the year before.
    A null year or month gives null days.

    Examples
    --------
    >>> start, end = fiscal_periods(pd.Series([2026]), pd.Series([10]), first_month=10)
    >>> start[0].date().isoformat(), end[0].date().isoformat()
    ('2025-10-01', '2025-10-31')
    """
    year = years.astype("Int64") - (months.astype("Int64") >= first_month).astype("Int64") * int(first_month > 1)
    text = year.astype("str") + "-" + months.astype("Int64").astype("str").str.zfill(2) + "-01"
    start = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").astype("datetime64[ns]")
    return start, (start + pd.offsets.MonthEnd(0)).astype("datetime64[ns]")


def calendar_periods(years: pd.Series, months: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the first and the last day (inclusive) of each month, or of the whole year where the month is null."""
    start, end = fiscal_periods(years, months.fillna(1), first_month=1)
    _first, december = fiscal_periods(years, months.fillna(12), first_month=1)
    return start, end.where(months.notna(), december)
