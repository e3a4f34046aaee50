"""Turn a place text into tokens that compare equal across accents, case, abbreviations and road spellings."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Token(NamedTuple):
    """One word or mark: its compared form, whether it was capitalised, and whether a dash or slash precedes it."""

    word: str
    capital: bool
    dashed: bool


_ROADS = (
    (re.compile(r"\b(?:interstate(?: highway)?|(?:carretera |autopista )?interestatal|i)[ -]?(\d{1,3})\b", re.I),
     r" i\1 "),
    (re.compile(r"\b(?:carretera |autopista )?(?:federal |internacional )?mex(?:ico)?\.?[ -](\d{1,3}d?)\b", re.I),
     r" hwy\1 "),
    (re.compile(r"\b(?:u\.?s\.? |state |federal )?(?:highway|hwy\.?|route|ruta(?: estatal)?|sr|us|u\.s\.|fm|"
                r"carretera(?: federal| estatal)?)[ -]?(\d{1,3}d?)\b", re.I), r" hwy\1 "),
)  # fmt: skip
_SHORT = {
    "poe": ("port", "of", "entry"), "intl": ("international",), "int": ("international",), "cd": ("ciudad",),
    "gral": ("general",), "mpio": ("municipio",), "sta": ("santa",), "ste": ("sainte",), "col": ("colonia",),
    "carr": ("carretera",), "ariz": ("arizona",), "calif": ("california",), "tex": ("texas",), "mt": ("mount",),
    "chih": ("chihuahua",), "tamps": ("tamaulipas",), "coah": ("coahuila",), "crossings": ("crossing",),
    "bridges": ("bridge",), "garitas": ("garita",), "puentes": ("puente",), "checkpoints": ("checkpoint",),
    "mts": ("mountains",), "ft": ("fort",), "co": ("county",),
}  # fmt: skip
_PIECE = re.compile(r"[A-Za-z0-9]+|[,;()]")
_DOTTED = re.compile(r"\b([A-Z])\.\s?([A-Z])\.(?:\s?([A-Z])\.)?")
_NOTE = re.compile(r"\[[^\]]*\]")
_INTL = re.compile(r"\bint['’]l\b", re.I)
_JUNIOR = re.compile(r",\s*(?=[JS]r\b)")
_NUMERALS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_POSSESSIVE = re.compile(r"['’`´]s\b")


def fold_accents(text: str) -> str:
    """Return `text` without accents; letters keep their case.

    >>> fold_accents("Sásabe")
    'Sasabe'
    """
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text`; remarks in square brackets are left out, commas and parentheses are tokens.

    >>> [token.word for token in tokenize("Nogales POE, Interstate 19")]
    ['nogales', 'port', 'of', 'entry', ',', 'i19']
    """
    plain = _POSSESSIVE.sub("", fold_accents(_INTL.sub("intl", _JUNIOR.sub(" ", _NOTE.sub(" ", text)))))
    plain = _DOTTED.sub(r"\1\2\3", plain)
    for pattern, replacement in _ROADS:
        plain = pattern.sub(replacement, plain)
    tokens: list[Token] = []
    end = 0
    for piece in _PIECE.finditer(plain):
        dashed = any(mark in "-–—/" for mark in plain[end : piece.start()])
        end = piece.end()
        capital = piece[0][0].isupper() or piece[0][0].isdigit()
        word = _NUMERALS.get(piece[0], piece[0].lower())
        tokens += [Token(part, capital, dashed) for part in _SHORT.get(word, (word,))]
    return tokens


def alias_key(name: str) -> tuple[str, ...]:
    """Return the words by which `name` is looked up: tokens without marks."""
    return tuple(token.word for token in tokenize(name) if token.word not in ",;()")


def roads_in(tokens: list[Token]) -> list[str]:
    """Return the road numbers among `tokens`: `i19` for an interstate, `hwy86` for any other."""
    return [token.word for token in tokens if is_road(token.word)]


def is_road(word: str) -> bool:
    """Tell whether a token is a numbered road."""
    return word[:1] == "i" and word[1:].isdigit() or word[:3] == "hwy" and word[3:4].isdigit()
