"""Days told without a date: "yesterday", "the following day", "three days later", "on Thanksgiving"."""

from __future__ import annotations

from geo.extract.datemention import DateMention
from geo.extract.document import Document
from geo.extract.tokens import word_set

_HOURS = frozenset({"hour", "hours", "minutes", "hora", "horas", "minutos"})
_LATER = frozenset({"later", "after", "despues", "afterward", "afterwards"})
_EARLIER = frozenset({"earlier", "before", "antes", "prior", "previously"})
_ON = word_set("on el este pasado early late past last , ; – — (")
_ONLY_NEAR = word_set("weekend week holiday holidays season eve rush travel period break traffic fin puente vacaciones")
_LOOSE_DAY = "unknown_day"
_MOST_DAYS = 60


def read_day_word(doc: Document, at: int) -> DateMention:
    """The listed day word at a position; a holiday only where the text says that it was that day."""
    mark = doc.marks["day_word"][at]
    if mark.code not in doc.lexicon.holidays:
        return DateMention(at, mark.end, relative=mark.code)
    spans = mark.code.endswith("_weekend")
    opens = at == doc.sentences[doc.sentence_at(at)][0] and doc.word(mark.end) == ","
    before = doc.word(at - 1 - (doc.word(at - 1) == "the"))
    said = opens or before in _ON or (doc.language == "es" and before == "en")
    if not spans and (not said or doc.word(mark.end) in _ONLY_NEAR):
        return DateMention(at, mark.end, relative=_LOOSE_DAY)
    year = doc.word(mark.end)
    told = len(year) == 4 and year.isdigit() and year[:2] in ("19", "20")
    return DateMention(at, mark.end + told, year=int(year) if told else None, holiday=mark.code)


def read_days_away(doc: Document, at: int) -> DateMention | None:
    """"three days later", "two days earlier", "dos días después"."""
    number = doc.numbers.get(at)
    if number is not None and doc.word(number.end) in _HOURS and doc.word(number.end + 1) in _LATER:
        return DateMention(at, number.end + 2, relative="same_day")
    if number is None or doc.word(number.end) not in ("days", "dias", "day", "dia", "weeks", "semanas", "week"):
        return None
    length = 7 if doc.word(number.end) in ("weeks", "semanas", "week") else 1
    pos = number.end + 1
    pos += doc.word(pos) == "mas"
    direction = doc.word(pos)
    sign = 1 if direction in _LATER or direction == "tarde" else -1 if direction in _EARLIER else 0
    if not sign or number.value != int(number.value) or number.value > _MOST_DAYS:
        return None
    return DateMention(at, pos + 1, relative="days", offset=sign * length * int(number.value))
