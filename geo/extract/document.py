"""A text made ready for reading: tokens, sentences, listed phrases and numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from geo.extract.lexicon import Lexicon, Mark, find_marks
from geo.extract.numerals import Number, find_numbers
from geo.extract.tokens import Token, find_paragraphs, split_sentences, tokenize, word_set

_SPANISH = word_set("de la el en los las del que se con por una su")
_ENGLISH = word_set("the of and in to were was at with from for by")


@dataclass(frozen=True)
class Document:
    """A text with its tokens, its sentences as token runs, its marks by kind and position, and its numbers.

    `starts` are the positions of the marks by kind, `cue_starts` those of the cues by code, `sentence_starts` those of
    the sentences; `hedge_ends` tells where the hedge starts that ends before a position, `paragraphs` in which
    paragraph a sentence stands.
    """

    text: str
    tokens: list[Token]
    sentences: list[tuple[int, int]]
    marks: dict[str, dict[int, Mark]]
    numbers: dict[int, Number]
    lexicon: Lexicon
    language: str
    starts: dict[str, list[int]]
    cue_starts: dict[str, list[int]]
    sentence_starts: list[int]
    hedge_ends: dict[int, int]
    paragraphs: list[int]

    def word(self, at: int) -> str:
        """The word of the token at a position; empty outside the text."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters [start, end) of the tokens [start, end)."""
        return self.tokens[start].start, self.tokens[end - 1].end

    def words(self, start: int, end: int) -> str:
        """The text of the tokens [start, end) as written, on one line."""
        first, last = self.span(start, end)
        return " ".join(self.text[first:last].split())

    def cues(self, code: str, start: int, end: int) -> list[Mark]:
        """The cues of one code that begin between two token positions."""
        starts = self.cue_starts.get(code)
        if not starts:
            return []
        cues = self.marks["cue"]
        return [cues[at] for at in starts[bisect_left(starts, start) : bisect_left(starts, end)]]

    def between(self, kind: str, start: int, end: int) -> list[Mark]:
        """The marks of one kind that begin between two token positions."""
        marks, starts = self.marks[kind], self.starts[kind]
        return [marks[at] for at in starts[bisect_left(starts, start) : bisect_left(starts, end)]]

    def sentence_at(self, at: int) -> int:
        """The index of the sentence that holds the token at a position."""
        return bisect_right(self.sentence_starts, at) - 1


def read_document(text: str, lexicon: Lexicon) -> Document:
    """Read `text` once: everything later steps look up by position."""
    tokens = tokenize(text)
    marks = find_marks(tokens, lexicon)
    sentences = split_sentences(text, tokens)
    by_code: dict[str, list[int]] = {}
    for at, mark in marks["cue"].items():
        by_code.setdefault(mark.code, []).append(at)
    return Document(
        text=text,
        tokens=tokens,
        sentences=sentences,
        marks=marks,
        numbers=find_numbers(text, tokens, marks, lexicon.numerals),
        lexicon=lexicon,
        language=_language(tokens),
        starts={kind: list(found) for kind, found in marks.items()},
        cue_starts=by_code,
        sentence_starts=[start for start, _ in sentences],
        hedge_ends={mark.end: at for at, mark in marks["hedge"].items()},
        paragraphs=find_paragraphs(text, tokens, sentences),
    )


def _language(tokens: list[Token]) -> str:
    spanish = sum(token.word in _SPANISH for token in tokens)
    return "es" if spanish > sum(token.word in _ENGLISH for token in tokens) else "en"
