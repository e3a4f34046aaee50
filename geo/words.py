"""The message catalogue: every sentence a reader meets passes through `_`, with English as the key."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_catalogue: ContextVar[gettext.NullTranslations | None] = ContextVar("catalogue", default=None)


@contextmanager
def use_catalogue(translations: gettext.NullTranslations) -> Iterator[None]:
    """Make `translations` the catalogue of `_` inside the with block, in this thread or task only."""
    token = _catalogue.set(translations)
    try:
        yield
    finally:
        _catalogue.reset(token)


def _(message: str) -> str:
    """Return `message` in the current language; English text where no translation exists."""
    catalogue = _catalogue.get()
    return catalogue.gettext(message) if catalogue else message


def language() -> str:
    """Return the code of the current language, as the catalogue names it; "en" where there is none."""
    catalogue = _catalogue.get()
    return catalogue.info().get("language", "en") if catalogue else "en"
