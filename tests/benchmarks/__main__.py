"""The benchmark: `python -m tests.benchmarks`, or `make bench`."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import click

from tests.benchmarks.contenders import CONTENDERS
from tests.benchmarks.libraries import serve_libraries
from tests.benchmarks.measure import Bench, find_parts, run_module
from tests.benchmarks.report import write_report

HERE = Path(__file__).parent
SUFFIXES = {"k": 1_000, "m": 1_000_000}
PART_S = 900


class Sizes(click.ParamType):
    """Numbers of events: `10k,1M`."""

    name = "sizes"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """Read numbers apart by commas, with k or M for thousands and millions."""
        try:
            return tuple(
                int(float(one.rstrip("kKmM")) * SUFFIXES.get(one[-1].lower(), 1)) for one in str(value).split(",")
            )
        except (ValueError, IndexError):
            self.fail(f"{value!r} is no list of sizes; write it as 10k,1M.", param, ctx)


@click.command()
@click.option("--sizes", type=Sizes(), help="Numbers of events, as 10k,100k,1M,10M (default: the first three).")
@click.option("--quick", is_flag=True, help="10k and 100k in two rounds, to see that everything works.")
@click.option("--only", multiple=True, type=click.Choice(list(CONTENDERS)), help="Contender; may be given again.")
@click.option("--parts/--no-parts", default=True, help="Measure the parts with a table of their own, too (default).")
@click.option("--minutes", default=30.0, help="After this time a slow contender gets no further round.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False),
              help="Folder of RESULTS.md and its chart (default: here; of a quick run, .quick).")  # fmt: skip
def main(
    sizes: tuple[int, ...] | None, quick: bool, only: tuple[str, ...], parts: bool, minutes: float, out: Path | None
) -> None:
    """Measure this atlas against what a user would pick instead, and write RESULTS.md."""
    out = out or (HERE / ".quick" if quick else HERE)
    out.mkdir(exist_ok=True)
    rounds = 2 if quick else 5
    sizes = sizes or ((10_000, 100_000) if quick else (10_000, 100_000, 1_000_000))
    note = f"Medians of {rounds} rounds, A B A B; fewer for what takes longer than 20 s a round (column “rounds”). "
    note += "How each figure is taken: [README.md](README.md)."
    tables: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, serve_libraries() as port:
        bench = Bench(Path(folder), port, time.monotonic() + 60 * minutes)
        for count in sizes:
            bench.measure_size(only or CONTENDERS, count, rounds)
            write_report(out, bench.samples, tables, note)
        for name in find_parts() if parts else ():
            click.echo(name)
            tables.append({"title": name} | run_module("part", name, limit=PART_S))
            write_report(out, bench.samples, tables, note)


if __name__ == "__main__":
    main()
