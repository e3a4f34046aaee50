"""Codes of the listed words: a word is found by its code, label or alias, or it is refused."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from geo.errors import VocabularyError
from geo.words import _

LABEL_COLUMNS = ("label_en", "label_es")
BETWEEN = " | "
"""Put in place of a word that was found, so that its neighbours are no words together."""


def fold(text: str) -> str:
    """Lower case without accents, with single spaces: the form in which words are compared.

    Examples
    --------
    >>> fold("  Ejército   Mexicano")
    'ejercito mexicano'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def index_codes(vocab: pd.DataFrame) -> dict[str, str]:
    """Map every folded code, label and alias to its code.

    Parameters
    ----------
    vocab
        A vocabulary: the code in the first column; `label_en`, `label_es` and `aliases`
        ("; " between two) where it has them.

    Raises
    ------
    VocabularyError
        One word stands for two codes.
    """
    code_column = vocab.columns[0]
    index: dict[str, str] = {}
    for row in vocab.fillna("").astype(str).to_dict("records"):
        code = row[code_column]
        labels = [row[column] for column in LABEL_COLUMNS if column in row]
        for word in (code, *labels, *row.get("aliases", "").split("; ")):
            if word and index.setdefault(fold(word), code) != code:
                raise VocabularyError(_ambiguous(word, code, index[fold(word)]))
    return index


def find_code(text: str, vocab: pd.DataFrame, *, name: str) -> str:
    """The code of `text` in the vocabulary called `name`.

    Parameters
    ----------
    text
        A code, label or alias, in any case, with or without accents.
    vocab
        As for `index_codes`.
    name
        File name of the vocabulary without its ending; used in the message.

    Raises
    ------
    VocabularyError
        No row has the word. There is no default.

    Examples
    --------
    >>> drugs = pd.DataFrame({"commodity_code": ["methamphetamine"], "aliases": ["meth"]})
    >>> find_code("Meth", drugs, name="commodities")
    'methamphetamine'
    """
    code = index_codes(vocab).get(fold(text))
    if code is None:
        raise VocabularyError(_unknown(text, name))
    return code


def find_codes_within(text: str, vocab: pd.DataFrame) -> list[str]:
    """The codes of all listed words that stand inside `text`, the longest word first; words inside a found one don't.

    Examples
    --------
    >>> drugs = pd.DataFrame({"commodity_code": ["heroin", "cocaine"], "aliases": ["black tar heroin", "coke"]})
    >>> find_codes_within("coke and black tar heroin", drugs)
    ['heroin', 'cocaine']
    """
    rest = fold(text)
    found = []
    for word, code in sorted(index_codes(vocab).items(), key=lambda entry: (-len(entry[0]), entry[0])):
        if word in rest and (pattern := re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")).search(rest):
            rest = pattern.sub(BETWEEN, rest)
            found.append(code)
    return list(dict.fromkeys(found))


def _unknown(text: str, name: str) -> str:
    message = _("unknown word {value} in {name}: expected a code, label or alias; add it in data/vocab/{name}.csv")
    return message.format(value=repr(text), name=name)


def _ambiguous(word: str, code: str, other: str) -> str:
    message = _("word {value} stands for {code} and for {other}: expected one code; remove it from one row")
    return message.format(value=repr(word), code=repr(code), other=repr(other))
