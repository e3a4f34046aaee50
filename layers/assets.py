"""The browser code of the document, each file read once: Leaflet from its wheel, ours from layers/web."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from geo.errors import SourceError
from geo.words import _

WEB = Path(__file__).parent / "web"
LEAFLET_SHA256 = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""The files of Leaflet 1.9.4 as in the wheel django-js-lib-leaflet 1.9.4.1, which are those of its publisher."""

IMAGE_RULE = re.compile(r"\s*(?:background-image|behavior):\s*url\([^)]*\);")
HEAD_COMMENT = re.compile(r"\A(?:// @ts-check\n|/\*.*?\*/\n+)+", re.DOTALL)
WORD = re.compile(r"""(?<![\w$])_\(\s*("(?:[^"\\\n]|\\.)*")""")


@cache
def read_leaflet(name: str) -> str:
    """Return `leaflet.js` or `leaflet.css` with nothing in it that would be fetched.

    Raises
    ------
    SourceError
        If the installed file is not the one this code was written for.
    """
    content = files("js_lib_leaflet").joinpath("static", "js_lib_leaflet", name).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != LEAFLET_SHA256[name]:
        raise SourceError(
            f"{name} has SHA-256 {found}, expected {LEAFLET_SHA256[name]}; install the versions of requirements.txt"
        )
    source = content.decode("utf-8")
    return IMAGE_RULE.sub("", source) if name.endswith(".css") else re.sub(r"//# sourceMappingURL=\S+", "", source)


@cache
def read_style() -> str:
    """Return our style sheet."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(WEB.glob("*.css")))


@cache
def read_modules() -> dict[str, str]:
    """Return the source of each module of layers/web by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(WEB.glob("*.js"))}


def collect_words() -> dict[str, str]:
    """Return each message in the browser code, written there as `_("…")`, with its text in the current language."""
    messages = sorted({json.loads(word) for source in read_modules().values() for word in WORD.findall(source)})
    return {message: _(message) for message in messages}


@cache
def read_host(*names: str) -> str:
    """Return files of layers/web/host, one after the other: what the app's page needs, and no part of the document.

    The comments at their heads stay here, for some of these travel at each step.
    """
    return "".join(HEAD_COMMENT.sub("", (WEB / "host" / name).read_text(encoding="utf-8")) for name in names)
