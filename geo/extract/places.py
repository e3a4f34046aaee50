"""Place words in a text, each with its role: where it was seized, crossed, where a route ends, who lives where."""

from __future__ import annotations

from dataclasses import dataclass

from geo.extract.document import Document
from geo.extract.placephrase import JOINS, TITLES, UNITS_AWAY, is_at, phrase_end
from geo.extract.tokens import word_set
from geo.statewords import is_region

STRONG = frozenset({"crossing", "port", "checkpoint"})
_DASHES = frozenset({"–", "—", "-"})
_DATE_WORDS = word_set("a enero febrero marzo abril mayo junio julio agosto")
_PLAIN = word_set("at in en on inside by through via assigned adscritos desplegados ubicado ubicada dentro down")
_LED = frozenset({"the", "a", "to", "de", "of"})
_PERSONS = frozenset({"resident", "residents", "man", "woman"})
_HEAD = 14


@dataclass(frozen=True)
class PlaceMention:
    """Place words, tokens [start, end).

    `kind` is crossing, port, checkpoint, road, city, near, office, region (a state or country) or empty; `role` is
    seizure, crossing, route, residence, office, reference or dateline. `leading` tells that they open their sentence
    or clause.
    """

    start: int
    end: int
    kind: str
    role: str
    leading: bool


def find_places(doc: Document) -> list[PlaceMention]:
    """The place mentions of a text in order; names of persons, makes of cars, agencies and months are none."""
    found: list[PlaceMention] = []
    for index, (start, end) in enumerate(doc.sentences):
        at = start
        dateline = _dateline(doc, start, end) if index < 4 else 0
        if dateline:
            found.append(PlaceMention(start, dateline, "", "dateline", True))
            at = dateline
        while at < end:
            stop = phrase_end(doc, at, end)
            if stop > at:
                found.append(_mention(doc, at, stop, start))
            at = max(stop, at + 1)
    return found


def _dateline(doc: Document, start: int, end: int) -> int:
    """The end of "LAREDO, Texas –" at the head of a paragraph; 0 where there is none."""
    if end - start < 3 or not doc.tokens[start].capital:
        return 0
    for at in range(start + 1, min(end, start + _HEAD)):
        if doc.tokens[at].word in _DASHES:
            words = [token for token in doc.tokens[start:at] if token.word[0].isalpha() and not token.capital]
            loose = [token.word for token in words if token.word not in JOINS and token.word not in _DATE_WORDS]
            return 0 if any(not word.endswith("bre") for word in loose) else at
    return 0


def _mention(doc: Document, at: int, stop: int, start: int) -> PlaceMention:
    marks = doc.between("place", at, stop)
    kinds = [doc.lexicon.place_kinds[mark.code][0] for mark in marks]
    kind = next((kind for kind in kinds if kind in STRONG), kinds[0] if kinds else "")
    leading = at <= start + 1 or doc.tokens[at - 1].word == ";"
    first = _name_start(doc, at, stop)
    begin, close = doc.span(first, stop)
    kind = "region" if is_region(doc.text[begin:close]) else kind
    return PlaceMention(first, stop, kind, _role(doc, at, stop, kind), leading)


def _name_start(doc: Document, at: int, stop: int) -> int:
    """Where the words to report begin: without "at the", with "50 miles west of" and "near"."""
    link, cue = doc.marks["link"].get(at), doc.marks["cue"].get(at)
    first = link.end if link is not None and doc.tokens[at].word in _PLAIN else at
    first = cue.end if cue is not None else first
    while first < stop - 1 and doc.tokens[first].word in _LED and (first > at or not is_at(doc, first)):
        first += 1
    if doc.tokens[first].word in _PLAIN and first + 1 < stop:
        first += 1
        first += doc.tokens[first].word == "the"
    if _is_offset(doc, at):
        before = (doc.numbers[pos] for pos in range(max(0, at - 6), at) if pos in doc.numbers)
        first = next((number.start for number in before if number.end == at - 1), first)
    return first


def _role(doc: Document, at: int, stop: int, kind: str) -> str:
    start = doc.sentences[doc.sentence_at(at)][0]
    word, cue = doc.tokens[at].word, doc.marks["cue"].get(at)
    code = cue.code if cue is not None else ""
    after = doc.tokens[stop].word if stop < len(doc.tokens) else ""
    if _is_home(doc, at, after):
        return "residence"
    if kind == "office" or (after in TITLES and kind not in STRONG and at > start):
        return "office"
    of_a_way = word in ("of", "de") and at - 1 not in doc.marks["conveyance"]
    if code in ("depart", "arrive") or (word in ("to", "a") and not is_at(doc, at)) or of_a_way:
        return "route"
    if code == "cross" or (_is_offset(doc, at) and doc.cues("cross", max(start, at - 12), at)):
        return "crossing"
    if _is_offset(doc, at) and "," in [doc.tokens[pos].word for pos in range(max(start, at - 4), at)]:
        return "reference"
    return "office" if doc.cues("director", max(start, at - 4), at) else "seizure"


def _is_home(doc: Document, at: int, after: str) -> bool:
    """Whether a place is where a person lives: "a man from Tucson", "a 25-year-old from Nogales", "Yuma resident"."""
    start = doc.sentences[doc.sentence_at(at)][0]
    cue = doc.marks["cue"].get(at)
    near = max(start, at - 4)
    if (cue is not None and cue.code == "resident") or after in _PERSONS:
        return True
    if doc.cues("resident", near, at) and doc.tokens[at].word != "at":
        return True
    if "old" in [doc.tokens[pos].word for pos in range(max(start, at - 3), at)]:
        return True
    departs = cue is not None and cue.code == "depart"
    return bool(doc.cues("person", near, at)) and (departs or doc.tokens[at].word in ("of", "de"))


def _is_offset(doc: Document, at: int) -> bool:
    """Whether a distance stands before the link at `at`: "50 miles west of"."""
    return at > 1 and doc.tokens[at - 1].word in UNITS_AWAY
