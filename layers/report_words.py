"""The words of a dossier: headings, notes, limits, and its view and days as sentences."""

from __future__ import annotations

from datetime import date

from geo.atlas import Atlas
from geo.view import LISTS, View
from geo.words import _
from layers.filter_state import filter_labels
from layers.vocabulary import code_words, filter_words


def report_words() -> dict[str, str]:
    """Return the headings and notes of a dossier, by name."""
    return {
        "kicker": _("Plaza Atlas · Dossier"),
        "figures": _("Figures"),
        "commodity": _("Commodity"), "events": _("Events"), "weighed": _("with a weight"), "weight": _("Weight"),
        "totals_caption": _("Weights as published, each load once; pills and other pieces never become a weight. An "
                            "event with two commodities counts in both."),
        "timeline": _("Timeline"), "timeline_alt": _("Timeline; the tables below tell the same in words."),
        "differ": _("Sources differ, or say it is contested; each claim stands as published."),
        "claims": _("What sources say of this plaza"),
        "no_claims": _("No claim is valid in these days; widen the dates."),
        "organization": _("Organisation"), "days": _("Days"), "said": _("What is said"),
        "persons": _("Persons named by authorities"),
        "accusation": _("Named by a US agency or court, with the status at its date. An accusation is not a "
                        "conviction."),
        "person": _("Person"), "status": _("Status, role, who names them"), "alias": _("alias"),
        "actions": _("Actions of authorities"), "day": _("Day"), "agency": _("Agency"), "action": _("Action"),
        "events_title": _("Events by date"),
        "events_note": _("Quantities in the publisher’s words; kilograms in brackets are converted from them."),
        "reported": _("Reported quantity"), "place": _("Place"), "agency_source": _("Agency and sources"),
        "no_events": _("No event is in this view; widen the dates or leave out a filter."),
        "sources": _("Sources"), "back": _("Back to use {use} of source {number}"),
        "limits": _("Limits"), "citation": _("How to cite"),
    }  # fmt: skip


def timeline_notes(*, claims: bool, actions: bool, events: bool) -> list[str]:
    """Return how to read what is drawn in the timeline."""
    notes = {
        _("A bar that runs off the edge has no end, or no start, in its source; it does not say that the claim still "
          "holds. A dot on a bar is the day of its publication."): claims,
        _("A hollow dot is an action of which only the month or year is known."): actions,
        _("Events without a known month are not drawn; one with two commodities is in both colours."): events,
    }  # fmt: skip
    return [note for note, is_drawn in notes.items() if is_drawn]


def status_keys() -> list[tuple[str, str]]:
    """Return code and words of each status a claim may have, in the order of the legend."""
    words = code_words()
    return [(status, words[status]) for status in ("controlled", "contested", "presence")]


def limit_words(about: dict[str, str], kind: str) -> list[str]:
    """Return the limits that a reader must know; `about` is what an export says of itself."""
    plaza = [_("The outline of a plaza is {note}.").format(note=about["plaza_note"])] if kind == "plaza" else []
    return [
        about["bias_note"],
        *plaza,
        about["geometry_note"],
        _("A place is no sharper than its source: where only a port, a town or a municipality is named, the event lies "
          "somewhere in it."),
        _("A date is no sharper than its source: a month or a year is taken whole."),
    ]  # fmt: skip


def imprint_words(about: dict[str, str]) -> list[tuple[str, str]]:
    """Return what identifies the dossier and its data, each under its label."""
    return [
        (_("Data version"), about["data_version"]),
        (_("View"), about["view"]),
        (_("Latest report"), about["reports_through"]),
        (_("Licence of the data"), about["data_licence"]),
        (_("Licence of the code"), about["code_licence"]),
        (_("Notices"), about["notices"]),
    ]


def view_words(atlas: Atlas, view: View) -> str:
    """Return the days and filters of `view` as words, without the plazas and ports it is of."""
    labels, known = filter_labels(), filter_words(atlas)
    said = [window_words(view.date_from, view.date_to)]
    for key, name in LISTS.items():
        if key not in ("plaza", "port") and getattr(view, name):
            values = ", ".join(known[key].get(value, value) for value in getattr(view, name))
            said.append(f"{labels[key]}: {values}")
    return ". ".join([*said, *([] if view.undated else [_("Undated events left out")])]) + "."


def window_words(first: date | None, last: date | None) -> str:
    """Return the days of a view as words.

    Examples
    --------
    >>> window_words(date(2024, 7, 1), None)
    'From 1 July 2024 on'
    """
    if first and last and first != last:
        return _("{from} to {to}").format(**{"from": day_words(first), "to": day_words(last)})
    if first and last:
        return day_words(first)
    if first:
        return _("From {start} on").format(start=day_words(first))
    return _("Until {end}").format(end=day_words(last)) if last else _("All days")


def day_words(day: date) -> str:
    """Return a day as a sentence has it.

    Examples
    --------
    >>> day_words(date(2024, 7, 1))
    '1 July 2024'
    """
    months = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return _("{day} {month} {year}").format(day=day.day, month=months[day.month - 1], year=day.year)
