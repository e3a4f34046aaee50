"""Words of a text with their positions, and the sentences they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from geo.vocab import fold


def word_set(words: str) -> frozenset[str]:
    """The words of a line as a set: the small words of the two languages that the reading rests on."""
    return frozenset(words.split())


_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)"
    r"|\d+(?:[.,]\d+)*"
    r"|(?<![\w.])\.\d+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_](?:[\w\u0300-\u036f]|['’´](?=\w))*"
    r"|(?<=\w)-(?=\w)|[^\w\s]"
)
_ENDS = frozenset(".!?")
_NO_END = word_set(
    "jr sr dr mr mrs ms st sta sto no num lt sgt gral col cap ing lic av gov sen rep vs approx apt mt ft "
    "hwy rte tel"
)
_LEAD = re.compile(r"[“\"'‘¿¡(•*\-–—]*\s*([A-ZÁÉÍÓÚÑÜ0-9])")
_NARROW = 50
_LONGEST = 400


class Token(NamedTuple):
    """One word, number or mark: its folded form and the characters [start, end) it was read from."""

    word: str
    start: int
    end: int
    capital: bool


@lru_cache(maxsize=65536)
def _fold_word(raw: str) -> str:
    word = fold(raw.replace("’", "'").replace("´", "'")) or raw
    if len(word) > 1 and word[0].isalpha():
        word = word.replace(".", "").removesuffix("'s").removesuffix("'") or raw
    return word


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`; a hyphen inside a word is a join, not a token.

    Examples
    --------
    >>> [token.word for token in tokenize("U.S. officers, 1,923.76 kg")]
    ['us', 'officers', ',', '1,923.76', 'kg']
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        raw, start = match[0], match.start()
        if raw == "-" and _joins_words(text, start):
            continue
        tokens.append(Token(_fold_word(raw), start, match.end(), raw[0].isupper()))
    return tokens


def _joins_words(text: str, at: int) -> bool:
    """Whether the hyphen at a character joins a word; between digits it parts a run ("July 13-17")."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())


def split_sentences(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Runs of token positions [start, end), one a sentence; a line of its own is a sentence too, and 400 tokens."""
    is_break = _line_breaks(text)
    cuts = [0]
    for at in range(1, len(tokens)):
        before, here = tokens[at - 1], tokens[at]
        gap = text[before.end : here.start]
        if (
            ("\n" in gap and (gap.count("\n") > 1 or is_break(here.start)))
            or (before.word in _ENDS and _ends_here(text, tokens, at))
            or before.word == "•"
        ):
            cuts.append(at)
    runs = zip(cuts, [*cuts[1:], len(tokens)], strict=True)
    return [(at, min(at + _LONGEST, end)) for start, end in runs for at in range(start, end, _LONGEST)]


def find_paragraphs(text: str, tokens: list[Token], sentences: list[tuple[int, int]]) -> list[int]:
    """The index of its paragraph for each sentence; a bullet or a line of its own is a paragraph."""
    is_break = _line_breaks(text)
    found: list[int] = []
    for start, _ in sentences:
        gap = text[tokens[start - 1].end : tokens[start].start] if start else ""
        begins = gap.count("\n") > 1 or ("\n" in gap and is_break(tokens[start].start))
        found.append(found[-1] + begins if found else 0)
    return found


def _line_breaks(text: str) -> Callable[[int], bool]:
    """Whether a single line feed before a character ends a sentence: in wrapped text only before a bullet."""
    lines = [line.strip() for line in text[:20000].split("\n") if line.strip()]
    widths = sorted(len(line) for line in lines)
    unended = sum(line[-1].isalnum() or line[-1] in ",-" for line in lines[:-1])
    wrapped = len(lines) > 2 and unended * 2 > len(lines) - 1 and widths[len(widths) // 2] > _NARROW
    return lambda start: text[start] in "-–—•*" or (not wrapped and _LEAD.match(text, start) is not None)


def _ends_here(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the full stop before token `at` closes a sentence rather than an abbreviation."""
    if tokens[at - 1].word != ".":
        return True
    if tokens[at].word == "-" and tokens[at].start == tokens[at - 1].end:
        return False
    if _LEAD.match(text, tokens[at].start) is None:
        return False
    word = tokens[at - 2].word if at > 1 else ""
    if word in _NO_END or (len(word) == 1 and word.isalpha()):
        return False
    return not (tokens[at].word[0].isdigit() and text[tokens[at - 1].start - 1].isalpha() and len(word) <= 4)
