"""Where the name of a measured thing stands: behind its measure, before it, or between two positions."""

from __future__ import annotations

from collections.abc import Mapping

from geo.extract.document import Document
from geo.extract.measure import Measure
from geo.extract.tokens import word_set

UNNAMED = "unnamed_drugs"
_STOPS = word_set(
    "and y e or o was were is are at on from fue fueron valued worth to which as by plus ademas mas ni "
    "that que who while after before"
)
_INSIDE = frozenset({"in", "en", "inside", "within"})
_LINKS = word_set(
    "that que laced containing contaminated positive for with tested testing mixed contenian contiene to be as"
)
_MARKS = frozenset(".;:()[]–—!?,")
_SAME = frozenset({"same", "misma", "mismo", "it", "esta", "esa", "dicha"})
_MATTER = word_set("sustancia sustancias substance polvo powder liquido liquid liquida hierba vegetal material")
_ONES = frozenset({"un", "una", "one"})
_NAMED_BY = word_set("of de in suspected alleged droga drug como")
_CALLED = word_set("conocida conocido como known as called sintetica denominada la the")
_FAR = 8


def is_name(doc: Document, at: int) -> bool:
    """Whether a name stands at `at`: a listed word, and if a doubtful one, only behind "of" or a hedge."""
    mark = doc.marks["substance"].get(at)
    if mark is None:
        return False
    if mark.end - mark.start > 1 or doc.tokens[at].word not in doc.lexicon.doubtful:
        return True
    before = doc.tokens[at - 1].word if at else ""
    return before in _NAMED_BY or before.startswith(("presunt", "posible", "probable"))


def names_between(doc: Document, start: int, end: int) -> list[int]:
    """The positions of names between two token positions."""
    return [mark.start for mark in doc.between("substance", start, end) if is_name(doc, mark.start)]


def name_after(
    doc: Document, measure: Measure, stop: int, containers: Mapping[int, int], *, near: int = _FAR
) -> tuple[int, bool]:
    """The position of the name that a measure is of, and whether it is of something else.

    `containers` are the packages told, end by start: a name may stand behind them ("8 kilos in 4 bags of meth").

    Returns
    -------
    tuple
        -1 where no name follows; then True if "of" follows and names another thing ("40 pounds of limes").
    """
    if measure.bound >= 0:
        return measure.bound, False
    at = _behind_brackets(doc, max(measure.end, measure.converted), stop)
    limit, of_seen, is_matter = min(stop, at + near), False, False
    while at < limit:
        word = doc.tokens[at].word
        if at in doc.marks["substance"] and is_name(doc, at):
            return _name_itself(doc, at, stop), False
        if at in doc.marks["hedge"]:
            at = doc.marks["hedge"][at].end
            limit = max(limit, min(stop, at + 4))
            continue
        if word == "en" and at + 2 < limit and doc.tokens[at + 1].word == "su":
            at, limit = at + 3, min(stop, at + near)
            continue
        if at in containers:
            at = containers[at]
            limit = min(stop, at + near)
            continue
        if _closes(doc, at, measure, containers, of_seen=of_seen):
            break
        if of_seen and word in _SAME:
            return -1, False
        is_matter = is_matter or (of_seen and word in _MATTER)
        if word in ("of", "de", "del"):
            of_seen, limit = True, min(stop, at + near)
        at += 1
    return -1, of_seen and not is_matter


def _name_itself(doc: Document, at: int, stop: int) -> int:
    """The name behind "the drug known as", if that is told of a thing only called a drug."""
    mark = doc.marks["substance"][at]
    pos = mark.end
    while pos < stop and doc.tokens[pos].word in _CALLED:
        pos += 1
    is_general = doc.lexicon.substances[mark.code].commodity_code == UNNAMED
    return pos if is_general and pos < stop and pos in doc.marks["substance"] and is_name(doc, pos) else at


def names_listed(doc: Document, name_at: int, stop: int) -> list[int]:
    """The names joined to one by commas and "and" without measures of their own ("40 pounds of meth and heroin")."""
    listed, at = [name_at], doc.marks["substance"][name_at].end
    while at < stop and (doc.tokens[at].word in (",", "and", "y", "e") or at in doc.marks["hedge"]):
        at = doc.marks["hedge"][at].end if at in doc.marks["hedge"] else at + 1
        mark = doc.marks["substance"].get(at)
        if mark is not None and is_name(doc, at) and doc.lexicon.substances[mark.code].family == "drug":
            listed.append(at)
            at = mark.end
    return listed


def name_before(doc: Document, measure: Measure, start: int) -> int:
    """The position of the nearest name before a measure in its clause; -1 for none."""
    for at in range(measure.first - 1, start - 1, -1):
        if doc.tokens[at].word == ";":
            return -1
        if at in doc.marks["substance"] and is_name(doc, at):
            return at
    return -1


def _closes(doc: Document, at: int, measure: Measure, containers: Mapping[int, int], *, of_seen: bool) -> bool:
    word = doc.tokens[at].word
    if word in _INSIDE:
        return at not in doc.marks["form"] and not any(step in containers for step in range(at + 1, at + 4))
    if word in _LINKS and (of_seen or measure.unit.kind in ("count", "container")):
        return False
    cue = doc.marks["cue"].get(at)
    if cue is not None and cue.code in ("value", "weigh", "handover"):
        return True
    return word in _MARKS or word in _STOPS or (at in doc.numbers and word not in _ONES)


def _behind_brackets(doc: Document, at: int, stop: int) -> int:
    """The position behind a bracket that restates the measure."""
    words = [token.word for token in doc.tokens[at : min(stop, at + 12)]]
    if words[:1] == [")"]:
        return at + 1
    if words[:1] == ["("] and ")" in words and not names_between(doc, at, at + words.index(")")):
        return at + words.index(")") + 1
    if words[:1] == [","] and len(words) > 1 and words[1] in ("of", "de"):
        return at + 1
    return at
