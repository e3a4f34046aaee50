"""The languages of the atlas: English in the code, each other one in a catalogue of layers/locale."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from geo.errors import ViewError
from geo.words import _, use_catalogue

LANGUAGES = ("en", "es")
"""The languages a document, a figure or an export can have; the first is that of the code."""

LOCALE = Path(__file__).parent / "locale"


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Make `_` answer in `lang` inside the with block, in this thread or task only.

    Raises
    ------
    ViewError
        If the atlas does not speak it.

    Examples
    --------
    >>> with speaking("es"):
    ...     _("all events")
    'todos los eventos'
    """
    with use_catalogue(read_catalogue(check_language(lang))):
        yield


def check_language(lang: str) -> str:
    """Return `lang`, or raise `ViewError` if it is none of `LANGUAGES`."""
    if lang not in LANGUAGES:
        raise ViewError(
            _("Unknown language {lang!r}; expected one of {known}.").format(lang=lang, known=", ".join(LANGUAGES))
        )
    return lang


@lru_cache
def read_catalogue(lang: str) -> gettext.NullTranslations:
    """Return the catalogue of one of `LANGUAGES`, read from its .po file, so that none is compiled beside it."""
    if lang == LANGUAGES[0]:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # half of the time that a document takes to start
    from babel.messages.pofile import read_po

    with (LOCALE / f"{lang}.po").open("rb") as source:
        catalogue = read_po(source, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
