"""One file in one browser: `python -m tests.benchmarks.browse NAME FILE COUNT PORT`, one JSON line for each figure.

Each line is printed as soon as it is known, so that what was measured stays when the page dies or runs out of time.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Error, Page, TimeoutError, sync_playwright

from tests.benchmarks.contenders import CONTENDERS, MEGABYTE

PAGES = Path(__file__).parent / "pages"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WINDOW = {"width": 1440, "height": 900}
LIMIT_MS = 120_000
SETTLE_MS = 2_000
"""A new browser still loads pages of its own window on the same two cores, which is no contender's work."""
YEARS = ("2014-03", "2014-09", "2017-03", "2017-09", "2020-03", "2020-09", "2023-03", "2023-09")
WINDOWS = [[f"{start}-01", f"{int(start[:4]) + 1}-{start[5:]}-01"] for start in YEARS]
"""First and last day of the filter steps: a year each, by turns half a year and two and a half years further on."""
PAN_STEPS, PAN_S = 60, 10
"""Moves of the mouse, and the time after which there are no more."""
POLL_MS = 100

FILTER = """async ([windows, atOnce]) => {
  const done = [], framed = [], begin = performance.now();
  for (const step of windows) {
    await bench.frame();
    bench.atOnce = atOnce;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const start = performance.now();
    await contender.filter(step);
    done.push(performance.now() - start);
    bench.atOnce = false;
    await bench.frame();
    await bench.frame();
    framed.push(performance.now() - start);
    if (performance.now() - begin > 10000) break;
  }
  const first = Math.min(1, done.length - 1);
  return { done: done.slice(first), framed: framed.slice(first), count: contender.count() };
}"""
"""Milliseconds of each step but the first, a warm-up: until done, and until the second frame after.

After 10 s there is no further step, and if the first took that long, it counts."""

DRAWN = """async (count) => {
  await contender.drawn(count);
  await bench.frame();
  await bench.frame();
  return performance.now();
}"""

WATCH_PAN = """() => {
  bench.moved = false;
  bench.pan = [];
  addEventListener("pointermove", () => { bench.moved = true; }, { capture: true });
  let last = 0, counts = false;
  const look = (now) => {
    if (counts) bench.pan.push(now - last);
    [last, counts, bench.moved] = [now, bench.moved, false];
    bench.onFrame(look);
  };
  bench.onFrame(look);
}"""
"""Gathers the time from each frame in which the pointer had moved to the next frame."""


def main() -> None:
    """Open the file, then print its figures."""
    name, file, count, port = sys.argv[1], Path(sys.argv[2]).resolve(), int(sys.argv[3]), int(sys.argv[4])
    page_script = CONTENDERS[name].page
    with open_page(port) as (page, devtools):
        for script in ("bench", page_script):
            page.add_init_script(path=PAGES / f"{script}.js")
        for figure, measure in MEASURES.items():
            try:
                print(json.dumps(measure(page, devtools, file=file, count=count)), flush=True)
            except (Error, RuntimeError) as error:
                print(json.dumps({"failed": f"{figure}: {describe(error)}"}), flush=True)
                break


@contextmanager
def open_page(port: int) -> Iterator[tuple[Page, CDPSession]]:
    """Open an empty page of a new headless Chromium that finds every host at `port` of this machine."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    args = ["--no-sandbox", "--enable-precise-memory-info", "--ignore-certificate-errors",
            "--enable-unsafe-swiftshader",
            f"--host-resolver-rules=MAP * 127.0.0.1:{port}, EXCLUDE 127.0.0.1"]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=args)
        context = browser.new_context(viewport=WINDOW, ignore_https_errors=True, timezone_id="America/Denver")
        page = context.new_page()
        page.set_default_timeout(LIMIT_MS)
        page.on("pageerror", lambda error: print(json.dumps({"error": str(error)[:200]}), flush=True))
        page.wait_for_timeout(SETTLE_MS)
        yield page, context.new_cdp_session(page)
        browser.close()


def measure_drawn(page: Page, devtools: CDPSession, *, file: Path, count: int) -> dict[str, Any]:
    """Return the milliseconds from the start of the navigation to the second frame after the contender is drawn."""
    page.goto(file.as_uri(), wait_until="commit")
    return {"drawn_ms": _run(page, DRAWN, count)}


def measure_heap(page: Page, devtools: CDPSession, *, file: Path, count: int) -> dict[str, Any]:
    """Return the megabytes of JavaScript and of the buffers and page objects it holds, after a garbage collection."""
    devtools.send("HeapProfiler.collectGarbage")
    usage = devtools.send("Runtime.getHeapUsage")
    kept = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
    return {"heap_mb": sum(usage.get(name, 0) for name in kept) / MEGABYTE}


def measure_filter(page: Page, devtools: CDPSession, *, file: Path, count: int) -> dict[str, Any]:
    """Return the median milliseconds of a filter step: until it is done, and until the second frame after it.

    The steps are made with frames as they come and with frames at once, and for each contender the faster way counts as
    done: waiting for the screen is nobody's work, but a library that draws without end is slowed by frames without end.
    """
    steady, at_once = (_run(page, FILTER, [WINDOWS, flag]) for flag in (False, True))
    return {
        "filter_ms": min(statistics.median(one["done"]) for one in (steady, at_once)),
        "filter_frame_ms": statistics.median(steady["framed"]),
        "shown": steady["count"],
    }


def measure_pan(page: Page, devtools: CDPSession, *, file: Path, count: int) -> dict[str, Any]:
    """Return median and 95th percentile of the milliseconds between frames while the map is dragged."""
    page.evaluate(WATCH_PAN)
    page.mouse.move(500, 200)
    page.mouse.down()
    start = time.monotonic()
    for step in range(PAN_STEPS):
        if time.monotonic() - start > PAN_S:
            break
        page.mouse.move(500 + 6 * step, 200 + 3 * step)
        page.evaluate("() => bench.frame()")
    page.mouse.up()
    times = sorted(page.evaluate("() => bench.pan"))
    if not times:
        return {"pan_ms": None}
    return {"pan_ms": statistics.median(times), "pan_p95_ms": times[int(0.95 * (len(times) - 1))]}


MEASURES = {"drawn": measure_drawn, "heap": measure_heap, "filter": measure_filter, "pan": measure_pan}
"""In this order: the heap is that of the page as it opened."""


def describe(error: Exception) -> str:
    """Return why there is no figure, short enough for a table."""
    if isinstance(error, TimeoutError):
        return f"longer than {LIMIT_MS // 1000} s"
    return str(error).splitlines()[0][:120]


def _run(page: Page, script: str, argument: Any = None) -> Any:
    """Return what the promise of `script` yields; unlike `evaluate` alone, with a time limit."""
    page.evaluate(
        "([script, argument]) => { window.benchResult = null;"
        " (0, eval)(script)(argument).then((value) => { window.benchResult = { value }; },"
        " (error) => { window.benchResult = { error: String(error) }; }); }",
        [script, argument],
    )
    result = page.wait_for_function("() => window.benchResult", timeout=LIMIT_MS, polling=POLL_MS).json_value()
    if "error" in result:
        raise RuntimeError(result["error"])
    return result["value"]


if __name__ == "__main__":
    main()
