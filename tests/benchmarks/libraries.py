"""The CDNs of the compared maps, on this machine: an HTTPS server that answers with the files of npm packages.

The browser is told to find every host here, so pages run as they were written, over its own network stack, and nothing
leaves the machine. Basemap styles come back empty and tiles as "no content": no contender waits for a basemap.
"""

from __future__ import annotations

import mimetypes
import re
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MODULES = Path(__file__).parent / "node_modules"
EMPTY_STYLE = b'{"version":8,"sources":{},"layers":[]}'
PACKAGE = re.compile(r"/(?:npm/)?(?P<name>(?:@[^/]+/)?[^/@]+)@[^/]+/(?P<path>.+)")
ELSEWHERE = {
    "code.jquery.com/jquery-": "jquery/dist/jquery.min.js",
    "code.jquery.com/ui/": "jquery-ui-dist/jquery-ui.js",
    "cdnjs.cloudflare.com/ajax/libs/require.js/": "requirejs/require.js",
    "api.tiles.mapbox.com/mapbox-gl-js/": "mapbox-gl/dist/mapbox-gl.js",
    "ga.jspm.io/npm:es-module-shims@": "es-module-shims/dist/es-module-shims.js",
}
"""Where a CDN does not name the file as its package does."""

FOLDERS = {
    "unpkg.com/kepler.gl@3.3.0-alpha.18/umd/": ".kepler/umd",
    "cdnjs.cloudflare.com/ajax/libs/leaflet.markercluster/1.1.0/": "leaflet.markercluster/dist",
    "cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/": "leaflet.awesome-markers/dist",
}


def find_library(url: str) -> Path | None:
    """Return the file that stands for `url`; null where there is none here.

    Examples
    --------
    >>> find_library("https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js").relative_to(MODULES).as_posix()
    'leaflet/dist/leaflet.js'
    """
    parts = urlsplit(url)
    address = parts.netloc + parts.path
    if "@deck.gl/jupyter-widget" in address:  # ships with pydeck itself
        return _beside("pydeck", "nbextension/static/index.js")
    if parts.netloc == "esm.sh":
        name = re.sub(r"@[\d.]+", "", parts.path.lstrip("/")).removesuffix(".js").replace("/", "__")
        return MODULES / ".esm" / f"{name}.js"
    for start, path in ELSEWHERE.items():
        if address.startswith(start):
            return MODULES / path
    for start, folder in FOLDERS.items():
        if address.startswith(start):
            return MODULES / folder / address.removeprefix(start)
    found = PACKAGE.fullmatch(parts.path)
    return MODULES / found["name"] / found["path"] if found else None


@contextmanager
def serve_libraries() -> Iterator[int]:
    """Serve the libraries while the block runs, and yield the port."""
    import trustme

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        certificate = Path(folder) / "certificate.pem"
        trustme.CA().issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(certificate)
        context.load_cert_chain(certificate)
    server = _Server(("127.0.0.1", 0), _Answer)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet: a browser also knocks without TLS, and hangs up when it is closed."""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - the name the base class calls
        """Answer with the file of the package."""
        url = f"https://{self.headers['Host']}{self.path}"
        file = find_library(url)
        if file is not None and file.is_file():
            self._send(200, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        elif urlsplit(url).path.endswith("style.json"):
            self._send(200, EMPTY_STYLE, "application/json")
        else:
            self._send(204, b"", "")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        if body:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Keep quiet."""


def _beside(package: str, path: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent / path if spec and spec.origin else None
