"""Dates in the cells of a table: ISO, day or month first, named months, Excel's day numbers."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from geo.dates import UNKNOWN, Period, day_number, parse_period
from geo.errors import SchemaError
from geo.vocab import fold, index_codes
from geo.words import _

ORDERS = ("dmy", "mdy", "")
"""Which number comes first in 03/04/2020; empty where the column itself mixes both."""

TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?\s?m\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
ISO = re.compile(rf"(\d{{4}})(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}){TIME})?)?", re.IGNORECASE)
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
NUMERIC = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){TIME}", re.IGNORECASE)
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
WEEKDAY = r"(?:[^\W\d]+\.?,?\s+)?"
DAY_NAMED = re.compile(
    rf"{WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|[º°o])?[\s-]+(?:de\s+)?([^\W\d]{{3,}})\.?[\s,-]+(?:del?\s+)?(\d{{4}}|\d{{2}}){TIME}",
    re.IGNORECASE,
)
NAMED_DAY = re.compile(rf"{WEEKDAY}([^\W\d]{{3,}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){TIME}",
                       re.IGNORECASE)  # fmt: skip
NAMED_MONTH = re.compile(r"([^\W\d]{3,})\.?[\s,-]+(?:del?\s+)?(\d{4})", re.IGNORECASE)
EXCEL = re.compile(r"([2-6]\d{4})(?:\.\d+)?")
EXCEL_ZERO = day_number(date(1899, 12, 30))
"""Day 0 of Excel's 1900 date system, with its 29 February 1900 that never was."""
FIRST, LAST = day_number(date(1900, 1, 1)), day_number(date(2100, 12, 31))


def find_order(cells: pd.Series) -> str:
    """ "dmy" or "mdy" where some cells can only be read so; empty where both, or no cell, tells.

    Examples
    --------
    >>> find_order(pd.Series(["03/04/2020", "25/04/2020"]))
    'dmy'
    """
    parts = pd.Series(cells.unique()).astype(str).str.strip().str.extract(f"^{NUMERIC.pattern}$")
    first, second = parts[0].astype(float), parts[2].astype(float)
    by_day, by_month = bool((first > 12).any()), bool((second > 12).any())
    return "" if by_day == by_month else "dmy" if by_day else "mdy"


def read_dates(cells: pd.Series, months: pd.DataFrame, *, order: str = "") -> pd.DataFrame:
    """Read a column of dates.

    Parameters
    ----------
    cells
        Text as written; an empty cell is an unknown date.
    months
        The vocabulary of months: month (1 to 12), its names and aliases.
    order
        One of `ORDERS`.

    Returns
    -------
    DataFrame
        start_date and end_date (datetime64, inclusive, null where unknown), date_precision, and `problem`: why a cell
        is no date, empty where it is one.
    """
    names = {word: int(code) for word, code in index_codes(months).items()}
    known: dict[str, tuple[Period, str]] = {}
    for cell in cells.unique():
        try:
            known[cell] = (read_date(cell, names, order=order), "")
        except SchemaError as error:
            known[cell] = (UNKNOWN, str(error))
    codes, uniques = pd.factorize(cells)
    periods = [known[cell][0] for cell in uniques]
    days: dict[str, pd.Series] = {
        "start_date": pd.to_datetime(pd.Series([p.start for p in periods], dtype="Float64"), unit="D"),
        "end_date": pd.to_datetime(pd.Series([p.end for p in periods], dtype="Float64"), unit="D"),
        "date_precision": pd.Series([p.precision for p in periods], dtype="str"),
        "problem": pd.Series([known[cell][1] for cell in uniques], dtype="str"),
    }
    read = pd.DataFrame({name: column.to_numpy()[codes] for name, column in days.items()}, index=cells.index)
    return read.astype({"start_date": "datetime64[ns]", "end_date": "datetime64[ns]"})


def read_date(cell: str, names: dict[str, int], *, order: str = "") -> Period:
    """The period of one cell; `names` gives the number of each folded month name.

    Raises
    ------
    SchemaError
        The cell is no date, or could be two days and `order` does not tell.
    """
    text = cell.strip()
    if not text:
        return UNKNOWN
    if match := EXCEL.fullmatch(text):
        number = EXCEL_ZERO + int(match[1])
        return _checked(Period(number, number, "day"), cell)
    if match := COMPACT.fullmatch(text) or ISO.fullmatch(text):
        return _checked(_period(*match.groups()), cell)
    if match := MONTH_YEAR.fullmatch(text):
        return _checked(_period(match[2], match[1], None), cell)
    if match := NUMERIC.fullmatch(text):
        return _checked(_ordered(match[1], match[3], match[4], order, cell), cell)
    for pattern, places in ((DAY_NAMED, (3, 2, 1)), (NAMED_DAY, (3, 1, 2)), (NAMED_MONTH, (2, 1, 0))):
        match = pattern.fullmatch(text)
        if match and fold(match[places[1]]) in names:
            day = match[places[2]] if places[2] else None
            return _checked(_period(match[places[0]], str(names[fold(match[places[1]])]), day), cell)
    raise SchemaError(_("{value} is no date that is read here: write YYYY-MM-DD").format(value=repr(cell)))


def _ordered(first: str, second: str, year: str, order: str, cell: str) -> Period:
    day, month = int(first), int(second)
    if max(day, month) <= 12 and day != month and not order:
        raise SchemaError(
            _("{value} could be two days: say in the mapping whether the day or the month comes first").format(
                value=repr(cell)
            )
        )
    if (order == "mdy" and day <= 12) or month > 12:
        day, month = month, day
    return _period(year, str(month), str(day))


def _period(year: str, month: str | None, day: str | None) -> Period:
    full = year if len(year) == 4 else ("19" if int(year) > 68 else "20") + year
    return parse_period("-".join([full, *(part.zfill(2) for part in (month, day) if part)]))


def _checked(period: Period, cell: str) -> Period:
    if period.start is None or not FIRST <= period.start <= LAST:
        raise SchemaError(_("{value} lies outside 1900 to 2100: correct it").format(value=repr(cell)))
    return period
