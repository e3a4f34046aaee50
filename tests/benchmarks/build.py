"""One build in a process of its own: `python -m tests.benchmarks.build NAME EVENTS.parquet OUT.html`, answered as JSON.

A fourth argument asks for the bytes of the payload, too, which takes a second build.

A build of one event goes before, so that neither the import of a library nor its first call is timed, and its file
tells what a file weighs without events. The clock starts with the table in memory and stops when the file is closed.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import pandas as pd
import psutil

from tests.benchmarks.contenders import CONTENDERS, MEGABYTE, OURS, SLOW_S, bytes_without_texts

MOST_MEMORY = 0.8
"""Share of the machine's memory a build may ask for; past that it fails, and nothing else on the machine does."""
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def main() -> None:
    """Build, and print seconds, megabytes of memory above what the process held before, and the bytes of the file."""
    name, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    most = int(MOST_MEMORY * psutil.virtual_memory().total)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    build = CONTENDERS[name].build
    events = pd.read_parquet(source)
    build(events.head(1), target)
    empty = bare_bytes(name, events.head(1), target)
    if CLEAR.exists():
        CLEAR.write_text("5")  # Linux: the peak starts anew
    before = psutil.Process().memory_info().rss
    start = time.perf_counter()
    build(events, target)
    seconds = time.perf_counter() - start
    figures = {"build_s": seconds, "memory_mb": max(peak_bytes() - before, 0) / MEGABYTE}
    print(json.dumps(figures | {"bytes": target.stat().st_size}), flush=True)
    if len(sys.argv) > 4 and seconds < SLOW_S:
        print(json.dumps({"payload_bytes": bare_bytes(name, events, target) - empty}))


def bare_bytes(name: str, events: pd.DataFrame, target: Path) -> int:
    """Return the bytes of a file without texts: ours but for its block of texts, the others' without event_id."""
    if name == OURS:
        return bytes_without_texts(target)
    bare = target.with_suffix(".bare.html")
    CONTENDERS[name].build(events.drop(columns="event_id"), bare)
    size = bare.stat().st_size
    bare.unlink()
    return size


def peak_bytes() -> int:
    """Return the most memory this process held, since the peak was cleared where that can be done."""
    if STATUS.exists():
        peak = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
