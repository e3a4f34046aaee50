"""The review of a table's places: each different text once, counts by row, candidates by words."""

from __future__ import annotations

import pandas as pd
import pytest

from data.places import load_places
from geo.checking import CheckedTable, check_table, find_candidates
from geo.choices import Choice, empty_choices, record_choice
from geo.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return load_places()


@pytest.fixture(scope="module")
def checked(places: pd.DataFrame) -> CheckedTable:
    places_told = ["Lukeville", "Narnia", "Narnia", "Hidalgo"]
    table = pd.DataFrame({"where": places_told, "agency": ["CBP", "", "", ""]}, dtype="str")
    return check_table(table, "where", ("agency",), Gazetteer(places))


def test_equal_rows_are_one_text_and_are_counted(checked: CheckedTable) -> None:
    assert checked.pairs[["text", "context", "rows"]].values.tolist() == [
        ["Lukeville", "CBP", 1], ["Narnia", "", 2], ["Hidalgo", "", 1],
    ]  # fmt: skip
    assert checked.count().to_dict() == {"resolved": 1, "ambiguous": 1, "unresolved": 2}
    assert checked.list_texts(is_open=True)["text"].tolist() == ["Narnia", "Hidalgo"]
    assert checked.list_texts(is_open=False)["text"].tolist() == ["Lukeville"]


def test_a_choice_places_every_row_of_its_text(checked: CheckedTable, places: pd.DataFrame) -> None:
    choices = record_choice(empty_choices(), Choice("NARNIA", lon=-110.0, lat=31.0))
    reviewed = checked.review(choices, places)
    assert reviewed.rows["lon"].tolist()[1:3] == [-110.0, -110.0]
    assert reviewed.count().to_dict() == {"resolved": 3, "ambiguous": 1, "unresolved": 0}
    assert checked.count()["unresolved"] == 2


def test_candidates_are_those_of_the_match_or_those_the_words_name(checked: CheckedTable, places: pd.DataFrame) -> None:
    text = checked.list_texts(is_open=True).iloc[1]
    assert set(find_candidates(text, "", places)["name"]) == {"Hidalgo"}
    assert find_candidates(text, "nogales az", places).iloc[0]["place_id"] == places.loc[
        (places["name"] == "Nogales") & (places["admin1"] == "AZ") & (places["kind"] == "city"), "place_id"
    ].item()  # fmt: skip
    assert find_candidates(text, "no such place", places).empty


def test_an_empty_table_has_no_texts(places: pd.DataFrame) -> None:
    empty = check_table(pd.DataFrame({"where": []}, dtype="str"), "where", (), Gazetteer(places.head(0)))
    assert empty.count().sum() == 0
    assert empty.list_texts(is_open=True).empty
