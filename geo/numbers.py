"""Numbers in the cells of a column: thousands marks, decimal comma or point, exponents; one reading for the column."""

from __future__ import annotations

import re

import pandas as pd

POINT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d{1,2})?")
COMMA = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?:[eE][-+]?\d{1,2})?")
ONLY_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|0,\d+")
ONLY_POINT = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|0\.\d+")
SPACES = re.compile(r"[\s\u00a0\u202f']")


def read_numbers(cells: pd.Series, *, whole: bool = False, decimal: str = ".") -> pd.Series:
    """Return the numbers of `cells` as float64, null where a cell is no number of zero or more.

    Parameters
    ----------
    whole
        Whether a fraction is no number here.
    decimal
        "." or ",": the mark before the decimals, as `find_decimal` tells; the other one stands between thousands.

    Examples
    --------
    >>> read_numbers(pd.Series(["1,071.5", "6.6e-05", "-3", "n/a"])).tolist()
    [1071.5, 6.6e-05, nan, nan]
    """
    values = {cell: read_number(cell, decimal=decimal) for cell in cells.unique()}
    numbers = cells.map(values).astype(float)
    return numbers.where(numbers % 1 == 0) if whole else numbers


def read_number(cell: str, *, decimal: str = ".") -> float | None:
    """The number in one cell, None where it is none."""
    text = SPACES.sub("", cell)
    if (POINT if decimal == "." else COMMA).fullmatch(text) is None:
        return None
    return float(text.replace(",", "") if decimal == "." else text.replace(".", "").replace(",", "."))


def find_decimal(cells: pd.Series) -> str:
    """The decimal mark of a column, told by the cells that can be read in one way only; a point where none can.

    Examples
    --------
    >>> find_decimal(pd.Series(["1.234", "2,5"]))
    ','
    """
    texts = pd.Series(cells.unique()).astype(str).str.replace(SPACES, "", regex=True)
    commas, points = texts.str.fullmatch(ONLY_COMMA).sum(), texts.str.fullmatch(ONLY_POINT).sum()
    return "," if commas > points else "."
