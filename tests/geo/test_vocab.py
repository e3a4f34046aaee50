from __future__ import annotations

import pandas as pd
import pytest

from data.vocab import FOLDER, load_vocab
from geo.errors import SourceError, VocabularyError
from geo.vocab import find_code, find_codes_within, fold, index_codes

AGENCIES = pd.DataFrame(
    {
        "agency_code": ["usbp", "sedena"],
        "label_en": ["U.S. Border Patrol", "Mexican Army"],
        "label_es": ["Patrulla Fronteriza", "Ejército Mexicano"],
        "aliases": ["USBP; Border Patrol agents", ""],
    }
)
VEHICLES = pd.DataFrame({"conveyance_code": ["truck", "pickup", "car"], "aliases": ["", "pickup truck", "sedan"]})


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("usbp", "usbp"),
        ("border patrol AGENTS", "usbp"),
        ("Patrulla  Fronteriza", "usbp"),
        ("ejercito mexicano", "sedena"),
    ],
)
def test_a_word_is_found_by_code_label_or_alias_without_case_or_accents(word: str, code: str) -> None:
    assert find_code(word, AGENCIES, name="agencies") == code


def test_an_unknown_word_is_refused_and_the_message_says_what_to_do() -> None:
    with pytest.raises(VocabularyError) as error:
        find_code("Interpol", AGENCIES, name="agencies")
    assert str(error.value) == (
        "unknown word 'Interpol' in agencies: expected a code, label or alias; add it in data/vocab/agencies.csv"
    )


def test_empty_text_is_no_word() -> None:
    with pytest.raises(VocabularyError):
        find_code("", AGENCIES, name="agencies")


def test_one_word_for_two_codes_is_refused() -> None:
    twice = pd.DataFrame({"unit": ["ton", "tonne"], "aliases": ["t", "T"]})
    with pytest.raises(VocabularyError, match="'T' stands for 'tonne' and for 'ton'"):
        index_codes(twice)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("red 2011 pickup truck", ["pickup"]), ("cargo", []), ("truck, sedan", ["sedan", "truck"]), ("raft", [])],
)
def test_all_listed_words_are_found_but_none_inside_a_longer_one(text: str, codes: list[str]) -> None:
    named = VEHICLES.assign(conveyance_code=["truck", "pickup", "sedan"], aliases=["", "pickup truck", ""])
    assert find_codes_within(text, named) == codes


def test_folding_removes_case_accents_and_extra_space() -> None:
    assert fold("  Fiscalía  GENERAL ") == "fiscalia general"


VOCABULARIES = sorted(path.stem for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_vocabulary_has_one_code_per_word_and_no_empty_code(name: str) -> None:
    vocab = load_vocab(name)
    codes = vocab.iloc[:, 0]
    assert codes.is_unique
    assert codes.str.len().min() > 0
    assert set(index_codes(vocab).values()) == set(codes)


def test_the_drugs_that_lead_the_legend_have_their_own_colours_and_all_non_drugs_are_dark() -> None:
    vocab = load_vocab("commodities").set_index("commodity_code")
    assert vocab.loc[["fentanyl", "methamphetamine", "cocaine", "heroin", "marijuana"], "colour"].tolist() == [
        "#C8102E",
        "#0072B2",
        "#E69F00",
        "#332288",
        "#44AA99",
    ]
    assert set(vocab.loc[vocab["family"] != "drug", "colour"]) == {"#3A3A3A"}


def test_the_shape_is_the_family() -> None:
    vocab = load_vocab("commodities")
    assert dict(zip(vocab["family"], vocab["shape"], strict=True)) == {
        "drug": "circle",
        "proceeds": "square",
        "firearms": "triangle",
        "ammunition": "triangle",
        "precursor": "diamond",
    }
    assert len(vocab[["family", "shape"]].drop_duplicates()) == 5


def test_a_vocabulary_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(SourceError, match="no vocabulary 'colours': expected one of agencies, "):
        load_vocab("colours")
