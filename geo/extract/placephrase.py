"""Where place words begin and end in a text: an opening word, names, place words, and what joins them."""

from __future__ import annotations

from geo.extract.document import Document
from geo.extract.lexicon import Mark
from geo.extract.tokens import word_set

JOINS = frozenset({"de", "del", "la", "las", "los", "el", "of", "y", "al", "the"})
UNITS_AWAY = word_set("miles mile kilometers kilometer kilometros km millas yards")
TITLES = word_set("officers agents agentes oficiales elementos troopers deputies police")
_DIRECTIONS = word_set("north south east west northeast northwest southeast southwest norte sur este oeste")
_MOVES = word_set("iba iban viajaba viajaban circulaba going traveling travelling drove trip viaje ruta")
_OPENING_CUES = frozenset({"depart", "arrive", "resident", "cross"})
_ARTICLES = frozenset({"un", "una", "an"})
_QUOTES = word_set('( ) “ ” ‘ ’ \' "')
_NO_NAMES = frozenset({"operation", "operacion", "operativo", "mr", "the", "el", "la"})
_ROADS = word_set(
    "i interstate highway hwy us sr fm route km kilometro carretera mexico road milepost marker numero "
    "kilometer federal ruta exit +"
)
_LONGEST = 24


def phrase_end(doc: Document, at: int, end: int) -> int:
    """The end of the place phrase that opens with a linking word at `at`; `at` itself where none does."""
    pos = _opening_end(doc, at, end)
    if pos == at or doc.tokens[pos - 1].word in _ARTICLES:
        return at
    pos += doc.tokens[min(pos, end - 1)].word in _ARTICLES and _is_post(doc, pos + 1)
    last, named = at, False
    while pos < min(end, at + _LONGEST):
        mark = doc.marks["place"].get(pos)
        if mark is not None and (named or _side(doc, mark) != "after" or _named_ahead(doc, mark)):
            ends = _side(doc, mark) != "before" or not named
            named = named or doc.tokens[mark.start].capital
            pos = mark.end
            last = pos if ends else last
        elif _is_name(doc, pos):
            pos = last = pos + 1
            named = True
            if _is_abbreviation(doc, pos - 1) and doc.tokens[min(pos, end - 1)].word != ",":
                break
        elif _is_passed(doc, pos, end, ended=last == pos, named=named and mark is None):
            pos += 1
        elif _is_join(doc, pos):
            pos = _skip_joins(doc, pos, end)
        else:
            break
    return last if named else at


def is_at(doc: Document, at: int) -> bool:
    """Whether words such as "at", "cerca de", "a la altura del" stand at a position."""
    link = doc.marks["link"].get(at)
    return link is not None and link.code == "at"


def _opening_end(doc: Document, at: int, end: int) -> int:
    """Where the name may begin behind "at the", "some 50 miles west of", "en la", "from"; `at` for no opening."""
    link, cue = doc.marks["link"].get(at), doc.marks["cue"].get(at)
    if cue is not None and cue.code == "total":
        return at
    bare = not is_at(doc, at) and doc.tokens[at].word in (("a", "de") if doc.language == "es" else ("to", "of"))
    if link is not None and is_at(doc, at):
        pos = link.end
    elif cue is not None and cue.code in _OPENING_CUES and doc.tokens[min(cue.end, end - 1)].word != "at":
        pos = cue.end
    elif at and bare and _is_moved(doc, at):
        pos = at + 1
    else:
        return at
    pos = _skip_distance(doc, pos, end)
    while pos < end and _is_small(doc, pos):
        pos += 1
    if doc.language == "en" and doc.tokens[pos - 1].word == "a":
        return at
    return at if bare and not (pos < end and _is_name(doc, pos)) else pos


def _is_post(doc: Document, at: int) -> bool:
    """Whether a post stands at a position, so that "un puesto de control de Sonoyta" is a place."""
    mark = doc.marks["place"].get(at)
    return mark is not None and doc.lexicon.place_kinds[mark.code] == ("checkpoint", "before")


def _skip_distance(doc: Document, pos: int, end: int) -> int:
    """Behind "50 miles west of the", if that stands at `pos`."""
    number = doc.numbers.get(pos)
    if number is None or number.end >= end or doc.tokens[number.end].word not in UNITS_AWAY:
        return pos
    pos = number.end + 1
    while pos < end and (doc.tokens[pos].word in _DIRECTIONS or _is_small(doc, pos)):
        pos += 1
    return pos


