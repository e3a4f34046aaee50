"""A vocabulary made ready for many look-ups: the same answers as `geo.vocab`, its words folded once."""

from __future__ import annotations

import re

import pandas as pd

from geo.vocab import fold, index_codes


class WordIndex:
    """The words of a vocabulary, columns as for `geo.vocab.index_codes`.

    Examples
    --------
    >>> drugs = pd.DataFrame({"code": ["heroin", "cocaine"], "aliases": ["black tar heroin", ""]})
    >>> WordIndex(drugs).find("Heroin"), WordIndex(drugs).find_within("2 kg of black tar heroin")
    ('heroin', 'heroin')
    """

    def __init__(self, vocab: pd.DataFrame) -> None:
        self.codes = index_codes(vocab)
        longest_first = sorted(self.codes, key=len, reverse=True)
        self._within = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def find(self, text: str) -> str:
        """The code of a whole text; empty text if it is not listed."""
        return self.codes.get(fold(text), "")

    def find_within(self, text: str) -> str:
        """The code of the longest listed word that stands inside `text`; empty text if none does."""
        plain = fold(text)
        found = self.codes.get(plain)
        if found is not None:
            return found
        words = [match[0] for match in self._within.finditer(plain)]
        return self.codes[max(words, key=lambda word: (len(word), word))] if words else ""
