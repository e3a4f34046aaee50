"""States and countries by their names alone."""

from __future__ import annotations

import pytest

from geo.statewords import is_region


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Sonora", True),
        ("Nuevo León", True),
        ("Ariz.", True),
        ("B.C.", True),
        ("U.S.", True),
        ("México", True),
        ("Nogales, Sonora", False),
        ("San Luis Río Colorado", False),
        ("sin", False),
        ("", False),
    ],
)
def test_a_region_is_nothing_but_its_name(text: str, is_one: bool) -> None:
    assert is_region(text) is is_one
