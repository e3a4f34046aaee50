"""The message catalogue: every sentence a reader meets passes through `_`, with English as the key."""

from __future__ import annotations

import gettext

_catalogue: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def use_catalogue(translations: gettext.NullTranslations) -> None:
    """Make `translations` the catalogue of all following calls of `_`."""
    _catalogue[0] = translations


def _(message: str) -> str:
    """Return `message` in the current language; English text where no translation exists."""
    return _catalogue[0].gettext(message)
