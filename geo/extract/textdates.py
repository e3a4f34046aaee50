"""Dates in a text: every mention with what it says, before it is known which day that is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from geo.extract.datemention import DateMention
from geo.extract.daywords import read_day_word, read_days_away
from geo.extract.document import Document

_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ORDINAL = frozenset({"st", "nd", "rd", "th", "º", "o", "ro"})
_JOINS = frozenset({"-", "–", "—", "and", "y", "to", "al", "&", "through"})
_BETWEEN = frozenset({",", ".", "the", "(", "morning", "afternoon", "evening", "night"})
_BEFORE_MONTH = frozenset({"in", "en", "of", "de", "early", "late", "mid"})
_LAST = frozenset({"last", "past", "previous", "pasado", "pasada"})
_THIS_YEAR = (("del", "presente", "ano"), ("de", "este", "ano"), ("del", "ano", "en", "curso"), ("of", "this", "year"))


def find_dates(doc: Document) -> list[DateMention]:
    """The date mentions of a text in order; they do not overlap."""
    found: list[DateMention] = []
    months, weekdays, day_words = doc.marks["month"], doc.marks["weekday"], doc.marks["day_word"]
    free = 0
    for at, token in enumerate(doc.tokens):
        marked = at in months or at in weekdays or at in day_words or at in doc.numbers
        if at < free or not (marked or token.word[0].isdigit()):
            continue
        mention = _read_mention(doc, at)
        if mention is not None:
            found.append(mention)
            free = mention.end
    return found


def _read_mention(doc: Document, at: int) -> DateMention | None:
    if at in doc.marks["day_word"]:
        return read_day_word(doc, at)
    if at in doc.marks["weekday"]:
        return _weekday(doc, at)
    if at in doc.marks["month"]:
        return _month_first(doc, at)
    return _numeric(doc, at) or _day_first(doc, at) or read_days_away(doc, at)


def _weekday(doc: Document, at: int) -> DateMention:
    """A weekday alone or with the date it names: "Friday", "Friday, Feb. 1", "viernes 24 de octubre"."""
    mark = doc.marks["weekday"][at]
    after = mark.end
    while doc.word(after) in _BETWEEN and after < mark.end + 3:
        after += 1
    dated = (_month_first(doc, after) if after in doc.marks["month"] else _day_first(doc, after)) if after else None
    if dated is not None and dated.day is not None:
        return replace(dated, start=at, weekday=int(mark.code))
    last = doc.word(at - 1) in _LAST or doc.word(mark.end) in _LAST
    return DateMention(at, mark.end, weekday=int(mark.code), last_week=last)


def _month_first(doc: Document, at: int) -> DateMention | None:
    """"Sept. 28", "October 5th, 2024", "July 1-3", "October 2025", or a month alone after "in"."""
    mark = doc.marks["month"][at]
    month = int(mark.code)
    pos = mark.end + (doc.word(mark.end) == ".")
    day = _day(doc.word(pos))
    if day is None or _takes_unit(doc, pos):
        return _month_alone(doc, at, pos, month)
    end = pos + 1 + (doc.word(pos + 1) in _ORDINAL)
    last_day = None
    if doc.word(end) in _JOINS and not _takes_unit(doc, end + 1):
        last_day = _day(doc.word(end + 1))
        end += 2 if last_day else 0
    year, end = _year(doc, end)
    return DateMention(at, end, year=year, month=month, day=day, last_day=last_day)


def _month_alone(doc: Document, at: int, pos: int, month: int) -> DateMention | None:
    year, end = _year(doc, pos)
    if year is None and (len(doc.word(at)) < 4 or doc.word(at - 1) not in _BEFORE_MONTH):
        return None
    return DateMention(at, end, year=year, month=month)


def _day_first(doc: Document, at: int) -> DateMention | None:
    """"24 de octubre de 2025", "1 y 2 de mayo", "5 March 2024"; a spelled day too ("primero de mayo")."""
    day = _day(doc.word(at)) or (1 if doc.word(at) == "primero" else None)
    if day is None:
        return None
    pos = at + 1 + (doc.word(at + 1) in _ORDINAL)
    last_day = None
    if doc.word(pos) in _JOINS and (last_day := _day(doc.word(pos + 1))):
        pos += 2
    pos += doc.word(pos) in ("de", "of", "del")
    mark = doc.marks["month"].get(pos)
    if mark is None:
        return None
    end = mark.end + (doc.word(mark.end) == "." and _YEAR.fullmatch(doc.word(mark.end + 1)) is not None)
    year, end = _year(doc, end)
    this_year = next((len(words) for words in _THIS_YEAR if _follows(doc, end, words)), 0)
    return DateMention(
        at, end + this_year, year=year, month=int(mark.code), day=day, last_day=last_day, this_year=bool(this_year)
    )


def _numeric(doc: Document, at: int) -> DateMention | None:
    word = doc.word(at)
    if match := _ISO.fullmatch(word):
        year, month, day = map(int, match.groups())
    elif match := _SLASHED.fullmatch(word):
        first, second, year = map(int, match.groups())
        month, day = (second, first) if doc.language == "es" or first > 12 else (first, second)
    else:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return DateMention(at, at + 1, year=year, month=month, day=day)


def _year(doc: Document, at: int) -> tuple[int | None, int]:
    """The year at `at` and the position after it; "Feb. 1, 2019", "octubre de 2025", "mayo del año 2024"."""
    pos = at
    while doc.word(pos) in (",", "de", "del", "ano", "of") and pos < at + 3:
        pos += 1
    if _YEAR.fullmatch(doc.word(pos)) and not _takes_unit(doc, pos):
        return int(doc.word(pos)), pos + 1
    return None, at


def _takes_unit(doc: Document, at: int) -> bool:
    """Whether the number at `at` counts something ("May 40 pounds", "in October 2025 pounds")."""
    number = doc.numbers.get(at)
    return number is not None and number.end in doc.marks["unit"] and doc.marks["unit"][number.end].code != "USD"


def _day(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 else None


def _follows(doc: Document, at: int, words: tuple[str, ...]) -> bool:
    return all(doc.word(at + step) == word for step, word in enumerate(words))
