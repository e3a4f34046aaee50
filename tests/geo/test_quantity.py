from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import SchemaError, VocabularyError
from geo.quantity import NO_QUANTITY, Quantity, convert_quantity, format_number, parse_number

UNITS = pd.DataFrame(
    [
        ("kg", "mass", "1", "kilos"),
        ("g", "mass", "0.001", "grams"),
        ("lb", "mass", "0.45359237", "pounds; libras"),
        ("pill", "count", "1", "pills; pastillas"),
        ("package", "container", "1", "packages; paquetes"),
        ("L", "volume", "1", "litres"),
        ("USD", "currency", "1", "dollars"),
        ("MXN", "currency", "", "pesos"),
    ],
    columns=["unit", "kind", "factor", "aliases"],
)


@pytest.mark.parametrize(
    ("quantity", "unit", "kg", "count", "usd", "kind"),
    [
        ("254", "lb", "115.212462", "", "", "mass"),
        ("1,071.5", "kilos", "1071.5", "", "", "mass"),
        ("40", "g", "0.04", "", "", "mass"),
        ("4000000", "pastillas", "", "4000000", "", "count"),
        ("22", "packages", "", "22", "", "container"),
        ("286", "L", "", "", "", "volume"),
        ("170030", "USD", "", "", "170030", "currency"),
        ("34600000", "pesos", "", "", "", "currency"),
        ("", "", "", "", "", ""),
    ],
)
def test_a_unit_gives_the_measure_it_states_and_no_other(
    quantity: str, unit: str, kg: str, count: str, usd: str, kind: str
) -> None:
    found = convert_quantity(quantity, unit, UNITS)
    assert (format_number(found.kg), format_number(found.count), format_number(found.usd)) == (kg, count, usd)
    assert found.kind == kind


TONS = pd.DataFrame(
    [("ton", "mass", "907.18474", "tons"), ("tonne", "mass", "1000", "toneladas")],
    columns=["unit", "kind", "factor", "aliases"],
)


@pytest.mark.parametrize(
    ("unit", "language", "kg"),
    [
        ("tons", "", "1814.36948"),
        ("tons", "en", "1814.36948"),
        ("ton", "es", "2000"),
        ("toneladas", "es", "2000"),
        ("toneladas", "en", "2000"),
    ],
)
def test_a_ton_is_short_in_english_and_metric_in_spanish(unit: str, language: str, kg: str) -> None:
    assert format_number(convert_quantity("2", unit, TONS, language=language).kg) == kg


def test_no_reported_number_is_no_quantity_even_with_a_unit() -> None:
    assert convert_quantity("", "lb", UNITS) == NO_QUANTITY


def test_an_unlisted_unit_is_refused_with_what_to_do() -> None:
    with pytest.raises(VocabularyError, match=r"unknown word 'stone' in units.*add it in data/vocab/units\.csv"):
        convert_quantity("3", "stone", UNITS)


@pytest.mark.parametrize("text", ["5-6", "-4", "1,07", "about 5", "1.071,5", "1e3", "nan", "mil"])
def test_a_quantity_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(SchemaError, match="is not a number"):
        parse_number(text)


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3)


@given(AMOUNTS, st.sampled_from(["pill", "package", "L", "USD", "MXN"]))
def test_only_a_mass_ever_becomes_kilograms(amount: Decimal, unit: str) -> None:
    assert convert_quantity(f"{amount:f}", unit, UNITS).kg is None


@given(AMOUNTS, st.sampled_from(UNITS["unit"].tolist()))
def test_at_most_one_measure_is_set_and_none_is_negative(amount: Decimal, unit: str) -> None:
    found: Quantity = convert_quantity(f"{amount:f}", unit, UNITS)
    measures = [value for value in (found.kg, found.count, found.usd) if value is not None]
    assert len(measures) <= 1
    assert all(value >= 0 for value in measures)


@given(AMOUNTS)
def test_a_thousand_grams_are_a_kilogram(amount: Decimal) -> None:
    grams = convert_quantity(f"{amount * 1000:f}", "g", UNITS).kg
    assert grams == convert_quantity(f"{amount:f}", "kg", UNITS).kg


@given(AMOUNTS)
def test_a_written_number_reads_back_as_itself(amount: Decimal) -> None:
    assert parse_number(format_number(amount)) == amount
