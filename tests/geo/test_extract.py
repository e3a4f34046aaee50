"""Texts in, events out: whole texts, a text for each rule, then the values that stand around an item."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from data.vocab import load_vocab
from geo.dates import iso_date
from geo.extract import VOCABULARIES, Event, build_lexicon, extract_events
from geo.quantity import format_number

LEXICON = build_lexicon({name: load_vocab(name) for name in VOCABULARIES})
TEXTS, RULES = (
    yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    for name in ("extract_texts.yaml", "extract_rules.yaml")
)
FORMS = (" pills", " powder")


def read(text: str, published: str = "") -> list[Event]:
    return extract_events(text, date.fromisoformat(published) if published else None, LEXICON)


def day(event: Event) -> str:
    return iso_date(event.date.start) if event.date.precision == "day" and event.date.start == event.date.end else ""


def told(events: list[Event]) -> list[tuple[str, list[str]]]:
    return [
        (day(event), sorted(f"{format_number(i.quantity)} {i.unit} {i.commodity}".strip() for i in event.items))
        for event in events
    ]


def expected(case: dict[str, Any]) -> list[tuple[str, list[str]]]:
    def plain(item: str) -> str:
        return item.removesuffix(FORMS[0]).removesuffix(FORMS[1])

    return [(when, sorted(map(plain, items.split("; ")))) for when, items, *_ in case["events"]]


@pytest.mark.parametrize("case", RULES, ids=[case["name"] for case in RULES])
def test_a_rule_is_kept_by_its_text(case: dict[str, Any]) -> None:
    events = read(case["text"], case["published"])
    assert told(events) == expected(case)
    for event, (_when, _items, *place) in zip(events, case["events"], strict=True):
        assert not place or (event.place is not None and event.place.reported == place[0])


@pytest.mark.parametrize("case", TEXTS, ids=[case["name"] for case in TEXTS])
def test_a_text_gives_the_events_a_reader_takes_from_it(case: dict[str, Any]) -> None:
    assert told(read(case["text"], case["published"])) == expected(case)


@pytest.mark.parametrize("case", TEXTS + RULES, ids=[case["name"] for case in TEXTS + RULES])
def test_every_value_carries_the_characters_it_was_read_from(case: dict[str, Any]) -> None:
    text = case["text"]
    for event in read(text, case["published"]):
        for place in (event.place, *event.places):
            assert place is None or " ".join(text[slice(*place.span)].split()) == place.reported
        for word in (event.date_told, event.conveyance, event.concealment, *event.agencies):
            assert word is None or " ".join(text[slice(*word.span)].split()) == word.reported
        for item in event.items:
            assert item.quantity_reported in " ".join(text[slice(*item.span)].split())


@pytest.mark.parametrize("width", [60, 72, 110])
def test_a_text_wrapped_to_a_width_reads_like_one_line_a_paragraph(width: int) -> None:
    case = next(case for case in TEXTS if case["name"] == "release: the lead sums up a week")
    wrapped = "\n\n".join(textwrap.fill(part, width) for part in case["text"].split("\n\n"))
    assert told(read(wrapped, case["published"])) == expected(case)


def test_nothing_is_dated_after_publication_and_texts_without_seizures_have_no_event() -> None:
    for case in TEXTS + RULES:
        published = case["published"]
        assert all(not published or day(event) <= published for event in read(case["text"], published))
    assert read("") == read("   \n\n ") == read("The port director visited Laredo on May 1, 2020.") == []


STORY = (
    "LAREDO, Texas – On May 4, Border Patrol agents at the I-35 checkpoint stopped a tractor-trailer going from "
    "Monterrey to Dallas that had crossed through the World Trade Bridge. About 40 pounds of suspected cocaine were "
    "hidden in a false floor. A 25-year-old man from Tucson was turned over to the Drug Enforcement Administration."
)


def test_places_keep_their_roles_and_only_one_is_the_seizure() -> None:
    (event,) = read(STORY, "2021-05-10")
    assert event.place is not None
    assert (event.place.reported, event.place.kind) == ("I-35 checkpoint", "checkpoint")
    assert [(place.role, place.reported) for place in event.places] == [
        ("dateline", "LAREDO, Texas"),
        ("route", "Monterrey"),
        ("route", "Dallas"),
        ("crossing", "World Trade Bridge"),
        ("residence", "Tucson"),
    ]


def test_agency_conveyance_concealment_qualifier_and_hedge_are_told() -> None:
    (event,) = read(STORY, "2021-05-10")
    assert [agency.code for agency in event.agencies] == ["usbp"]
    assert event.conveyance is not None and event.conveyance.code == "tractor_trailer"
    assert event.concealment is not None and event.concealment.reported == "hidden in a false floor"
    (item,) = event.items
    assert item.qualifier is not None and (item.qualifier.code, item.qualifier.reported) == ("about", "About")
    assert item.hedge is not None and (item.hedge.code, item.hedge.reported) == ("suspected", "suspected")
    assert STORY[slice(*item.span)] == "About 40 pounds of suspected cocaine"


def test_pills_and_their_weight_are_two_measures_of_one_load() -> None:
    (event,) = read("Officers found 30,000 fentanyl pills weighing 8 pounds.")
    measures = [(item.form, item.unit, item.alternative_of) for item in event.items]
    assert measures == [("pills", "pills", None), ("pills", "lb", 0)]


def test_month_and_day_are_kept_where_no_year_is_told() -> None:
    (event,) = read("On Tuesday, December 8, 7,704 pounds of marijuana were found at the World Trade Bridge.")
    assert (day(event), event.partial_date) == ("", "--12-08")
    assert event.date_told is not None and event.date_told.reported == "Tuesday, December 8"


def test_names_of_persons_are_in_no_field() -> None:
    text = (
        "“We seized it,” said Port Director Alan Quimby. Officers arrested Rosa Delmar, 24, of Yuma, at the San Luis "
        "port on March 3, 2020, with 4 pounds of heroin. Her brother Luis Delmar was at Andrade."
    )
    (event,) = read(text)
    words = [place.reported for place in (event.place, *event.places) if place]
    assert not any(name in word for word in words for name in ("Quimby", "Rosa", "Delmar", "Luis Delmar"))


WORDS = (
    "40 1,175 mil pounds kilos of de meth fentanilo pills ( ) , ; . $ on May 8 2020 Friday at in Nogales the port cash "
    "and y - “ three days later no officers seized más a un half"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_no_run_of_words_breaks_the_reading(words: list[str]) -> None:
    for event in read(" ".join(words), "2021-01-05"):
        assert event.items
        assert event.date.start is None or iso_date(event.date.start) <= "2021-01-05"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    read(text)
