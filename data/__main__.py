"""The command line of the data: each command hands its words to the module that does the work."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from geo.command import run_command

BOUNDARIES = Path(__file__).parent / "boundaries"


@click.group()
def main() -> None:
    """Build the store and the boundaries; place, read, compare and import what you bring; look into a workspace."""


@main.command()
def build() -> None:
    """Build the store if it is missing or made from other tables."""
    from data.store import load_atlas

    atlas = load_atlas()
    placed = atlas.seizures.geometry.notna().sum()
    click.echo(f"{len(atlas.seizures)} events, {placed} placed, {len(atlas.rejects)} left out with a reason; "
               f"{len(atlas.plazas)} plazas, {len(atlas.places)} places; data {atlas.digest[:12]}")  # fmt: skip


@main.command()
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False), default=BOUNDARIES)
def boundaries(target: Path) -> None:
    """Derive the boundary files again from the packages that publish them."""
    from data.boundaries.derive import rebuild_boundaries

    rebuild_boundaries(target)


@main.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--column", required=True, help="The column with the place words.")
@click.option("--context-columns", default="", help="Columns that help to decide, such as agency, between commas.")
@click.option("--sheet", default="", help="The sheet of a workbook, where several hold a table.")
@click.option("--choices", type=click.Path(path_type=Path), help="Your own choices: text, and place_id or lon, lat.")
@click.option("--online", default="", metavar="NAME",
              help="Ask nominatim, photon, pelias or arcgis what is not known here: these words leave the computer.")
@click.option("--server", default="", help="Your own instance of that service, as http://localhost:2322.")  # fmt: skip
def geocode(source: Path, target: Path, context_columns: str, **request: Any) -> None:
    """Place each row of IN (CSV, TSV, xlsx, ods) by its place words and write it to OUT (CSV, or xlsx by its name)."""
    from data.geocode import PlaceRequest, geocode_table

    contexts = tuple(name for name in context_columns.split(",") if name)
    counts = geocode_table(source, target, PlaceRequest(context_columns=contexts, **request))
    click.echo(f"{target}: {counts.sum()} rows, " + ", ".join(f"{count} {status}" for status, count in counts.items()))


@main.command()
@click.argument("text", metavar="TEXT_FILE", type=click.Path(path_type=Path))
@click.option("--published", default="", metavar="YYYY-MM-DD", help="Day of publication; empty if unknown.")
def extract(text: Path, published: str) -> None:
    """Read TEXT_FILE, a press release or news text in English or Spanish, into seizures: JSON on stdout."""
    from data.extract import extract_file

    click.echo(extract_file(text, published))


@main.command(name="import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--workspace", default="", metavar="W", envvar="PLAZA_ATLAS_WORKSPACE", help="Workspace: path or URL.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be imported; store nothing.")
@click.option("--mapping", type=click.Path(path_type=Path), help="Read the columns by this saved mapping (YAML).")
@click.option("--save-mapping", type=click.Path(path_type=Path), help="Save the mapping used, to correct it.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Write what was left out, and why, to a table.")
@click.option("--proposals", type=click.Path(path_type=Path), help="Write which events may be one, and why.")
@click.option("--who", default="", help="Your name or initials, for the history of the workspace.")
@click.option("--published", default="", metavar="YYYY-MM-DD", help="Of a text: its day of publication, if known.")
@click.option("--url", default="", help="Of a text: its address, if it has one.")
@click.option("--publisher", default="", help="Of a text: who published it; the host of its address by default.")
def import_(file: Path, published: str, url: str, publisher: str, **options: Any) -> None:
    """Import FILE: an official table, any CSV, TSV, xlsx, ods, GeoJSON, GeoPackage, KML or zipped Shapefile, or a text.

    A text is a press release or news text in English or Spanish.
    """
    from data.importing import import_file
    from data.releases import About

    click.echo(import_file(file, about=About(published, url, publisher), **options))


@main.command()
@click.option("--workspace", default="", metavar="W", envvar="PLAZA_ATLAS_WORKSPACE", help="Workspace: path or URL.")
@click.option("--by", default="fiscal_year,commodity,office", help="Keys to sum by, between commas.")
@click.option("--revisions", is_flag=True, help="List the figures that a later publication changed instead.")
def totals(workspace: str, by: str, revisions: bool) -> None:
    """Sum the official figures of the workspace: CSV on stdout with the keys, events, lb and kg."""
    from data.importing import list_totals

    click.echo(list_totals(workspace, tuple(key.strip() for key in by.split(",") if key.strip()), revisions=revisions))


@main.group()
def workspace() -> None:
    """Look into a workspace W (path or URL), undo a step of it, take it away."""


@workspace.command()
@click.argument("name", metavar="W")
@click.argument("target", metavar="OUT.gpkg", type=click.Path(path_type=Path))
def export(name: str, target: Path) -> None:
    """Write all of W, with its history, to a GeoPackage that QGIS opens."""
    from data.stepping import export_workspace

    click.echo(export_workspace(name, target))


@workspace.command()
@click.argument("name", metavar="W")
def history(name: str) -> None:
    """List the steps of W, oldest first: CSV on stdout."""
    from data.stepping import list_steps

    click.echo(list_steps(name))


@workspace.command()
@click.argument("name", metavar="W")
@click.option("--step", type=int, help="The number of the step in the history; the last that holds by default.")
@click.option("--who", default="", help="Your name or initials, for the history.")
def undo(name: str, step: int | None, who: str) -> None:
    """Undo a step of W; the undoing is a step itself."""
    from data.stepping import undo_step

    click.echo(undo_step(name, step, who))


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
def dedupe(source: Path, target: Path) -> None:
    """Write to TARGET (CSV) which seizures of the table SOURCE may be one, each pair with its score and reasons."""
    from data.dedupe import dedupe_table

    for sentence in dedupe_table(source, target):
        click.echo(sentence, err=True)


if __name__ == "__main__":
    sys.exit(run_command(main))
