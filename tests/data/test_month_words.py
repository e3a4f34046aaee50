"""Every importer reads the names of months, English and Spanish, whole and short, by data/vocab/months.csv."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data import sources
from data.imports import run_import
from data.sources import load_layouts
from data.vocab import load_vocab
from geo.datecells import read_date
from geo.gazetteer import Gazetteer
from geo.vocab import fold, index_codes

WORDS = {
    1: "January Jan JAN enero ene", 2: "February Feb FEB febrero feb", 3: "March Mar MAR marzo mar",
    4: "April Apr APR abril abr", 5: "May MAY mayo may", 6: "June Jun JUN junio jun", 7: "July Jul JUL julio jul",
    8: "August Aug AUG agosto ago", 9: "September Sep Sept SEP septiembre setiembre sep",
    10: "October Oct OCT octubre oct", 11: "November Nov NOV noviembre nov", 12: "December Dec DEC diciembre dic",
}  # fmt: skip
EACH = [(word, number) for number, words in WORDS.items() for word in words.split()]
NAMES = {word: int(code) for word, code in index_codes(load_vocab("months")).items()}


@pytest.mark.parametrize(("word", "number"), EACH)
def test_a_date_with_the_name_of_its_month_is_read(word: str, number: int) -> None:
    expected = f"2020-{number:02d}-05"
    for cell in (f"05 {word} 2020", f"5-{word}-2020", f"{word} 5, 2020", f"5 de {word} de 2020", f"05-{word}-20"):
        period = read_date(cell, NAMES)
        assert period.start is not None
        assert (pd.Timestamp(0) + pd.Timedelta(days=period.start)).strftime("%Y-%m-%d") == expected, cell
    assert read_date(f"{word} 2020", NAMES).precision == "month"


def test_the_columns_of_months_in_a_card_are_these_months() -> None:
    named = [
        (NAMES.get(fold(theirs)), int(name[1:]))
        for layout in load_layouts()
        for name, listed in layout.columns.items()
        for theirs in listed
        if name[0] == "m" and name[1:].isdigit()
    ]
    assert len(named) >= 12
    assert all(found == number for found, number in named)


def test_the_months_of_official_tables_are_read_in_both_languages(tmp_path: Path, gazetteer: Gazetteer) -> None:
    header, row, *_rest = (sources.FOLDER / "cbp_drug_seizures" / "sample.csv").read_text("utf-8").splitlines()
    at = header.split(",").index("Month (abbv)")
    cells = row.split(",")
    numbers = {",".join([*cells[:at], word, *cells[at + 1 :]]): number for word, number in EACH}
    path = tmp_path / "cbp.csv"
    path.write_text("\n".join([header, *numbers]), encoding="utf-8")
    totals = run_import(path, gazetteer=gazetteer).batch.totals
    assert totals["month"].tolist() == list(numbers.values())

    path = tmp_path / "long.csv"
    rows = [f"2020,{word},26043,{number},{place}" for place, (word, number) in enumerate(EACH)]
    path.write_text("\n".join(["Año,Mes,CVEGEO,Total,Modalidad", *rows]), encoding="utf-8")
    totals = run_import(path, gazetteer=gazetteer).batch.totals
    assert totals["month"].tolist() == [number for _word, number in EACH]
