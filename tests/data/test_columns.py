"""Columns are guessed from header and cells, in English and Spanish; what a table leaves open is decided aloud."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from data.columns import guess_columns
from data.vocab import load_vocab
from geo.errors import SourceError
from geo.gazetteer import Gazetteer
from geo.mapping import ITEM_ROLES, SINGLE_ROLES, ItemColumns
from geo.vocab import index_codes


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, sep="|")


@pytest.mark.parametrize(
    ("text", "columns", "items"),
    [
        (
            "Date|Location|Drug Type|Amount|Units|Agency\n2020-01-05|Naco|heroin|2|kg|CBP OFO",
            {"date": "Date", "place": "Location", "agency": "Agency"},
            [ItemColumns("Drug Type", "Amount", "Units")],
        ),
        (
            "FECHA_HECHO|MUNICIPIO|ESTADO|SUSTANCIA|CANTIDAD KG|DEPENDENCIA\n05/01/2020|Naco|Sonora|cocaína|2|Sedena",
            {"date": "FECHA_HECHO", "city": "MUNICIPIO", "state": "ESTADO", "agency": "DEPENDENCIA"},
            [ItemColumns("SUSTANCIA", "CANTIDAD KG", unit_word="kg")],
        ),
        (
            "SeizureDate|LAT|LONG|Drug|Weight (lbs)|Link\n2020-01-05|31.3|-110.9|meth|2|https://example.org",
            {"date": "SeizureDate", "lat": "LAT", "lon": "LONG", "url": "Link"},
            [ItemColumns("Drug", "Weight (lbs)", unit_word="lb")],
        ),
        (
            "date|place|cocaine_kg|heroin_kg\n2020-01-05|Naco|2|",
            {"date": "date", "place": "place"},
            [ItemColumns(quantity="cocaine_kg", commodity_word="cocaine", unit_word="kg")],
        ),
        (
            "date|place|drug1|qty1|drug2|qty2|unit\n2020-01-05|Naco|heroin|2|meth|3|kg",
            {"date": "date", "place": "place"},
            [ItemColumns("drug1", "qty1", "unit"), ItemColumns("drug2", "qty2", "unit")],
        ),
        (
            "a|b|c|d\n2020-01-05|31.3, -110.9|heroin|kg",
            {"date": "a"},
            [ItemColumns("c", "", "d")],
        ),
    ],
)
def test_a_mapping_is_guessed(text: str, columns: dict[str, str], items: list[ItemColumns]) -> None:
    mapping, _notes = guess_columns(table(text))
    assert mapping.columns == columns
    assert list(mapping.items) == items


def test_a_key_that_names_no_event_is_no_key() -> None:
    rows = "id|date|place|drug\n1|2020-01-05|Naco|heroin\n1|2020-02-05|Yuma|heroin"
    assert "record_id" not in guess_columns(table(rows))[0].columns


def test_a_column_of_known_places_is_the_place_whatever_its_name(gazetteer: Gazetteer) -> None:
    mapping, notes = guess_columns(
        table("when|q7|drug\n2020-01-05|Nogales, Arizona|heroin\n2020-01-06|Tijuana|meth"), lambda: gazetteer
    )
    assert mapping.columns == {"date": "when", "place": "q7"}
    assert notes == ["the column 'q7' is taken for the place, for its words are known places"]


@pytest.mark.parametrize(
    ("header", "order", "told"), [("fecha", "dmy", "the day comes first"), ("date", "mdy", "the month comes first")]
)
def test_an_open_order_follows_the_language_and_is_told(header: str, order: str, told: str) -> None:
    mapping, notes = guess_columns(table(f"{header}|place|drug\n03/04/2020|Naco|heroin"))
    assert mapping.date_order == order
    assert told in notes[0]


def test_mixed_orders_are_left_open_and_told() -> None:
    rows = "date|place|drug\n25/04/2020|Naco|heroin\n04/25/2020|Naco|meth\n03/04/2020|Naco|meth"
    mapping, notes = guess_columns(table(rows))
    assert mapping.date_order == ""
    assert "the dates mix day first and month first" in notes[0]


def test_a_header_that_is_a_unit_holds_the_amount_and_a_second_one_is_told() -> None:
    mapping, notes = guess_columns(table("date|place|drug|pounds|kg\n2020-01-05|Naco|heroin|2|0.9"))
    assert mapping.items == (ItemColumns("drug", "pounds", unit_word="lb"),)
    assert notes == ["the column 'kg' is not read: 'pounds' is taken for the amount"]


@pytest.mark.parametrize(("cells", "decimal"), [(["2,5", "1.234"], ","), (["2.5", "1,234"], "."), (["1,234"], ".")])
def test_the_decimal_mark_is_that_of_the_column(cells: list[str], decimal: str) -> None:
    rows = "\n".join(f"2020-01-05|Naco|heroin|{cell}|kg" for cell in cells)
    assert guess_columns(table(f"date|place|drug|quantity|unit\n{rows}"))[0].decimal == decimal


@pytest.mark.parametrize(
    ("text", "told"),
    [("date|place|amount\n2020-01-05|Naco|2", "what was seized"), ("drug|amount\nheroin|2", "where or when")],
)
def test_a_table_that_lacks_the_needed_is_refused(text: str, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        guess_columns(table(text))


def test_every_role_of_a_mapping_has_header_words() -> None:
    roles = set(index_codes(load_vocab("columns")).values())
    assert roles >= {*SINGLE_ROLES, *ITEM_ROLES}
