"""The command line of the layers: write a view of the atlas to a file."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from data.eventfiles import read_events
from data.store import load_atlas
from geo.command import run_command
from geo.view import LISTS, View
from layers.export import EXPORTERS, export, export_table, format_options

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def main() -> None:
    """Write what the map shows to a file."""


@main.command("export")
@click.argument("target", metavar="OUT." + "|".join(EXPORTERS), type=click.Path(path_type=Path))
@click.option("--from", "date_from", type=DAY, metavar="DAY", help="First day, as 2024-07-01.")
@click.option("--to", "date_to", type=DAY, metavar="DAY", help="Last day, inclusive.")
@click.option("--commodity", multiple=True, help="Commodity code; may be given again.")
@click.option("--plaza", multiple=True, help="Plaza the place lies in or faces; may be given again.")
@click.option("--port", multiple=True, help="Port of entry; may be given again.")
@click.option("--place", multiple=True, help="Place of the event, its id; may be given again.")
@click.option("--agency", multiple=True, help="Agency code; may be given again.")
@click.option("--precision", multiple=True, help="Precision of the place, as city; may be given again.")
@click.option("--size", default="count", help="What sizes the symbols: count (default) or a commodity code.")
@click.option("--events", "source", type=click.Path(path_type=Path), metavar="FILE",
              help="Draw the events of this table instead; OUT is .html then.")
@click.option("--title", help="Title of the map (.html).")
@click.option("--undated/--dated", default=True, help="Keep events without a usable date (default), or leave them out.")
def export_command(
    target: Path, date_from: datetime | None, date_to: datetime | None, undated: bool, size: str, source: Path | None,
    **more: Any,
) -> None:
    """Write the events of a view to OUT, in the format its suffix names; .csv has a codebook beside it."""
    view = View(
        date_from and date_from.date(),
        date_to and date_to.date(),
        **{LISTS[key]: more.pop(key) for key in LISTS},
        undated=undated,
        size=size,
    )
    chosen = {name: value for name, value in more.items() if value not in (None, ())}
    if source is None:
        count = export(load_atlas(), view, target, **chosen)
    else:
        options = format_options("html", chosen)
        count = export_table(read_events(source), load_atlas(), view, target, *options, name=source.name)
    click.echo(f"{target}: {count} events")


if __name__ == "__main__":
    sys.exit(run_command(main))
