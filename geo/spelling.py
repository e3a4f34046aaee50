"""Correct a misspelled name of a place by one letter, when nothing in a text is known as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.placeindex import PlaceIndex
from geo.placetext import fold_accents
from geo.placewords import COMMON, FEATURES

NEAR_BORDER_KM = 120.0
MIN_LETTERS = 6
MAX_WORDS = 3
_WORD = re.compile(r"[A-Za-z]+")
_NO_NAMES = COMMON | FEATURES
_KINDS = frozenset({"city", "port", "crossing", "checkpoint", "municipality", "near", "state"})


class Spelling:
    """Names of places near the border by the words that arise when one letter is left out (built at first use)."""

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        self._names: dict[str, str] = {}

    def correct(self, text: str) -> str:
        """Return `text` with its first misspelled name put right; empty when there is none.

        A name has at least six letters and differs by one letter left out, added, changed or swapped. Of names that
        fit equally none is taken.
        """
        if not self._names:
            self._names = self._collect()
        plain = fold_accents(text)
        words = list(_WORD.finditer(plain))
        for size in range(MAX_WORDS, 0, -1):
            for at in range(len(words) - size + 1):
                first, last = words[at], words[at + size - 1]
                if not first[0][0].isupper() or last.end() - first.start() < MIN_LETTERS:
                    continue
                written = plain[first.start() : last.end()].lower()
                if written in _NO_NAMES or self._names.get(written) == written:
                    continue
                names = {self._names[form] for form in _forms(written) if self._names.get(form)}
                if len(names) == 1:
                    return f"{plain[: first.start()]}{names.pop().title()}{plain[last.end() :]}"
        return ""

    def _collect(self) -> dict[str, str]:
        names: dict[str, str] = {}
        rows = self._index.rows
        for key, entries in self._index.aliases():
            places = [rows[entry.place] for entry in entries]
            known = [row for row in places if row.kind in _KINDS and row.border_km < NEAR_BORDER_KM]
            name = " ".join(key)
            if not known or len(name) < MIN_LETTERS or len(key) > MAX_WORDS or not name.replace(" ", "").isalpha():
                continue
            for form in _forms(name):
                names[form] = name if names.setdefault(form, name) == name else ""
        return names


def _forms(name: str) -> Iterator[str]:
    """Yield `name` and every form of it with one letter left out."""
    yield name
    yield from (name[:at] + name[at + 1 :] for at in range(len(name)))
