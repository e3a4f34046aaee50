"""Reported amounts as kilograms, counts or dollars, each only from a unit that states it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from geo.errors import SchemaError
from geo.vocab import find_code
from geo.words import _

NUMBER_TEXT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
MILLIGRAM = Decimal("0.000001")


@dataclass(frozen=True)
class Quantity:
    """An amount; at most one of the three is set.

    A mass has `kg`. A count has `count`: pills, firearms, and also packages or bundles,
    which count containers and say nothing of weight. A sum of money has `usd`. A volume
    has none, for its weight is not known. `kind` is the kind of the unit.
    """

    kg: Decimal | None
    count: Decimal | None
    usd: Decimal | None
    kind: str


NO_QUANTITY = Quantity(None, None, None, "")


def parse_number(text: str) -> Decimal:
    """Read a number of zero or more, with a point for decimals and commas between thousands.

    Raises
    ------
    SchemaError
        `text` is anything else: a range, a word, a negative number.

    Examples
    --------
    >>> parse_number("1,071.5")
    Decimal('1071.5')
    """
    if NUMBER_TEXT.fullmatch(text.strip()) is None:
        message = _("quantity {value} is not a number: write digits, with a point for decimals")
        raise SchemaError(message.format(value=repr(text)))
    return Decimal(text.strip().replace(",", ""))


def localize_unit(code: str, language: str) -> str:
    """The unit a code means in a language: a "ton" is 2,000 pounds in English and 1,000 kilograms in Spanish.

    Parameters
    ----------
    code
        A code of the vocabulary of units.
    language
        "en", "es", or empty if unknown: then as in English.

    Examples
    --------
    >>> localize_unit("ton", "es"), localize_unit("ton", "en")
    ('tonne', 'ton')
    """
    return "tonne" if code == "ton" and language == "es" else code


def convert_quantity(quantity: str, unit: str, units: pd.DataFrame, *, language: str = "") -> Quantity:
    """Convert a reported quantity by its unit alone.

    Parameters
    ----------
    quantity
        Number as reported; empty when the report gives none.
    unit
        Unit as reported.
    units
        The vocabulary of units: unit, kind (mass, count, volume, currency, container),
        factor (kilograms, pieces or dollars in one unit; empty where there is no fixed one), aliases.
    language
        "en", "es" or empty: which ton is meant, see `localize_unit`.

    Returns
    -------
    Quantity
        Kilograms to the milligram. Pills never become kilograms.

    Raises
    ------
    SchemaError
        `quantity` is not a number.
    VocabularyError
        `unit` is not listed.

    Examples
    --------
    >>> pound = pd.DataFrame({"unit": ["lb"], "kind": ["mass"], "factor": ["0.45359237"], "aliases": ["pounds"]})
    >>> convert_quantity("254", "pounds", pound).kg
    Decimal('115.212462')
    """
    if not quantity.strip():
        return NO_QUANTITY
    number = parse_number(quantity)
    code = localize_unit(find_code(unit, units, name="units"), language)
    row = units.loc[units["unit"] == code].iloc[0]
    kind, factor = str(row["kind"]), str(row["factor"])
    if kind == "volume" or not factor:
        return Quantity(None, None, None, kind)
    amount = number * Decimal(factor)
    return Quantity(
        kg=amount.quantize(MILLIGRAM) if kind == "mass" else None,
        count=amount if kind in ("count", "container") else None,
        usd=amount if kind == "currency" else None,
        kind=kind,
    )


def format_number(number: Decimal | None) -> str:
    """Plain digits without an exponent or trailing zeros; empty text for None.

    Examples
    --------
    >>> format_number(Decimal("1000.500000"))
    '1000.5'
    """
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
