"""A real Chromium in America/Denver that may speak to this machine only, and the app as a process of its own."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Download,
    Locator,
    Page,
    Route,
    expect,
    sync_playwright,
)

from data.store import load_atlas
from geo.atlas import Atlas
from layers.assets import read_modules

ROOT = Path(__file__).parent.parent.parent
SHOTS = ROOT / ".screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
START_SECONDS = 60

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, NAMES)), None) or MAC
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def refused() -> list[str]:
    """Addresses outside this machine that a page asked for."""
    return []


@pytest.fixture
def context(browser: Browser, refused: list[str]) -> Iterator[BrowserContext]:
    context = browser.new_context(timezone_id="America/Denver", viewport={"width": 1440, "height": 900})

    def guard(route: Route) -> None:
        if re.match(r"(https?://127\.0\.0\.1[:/]|file:|data:|blob:)", route.request.url):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    yield context
    context.close()
    assert refused == []


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    failed_before = request.session.testsfailed
    yield page
    if request.node.stash.get(FAILED, False) or request.session.testsfailed > failed_before or errors:
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{request.node.name}.png")
    assert errors == []


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page in which the modules of the document can be imported, and nothing else is."""
    coded = {name: base64.b64encode(source.encode()).decode() for name, source in read_modules().items()}
    imports = {f"atlas/{name}": f"data:text/javascript;base64,{source}" for name, source in coded.items()}
    page = browser.new_page()
    page.set_content(f'<script type="importmap">{json.dumps({"imports": imports})}</script>')
    yield page
    page.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas()


@pytest.fixture(scope="session")
def app_url(atlas: Atlas) -> Iterator[str]:
    """Address of the app, started once; `atlas` comes first so that the store is built."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(process, url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_until_healthy(process: subprocess.Popen[bytes], url: str) -> None:
    """Return when the app answers; the wait of a refused connection is the process's own exit or next answer."""
    for _attempt in range(START_SECONDS * 5):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):
                return
        except (URLError, ConnectionError):
            try:
                process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            break
    raise AssertionError("the app did not start")


QUIET = """() => new Promise((rested) => {
    let since = performance.now();
    const look = (now) => {
        if (document.querySelector("[data-testid=stApp]").dataset.testScriptState !== "notRunning") since = now;
        if (now - since > 500) rested();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""


def press(target: Locator, **where: Any) -> None:
    """Click what may be out of sight: scrolled to first, since the browser knows late where a frame has moved."""
    target.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    target.evaluate("() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    target.click(**where)


def take_file(button: Locator) -> Download:
    """Press a download button when the app rests: Streamlit forgets the file of a button that it draws anew."""
    page = button.page
    expect(button).to_be_visible()
    page.evaluate(QUIET)
    with page.expect_download() as started:
        press(button)
    return started.value
