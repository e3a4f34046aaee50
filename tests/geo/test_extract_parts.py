"""The parts of reading a text: numbers, measures, dates, and places by their words."""

from __future__ import annotations

from datetime import date

import pytest

from data.vocab import load_vocab
from geo.dates import iso_date
from geo.extract import VOCABULARIES, build_lexicon, extract_events
from geo.extract.document import read_document
from geo.extract.holidays import holiday_days
from geo.extract.measures import find_measures
from geo.extract.numerals import parse_digits
from geo.extract.places import find_places
from geo.extract.tokens import split_sentences, tokenize
from geo.quantity import format_number

LEXICON = build_lexicon({name: load_vocab(name) for name in VOCABULARIES})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("71 mil 565", "71565"),
        ("mil 186", "1186"),
        ("dos mil quinientos", "2500"),
        ("doscientos cincuenta y tres", "253"),
        ("16 millones 26 mil 546", "16026546"),
        ("forty-two", "42"),
        ("two hundred and five", "205"),
        ("a thousand", "1000"),
        ("3.5 million", "3500000"),
        ("two and a half", "2.5"),
        ("1 600 litros", "1600"),
        (".0014 libras", "0.0014"),
        ("1,923.76", "1923.76"),
        ("2.015", "2.015"),
    ],
)
def test_a_number_is_read_in_digits_and_words(text: str, value: str) -> None:
    (number, *_) = read_document(text, LEXICON).numbers.values()
    assert format_number(number.value) == value


@pytest.mark.parametrize(
    ("word", "commas", "value"),
    [
        ("1,175", False, "1175"),
        ("32,5", False, "32.5"),
        ("47.000", True, "47000"),
        ("1.923,76", True, "1923.76"),
        ("0.800", True, "0.8"),
        ("2024-05-01", False, ""),
        ("1.2.3", False, ""),
    ],
)
def test_points_and_commas_mean_what_the_text_makes_them_mean(word: str, commas: bool, value: str) -> None:
    assert format_number(parse_digits(word, comma_decimals=commas)) == value


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("28 kilos 168 gramos", "28.168 kg"),
        ("una tonelada 406 kilos", "1406 kg"),
        ("12 pounds and 4 ounces", "12.25 lb"),
        ("4,241 pounds (1,923.76 kg)", "4241 lb"),
        ("154.9 kilos / 341.6 libras", "154.9 kg"),
        ("a kilo and a half of", "1.5 kg"),
        ("dos kilos y medio", "2.5 kg"),
        ("half a ton", "0.5 ton"),
        ("media tonelada de", "0.5 tonne"),
        ("30,000 blue fentanyl pills", "30000 pill"),
        ("$18K and $4.1M", "18000 USD; 4100000 USD"),
        ("34 millones de pesos", "34000000 MXN"),
        ("1,500 rounds of 7.62x39 ammunition", "1500 round"),
        ("2,500 9mm rounds", "2500 round"),
        ("1,200 .308-caliber rounds", "1200 round"),
        ("6,550 (seis mil quinientos cincuenta) kilogramos", "6550 kg"),
        ("6.5 additional tons", "6.5 ton"),
        ("dos millones de pastillas de", "2000000 pill"),
        ("con un peso de 42 kilos", "42 kg"),
        ("an F-150 pounds away", ""),
        ("a 26-year-old in a 2011 Dodge", ""),
    ],
)
def test_a_measure_is_a_number_with_its_unit(text: str, measures: str) -> None:
    found = find_measures(read_document(text, LEXICON))
    assert "; ".join(f"{format_number(m.value)} {m.unit.code}" for m in found) == measures


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("on Aug. 5", "2021-08-12", "2021-08-05"),
        ("on August 5th, 2019", "2021-08-12", "2019-08-05"),
        ("el 5 de agosto de 2019", "2021-08-12", "2019-08-05"),
        ("el 5 de agosto", "2021-01-12", "2020-08-05"),
        ("el 5 de agosto del presente año", "2021-08-12", "2021-08-05"),
        ("on 2021-08-05", "2021-08-12", "2021-08-05"),
        ("on 08/05/2021", "2021-08-12", "2021-08-05"),
        ("on Friday, Dec. 27", "2025-01-01", "2024-12-27"),
        ("on Thursday, Dec. 27", "2025-01-01", ""),
        ("on Saturday", "2019-01-31", "2019-01-26"),
        ("on Thursday", "2019-01-31", ""),
        ("today", "2019-01-31", "2019-01-31"),
        ("on Thursday", "", ""),
        ("on Dec. 27", "", ""),
        ("in December 2018", "2019-01-31", ""),
        ("on February 30, 2019", "2020-01-31", ""),
        ("scheduled for court on January 30", "2019-01-31", ""),
        ("on September 1", "2019-08-10", ""),
        ("on Halloween", "2020-11-10", "2020-10-31"),
        ("on Thanksgiving", "2022-12-01", "2022-11-24"),
        ("on Labor Day 2021", "2022-02-01", "2021-09-06"),
        ("in the week leading up to Memorial Day", "2023-05-30", ""),
        ("from July 13-17", "2023-07-20", ""),
        ("according to a July 20 news release", "2023-07-21", ""),
    ],
)
def test_a_date_is_a_day_only_where_the_text_says_which(text: str, published: str, day: str) -> None:
    story = f"Officers found 9 pounds of heroin in a car {text}."
    (event,) = extract_events(story, date.fromisoformat(published) if published else None, LEXICON)
    is_day = event.date.precision == "day" and event.date.start == event.date.end
    assert (iso_date(event.date.start) if is_day else "") == day


