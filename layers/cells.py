"""What one cell of a frame becomes in JSON: text, a number or a day; null where nothing is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from geo.words import _

EPOCH = pd.Timestamp("1970-01-01")


def text(value: Any) -> str:
    """Return the cell as text, empty where null."""
    if isinstance(value, str):
        return value
    return "" if value is None or pd.isna(value) else str(value)


def number(value: Any, digits: int = 6) -> float | None:
    """Return the cell as a float of at most `digits` decimals, null where it is none."""
    return None if value is None or pd.isna(value) else round(float(value), digits)


def flag(value: Any) -> bool:
    """Return whether the cell says true, as a boolean or as the word of a CSV."""
    return text(value).lower() == "true"


def iso_day(value: Any) -> str | None:
    """Return the day as 2024-07-01, null where unknown."""
    return None if value is None or pd.isna(value) or value == "" else pd.Timestamp(value).date().isoformat()


def day_number(value: Any) -> int | None:
    """Return the day as days since 1970-01-01, null where unknown."""
    return None if value is None or pd.isna(value) or value == "" else int((pd.Timestamp(value) - EPOCH).days)


def parts(value: Any) -> list[str]:
    """Return the pieces of a list cell, which has '; ' between them."""
    return [piece.strip() for piece in text(value).split(";") if piece.strip()]


def period_text(start: Any, end: Any, precision: str) -> str:
    """Return the days of an event no sharper than `precision` says: a day, a month, a year or a span.

    Examples
    --------
    >>> period_text(pd.Timestamp("2024-07-01"), pd.Timestamp("2024-07-31"), "month")
    '2024-07'
    """
    first, last = iso_day(start), iso_day(end)
    if first is None or last is None:
        return _("date not given")
    if precision in ("month", "year"):
        length = 7 if precision == "month" else 4
        first, last = first[:length], last[:length]
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def by_key(frame: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    """Return the rows of `frame` as mappings, by the text in its column `key`."""
    return {text(row[key]): row for row in records(frame)}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of `frame` as mappings, geometry left out."""
    columns = [name for name in frame.columns if name != "geometry"]
    values = [frame[name].to_numpy(dtype=object) for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def positions(values: pd.Series, known: pd.Series) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return for each value its row number in `known`, -1 where it is not there."""
    return np.asarray(pd.Index(known).get_indexer(pd.Index(values)), dtype=np.int64)
