"""The command line of the layers: write a view of the atlas to a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from pathlib import Path
from typing import Any

import click

from data.eventfiles import read_events
from data.store import load_atlas
from geo.command import run_command
from geo.errors import ViewError
from geo.view import LISTS, View
from geo.viewquery import OPENED, PAGES
from geo.words import _
from layers.atlas_map import CONTROLS
from layers.export import EXPORTERS, export, export_table, format_options
from layers.figure import SERIES
from layers.figure_presets import PRESETS
from layers.languages import LANGUAGES, speaking
from layers.payload import LAYERS
from layers.report import write_report


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, written as 2024-07-01."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, _context: click.Context | None) -> date:
        """Return the day, or raise `ViewError`."""
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError as error:
            key = repr(param.opts[0] if param else self.name)
            message = _("{key} is {text}, which is not a date; write it as 2024-07-01.")
            raise ViewError(message.format(key=key, text=repr(value))) from error


DAY = Day()

VIEW_OPTIONS = (
    click.option("--from", "date_from", type=DAY, metavar="DAY", help="First day, as 2024-07-01."),
    click.option("--to", "date_to", type=DAY, metavar="DAY", help="Last day, inclusive."),
    click.option("--commodity", multiple=True, help="Commodity code; may be given again."),
    click.option("--plaza", multiple=True, help="Plaza the place lies in or faces; may be given again."),
    click.option("--port", multiple=True, help="Port of entry; may be given again."),
    click.option("--place", multiple=True, help="Place of the event, its id; may be given again."),
    click.option("--agency", multiple=True, help="Agency code; may be given again."),
    click.option("--precision", multiple=True, help="Precision of the place, as city; may be given again."),
    click.option("--size", default="count", help="What sizes the symbols: count (default) or a commodity code."),
    click.option("--undated/--dated", default=True,
                 help="Keep events without a usable date (default), or leave them out."),
    click.option("--lang", default="en", help=f"Language, of {', '.join(LANGUAGES)}; en by default."),
)
"""The options of a view and its language, the same for each command."""


class Words(click.ParamType):  # type: ignore[type-arg]
    """Words with commas between them, as a tuple; "none" is an empty one."""

    name = "words"

    def convert(self, value: Any, _param: click.Parameter | None, _context: click.Context | None) -> tuple[str, ...]:
        """Return the words."""
        words = (word.strip() for word in str(value).split(","))
        return tuple(word for word in words if word) if value != "none" else ()


@click.group()
def main() -> None:
    """Write what the map shows to a file."""


def view_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return `command` with the options of a view, which `read_view` reads, and of the language."""
    return reduce(lambda with_options, option: option(with_options), reversed(VIEW_OPTIONS), command)


def read_view(given: dict[str, Any], **sight: Any) -> View:
    """Take the options of a view out of `given` and return it; `sight` are its fields of how the map is looked at."""
    start, end = given.pop("date_from"), given.pop("date_to")
    fields = {name: given.pop(key) for key, name in LISTS.items()}
    fields |= {name: given.pop(name) for name in ("undated", "size")}
    return View(start, end, **fields, **sight)


def read_sight(target: Path, given: Mapping[str, str | None]) -> dict[str, Any]:
    """Return how the map in `target` is looked at, by field of a view, from the words of an address."""
    words = {key: text for key, text in given.items() if text}
    suffix = target.suffix.lower().lstrip(".")
    if suffix in EXPORTERS and suffix != "html":
        format_options(suffix, words)
    for layer in Words()(words.get("hide", "none")):
        check_word("layer", layer, LAYERS)
    view, problems = View.from_query(words)
    if words.get("open") and not view.opened:
        check_word("panel", words["open"], [f"{kind}:ID" for kind in OPENED] + [*PAGES])
    if problems:
        raise ViewError(problems[0])
    return {"hidden": view.hidden, "position": view.position, "opened": view.opened}


def check_word(name: str, value: str, known: Sequence[str]) -> None:
    """Raise `ViewError` where `value` is none of the `known` words of the option that `name` tells."""
    if value not in known:
        message = _("Unknown {name} {value!r}; expected one of {known}.")
        raise ViewError(message.format(name=name, value=value, known=", ".join(known)))


@main.command("export")
@click.argument("target", metavar="OUT." + "|".join(EXPORTERS), type=click.Path(path_type=Path))
@view_options
@click.option("--events", "source", type=click.Path(path_type=Path), metavar="FILE",
              help="Draw the events of this table instead; OUT is .html then.")
@click.option("--title", help="Title of the map or figure (.html, .png, .svg, .pdf).")
@click.option("--layers", type=Words(), metavar="LIST", help=f"Layers of the map (.html), of {','.join(LAYERS)}.")
@click.option("--controls", type=Words(), metavar="LIST",
              help=f"Controls of the map (.html), of {','.join(CONTROLS)}; none for a bare map.")
@click.option("--locked", is_flag=True, default=None,
              help="No date, filter or layer of the map can be changed (.html).")
@click.option("--hide", metavar="LIST", help=f"Layers switched off at first, of {','.join(LAYERS)} (.html).")
@click.option("--map", metavar="ZOOM/LAT/LON", help="Where the map opens, as 8/31.33/-110.94 (.html).")
@click.option("--open", metavar="WHAT", help="Panel that is open, as plaza:nogales, or sources (.html).")
@click.option("--preset", type=click.Choice([*PRESETS]), help="Page of a figure (.png, .svg, .pdf); page by default.")
@click.option("--grey", is_flag=True, default=None, help="A figure without colour, told apart by texture and letter.")
@click.option("--series", type=click.Choice(SERIES), help="A figure of one small map for each year or commodity.")
@click.option("--graticule", is_flag=True, default=None, help="Lines of latitude and longitude on a figure.")
@click.option("--claims-on", type=DAY, metavar="DAY", help="Day of the plaza claims on a figure; else of the view.")
def export_command(target: Path, source: Path | None, lang: str, **more: Any) -> None:
    """Write the events of a view to OUT, in the format its suffix names; .csv has a codebook beside it."""
    with speaking(lang):
        view = read_view(more, **read_sight(target, {key: more.pop(key) for key in ("hide", "map", "open")}))
        chosen = {name: value for name, value in more.items() if value is not None}
        if source is None:
            count = export(load_atlas(), view, target, **chosen)
        else:
            options = format_options("html", chosen)
            count = export_table(read_events(source), load_atlas(), view, target, *options, name=source.name)
    click.echo(f"{target}: {count} events")


@main.command("report")
@click.argument("target", metavar="OUT.html", type=click.Path(path_type=Path))
@view_options
def report_command(target: Path, lang: str, **given: Any) -> None:
    """Write the dossier of one --plaza or one --port to OUT.html: a page to read, print and keep."""
    with speaking(lang):
        count = write_report(load_atlas(), read_view(given), target)
    click.echo(f"{target}: {count} events")


if __name__ == "__main__":
    sys.exit(run_command(main))
