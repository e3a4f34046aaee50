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
    is_holiday = mark.code[0].isdigit() or mark.code in doc.lexicon.holidays
    if not is_holiday:
        return DateMention(at, mark.end, relative=mark.code)
    spans = mark.code.endswith("_weekend")
    opens = at == doc.sentences[doc.sentence_at(at)][0] and _word(doc, mark.end) == ","
    before = _word(doc, at - 1 - (_word(doc, at - 1) == "the"))
    said = opens or before in _ON or (doc.language == "es" and before == "en")
    if not spans and (not said or _word(doc, mark.end) in _ONLY_NEAR):
        return DateMention(at, mark.end, relative=_LOOSE_DAY)
    year = _word(doc, mark.end)
    told = len(year) == 4 and year.isdigit() and year[:2] in ("19", "20")
    return DateMention(at, mark.end + told, year=int(year) if told else None, holiday=mark.code)


def read_days_away(doc: Document, at: int) -> DateMention | None:
    """"three days later", "two days earlier", "dos días después"."""
    number = doc.numbers.get(at)
    if number is not None and _word(doc, number.end) in _HOURS and _word(doc, number.end + 1) in _LATER:
        return DateMention(at, number.end + 2, relative="same_day")
    if number is None or _word(doc, number.end) not in ("days", "dias", "day", "dia", "weeks", "semanas", "week"):
        return None
    length = 7 if _word(doc, number.end) in ("weeks", "semanas", "week") else 1
    pos = number.end + 1
    pos += _word(doc, pos) == "mas"
    direction = _word(doc, pos)
    sign = 1 if direction in _LATER or direction == "tarde" else -1 if direction in _EARLIER else 0
    if not sign or number.value != int(number.value) or number.value > _MOST_DAYS:
        return None
    return DateMention(at, pos + 1, relative="days", offset=sign * length * int(number.value))


def _word(doc: Document, at: int) -> str:
    return doc.tokens[at].word if 0 <= at < len(doc.tokens) else ""
