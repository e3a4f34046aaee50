"""One wrong letter in a name near the border is put right; more, or a choice of names, is not."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.placeindex import PlaceIndex
from geo.spelling import Spelling

NAMES = ["Wellton", "Calexico", "Piedras Negras", "Sonoita", "Sonoyta", "Falfurrias"]
INDEX = PlaceIndex(
    pd.DataFrame({
        "place_id": NAMES,
        "name": NAMES,
        "kind": "city",
        "country": "US",
        "admin1": "AZ",
        "parent_id": "",
        "aliases": "",
        "lon": -110.0,
        "lat": 31.3,
        "radius_km": 5.0,
        "population": 1_000.0,
    })
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("near Welton", "near Wellton"),
        ("Calexio port", "Calexico port"),
        ("Caleixco", "Calexico"),
        ("Falfurriaz", "Falfurrias"),
        ("Piedras Negra (Coahuila)", "Piedras Negras (Coahuila)"),
        ("Sonota", ""),
        ("Weltn", ""),
        ("the wellton road", ""),
        ("", ""),
    ],
)
def test_one_letter_is_put_right_where_one_name_fits(text: str, corrected: str) -> None:
    assert Spelling(INDEX).correct(text) == corrected
