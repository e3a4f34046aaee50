"""Figures by the command line, each in a process of its own: imports, opening the atlas, drawing, writing.

Best of three calls, by the clock and by the processor; the target of the first is for a quiet machine.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

NOGALES = ("--plaza", "nogales", "--from", "2023-01-01", "--to", "2024-12-31", "--preset", "column")
FIGURES = {
    "Nogales, column, PDF": ("out.pdf", *NOGALES),
    "Nogales, column, SVG": ("out.svg", *NOGALES),
    "Nogales, column, PNG": ("out.png", *NOGALES),
    "whole border, page, SVG": ("out.svg",),
    "whole border, page, PNG": ("out.png",),
    "whole border, a map a year, PDF": ("out.pdf", "--series", "year"),
}
TARGETS = {"Nogales, column, PDF": 5.0}
"""Seconds."""


def run(*, repeats: int = 3) -> pd.DataFrame:
    """Return name, seconds, processor seconds (best of `repeats`), kilobytes and target in seconds, per figure."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, *options) in FIGURES.items():
            path = Path(folder) / file
            found = [_measure([str(path), *options]) for _ in range(repeats)]
            best = [round(min(times), 2) for times in zip(*found, strict=True)]
            rows.append({"name": name, "seconds": best[0], "processor_s": best[1],
                         "kilobytes": path.stat().st_size // 1000, "target_s": TARGETS.get(name)})  # fmt: skip
    return pd.DataFrame(rows)


def _measure(arguments: list[str]) -> tuple[float, float]:
    """Return the seconds and processor seconds of one call."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "layers", "export", *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, used


if __name__ == "__main__":
    print(run().to_string(index=False))
