"""The measuring: every contender in turn, round after round, each build and each page in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.contenders import CONTENDERS, SLOW_S, VERY_SLOW_S
from tests.benchmarks.synthetic import make_events

ROOT = Path(__file__).parent.parent.parent
LIMIT_S = 120
"""A build, or the drawing of a page, that takes longer is given up."""
PAGE_S = 3 * LIMIT_S
ABSOLUTE = re.compile(r"(?<![\w:/.])(/[\w.-]+)+/")
"""The folders of a path, which say something about this machine only."""
Sample = dict[str, Any]


@dataclass
class Bench:
    """A run: where its files go, the port of the libraries, when to stop, and what it measured so far."""

    folder: Path
    port: int
    deadline: float
    samples: list[Sample] = field(default_factory=list)

    def measure_size(self, names: Iterable[str], count: int, rounds: int) -> None:
        """Measure the contenders at `count` events, A B A B; one that failed at fewer events is left out.

        After the deadline a slow contender gets no further round.
        """
        failed = {sample["contender"] for sample in self.samples if sample.get("failed")}
        source = self.folder / "events.parquet"
        make_events(count).to_parquet(source)
        left = {name: rounds for name in names if name not in failed}
        for round_ in range(rounds):
            for name in [name for name, most in left.items() if round_ < most]:
                if round_ and left[name] < rounds and time.monotonic() > self.deadline:
                    continue
                start = time.monotonic()
                sample: Sample = {"contender": name, "events": count, "round": round_}
                sample |= self.measure_once(name, source, count, payload=not round_)
                self.samples.append(sample)
                left[name] = min(left[name], rounds_allowed(time.monotonic() - start, sample))
                print(describe_sample(sample), flush=True)

    def measure_once(self, name: str, source: Path, count: int, *, payload: bool) -> Sample:
        """Build one file, and open it in a browser."""
        target = self.folder / f"{name}.html"
        sample = run_module("build", name, source, target, *(["payload"] if payload else []), limit=2 * LIMIT_S)
        if "failed" not in sample and sample["build_s"] > LIMIT_S:
            sample["failed"] = f"build: longer than {LIMIT_S} s"
        if "failed" not in sample:
            loosen_integrity(target)
            sample |= run_module("browse", name, target, count, self.port, limit=PAGE_S)
        target.unlink(missing_ok=True)
        return sample


def rounds_allowed(seconds: float, sample: Sample) -> int:
    """Return how many rounds a contender gets whose round took so long."""
    if "failed" in sample or seconds > VERY_SLOW_S:
        return 1
    return 3 if seconds > SLOW_S else sys.maxsize


def run_module(name: str, *arguments: object, limit: float) -> Sample:
    """Run a module of this package, and merge the JSON lines it printed; `failed` says why there are no more.

    After `limit` seconds the process and all that it started are ended.
    """
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    reason = ""
    try:
        output, errors = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        end_tree(process.pid)
        output, errors = process.communicate()
        reason = f"longer than {limit:.0f} s"
    sample: Sample = {}
    for line in output.splitlines():
        sample |= json.loads(line)
    if process.returncode:
        sample["failed"] = f"{name}: {reason or last_line(errors)}"
    if "failed" in sample:
        sample["failed"] = ABSOLUTE.sub("", sample["failed"])
    return sample


def end_tree(pid: int) -> None:
    """End a process of ours and the browser it started."""
    import psutil

    for process in [*psutil.Process(pid).children(recursive=True), psutil.Process(pid)]:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


def last_line(text: str) -> str:
    """Return the last line that says something, cut to a table cell."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith(("=", " "))]
    return lines[-1][:120] if lines else "ended without a word"


def loosen_integrity(page: Path) -> None:
    """Drop the integrity attribute of require.js: npm has the same version, but not minified."""
    content = page.read_bytes()
    head, mark, rest = content.partition(b' integrity="')
    if mark and b"require.js" in head[-120:]:
        page.write_bytes(head + rest.partition(b'"')[2])


def describe_sample(sample: Sample) -> str:
    """Return one line for the terminal."""
    figures = {key: round(value, 2) for key, value in sample.items() if isinstance(value, float)}
    title = CONTENDERS[sample["contender"]].title
    return f"{sample['events']:>9,} {title:<18} round {sample['round'] + 1} {figures} {sample.get('failed', '')}"


def find_parts() -> Iterator[str]:
    """Yield the names of the modules beside this one whose `run()` gives a table of its own."""
    yield from (path.stem for path in sorted(Path(__file__).parent.glob("bench_*.py")))