def _is_small(doc: Document, at: int) -> bool:
    return doc.tokens[at].word in JOINS or (at in doc.marks["link"] and not doc.tokens[at].capital)


def _is_moved(doc: Document, at: int) -> bool:
    """Whether a bare "to", "a", "de" is of a way ("iba de Durango a Juárez") or a building ("casa de Tijuana")."""
    before = [doc.tokens[pos].word for pos in range(max(0, at - 4), at)]
    if doc.tokens[at].word in ("de", "of"):
        return at - 1 in doc.marks["conveyance"] or any(word in _MOVES for word in before[-2:])
    return bool(doc.cues("depart", at - 8, at)) or any(word in _MOVES for word in before)


def _side(doc: Document, mark: Mark) -> str:
    return doc.lexicon.place_kinds[mark.code][1]


def _named_ahead(doc: Document, mark: Mark) -> bool:
    end = mark.end
    return end < len(doc.tokens) and (_is_name(doc, end) or doc.tokens[end].word in ("of", "de"))


def _is_name(doc: Document, at: int) -> bool:
    token = doc.tokens[at]
    if token.word[0].isdigit():
        before = doc.tokens[at - 1].word if at else ""
        return before in _ROADS or before.startswith("mex")
    if token.word == "&":
        return len(doc.tokens[at - 1].word) == 1 and doc.tokens[at - 1].capital
    others = ("month", "weekday", "day_word", "agency", "conveyance", "substance")
    return token.capital and token.word not in _NO_NAMES and not any(at in doc.marks[kind] for kind in others)


def _is_passed(doc: Document, pos: int, end: int, *, ended: bool, named: bool) -> bool:
    """Whether a token is stepped over: quotes, the point of "Ariz.", the noun of "Mariposa truck crossing"."""
    word = doc.tokens[pos].word
    if word in _QUOTES:
        return ended or (pos + 1 < end and _is_name(doc, pos + 1))
    if word == ".":
        follows = doc.tokens[pos + 1] if pos + 1 < end else None
        short = doc.tokens[pos - 1].word in ("jr", "sr", "st")
        return ended and follows is not None and (short or follows.word == "," or not follows.capital)
    return named and not _is_join(doc, pos) and _is_noun_between(doc, pos, end)


def _is_noun_between(doc: Document, pos: int, end: int) -> bool:
    mark = doc.marks["place"].get(pos + 1) if pos + 1 < end else None
    token = doc.tokens[pos]
    plain = token.word[0].isalpha() and pos not in doc.marks["cue"] and token.word not in TITLES
    return mark is not None and plain and _side(doc, mark) != "before"


def _is_to(doc: Document, at: int) -> bool:
    """Whether a Spanish "a" joins the ends of a road: "carretera a Piedras Negras"."""
    return doc.tokens[at].word == "a" and doc.language == "es"


def _is_abbreviation(doc: Document, at: int) -> bool:
    return "." in doc.text[doc.tokens[at].start : doc.tokens[at].end]


def _is_join(doc: Document, pos: int) -> bool:
    word, link = doc.tokens[pos].word, doc.marks["link"].get(pos)
    if word in JOINS or word in ("+", ",") or _is_to(doc, pos):
        return True
    return link is not None and link.code == "at" and not doc.tokens[pos].capital


def _skip_joins(doc: Document, pos: int, end: int) -> int:
    """Behind the joining words at `pos` if a name or place word follows them; else `end`, which closes the phrase."""
    step, comma = pos, doc.tokens[pos].word == ","
    while step < end and (_is_join(doc, step) or step in doc.marks["link"]):
        link = doc.marks["link"].get(step)
        step = link.end if link is not None and link.code == "at" else step + 1
    if step >= end or step > pos + 5 or (doc.language == "en" and doc.tokens[step - 1].word == "a"):
        return end
    mark, cue = doc.marks["place"].get(step), doc.marks["cue"].get(step)
    cue = None if pos and any(found.end == pos for found in doc.between("place", pos - 4, pos)) else cue
    follows = _is_name(doc, step) or (doc.tokens[step].word[0].isdigit() and not comma)
    follows = follows or (mark is not None and _side(doc, mark) != "after")
    return step if follows and (cue is None or cue.code not in ("director", "person")) else end
