"""Whole columns of quantities converted at once, row for row as `geo.quantity.convert_quantity` would."""

from __future__ import annotations

import pandas as pd

from geo.vocab import fold, index_codes

KILOGRAM_DIGITS = 6
FIGURES = {"mass": "quantity_kg", "count": "quantity_count", "container": "quantity_count", "currency": "quantity_usd"}


def unit_codes(words: pd.Series, units: pd.DataFrame) -> pd.Series:
    """The listed unit of each word, null where none is; the mark of a sum of money counts as its unit."""
    index = index_codes(units)
    return words.map({word: index.get(fold(word)) for word in words.unique()}).astype(object)


def unit_factors(units: pd.DataFrame) -> pd.Series:
    """Kilograms, pieces or dollars in one unit, by unit; null where there is no fixed number of them."""
    fixed = units[(units["factor"] != "") & (units["kind"] != "volume")]
    return fixed.set_index("unit")["factor"].astype(float)


def convert_columns(numbers: pd.Series, codes: pd.Series, units: pd.DataFrame) -> pd.DataFrame:
    """Return quantity_kg, quantity_count and quantity_usd of each row; at most one of them is set.

    Parameters
    ----------
    numbers
        Amounts, null where none is given.
    codes
        Units as `unit_codes` gives them.
    units
        The vocabulary of units.
    """
    amounts = numbers * codes.map(unit_factors(units)).astype(float)
    kinds = codes.map(units.set_index("unit")["kind"])
    columns = {
        column: amounts.where(kinds.isin([kind for kind, figure in FIGURES.items() if figure == column]))
        for column in dict.fromkeys(FIGURES.values())
    }
    converted = pd.DataFrame(columns, index=numbers.index, dtype=float)
    return converted.assign(quantity_kg=converted["quantity_kg"].round(KILOGRAM_DIGITS))
