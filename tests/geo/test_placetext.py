"""Texts as words: roads, posts and datelines as examples."""

from __future__ import annotations

import pytest

from geo.placetext import alias_key, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nogales POE", ["nogales", "port", "of", "entry"]),
        ("Juarez-Lincoln Int'l", ["juarez", "lincoln", "international"]),
        ("I-19", ["i19"]),
        ("Interstate Highway 19", ["i19"]),
        ("carretera México 15", ["hwy15"]),
        ("carretera federal No. 101", ["hwy101"]),
        ("Ruta Estatal 80", ["hwy80"]),
        ("New Mexico Highway 70", ["new", "mexico", "hwy70"]),
        ("New Mexico 11", ["hwy11"]),
        ("Farm to Market Road 481", ["hwy481"]),
        ("F.M. 481", ["hwy481"]),
        ("Puente Internacional 2", ["puente", "internacional", "2"]),
        ("kilómetro 93+100", ["km", "93.1"]),
        ("Kilómetro 4 +200", ["km", "4.2"]),
        ("the port's Dennis DeConcini", ["the", "port", "dennis", "deconcini"]),
        ("Port of Lukville [sic]", ["port", "of", "lukville"]),
        ("Cd. Juárez", ["ciudad", "juarez"]),
    ],
)
def test_spellings_of_one_name_become_the_same_words(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words


def test_the_words_before_a_road_number_are_kept_as_its_style() -> None:
    assert tokenize("State Route 90 and U.S. Highway 83").styles == {
        "hwy90": frozenset({"state", "route"}),
        "hwy83": frozenset({"us", "highway"}),
    }


def test_a_dash_before_a_word_is_remembered() -> None:
    assert tokenize("Sonoyta–Caborca Altar").dashes == [False, True, False]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("NOGALES, Ariz. – Officers at the Mariposa port", 3),
        ("EL PASO, Texas — seized at the Ysleta crossing", 4),
        ("PASO DEL NORTE - EL PASO", 0),
        ("Nogales, Arizona - Mariposa crossing", 0),
    ],
)
def test_a_dateline_is_counted_in_tokens(text: str, count: int) -> None:
    assert tokenize(text).dateline == count


def test_marks_are_no_words_of_a_name() -> None:
    assert alias_key("Camino Real (Bridge II)") == ("camino", "real", "bridge", "2")
