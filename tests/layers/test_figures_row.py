"""The figures over the map: what is shown, its weights, and what is left out."""

from __future__ import annotations

import re

from geo.summary import Figures
from layers.figures_row import figures_html


def cells(found: Figures) -> list[list[str]]:
    """Title, figure and note of each cell."""
    html = figures_html(found, {"heroin": "Heroin", "meth": "Methamphetamine"})
    return [re.findall(r"<(?:p|h4)>(.*?)</(?:p|h4)>", cell) for cell in html.split("<div>")[1:]]


def test_the_largest_weight_is_the_figure_and_the_others_its_note() -> None:
    found = Figures(1200, 3, {"meth": 1500.4, "heroin": 5.0}, undated=2, undated_out=0, unplaced=1, rejects=4)
    assert cells(found) == [
        ["Events", "1,200", "2 undated"],
        ["Places", "3", ""],
        ["Weight · Methamphetamine", "1,500\u202fkg", "Heroin 5\u202fkg"],
        ["Left out", "1", "1 not placed · 4 set aside"],
    ]


def test_without_a_weight_no_commodity_is_named() -> None:
    found = Figures(0, 0, {}, undated=0, undated_out=0, unplaced=0, rejects=0)
    assert cells(found)[2:] == [["Weight", "–", ""], ["Left out", "0", "nothing"]]
