"""The maps of a figure: one of the whole view, or a series of them by year or commodity with one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from geo.atlas import Atlas
from geo.errors import EmptyResultError
from geo.view import View, select_positions
from geo.words import _
from layers.figure_legend import shape_words
from layers.figure_marks import Marks, commodity_groups, view_marks
from layers.figure_words import commodity_labels


@dataclass(frozen=True)
class Panel:
    """One map: its heading, its marks, and the first and last day of the claims on it."""

    heading: str
    marks: Marks
    start: date | None
    end: date | None


def make_panels(atlas: Atlas, view: View, whole: Marks, series: str | None, most: int) -> list[Panel]:
    """Return the maps of a figure, the `whole` if it is no series; of over `most` years the first share a map.

    Raises
    ------
    EmptyResultError
        If no event is in the series, as of a view whose events have no date in one by year.
    """
    if series is None:
        return [Panel("", whole, view.date_from, view.date_to)]
    panels = _by_year(atlas, view, most) if series == "year" else _by_commodity(atlas, view)
    if not panels:
        message = _("No event of this view is in a series by {series!r}; leave the series out.")
        raise EmptyResultError(message.format(series=series))
    return panels


def series_note(panels: list[Panel], events: int, series: str | None) -> str:
    """Return how the events of a view are dealt to the maps of a series."""
    if series == "year":
        left = events - sum(panel.marks.events for panel in panels)
        counted = _("An event counts in the year of its first day.")
        undated = _("{n} undated are on no map.").format(n=f"{left:,}") if left else ""
        return " ".join(filter(None, [counted, undated]))
    return _("An event with two commodities is on both maps.") if series else ""


def _by_year(atlas: Atlas, view: View, most: int) -> list[Panel]:
    shown = select_positions(atlas, view)
    years = atlas.seizures["start_date"].iloc[shown].dt.year
    found = sorted(int(year) for year in years.dropna().unique())
    cut = len(found) - most + 1 if len(found) > most else 0
    early, single = found[:cut], found[cut:]
    panels = []
    for span in [*([early] if early else []), *[[year] for year in single]]:
        marks = view_marks(atlas, view, events=shown[years.isin(span).to_numpy()])
        words = str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}"
        start, end = date(span[0], 1, 1), date(span[-1], 12, 31)
        panels.append(Panel(
            _heading(words, marks), marks, max(start, view.date_from or start), min(end, view.date_to or end)
        ))  # fmt: skip
    return panels


def _by_commodity(atlas: Atlas, view: View) -> list[Panel]:
    """Return a map for each group of drugs and each family of the rest."""
    keys = _map_keys(atlas)
    labels = shape_words(atlas)
    panels = []
    for key in dict.fromkeys(keys.values()):
        codes = tuple(code for code, group in keys.items() if group == key)
        wanted = tuple(code for code in codes if not view.commodities or code in view.commodities)
        part = replace(view, commodities=wanted)
        marks = view_marks(atlas, part) if wanted else None
        if marks and marks.events:
            words = labels[key] if key in labels else commodity_labels(atlas)[key]
            panels.append(Panel(_heading(words, marks), marks, view.date_from, view.date_to))
    return panels


def _map_keys(atlas: Atlas) -> dict[str, str]:
    """Return for each commodity what its map is of: its group, or the shape of its family."""
    shapes = dict(zip(atlas.commodities["commodity_code"], atlas.commodities["shape"], strict=True))
    return {code: shapes[code] if group == "no_drugs" else group for code, group in commodity_groups(atlas).items()}


def _heading(words: str, marks: Marks) -> str:
    return f"{words}: {marks.events:,}"
