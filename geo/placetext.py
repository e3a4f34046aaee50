"""Turn a place text into words that compare equal across accents, case, abbreviations and road spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from geo.placewords import ABBREVIATIONS
from geo.roadwords import ROAD_CORES, ROAD_FILLERS, ROAD_QUALIFIERS, ROAD_TAILS

MARKS = frozenset(",;()")


class Tokens(NamedTuple):
    """Words and marks of a text; by position: whether it was capitalised, and whether a dash or slash precedes it.

    `dateline` is the number of leading tokens that only say where the report was written; `styles` holds the words
    before a road's number by its token ('State Route' or 'U.S. Highway'), for roads of one number are many. `shouted`:
    the whole text is in capitals, which then tell nothing.
    """

    words: list[str]
    capitals: list[bool]
    dashes: list[bool]
    dateline: int
    styles: dict[str, frozenset[str]]
    shouted: bool


_PIECES = re.compile(r"([^A-Za-z0-9,;()]*)(\d+ ?\+ ?\d{3}\b|\d+\.\d+|[A-Za-z0-9]+|[,;()])")
_DIGITS = frozenset("0123456789")
_ACCENTS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ’‘´`“”–—", "aeiouunAEIOUUN''''\"\"--")
_DOTTED = re.compile(r"\b([A-Z])\.\s?([A-Z])\.(?:\s?([A-Z])\.)?")
_NOTE = re.compile(r"\[[^\]]*\]")
_JUNIOR = re.compile(r",\s*(?=[JS]r\b)")
_POSSESSIVE = re.compile(r"\b(int)'(l)\b|'s\b", re.I)
_DATELINE = re.compile(r"[A-Z][A-Z .]{3,}(?:, ?[A-Z][A-Za-z.]*)?\s*(?:-|--)\s(?=.*[a-z]{4})")
_NUMBERED = re.compile(r"\d{1,3}d?")
_NUMERALS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_NAMES_BEFORE_TAIL = tuple([word] for word in ("carretera", "autopista", "ruta", "state", "county"))
_INTERSTATE = frozenset({"interstate", "interestatal", "1", "i"})
_FARM_ROADS = (["farm", "to", "market", "road"], ["farm", "to", "market"], ["ranch", "to", "market", "road"])


def fold_accents(text: str) -> str:
    """Return `text` without accents and with plain quotes and dashes; letters keep their case.

    >>> fold_accents("Sásabe")
    'Sasabe'
    """
    if text.isascii():
        return text
    plain = text.translate(_ACCENTS)
    if plain.isascii():
        return plain
    return "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))


def tokenize(text: str) -> Tokens:
    """Return the tokens of `text`; remarks in square brackets are left out, commas and parentheses are tokens.

    A numbered road is one token, `i19` for an interstate and `hwy86` for any other; kilometre 93+100 becomes 93.1.

    >>> tokenize("Nogales POE, Interstate 19").words
    ['nogales', 'port', 'of', 'entry', ',', 'i19']
    """
    plain = _normalise(text)
    dateline = _DATELINE.match(plain) if "-" in plain else None
    words: list[str] = []
    capitals: list[bool] = []
    dashes: list[bool] = []
    styles: dict[str, frozenset[str]] = {}
    roman = -1
    for gap, raw in _PIECES.findall(plain):
        first = raw[0]
        if first in _DIGITS:
            number = _post_number(raw) if len(raw) > 1 and not raw.isalnum() else raw.lower()
            style = _take_road_words(words, roman) if words and _NUMBERED.fullmatch(number) else []
            capital = bool(style) and True in capitals[len(words) :]
            if style:
                del capitals[len(words) :], dashes[len(words) :]
                number = ("hwy" if _INTERSTATE.isdisjoint(style) else "i") + number
                styles[number] = frozenset(style)
            parts: tuple[str, ...] = (number,)
        else:
            capital = "A" <= first <= "Z"
            parts = _spell_out(raw)
            roman = len(words) if raw in ("I", "i") else roman
        dashed = gap != " " and ("-" in gap or "/" in gap)
        for part in parts:
            words.append(part)
            capitals.append(capital)
            dashes.append(dashed)
    headed = len(tokenize(dateline[0]).words) if dateline and dateline.end() < len(plain) else 0
    return Tokens(words, capitals, dashes, headed, styles, plain.isupper())


@lru_cache(maxsize=4096)
def _spell_out(raw: str) -> tuple[str, ...]:
    """Return the words that a written word stands for: POE is port of entry, and II a number."""
    word = _NUMERALS.get(raw) or raw.lower()
    return ABBREVIATIONS.get(word) or (word,)


def alias_key(name: str) -> tuple[str, ...]:
    """Return the words by which `name` is looked up: tokens without marks."""
    plain = name.translate(_ACCENTS)
    if plain.replace(" ", "").isalpha() and plain.isascii() and "I" not in plain and "V" not in plain:
        words = plain.lower().split()
        if not any(word in ABBREVIATIONS for word in words):
            return tuple(map(intern, words))
    return tuple(intern(word) for word in tokenize(name).words if word not in MARKS)


def roads_in(words: list[str]) -> list[str]:
    """Return the numbered roads among `words`."""
    return [word for word in words if is_road(word)]


def has_pair(words: list[str], pairs: frozenset[tuple[str, str]]) -> bool:
    """Tell whether two words of `pairs` stand side by side."""
    return any(pair in pairs for pair in zip(words, words[1:], strict=False))


def is_road(word: str) -> bool:
    """Tell whether a word is a numbered road."""
    return word[-1:].isdigit() and (word[:1] == "i" or word[:3] == "hwy") or (word[:3] == "hwy" and word[3:4].isdigit())


def _normalise(text: str) -> str:
    plain = _NOTE.sub(" ", text) if "[" in text else text
    plain = fold_accents(plain)
    if "'" in plain:
        plain = _POSSESSIVE.sub(r"\1\2", plain)
    if "." in plain:
        plain = _DOTTED.sub(r"\1\2\3", plain)
    return _JUNIOR.sub(" ", plain) if "r" in plain else plain


def _post_number(raw: str) -> str:
    whole, _plus, metres = raw.replace(" ", "").partition("+")
    return f"{int(whole) + int(metres) / 1000:g}" if metres else raw


def _take_road_words(words: list[str], roman: int) -> list[str]:
    """Take the words that make the number after them a road off the end of `words` and return them; empty if none do.

    `roman` is the position of the last word written I, which before a number stands for Interstate.
    """
    end = len(words)
    while end and words[end - 1] in ROAD_FILLERS:
        end -= 1
    start = end - 1
    farm = next((farm for farm in _FARM_ROADS if words[end - len(farm) : end] == farm), None)
    last = words[start] if end else ""
    if farm:
        start = end - len(farm)
    elif last in ROAD_TAILS:
        while start and words[start - 1] in ROAD_TAILS:
            start -= 1
        if words[start - 1 : start] not in _NAMES_BEFORE_TAIL:
            return []
    elif last == "mexico" and words[start - 1 : start] == ["new"]:
        del words[start - 1 :]
        return ["nm"]
    elif last not in ROAD_CORES and roman != end - 1:
        return []
    while start > 0 and not farm and words[start - 1] in ROAD_QUALIFIERS:
        start -= 1
    taken = words[max(start, 0) :]
    del words[max(start, 0) :]
    return taken
