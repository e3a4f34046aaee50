from __future__ import annotations

import gettext

from geo.words import _, use_catalogue


class Shouting(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()


def test_a_catalogue_holds_inside_its_block_only() -> None:
    with use_catalogue(Shouting()):
        assert _("seizures") == "SEIZURES"
    assert _("seizures") == "seizures"
