"""The listed words compiled once for reading texts: every phrase by its first word, with what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from geo.extract.holidays import holiday_days
from geo.extract.tokens import Token, tokenize
from geo.vocab import index_codes

VOCABULARIES = (
    "agencies", "commodities", "conveyances", "cues", "day_words", "doubtful_words", "forms", "hedges", "months",
    "numerals", "place_links", "place_words", "qualifiers", "substances", "units", "weekdays",
)  # fmt: skip
"""The tables a lexicon is compiled from, by name."""

_KINDS = {
    "agencies": "agency", "conveyances": "conveyance", "cues": "cue", "day_words": "day_word", "forms": "form",
    "hedges": "hedge", "months": "month", "numerals": "numeral", "place_links": "link", "place_words": "place",
    "qualifiers": "qualifier", "units": "unit", "weekdays": "weekday",
}  # fmt: skip

_ANY_YEAR = 2024


class Mark(NamedTuple):
    """A listed phrase in a text: its kind and code, and the token positions [start, end)."""

    kind: str
    code: str
    start: int
    end: int


class Phrase(NamedTuple):
    """A listed phrase: its words, what it means, and whether it counts only with a capital letter."""

    words: tuple[str, ...]
    kind: str
    code: str
    capital: bool


class Substance(NamedTuple):
    """What a seized thing is: name in English, commodity, form, and the unit in which it is counted."""

    name: str
    commodity_code: str
    family: str
    form: str
    count_unit: str


class Unit(NamedTuple):
    """A unit: its code, its kind (mass, count, container, volume, currency), factor and English plural."""

    code: str
    kind: str
    factor: Decimal
    label: str


@dataclass(frozen=True)
class Lexicon:
    """The compiled vocabularies. Make one with `build_lexicon` and use it for many texts.

    `doubtful` are words that name a substance only behind "of" or a hedge; `in_pills` the commodities that come in
    pills, `holidays` the day words that are a day by rule.
    """

    phrases: dict[str, tuple[Phrase, ...]]
    substances: dict[str, Substance]
    units: dict[str, Unit]
    numerals: dict[str, tuple[str, Decimal]]
    place_kinds: dict[str, tuple[str, str]]
    doubtful: frozenset[str]
    in_pills: frozenset[str]
    holidays: frozenset[str]


def build_lexicon(vocab: Mapping[str, pd.DataFrame]) -> Lexicon:
    """Compile the vocabularies named in `VOCABULARIES`.

    Parameters
    ----------
    vocab
        The vocabulary tables by name, all columns text.

    Raises
    ------
    KeyError
        A table is missing.
    VocabularyError
        One word of a table stands for two codes.
    """
    substances = _substances(vocab["commodities"], vocab["substances"])
    found = [phrase for name, kind in _KINDS.items() for phrase in _phrases(vocab[name], kind)]
    words = index_codes(vocab["commodities"]) | index_codes(vocab["substances"])
    found += [_phrase(word, "substance", code) for word, code in words.items() if code in substances]
    by_first: dict[str, list[Phrase]] = {}
    for phrase in found:
        if phrase.words:
            by_first.setdefault(phrase.words[0], []).append(phrase)
    return Lexicon(
        phrases={first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in by_first.items()},
        substances=substances,
        units={row["unit"]: _unit(row) for row in _rows(vocab["units"])},
        numerals={row["numeral"]: (row["role"], Decimal(row["numeral"])) for row in _rows(vocab["numerals"])},
        place_kinds={row["place_word"]: (row["kind"], row["side"]) for row in _rows(vocab["place_words"])},
        doubtful=frozenset(vocab["doubtful_words"].iloc[:, 0]),
        holidays=frozenset(code for code in vocab["day_words"].iloc[:, 0] if holiday_days(str(code), _ANY_YEAR)),
        in_pills=frozenset(s.commodity_code for s in substances.values() if s.count_unit == "pill"),
    )


def find_marks(tokens: list[Token], lexicon: Lexicon) -> dict[str, dict[int, Mark]]:
    """The longest listed phrases of each kind by the position where they start."""
    marks: dict[str, dict[int, Mark]] = {kind: {} for kind in (*_KINDS.values(), "substance")}
    free = dict.fromkeys(marks, 0)
    words = [token.word for token in tokens]
    for at, word in enumerate(words):
        for phrase in lexicon.phrases.get(word, ()):
            end = at + len(phrase.words)
            if free[phrase.kind] > at or tuple(words[at:end]) != phrase.words:
                continue
            if phrase.capital and not tokens[at].capital:
                continue
            marks[phrase.kind][at] = Mark(phrase.kind, phrase.code, at, end)
            free[phrase.kind] = end
    return marks


def _phrases(table: pd.DataFrame, kind: str) -> list[Phrase]:
    found = [_phrase(word, kind, code) for word, code in index_codes(table).items() if not word[0].isdigit()]
    if kind != "agency":
        return found
    written = {
        word
        for row in _rows(table)
        for word in (row["label_en"], row["label_es"], *row["aliases"].split("; "))
        if word[:1].islower()
    }
    lower = {_phrase(word, kind, "").words for word in written}
    codes = set(table.iloc[:, 0])
    return [
        phrase._replace(capital=phrase.words not in lower)
        for phrase in found
        if phrase.code not in codes or "_" not in " ".join(phrase.words)
    ]


def _phrase(word: str, kind: str, code: str) -> Phrase:
    return Phrase(tuple(token.word for token in tokenize(word)), kind, code, False)


def _substances(commodities: pd.DataFrame, substances: pd.DataFrame) -> dict[str, Substance]:
    families = dict(zip(commodities["commodity_code"], commodities["family"], strict=True))
    known = {code: Substance(code, code, family, "", "") for code, family in families.items()}
    for row in _rows(substances):
        code = row["commodity_code"]
        name = code if row["form"] in ("pills", "powder", "liquid") else row["substance"]
        known[row["substance"]] = Substance(name, code, families[code], row["form"], row["count_unit"])
    return known


def _unit(row: dict[str, str]) -> Unit:
    return Unit(row["unit"], row["kind"], Decimal(row["factor"] or 0), row["label_en"] or row["unit"])


def _rows(table: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(key): str(value) for key, value in row.items()} for row in table.fillna("").to_dict("records")]
