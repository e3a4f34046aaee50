"""Filter steps of the app, from the click to the drawn map.

Medians of five turns, of the atlas as it is and with synthetic events. "Map": until the map has drawn the new number
of events. "App": until the app says that its script ran to the end, figures and charts included; what is dragged on the
map travels 450 ms after the last movement, which is in it. Bytes to the browser: as they travel, through a counting
proxy, and of the messages; "beside charts" leaves out those that redraw a chart. "Loads": how often the map document
was loaded since the page was opened.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pandas as pd
from playwright.sync_api import Frame, Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.store import write_atlas
from tests.benchmarks.browse import open_page
from tests.benchmarks.placed import make_placed_atlas
from tests.benchmarks.proxy import Counter, count_bytes

ROOT = Path(__file__).parent.parent.parent
NOWHERE = 9
"""The port of every other host: nothing answers there."""
START_S = 300
LOADED_S = 3.0
"""The app is open once nothing came for so long; charts load their library late."""
QUIET_S = 0.6
STEP_S = 60
TURNS = 5
SETTLED = "() => window.plazaAtlas.given && !window.plazaAtlas.awaited"


@dataclass
class App:
    """An open page of the app: the page, the map's frame, the counting proxy, and the messages since the last step."""

    page: Page
    frame: Frame
    wire: Counter
    messages: list[tuple[float, bytes]] = field(default_factory=list)

    def count(self) -> int:
        """Return how many events the map shows."""
        return int(self.frame.evaluate("() => window.atlas.count().events"))

    def finished_at(self) -> float | None:
        """Return when the app last said that its script ran to the end."""
        times = [at for at, message in self.messages if kind_of(message) == "script_finished"]
        return times[-1] if times else None


def run(counts: tuple[int | None, ...] = (None, 100_000)) -> pd.DataFrame:
    """Return a row per number of events and step; null is the atlas as it is."""
    return pd.concat([measure_app(count) for count in counts], ignore_index=True)


def measure_app(count: int | None) -> pd.DataFrame:
    """Return a row per step, of the atlas as it is or with `count` synthetic events."""
    samples: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        if count:
            write_atlas(make_placed_atlas(count), Path(folder))
        store = {"PLAZA_ATLAS_STORE": folder} if count else {}
        with serve_app(store) as port, count_bytes(port) as wire, open_page(NOWHERE) as (page, _devtools):
            app = open_app(page, wire)
            total = app.count()
            for _ in range(TURNS):
                samples += [{"step": name} | time_step(app, act) for name, act in STEPS.items()]
    found = pd.DataFrame(samples).groupby("step", sort=False).median().round(0).astype(int).reset_index()
    found.insert(0, "events of the atlas", total)
    return found


def time_step(app: App, act: Callable[[App], float]) -> dict[str, float]:
    """Make a step, and return its figures once the app has been quiet for a while."""
    before = app.count()
    app.messages.clear()
    received = app.wire.received
    start = act(app)
    drawn = None
    while time.perf_counter() - start < STEP_S:
        app.page.evaluate("() => new Promise(requestAnimationFrame)")
        if drawn is None and app.count() != before:
            drawn = time.perf_counter()
        finished = app.finished_at()
        if drawn and finished and time.perf_counter() - max(finished, drawn) > QUIET_S:
            break
    else:
        raise TimeoutError(f"the app did not follow within {STEP_S} s")
    beside = sum(len(message) for _at, message in app.messages if not is_chart(message))
    return {
        "map, ms": 1000 * (drawn - start),
        "app, ms": 1000 * (finished - start),
        "bytes on the wire": app.wire.received - received,
        "bytes of messages": sum(len(message) for _at, message in app.messages),
        "beside charts": beside,
        "loads": app.page.evaluate("() => window.plazaAtlas.loads"),
    }


def toggle_undated(app: App) -> float:
    """Switch the undated events off or on."""
    start = time.perf_counter()
    app.page.get_by_text("Show undated events").click()
    return start


def choose_commodity(app: App) -> float:
    """Choose fentanyl in the list of commodities."""
    app.page.get_by_label("Commodity").first.click()
    option = app.page.get_by_role("option", name="Fentanyl", exact=True)
    start = time.perf_counter()
    option.click()
    app.page.keyboard.press("Escape")  # the list would cover what the next step needs
    return start


def drag_window(app: App) -> float:
    """Drag the first day of the map's window to its middle; the clock starts with the drag."""
    app.frame.locator(".atlas-track").scroll_into_view_if_needed()
    handle = app.frame.locator(".atlas-brush-left").bounding_box()
    track = app.frame.locator(".atlas-track").bounding_box()
    assert handle and track
    mouse = app.page.mouse
    mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    start = time.perf_counter()
    mouse.down()
    mouse.move(track["x"] + track["width"] * 0.5, handle["y"] + 10, steps=5)
    mouse.up()
    return start


def clear_filters(app: App) -> float:
    """Clear all filters."""
    start = time.perf_counter()
    app.page.get_by_role("button", name="Clear all filters").click()
    return start


STEPS: dict[str, Callable[[App], float]] = {
    "undated left out": toggle_undated,
    "undated back": toggle_undated,
    "window dragged on the map": drag_window,
    "one commodity chosen": choose_commodity,
    "all filters cleared": clear_filters,
}
"""In this order, which ends where it began."""


def open_app(page: Page, wire: Counter) -> App:
    """Open the app and wait until its map is drawn and agrees with the filters, and nothing more comes."""
    messages: list[tuple[float, bytes]] = []
    page.on("websocket", lambda it: it.on("framereceived", lambda data: messages.append((time.perf_counter(), data))))
    page.set_default_timeout(START_S * 1000)
    page.goto(f"http://127.0.0.1:{wire.port}")
    page.wait_for_function("() => window.plazaAtlas?.loads > 0 || document.querySelector('[role=alert]')")
    if page.get_by_role("alert").count():
        raise RuntimeError(f"the app says: {page.get_by_role('alert').first.inner_text()}")
    frame = next(frame for frame in page.frames if frame != page.main_frame)
    frame.wait_for_function("() => window.atlas")
    frame.evaluate("() => window.atlas.ready")
    page.wait_for_function(SETTLED)
    received = -1
    while received != wire.received:
        received = wire.received
        page.wait_for_timeout(1000 * LOADED_S)
    return App(page, frame, wire, messages)


def kind_of(message: bytes) -> str:
    """Return what kind of message the app sent."""
    return str(ForwardMsg.FromString(message).WhichOneof("type"))


def is_chart(message: bytes) -> bool:
    """Whether a message redraws a chart."""
    return ForwardMsg.FromString(message).delta.new_element.WhichOneof("type") == "vega_lite_chart"


@contextmanager
def serve_app(environment: dict[str, str]) -> Iterator[int]:
    """Run the app as a process of its own while the block runs, and yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"port": str(port), "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=sys.stderr)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_until_healthy(url: str) -> None:
    """Return when the app answers."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"the app did not start within {START_S} s")


if __name__ == "__main__":
    print(run().to_string(index=False))
