"""Work at the same time gives what work in turn gives, in the language of the caller."""

from __future__ import annotations

import gettext

import pytest

from geo.words import _, use_catalogue
from layers.batches import run_batches, run_together


class Shouting(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()


@pytest.mark.parametrize(
    ("rows", "batches"),
    [(0, []), (4, [(0, 4)]), (9, [(0, 4), (4, 8), (8, 9)]), (80, [(first, first + 4) for first in range(0, 80, 4)])],
)
def test_batches_come_in_order(rows: int, batches: list[tuple[int, int]]) -> None:
    assert [*run_batches(lambda first, last: (first, last), rows, size=4)] == batches


def test_what_goes_wrong_in_a_batch_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        [*run_batches(lambda first, _last: 1 // (8 - first), 12, size=4)]


def test_the_language_is_that_of_the_caller() -> None:
    with use_catalogue(Shouting()):
        assert run_together(lambda: _("port"), lambda: 1) == ["PORT", 1]
        assert [*run_batches(lambda first, last: _("port"), 2, size=1)] == ["PORT", "PORT"]
