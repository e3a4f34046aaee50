"""The command line of the data: build, boundaries, geocode."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geo.errors import AtlasError

BOUNDARIES = Path(__file__).parent / "boundaries"


@click.group()
def main() -> None:
    """Build the store, rebuild the boundaries, geocode a table."""


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
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--column", required=True, help="The column with the place words.")
@click.option("--context-columns", default="", help="Columns that help to decide, such as agency, between commas.")
def geocode(source: Path, target: Path, column: str, context_columns: str) -> None:
    """Place each row of SOURCE (CSV) by its place words and write TARGET."""
    from data.geocode import geocode_table

    geocode_table(source, target, column, tuple(name for name in context_columns.split(",") if name))


if __name__ == "__main__":
    try:
        main()
    except AtlasError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
