"""Amounts in cells, words of things, and columns converted as single quantities are."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.columns import load_words
from data.vocab import load_vocab
from geo.loads import Amount
from geo.measures import convert_columns, unit_codes
from geo.numbers import find_decimal, read_number, read_numbers
from geo.quantity import convert_quantity
from geo.vocab import find_codes_within
from geo.wordindex import WordIndex

WORDS = load_words()
UNITS = load_vocab("units")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("254", Amount("", "254", "", "")),
        ("254 lb", Amount("", "254", "lb", "")),
        ("1,071.5 pounds", Amount("", "1,071.5", "pounds", "")),
        ("about 30 kg.", Amount("", "30", "kg", "about")),
        ("más de 300", Amount("", "300", "", "más de")),
        ("$25,000", Amount("", "25,000", "USD", "")),
        ("30 stones", Amount()),
        ("lots", Amount()),
        ("", Amount()),
    ],
)
def test_a_cell_gives_number_unit_and_hedge(cell: str, amount: Amount) -> None:
    assert WORDS.split_amount(cell) == amount


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Fentanyl", "fentanyl"),
        ("pastillas de fentanilo", "fentanyl"),
        ("Methamphetamine (crystal)", "methamphetamine"),
        ("Other Drugs**", "other_drugs"),
        ("heroin and cocaine", "mixed_drugs"),
        ("heroin; black tar heroin", "heroin"),
        ("heroin and rifles", ""),
        ("sugar", ""),
        ("", ""),
    ],
)
def test_a_commodity_is_listed_or_it_is_none(cell: str, code: str) -> None:
    assert WORDS.find_commodity(cell) == code


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("254 lb fentanyl; 395 lb meth", [("fentanyl", "254", "lb"), ("meth", "395", "lb")]),
        ("10 kg of cocaine and 2 kg heroin", [("cocaine", "10", "kg"), ("heroin", "2", "kg")]),
        ("fentanyl: 254 lb", [("fentanyl", "254", "lb")]),
        ("254 lb of sugar", []),
    ],
)
def test_a_cell_tells_several_things_with_their_amounts(cell: str, parts: list[tuple[str, str, str]]) -> None:
    assert [(part.commodity, part.number, part.unit) for part in WORDS.split_cell(cell)] == parts


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [("1,071.5", ".", 1071.5), ("1.071,5", ",", 1071.5), ("1 071", ".", 1071.0), ("6.6e-05", ".", 6.6e-05),
     ("1,07", ".", None), ("-3", ".", None), ("nan", ".", None), ("1e400", ".", None), ("", ".", None)],
)  # fmt: skip
def test_a_number_is_read_by_its_decimal_mark(cell: str, decimal: str, number: float | None) -> None:
    assert read_number(cell, decimal=decimal) == number


def test_a_fraction_is_no_count() -> None:
    assert read_numbers(pd.Series(["2", "2.5"]), whole=True).isna().tolist() == [False, True]


def test_a_thousand_alone_is_english() -> None:
    assert find_decimal(pd.Series(["1,234", "5"])) == "."


@settings(deadline=None, max_examples=60)
@given(st.decimals(0, 10**6, places=3), st.sampled_from(UNITS["unit"].tolist()))
def test_a_column_is_converted_as_its_single_quantities_are(number: Decimal, unit: str) -> None:
    column = convert_columns(pd.Series([float(number)]), unit_codes(pd.Series([unit]), UNITS), UNITS).iloc[0]
    single = convert_quantity(str(number), unit, UNITS)
    for name, value in (("kg", single.kg), ("count", single.count), ("usd", single.usd)):
        ours = column[f"quantity_{name}"]
        assert pd.isna(ours) if value is None else ours == pytest.approx(float(value), abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["black", "tar", "heroin", "of", "crystal", "meth", "M30", "x"]), max_size=6))
def test_an_index_finds_what_the_vocabulary_finds(words: list[str]) -> None:
    commodities = load_vocab("commodities")
    found = find_codes_within(" ".join(words), commodities)
    assert WordIndex(commodities).find_within(" ".join(words)) == (found[0] if found else "")
