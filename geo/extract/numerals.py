"""Numbers in digits and words, English and Spanish: "71 mil 565", "a thousand", "1.4 million", "treinta y cinco"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from geo.extract.lexicon import Mark
from geo.extract.tokens import Token

_COMMA_DECIMALS = re.compile(
    r"\d{1,3}(?:\.\d{3}){2,}(?![\d,])|\d\.000(?!\d)|\d\.\d{3},\d|(?<![\d,.])\d+,\d{1,2}(?![\d,])"
)
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_ARTICLES = frozenset({"a", "an"})
_MASSES = frozenset({"kg", "g", "lb", "oz", "ton", "tonne"})
HALF = Decimal("0.5")


class Number(NamedTuple):
    """A number: its value, the tokens [start, end), and whether a point may have parted thousands (47.000)."""

    value: Decimal
    start: int
    end: int
    pointed: bool


def find_numbers(
    text: str, tokens: list[Token], marks: dict[str, dict[int, Mark]], numerals: dict[str, tuple[str, Decimal]]
) -> dict[int, Number]:
    """The numbers of a text by the position where they start."""
    roles = {at: numerals[mark.code] for at, mark in marks["numeral"].items()}
    commas = bool(_COMMA_DECIMALS.search(text))
    reader = _Reader([token.word for token in tokens], roles, commas)
    units = marks["unit"]
    found: dict[int, Number] = {}
    at = 0
    while at < len(tokens):
        number = None
        if at in roles or tokens[at].word[0].isdigit():
            number = reader.read(at)
        elif tokens[at].word[0] == "." and at + 1 in units and units[at + 1].code in _MASSES:
            number = Number(Decimal("0" + tokens[at].word), at, at + 1, False) if len(tokens[at].word) > 1 else None
        elif tokens[at].word in _ARTICLES:
            one = at + 1 in units and units[at + 1].code in _MASSES and reader.word(units[at + 1].end) in ("of", "and")
            number = Number(Decimal(1), at, at + 1, False) if one else reader.read(at)
        if number is not None:
            number = _with_spaced_thousands(text, tokens, number, units)
            found[at] = number
        at = number.end if number is not None else at + 1
    return found


def _with_spaced_thousands(text: str, tokens: list[Token], number: Number, units: dict[int, Mark]) -> Number:
    """A number with its thousands behind a space, before a unit: "1 600 litros"."""
    first, end = tokens[number.start], number.end
    if number.end - number.start > 1 or end + 1 >= len(tokens) or end + 1 not in units:
        return number
    word = tokens[end].word
    thousands = first.word.isdigit() and len(first.word) <= 3 and word.isdigit() and len(word) == 3
    if thousands and text[first.end : tokens[end].start] in (" ", "\u00a0", "\u202f"):
        return Number(number.value * 1000 + int(word), number.start, end + 1, False)
    return number


def parse_digits(word: str, *, comma_decimals: bool) -> Decimal | None:
    """The value of a number in digits; None for a date or a form that is no number.

    Parameters
    ----------
    word
        Digits with points and commas: "1,175" is thousands, "32,5" has a decimal comma, "2.015" a decimal point.
    comma_decimals
        Whether the text writes decimals with commas, so that a point parts thousands.

    Examples
    --------
    >>> parse_digits("1,923.76", comma_decimals=False), parse_digits("47.000", comma_decimals=True)
    (Decimal('1923.76'), Decimal('47000'))
    """
    if _DIGITS.fullmatch(word) is None:
        return None
    comma, point = word.rfind(","), word.rfind(".")
    if comma > 0 and point > 0:
        mark = max(comma, point)
        return Decimal(re.sub(r"[.,]", "", word[:mark]) + "." + re.sub(r"[.,]", "", word[mark:]))
    if comma > 0:
        thousands = all(len(part) == 3 for part in word.split(",")[1:])
        return Decimal(word.replace(",", "" if thousands else ".")) if thousands or word.count(",") == 1 else None
    if word.count(".") > 1 or (comma_decimals and point > 0 and len(word) - point == 4 and not word.startswith("0")):
        return Decimal(word.replace(".", "")) if all(len(part) == 3 for part in word.split(".")[1:]) else None
    return Decimal(word)


class _Reader:
    """Reads one number at a position; `roles` tells the number words by position."""

    def __init__(self, words: list[str], roles: dict[int, tuple[str, Decimal]], comma_decimals: bool) -> None:
        self.words = words
        self.roles = roles
        self.comma_decimals = comma_decimals

    def read(self, at: int) -> Number | None:
        """The number that starts at `at`, if one does."""
        start, pos = at, at
        if self.word(at) in _ARTICLES:
            if self.roles.get(at + 1, ("",))[0] not in ("hundred", "scale", "half"):
                return None
            pos = at + 1
        if self.roles.get(pos, ("",))[0] == "half":
            return self._half(start, pos)
        value, end = self._run(pos)
        if value is None:
            return None
        if [self.word(end + step) for step in range(3)] in (["and", "a", "half"], ["y", "media", ""]):
            value, end = value + HALF, end + 3
        pointed = value < 1000 and end == at + 1 and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", self.word(at)) is not None
        return Number(value, start, end, pointed)

    def word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""

    def _half(self, start: int, at: int) -> Number:
        end = at + 1
        while self.word(end) in ("of", "a", "an"):
            end += 1
        return Number(HALF, start, end, False)

    def _run(self, at: int) -> tuple[Decimal | None, int]:
        total, current, last = Decimal(0), None, ""
        scale = Decimal(10**12)
        while True:
            role, value = self._part(at)
            if role in ("and", "y") and last == "value" and current is not None and self._joins(role, current, at):
                at += 1
                continue
            if role == "digits" and last in ("", "scale") and value < scale:
                current, last = value, "digits"
            elif role == "value" and last in ("", "scale") and value < scale:
                current, last = value, "value"
            elif role == "value" and last == "value" and current is not None and _fits(current, value):
                current += value
            elif role == "hundred" and last in ("", "value", "scale") and (current is None or current < 10):
                current, last = (current or 1) * value, "value"
            elif role == "scale" and (current is not None or last == "" or total) and value != scale:
                grows = value > scale and total > 0
                total = (total + (current or 0)) * value if grows else total + _or_one(current) * value
                current, last, scale = None, "scale", value
            else:
                break
            at += 1
        return (None, at) if last == "" else (total + (current or 0), at)

    def _part(self, at: int) -> tuple[str, Decimal]:
        if at in self.roles:
            return self.roles[at]
        word = self.word(at)
        if word[:1].isdigit():
            value = parse_digits(word, comma_decimals=self.comma_decimals)
            return ("", Decimal(0)) if value is None else ("digits", value)
        return (word if word in ("and", "y") else ""), Decimal(0)

    def _joins(self, word: str, current: Decimal, at: int) -> bool:
        role, value = self.roles.get(at + 1, ("", Decimal(0)))
        return role == "value" and value < 100 and (current % 100 == 0 if word == "and" else _fits(current, value))


def _fits(current: Decimal, value: Decimal) -> bool:
    """Whether `value` continues a spoken number: thirty + five, two hundred + fifty."""
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and current % 100 + 1 > 10 and 0 < value < 10)


def _or_one(current: Decimal | None) -> Decimal:
    return Decimal(1) if current is None else current
