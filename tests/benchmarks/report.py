"""What the run says: medians as Markdown tables, the aims and whether they hold, and a chart."""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd

from tests.benchmarks.contenders import CONTENDERS, MEGABYTE, OURS

HERE = Path(__file__).parent
TARGETS = HERE / "targets.csv"
FIGURES = {
    "build_s": "build, s",
    "memory_mb": "peak memory, MB",
    "file_bytes": "file, B/event",
    "payload_bytes": "payload, B/event",
    "drawn_s": "drawn, s",
    "filter_ms": "filter, ms",
    "filter_frame_ms": "filter to frame, ms",
    "pan_ms": "pan frame, ms",
    "pan_p95_ms": "pan p95, ms",
    "heap_mb": "heap, MB",
}
"""Heading of each figure."""
CHARTED = ("build_s", "drawn_s", "filter_ms", "file_bytes")
COLOURS = ("#000000", "#E69F00", "#56B4E9", "#009E73", "#D55E00", "#0072B2", "#CC79A7")
"""Okabe and Ito, in the order of the contenders."""


def summarise_samples(samples: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return one row per contender and number of events: the median of each figure, the rounds, and what failed.

    `file_bytes` and `payload_bytes` are bytes of an event: of the whole file, and of what grows with the events when
    texts are left out. A figure nobody measured is null.
    """
    rows = []
    keys = dict.fromkeys((sample["events"], sample["contender"]) for sample in samples)
    for count, name in keys:
        group = [one for one in samples if (one["events"], one["contender"]) == (count, name)]
        figures = {figure: _median(map(per_event, group), figure) for figure in FIGURES}
        failed = next((one["failed"] for one in group if one.get("failed")), "")
        rows.append({"events": count, "contender": name, "rounds": len(group), "failed": failed} | figures)
    return pd.DataFrame(rows)


def per_event(sample: dict[str, Any]) -> dict[str, Any]:
    """Return `sample` with seconds instead of milliseconds of drawing, and bytes by event."""
    found = dict(sample)
    if "drawn_ms" in sample:
        found["drawn_s"] = sample["drawn_ms"] / 1000
    if "bytes" in sample:
        found["file_bytes"] = sample["bytes"] / sample["events"]
    if "payload_bytes" in sample:
        found["payload_bytes"] = sample["payload_bytes"] / sample["events"]
    return found


def format_figure(value: Any) -> str:
    """Return a figure as text: three digits that count, thousands apart; a dash where there is none.

    Examples
    --------
    >>> [format_figure(value) for value in (0.0123, 3.5678, 61.74, 1234.5, None, "none")]
    ['0.0123', '3.57', '61.7', '1,234', '–', 'none']
    """
    if value is None or value != value:
        return "–"
    if isinstance(value, str) or not isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def format_table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return a Markdown table; a bar inside a cell is escaped."""
    lines = [list(columns)]
    lines += [[format_figure(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def size_tables(summary: pd.DataFrame) -> str:
    """Return a table for each number of events."""
    parts = []
    for count, group in summary.groupby("events"):
        rows = [
            [CONTENDERS[row["contender"]].title, *(row[figure] for figure in FIGURES), row["rounds"], row["failed"]]
            for row in group.to_dict("records")
        ]
        parts.append(f"### {count:,} events\n\n" + format_table(["", *FIGURES.values(), "rounds", "not reached"], rows))
    return "\n\n".join(parts)


def check_targets(summary: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return the aims that this run can judge: what was wanted, what was measured, and whether it holds.

    A ratio is the figure of the other divided by ours.
    """
    figures = summary.set_index(["events", "contender"])
    rows = []
    for aim in targets.fillna({"against": ""}).to_dict("records"):
        keys = [(aim["events"], name) for name in (OURS, aim["against"]) if name]
        if not all(key in figures.index for key in keys):
            continue
        values = [figures.loc[key, aim["figure"]] for key in keys]
        measured = values[1] / values[0] if aim["against"] else values[0]
        if pd.isna(measured):
            continue
        wanted = f"≥ {aim['least']:g}×" if aim["against"] else f"≤ {aim['most']:g}"
        holds = measured >= aim["least"] if aim["against"] else measured <= aim["most"]
        against = CONTENDERS[aim["against"]].title if aim["against"] else ""
        rows.append([f"{aim['events']:,}", FIGURES[aim["figure"]], against, wanted, measured, "yes" if holds else "no"])
    return pd.DataFrame(rows, columns=["events", "figure", "against", "wanted", "measured", "holds"])


def write_report(folder: Path, samples: Sequence[dict[str, Any]], parts: Sequence[dict[str, Any]], note: str) -> None:
    """Write RESULTS.md and its chart from what was measured so far."""
    summary = summarise_samples(samples)
    text = ["# Benchmark", note]
    if len(summary):
        aims = check_targets(summary, pd.read_csv(TARGETS))
        text += ["![Chart of the figures by number of events](results.svg)"]
        text += ["## Maps of one table", size_tables(summary)]
        text += ["A filter step is:", filter_notes(summary["contender"].unique())]
        text += ["## Aims", format_table(aims.columns, aims.to_numpy().tolist())]
        draw_chart(summary, folder / "results.svg")
    for part in parts:
        table = f"Not measured: {part['failed']}" if "failed" in part else format_table(part["columns"], part["rows"])
        text += [f"## {part['title']}", part.get("about", ""), table]
    known = describe_machine() | describe_versions()
    text += ["## Machine and versions", format_table(["", ""], known.items())]
    (folder / "RESULTS.md").write_text("\n\n".join(filter(None, text)) + "\n", encoding="utf-8")


def filter_notes(names: Iterable[str]) -> str:
    """Return what a filter step was for each contender."""
    return "\n".join(f"- {CONTENDERS[name].title}: {CONTENDERS[name].filter_step}" for name in names)


def draw_chart(summary: pd.DataFrame, target: Path) -> None:
    """Draw four figures against the number of events, both on logarithmic scales."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    mpl.rcParams |= {"svg.hashsalt": "atlas", "svg.fonttype": "none", "font.size": 9,
                     "axes.spines.top": False, "axes.spines.right": False}  # fmt: skip
    figure, axes = plt.subplots(2, 2, figsize=(9, 6.5), layout="constrained")
    colours = dict(zip(CONTENDERS, COLOURS, strict=True))
    for axis, name in zip(axes.flat, CHARTED, strict=True):
        for contender, rows in summary.groupby("contender", sort=False):
            axis.plot(rows["events"], rows[name].astype(float), marker="o", markersize=3.5, color=colours[contender],
                      linewidth=2.5 if contender == OURS else 1.3, label=CONTENDERS[contender].title)  # fmt: skip
        axis.set(xscale="log", yscale="log", title=FIGURES[name], xlabel="events")
        axis.set_xticks(sorted(summary["events"].unique()))
        axis.xaxis.set_major_formatter("{x:,.0f}")
        axis.yaxis.set_major_formatter("{x:g}")
        for scale in (axis.xaxis, axis.yaxis):
            scale.set_minor_formatter("")
        axis.grid(alpha=0.25)
    figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
    figure.savefig(target, metadata={"Date": None})
    plt.close(figure)


def describe_machine() -> dict[str, str]:
    """Return processor, cores, memory, system and date; nothing that names the machine."""
    import psutil

    info = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    shown = subprocess.run([browser, "--version"], capture_output=True, text=True).stdout if browser else ""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": f"{model[1] if model else platform.processor()}, {os.cpu_count()} cores, no graphics card used",
        "memory": f"{psutil.virtual_memory().total / MEGABYTE / 1000:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "browser": re.sub(r"\s+built on.*", "", shown.strip()) + ", headless; WebGL by SwiftShader, on the processor",
    }


def describe_versions() -> dict[str, str]:
    """Return the versions of the packages the contenders are made with."""
    names = dict.fromkeys(name for one in CONTENDERS.values() for name in one.packages)
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _median(samples: Iterable[dict[str, Any]], figure: str) -> float | None:
    values = [sample[figure] for sample in samples if sample.get(figure) is not None]
    return statistics.median(values) if values else None
