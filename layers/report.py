"""A printable dossier of one plaza or port: one HTML file without script that asks for nothing else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from geo.atlas import Atlas
from geo.errors import EmptyResultError, ViewError
from geo.summary import summarise
from geo.view import View
from geo.words import _, language
from layers.citation import describe_export
from layers.export import check_view
from layers.languages import speaking
from layers.report_actions import tell_actions
from layers.report_claims import claims_differ, tell_claims, tell_persons
from layers.report_events import tell_events, tell_totals
from layers.report_map import draw_picture
from layers.report_notes import Notes
from layers.report_subject import Subject, find_subject, tell_facts
from layers.report_timeline import Drawing, draw_timeline
from layers.report_words import imprint_words, limit_words, report_words, status_keys, timeline_notes, view_words
from layers.whole import write_whole

HERE = Path(__file__).parent


def write_report(atlas: Atlas, view: View, path: Path, *, lang: str | None = None) -> int:
    """Write the dossier of the plaza or port of `view` to `path`, whole or not at all; return the number of events.

    Raises
    ------
    ViewError
        As `report_bytes`, or if the path is not one of an HTML file.
    EmptyResultError, SourceError
        If the view has nothing to tell, or the file cannot be written.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise ViewError(_("{path!r} is no .html file; a dossier is one.").format(path=str(path)))
    write_whole({path: report_bytes(atlas, view, lang=lang)})
    return summarise(atlas, view).events


def report_bytes(atlas: Atlas, view: View, *, lang: str | None = None) -> bytes:
    """Return the dossier of the one plaza or port that `view` names, as HTML in UTF-8.

    It tells the events of the view, and of a plaza the claims, persons and actions of the days of the view. `lang` is
    one of `layers.languages.LANGUAGES`, by default the current one. The bytes are the same for the same atlas, view
    and language.

    Raises
    ------
    ViewError
        If the view names not one plaza or port, or a value or language that is not known.
    EmptyResultError
        If nothing is in the view.
    """
    with speaking(lang or language()):
        return _page(atlas, view).encode("utf-8")


def _page(atlas: Atlas, view: View) -> str:
    subject = find_subject(atlas, view)
    check_view(atlas, view)
    parts, about = _tell(atlas, view, subject), describe_export(atlas, view)
    claims, actions = parts["claims"], parts["actions"]
    drawing = draw_timeline(atlas, view, claims, actions)
    title = _("{name}: dossier of the Plaza Atlas").format(name=subject.name)
    return read_template().render(
        **parts,
        lang=language(),
        title=title,
        subject=subject,
        style=Markup(page_style(title, f"Plaza Atlas · {_('Data version')} {about['data_version'][:12]}")),
        words=report_words(),
        view_words=view_words(atlas, view),
        about=about,
        numbers=key_numbers(atlas, view),
        totals=tell_totals(atlas, view),
        drawing=drawing,
        headings=_headings(drawing, len(claims), sum(action.rows for action in actions if action.start is not None)),
        timeline_notes=timeline_notes(claims=bool(claims), actions=bool(actions), events=bool(parts["events"])),
        statuses=status_keys() if claims else [],
        differ=claims_differ(claims),
        limits=limit_words(about, subject.kind),
        citation=f"{title}. {about['citation']} {about['how_to_cite']}",
        imprint=imprint_words(about),
    )


def _tell(atlas: Atlas, view: View, subject: Subject) -> dict[str, Any]:
    """Return the parts that cite sources, made in the order they are read, and the notes that come of it."""
    notes = Notes(atlas)
    parts: dict[str, Any] = {"facts": tell_facts(atlas, subject, notes), "claims": [], "persons": [], "actions": []}
    parts["figure"] = draw_picture(atlas, view, subject.name, notes)
    if subject.kind == "plaza":
        parts["claims"] = tell_claims(atlas, view, subject.id, notes)
        parts["persons"] = tell_persons(atlas, view, subject.id, notes)
        parts["actions"] = tell_actions(atlas, view, subject.id, notes)
    parts["events"] = tell_events(atlas, view, notes)
    if not any(parts[name] for name in ("claims", "persons", "actions", "events")):
        message = _("Nothing is told of {name} in this view; widen the dates or leave out a filter.")
        raise EmptyResultError(message.format(name=subject.name))
    return parts | {"notes": notes.listed()}


@cache
def read_template() -> Template:
    """Return the page; every text put into it is escaped."""
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template("report.html")


def page_style(title: str, foot: str) -> str:
    """Return the style sheet with the running title and foot of the printed pages."""
    style = (HERE / "report.css").read_text(encoding="utf-8")
    return style.replace("RUNNING-TITLE", css_text(title)).replace("RUNNING-FOOT", css_text(foot))


def css_text(text: str) -> str:
    r"""Return `text` for a string of a style sheet; what is no ASCII letter, digit or space is escaped.

    Examples
    --------
    >>> css_text('a"</style>')
    'a\\22 \\3c \\2f style\\3e '
    """
    return re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", text)


def key_numbers(atlas: Atlas, view: View) -> list[tuple[str, str]]:
    """Return the figures over the table of commodities, each with what it counts."""
    found = summarise(atlas, view)
    numbers = {
        _("events"): found.events,
        _("places"): found.places,
        _("without a usable date"): found.undated,
        _("not placed on the map"): found.unplaced,
    }
    return [(f"{value:,}", label) for label, value in numbers.items()]


def _headings(drawing: Drawing | None, claims: int, actions: int) -> list[tuple[int, str]]:
    """Return height and words of the heading of each part of the timeline."""
    if drawing is None:
        return []
    units = {"month": _("Events by month, up to {n}"), "quarter": _("Events by quarter, up to {n}"),
             "year": _("Events by year, up to {n}")}  # fmt: skip
    words = [
        (drawing.claims_y, _("Claims, {n}").format(n=claims)),
        (drawing.actions_y, _("Actions of authorities, {n}").format(n=actions)),
        (drawing.events_y, units.get(drawing.unit, "").format(n=drawing.most)),
    ]
    return [(y, text) for y, text in words if y is not None]
