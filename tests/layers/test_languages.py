from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from data.build import TITLE
from geo.errors import ViewError
from geo.schema import SCHEMAS
from geo.words import _, language
from layers.assets import collect_words
from layers.codebook import CONTRACTS
from layers.languages import LANGUAGES, LOCALE, speaking
from layers.vocabulary import LABEL

ROOT = Path(__file__).parent.parent.parent
TRANSLATED = LANGUAGES[1:]
PERCENT = re.compile(r"%[a-z%]")


def messages_of_the_code() -> set[str]:
    """Every text that passes through `_`: in Python, in the browser code, and of the column contracts in a codebook,
    and the title of the atlas."""
    sources = [path for package in ("geo", "layers") for path in sorted((ROOT / package).rglob("*.py"))]
    found = {message for path in sources for _line, message, *_more in extract_from_file("python", path, {"_": None})}
    contracts = {name for names in CONTRACTS.values() for name in names}
    columns = [column for name in contracts for column in SCHEMAS[name].columns.values()]
    return found | set(collect_words()) | {str(column.description) for column in columns} | {LABEL, TITLE}


def catalogue_of(lang: str) -> Catalog:
    with (LOCALE / f"{lang}.po").open("rb") as source:
        return read_po(source, locale=lang)


def fields_of(text: str) -> list[tuple[str, str, str]]:
    """Name, conversion and format of each `{placeholder}`."""
    return sorted((name, conversion or "", spec or "")
                  for _text, name, spec, conversion in string.Formatter().parse(text) if name is not None)  # fmt: skip


def test_each_language_but_the_first_has_a_catalogue() -> None:
    assert {path.stem for path in LOCALE.glob("*.po")} == set(TRANSLATED)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_catalogue_has_every_message_and_no_other(lang: str) -> None:
    there, wanted = {message.id for message in catalogue_of(lang) if message.id}, messages_of_the_code()
    assert {"missing": wanted - there, "unused": there - wanted} == {"missing": set(), "unused": set()}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_message_is_translated_with_the_same_placeholders(lang: str) -> None:
    for message in catalogue_of(lang):
        assert message.string and not message.fuzzy, message.id
        if message.id:
            assert fields_of(message.string) == fields_of(message.id), message.id
            assert PERCENT.findall(message.string) == PERCENT.findall(message.id)


def test_spaces_at_the_ends_of_a_message_stay() -> None:
    for message in catalogue_of("es"):
        if message.id:
            ends = [(text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])
                    for text in (message.id, message.string)]  # fmt: skip
            assert ends[0] == ends[1], message.id


def test_a_language_holds_inside_its_block() -> None:
    with speaking("es"):
        assert (_("all events"), language()) == ("todos los eventos", "es")
        with speaking("en"):
            assert (_("all events"), language()) == ("all events", "en")
        assert _("{n} events").format(n=3) == "3 eventos"
    assert (_("all events"), language()) == ("all events", "en")


def test_an_unknown_language_is_refused_in_one_sentence() -> None:
    with pytest.raises(ViewError, match=r"^Unknown language 'fr'; expected one of en, es\.$"), speaking("fr"):
        pass
