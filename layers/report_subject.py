"""What a dossier is of: one plaza or one port, and what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.errors import ViewError
from geo.view import View
from geo.words import _
from layers.cells import by_key, flag, parts, text
from layers.citation import outline_note
from layers.report_notes import Cite, Notes
from layers.vocabulary import code_words


@dataclass(frozen=True)
class Fact:
    """A line of what the subject is, under its label."""

    label: str
    text: str
    cites: list[Cite] = field(default_factory=list)


@dataclass(frozen=True)
class Subject:
    """A plaza, or a port of entry or one of its crossings."""

    kind: str
    id: str
    row: dict[str, Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return text(self.row["name"])


def find_subject(atlas: Atlas, view: View) -> Subject:
    """Return the one plaza or port that `view` names.

    Raises
    ------
    ViewError
        If it names none, more than one, or one that is not known; the message lists those that are.
    """
    named = [("plaza", plaza) for plaza in view.plazas] + [("port", port) for port in view.ports]
    if len(named) != 1:
        message = _("A dossier is of one plaza or one port, and {n} are named; give one --plaza or one --port.")
        raise ViewError(message.format(n=len(named) or _("none")))
    (kind, key), rows = named[0], _known(atlas, named[0][0])
    if key not in rows:
        message = _("Unknown {name} {value!r}; expected one of {known}.")
        raise ViewError(message.format(name=kind, value=key, known=", ".join(sorted(rows))))
    return Subject(kind, key, rows[key])


def tell_facts(atlas: Atlas, subject: Subject, notes: Notes) -> list[Fact]:
    """Return what the subject is, with the sources of that."""
    return (_plaza_facts if subject.kind == "plaza" else _port_facts)(atlas, subject.row, notes)


def _known(atlas: Atlas, kind: str) -> dict[str, dict[str, Any]]:
    if kind == "plaza":
        return by_key(pd.DataFrame(atlas.plazas), "plaza_id")
    return by_key(pd.DataFrame(atlas.places[atlas.places["kind"].isin(["port", "crossing"])]), "place_id")


def _plaza_facts(atlas: Atlas, row: dict[str, Any], notes: Notes) -> list[Fact]:
    facts = [Fact(_("What it is"), code_words()[text(row["kind"])], notes.cite(row.get("source_id")))]
    places = by_key(pd.DataFrame(atlas.places[atlas.places["kind"] == "municipality"]), "place_id")
    codes = parts(row["municipalities"])
    known = [places[f"mun-{code}"] for code in codes if f"mun-{code}" in places]
    names = {code: text(places[f"mun-{code}"]["name"]) for code in codes if f"mun-{code}" in places}
    cites = [cite for source in dict.fromkeys(place["source_id"] for place in known) for cite in notes.cite(source)]
    facts.append(Fact(_("Municipalities"), ", ".join(names.get(code, code) for code in codes), cites))
    facts.append(Fact(_("Outline"), outline_note()))
    told = {_("Across the border"): text(row.get("us_counterpart")), _("Note"): text(row.get("note"))}
    return facts + [Fact(label, words) for label, words in told.items() if words]


def _port_facts(atlas: Atlas, row: dict[str, Any], notes: Notes) -> list[Fact]:
    words, names = code_words(), dict(zip(atlas.places["place_id"], atlas.places["name"], strict=True))
    kind, code = words[text(row["kind"])], text(row["code"])
    within = names.get(text(row["parent_id"]))
    what = [kind, _("of the port {name}").format(name=within) if within else "", text(row["admin1"])]
    facts = [Fact(_("What it is"), ", ".join(filter(None, what)), notes.cite(row["source_id"]))]
    crossings = atlas.places[(atlas.places["parent_id"] == row["place_id"]) & (atlas.places["kind"] == "crossing")]
    marked = [
        _("{name} (position approximate)").format(name=name) if flag(approximate) else name
        for name, approximate in zip(crossings["name"], crossings["approximate"], strict=True)
    ]
    plazas = dict(zip(atlas.plazas["plaza_id"], atlas.plazas["name"], strict=True))
    told = {
        _("Port code"): code,
        _("Crossings"): ", ".join(marked),
        _("Faces the plaza"): _geometric(plazas.get(text(row["facing_plaza_id"]))),
        _("Position"): _("approximate") if flag(row["approximate"]) else "",
        _("Note"): text(row.get("note")),
    }
    return facts + [Fact(label, words) for label, words in told.items() if words]


def _geometric(plaza: str | None) -> str:
    words = _("{name} (geometry, not a link; what is said of it stands in its own dossier)")
    return words.format(name=plaza) if plaza else ""
