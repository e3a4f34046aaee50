"""The example in docs/ runs cell by cell, and shows a map, a figure and tables with their sources."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.store import load_atlas
from geo.view import select_events

EXAMPLE = Path(__file__).parent.parent / "docs/example.qmd"
CELL = re.compile(r"^```\{python\}\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def run_cells(page: str) -> tuple[list[Any], dict[str, Any]]:
    """Run the cells of a Quarto page in one namespace; return what the last line of each gives, and the names."""
    names: dict[str, Any] = {}
    shown = []
    for cell in CELL.findall(page):
        body = ast.parse(cell).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), EXAMPLE.name, "exec"), names)
        shown.append(eval(compile(ast.Expression(last.value), EXAMPLE.name, "eval"), names) if last else None)
    return shown, names


def test_the_example_runs_and_shows_what_a_report_needs(capsys: pytest.CaptureFixture[str]) -> None:
    (_start, figures, figure, map_, events, sources, _end), names = run_cells(EXAMPLE.read_text(encoding="utf-8"))
    atlas = load_atlas()
    count = len(select_events(atlas, names["view"]))
    assert (figures.loc["Events", "Value"], len(events)) == (str(count), count)
    assert figure._repr_svg_().startswith("<?xml")
    assert map_._repr_html_().startswith('<iframe title="Nogales, 2024" sandbox="allow-scripts ')
    cited = {number for text in events["Sources"] for number in text.split(" ")}
    assert cited == {*sources.index}
    assert [*sources.index] == [f"[{number}]" for number in range(1, len(sources) + 1)]
    assert sources["url"].str.startswith("http").all()
    assert isinstance(events, pd.DataFrame)
    assert "**How to cite.** Plaza Atlas: " in capsys.readouterr().out