@pytest.mark.parametrize(
    ("code", "year", "days"),
    [
        ("thanksgiving", 2024, "2024-11-28"),
        ("black_friday", 2024, "2024-11-29"),
        ("memorial_day", 2023, "2023-05-29"),
        ("labor_day", 2025, "2025-09-01"),
        ("easter", 2025, "2025-04-20"),
        ("good_friday", 2024, "2024-03-29"),
        ("10-31", 2020, "2020-10-31"),
        ("labor_day_weekend", 2024, "2024-08-31 2024-09-02"),
        ("thanksgiving_weekend", 2024, "2024-11-28 2024-12-01"),
        ("today", 2024, ""),
    ],
)
def test_a_holiday_is_the_day_its_rule_gives(code: str, year: int, days: str) -> None:
    found = holiday_days(code, year)
    assert " ".join(dict.fromkeys(day.isoformat() for day in found or ())) == days


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("at the Mariposa truck crossing in Nogales, Ariz., men", "Mariposa truck crossing in Nogales, Ariz: crossing"),
        ("some 50 miles west of the Lukeville port of entry", "50 miles west of the Lukeville port of entry: port"),
        ("a man from Tucson", "Tucson: residence"),
        ("a bus from Monterrey to Dallas", "Monterrey: route; Dallas: route"),
        ("En la carretera a Piedras Negras, cerca del Puente III de Nuevo Laredo,",
         "la carretera a Piedras Negras, cerca del Puente III de Nuevo Laredo: crossing"),
        ("En el ejido Guadalupe, Matamoros, 5 kilos", "el ejido Guadalupe, Matamoros: city"),
        ("at the B&M bridge in a Chrysler", "B&M bridge: crossing"),
        ("in May, in Operation Apollo", ""),
        ("Two Loads In All", ""),
        ("En un puesto de inspección vehicular del municipio de Caborca,",
         "un puesto de inspección vehicular del municipio de Caborca: checkpoint"),
        ("pasaba por ahí, a la altura del municipio de Álamos,", "a la altura del municipio de Álamos: city"),
        ("En el Puente Sonoyta, municipio de General Elías Calles,",
         "el Puente Sonoyta, municipio de General Elías Calles: crossing"),
        ("via the Paso del Norte border crossing", "Paso del Norte border crossing: crossing"),
        ("el hecho ocurrió en Sonora el lunes", "Sonora: region"),
    ],
)  # fmt: skip
def test_place_words_are_whole_and_have_their_role(text: str, places: str) -> None:
    doc = read_document(text, LEXICON)
    found = [(doc.words(p.start, p.end), p.role if p.role != "seizure" else p.kind) for p in find_places(doc)]
    assert "; ".join(f"{words}: {role}" for words, role in found) == places


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("On Sept. 28 they found it. In Nogales, Ariz., he ran.", 2),
        ("The Javier Vega Jr. checkpoint. U.S. Customs came.", 2),
        ("A headline\nThe first sentence.", 2),
        ("It weighed 48 lbs. of meth.", 1),
        ("- 5 kilos\n- 6 kilos", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(split_sentences(text, tokenize(text))) == count


def test_the_vocabularies_name_only_listed_codes() -> None:
    substances, commodities, units = (load_vocab(name) for name in ("substances", "commodities", "units"))
    assert set(substances["commodity_code"]) <= set(commodities["commodity_code"])
    assert set(substances["count_unit"]) - {""} <= set(units["unit"])
    assert set(load_vocab("months")["month"]) == {str(month) for month in range(1, 13)}
    assert set(load_vocab("weekdays")["weekday"]) == {str(day) for day in range(1, 8)}
