"""The type of a figure: one face in two weights, and how wide its words are."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from threading import Lock

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

FAMILY = ["Source Sans Pro", "Source Sans 3", "Helvetica", "Arial", "sans-serif"]
"""The face measured and embedded comes first; the others are for a reader of an SVG who has not got it."""

FILES = {False: "SourceSansPro-Regular.ttf", True: "SourceSansPro-Semibold.ttf"}
MEASURED = 100
MEASURING = Lock()
"""A face holds the text it measures, so that two threads may not ask it at once."""

SPACE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u2000-\u2008\u200a-\u200f]")
"""Letters that are set as a space: controls, line ends, and the spaces the face has not got."""

SPARE = 1.12
"""Room for the wider letters of the other faces: Helvetica and Arial are so much wider."""

ASCENT, DESCENT, CAPITAL = 0.74, 0.21, 0.66
"""Above and below the baseline, as shares of the size: tallest letters, deepest letters, capitals."""

LEADING = 1.22
"""From baseline to baseline, as a share of the size."""


def font(bold: bool, size: float) -> FontProperties:
    """Return the face at a size in points."""
    return FontProperties(family=FAMILY, fname=_path(bold), size=size, weight="semibold" if bold else "normal")


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """Return `text` in letters that the face has: other spaces become its narrow or wide one, other letters "?".

    Examples
    --------
    >>> typeset("1\\u2009kg \\u2028 \\u4e2d")
    '1\\u202fkg   ?'
    """
    has = _face(False).get_char_index
    spaced = ("\u202f" if letter == "\u2009" else " " if SPACE.match(letter) else letter for letter in text)
    return "".join(letter if has(ord(letter)) else "?" for letter in spaced)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line in points."""
    face = _face(bold)
    with MEASURING:
        face.set_text(typeset(text), 0.0, flags=LoadFlags.NO_HINTING)
        return float(face.get_width_height()[0]) / 64 / MEASURED * size * SPARE


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Return `text` in lines no wider than `width` points."""
    lines: list[str] = []
    words = (piece for word in typeset(text).split(" ") for piece in _pieces(word, width, size, bold))
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Return a word, in pieces where it is wider than a line: broken after its commas and the like, else anywhere."""
    if text_width(word, size, bold) <= width:
        return [word]
    pieces = [""]
    for part in re.findall(r"[^,&/=;-]*[,&/=;-]?", word):
        for letter in part if text_width(part, size, bold) > width else [part]:
            if text_width(pieces[-1] + letter, size, bold) > width:
                pieces.append("")
            pieces[-1] += letter
    return [piece for piece in pieces if piece]


@lru_cache
def _face(bold: bool) -> FT2Font:
    face = FT2Font(_path(bold))
    face.set_size(MEASURED, 72)
    return face


@lru_cache
def _path(bold: bool) -> str:
    return str(files("font_source_sans_pro").joinpath("files", FILES[bold]))
