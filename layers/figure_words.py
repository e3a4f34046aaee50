"""The words of a figure: title, window, counts, limits and source, and short names of places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.citation import describe_export
from layers.events import source_line
from layers.figure_marks import Marks
from layers.report_words import day_words, window_words
from layers.vocabulary import LABEL, code_words, filter_words

MOST_NAMES = 3
"""Places or commodities that a title names; more are counted."""

ENDINGS = {"port": " Port of Entry", "crossing": " crossing", "checkpoint": " checkpoint", "sector": " Sector",
           "field_office": " Field Office"}  # fmt: skip
"""By kind, how the gazetteer's English names end."""


def figure_title(atlas: Atlas, view: View) -> str:
    """Return what the figure shows: the places and commodities that the view chooses, else the title of the atlas."""
    known = filter_words(atlas)
    named = [known["plaza"].get(key, key) for key in view.plazas]
    named += [short_name(known["port"].get(key, key), "port") for key in view.ports]
    named += [known["place"].get(key, key) for key in view.places]
    labels = commodity_labels(atlas)
    drugs = [labels[code].lower() for code in view.commodities]
    seizures = _("Published seizures of {commodities}").format(commodities=_listed(drugs)) if drugs else ""
    if not named:
        return seizures or _(atlas.title)
    what = seizures or _("Published seizures")
    return _("{places}: {what}").format(places=_listed(named), what=what[0].lower() + what[1:])


def figure_subtitle(view: View, marks: Marks, claims_on: date | None) -> str:
    """Return days and counts, and of which day the claims are if not of these."""
    parts = [window_words(view.date_from, view.date_to), events_text(marks.events)]
    if claims_on:
        parts.append(_("plaza claims valid on {day}").format(day=day_words(claims_on)))
    return " · ".join(parts)


def figure_notes(atlas: Atlas, view: View, marks: Marks, *, beyond: int, more: str) -> list[str]:
    """Return what a reader must know: what is not drawn, limits, source and citation.

    `beyond` are the events whose place lies outside the map, `more` is what is told of a series.
    """
    about = describe_export(atlas, view)
    left_out = [
        _("{n} undated").format(n=f"{marks.undated:,}") if marks.undated else "",
        _("{n} not placed").format(n=f"{marks.unplaced:,}") if marks.unplaced else "",
        _("{n} outside this map").format(n=f"{beyond:,}") if beyond else "",
        _("{n} without a published weight").format(n=f"{marks.unsized:,}") if marks.unsized else "",
    ]
    said = ", ".join(filter(None, left_out))
    counted = _("Of {events}: {parts}.").format(events=events_text(marks.events), parts=said) if said else ""
    return [
        " ".join(filter(None, [counted, more, about["bias_note"], about["geometry_note"]])),
        " ".join([_("Source:"), about["citation"], source_line(atlas), about["notices"]]),
        _("View: {view}. Reports to {day}. Data: {licence}").format(
            view=about["view"], day=about["reports_through"], licence=about["data_licence"]
        ),
    ]


def events_text(events: int) -> str:
    """Return a number of events in words."""
    return _("1 event") if events == 1 else _("{n} events").format(n=f"{events:,}")


def quantity_text(quantity: float, size: str) -> str:
    """Return a quantity as it sizes the symbols: a number of events, or a weight with its unit.

    Examples
    --------
    >>> quantity_text(1234.0, "heroin")
    '1,234\\u202fkg'
    """
    if size == "count":
        return f"{quantity:,.0f}"
    return f"{quantity:,.0f}\u202fkg" if quantity >= 10 else f"{quantity:.2g}\u202fkg"


def short_name(name: str, kind: str, *, square: bool = False) -> str:
    """Return the name of a place with its kind as a word of the language; of a `square`, the kind is in the legend.

    Examples
    --------
    >>> short_name("Calexico East crossing", "crossing")
    'Calexico East (crossing)'
    """
    ending = ENDINGS.get(kind, "")
    if not ending or not name.endswith(ending):
        return name
    base = name.removesuffix(ending)
    return base if square else f"{base} ({code_words()[kind]})"


def commodity_labels(atlas: Atlas) -> dict[str, str]:
    """Return the label of each commodity in the current language, by its code."""
    return dict(zip(atlas.commodities["commodity_code"], atlas.commodities[_(LABEL)], strict=True))


def state_name(name: str) -> str:
    """Return the name of a state in the current language."""
    return {"New Mexico": _("New Mexico"), "Louisiana": _("Louisiana")}.get(name, name)


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMES
    shown = list(names[:MOST_NAMES]) + ([_("{n} more").replace("{n}", str(rest))] if rest > 0 else [])
    if len(shown) == 1:
        return shown[0]
    return _("{first} and {last}").format(first=", ".join(shown[:-1]), last=shown[-1])
