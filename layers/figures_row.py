"""The row of four figures over the map, as one piece of HTML, so that little travels at a filter step."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from geo.summary import Figures
from geo.words import _


def figures_html(found: Figures, names: Mapping[str, str]) -> str:
    """Return the figures of a view; `names` are the labels of commodity codes."""
    weights = [(names.get(code, code), f"{kg:,.0f}\u202fkg") for code, kg in found.weights_kg.items()]
    name, most = weights[0] if weights else ("", "–")
    left = {
        _("{n} undated excluded"): found.undated_out,
        _("{n} not placed"): found.unplaced,
        _("{n} set aside"): found.rejects,
    }
    texts = (
        (_("Events"), f"{found.events:,}", _("{n} undated").format(n=f"{found.undated:,}")),
        (_("Places"), f"{found.places:,}", ""),
        (_("Weight · {name}").format(name=name) if name else _("Weight"), most,
         " · ".join(map(" ".join, weights[1:5]))),
        (_("Left out"), f"{found.undated_out + found.unplaced:,}",
         " · ".join(text.format(n=f"{count:,}") for text, count in left.items() if count) or _("nothing")),
    )  # fmt: skip
    return cells_html(*texts)


def status_html(counts: pd.Series, choices: int) -> str:
    """Return the figures of a checked table: rows by status, and how many texts the reader placed."""
    words = {"resolved": _("Placed"), "ambiguous": _("Ambiguous"), "unresolved": _("Not found")}
    cells = [(words[str(status)], f"{count:,}", "") for status, count in counts.items()]
    return cells_html(*cells, (_("Your choices"), f"{choices:,}", _("used again for the same text")))


def cells_html(*cells: tuple[str, str, str]) -> str:
    """Return title, figure and note of each cell as HTML; any text may be in them."""
    inner = [f"<div><p>{escape(a)}</p><h4>{escape(b)}</h4><p>{escape(c)}</p></div>" for a, b, c in cells]
    return f"<div class=figures>{''.join(inner)}</div>"
