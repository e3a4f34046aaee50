"""Online geocoders are asked through a server of our own on this machine, never the real ones."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import geopandas as gpd
import pytest
from shapely import LineString

from data import services
from data.answers import AnswerCache
from data.services import BorderBand, OnlineService
from geo.errors import SourceError
from geo.match import Match

BAND = BorderBand(gpd.GeoDataFrame(geometry=[LineString([(-111, 31.33), (-110, 31.33)])], crs=4326))

TUBAC = {"lon": -111.046, "lat": 31.612}
PARIS = {"lon": 2.35, "lat": 48.85}


def nominatim(name: str, spot: dict[str, float]) -> Any:
    return {"display_name": name, "lon": str(spot["lon"]), "lat": str(spot["lat"]),
            "boundingbox": ["31.60", "31.62", "-111.06", "-111.03"]}  # fmt: skip


def photon(name: str, spot: dict[str, float]) -> Any:
    properties = {"name": name, "extent": [-111.06, 31.62, -111.03, 31.60]}
    return {"geometry": {"coordinates": [spot["lon"], spot["lat"]]}, "properties": properties}


def pelias(name: str, spot: dict[str, float]) -> Any:
    return {"geometry": {"coordinates": [spot["lon"], spot["lat"]]}, "properties": {"name": name},
            "bbox": [-111.06, 31.60, -111.03, 31.62]}  # fmt: skip


def arcgis(name: str, spot: dict[str, float]) -> Any:
    return {"address": name, "location": {"x": spot["lon"], "y": spot["lat"]},
            "extent": {"xmin": -111.06, "ymin": 31.60, "xmax": -111.03, "ymax": 31.62}}  # fmt: skip


FORMS: dict[str, tuple[Any, Any, str, str]] = {
    "nominatim": (nominatim, lambda found: found, "q", "viewbox"),
    "photon": (photon, lambda found: {"features": found}, "q", "bbox"),
    "pelias": (pelias, lambda found: {"features": found}, "text", "boundary.rect.min_lon"),
    "arcgis": (arcgis, lambda found: {"candidates": found}, "singleLine", ""),
}


class LocalServer(ThreadingHTTPServer):
    """Answers `answers` by query, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Any] = {}
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: LocalServer

    def do_GET(self) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(query | {"user-agent": self.headers["User-Agent"]})
        words = next(query[name] for name in ("q", "text", "singleLine") if name in query)
        answer = self.server.answers[words]
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(answer if isinstance(answer, int) else 200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as local:
        thread = threading.Thread(target=local.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield local
        local.shutdown()
        thread.join()


def open_service(name: str, server: LocalServer, folder: Path) -> OnlineService:
    cache = AnswerCache(folder / "cache" / "answers.sqlite")
    return OnlineService(name, server=server.url, cache=cache, band=BAND, delay_seconds=0, timeout_seconds=5)


@pytest.mark.parametrize("name", services.SERVICES)
def test_each_service_is_bounded_named_and_asked_once(name: str, server: LocalServer, tmp_path: Path) -> None:
    make, wrap, asked_by, bound = FORMS[name]
    server.answers["Tubac"] = wrap([make("Paris", PARIS), make("Tubac, Arizona", TUBAC), make("Tubac 2", TUBAC)])
    match = open_service(name, server, tmp_path).match("Tubac")
    assert match == Match(
        matched_name="Tubac, Arizona", kind="near", precision="near", lon=-111.046, lat=31.612, radius_km=1.8,
        method=name, status="resolved", candidates="Tubac 2",
    )  # fmt: skip
    assert open_service(name, server, tmp_path).match("Tubac") == match
    assert [query[asked_by] for query in server.asked] == ["Tubac"]
    assert server.asked[0]["user-agent"] == "plaza-atlas/0.1"
    assert not bound or bound in server.asked[0]


def test_the_band_is_sent_as_west_south_east_north(server: LocalServer, tmp_path: Path) -> None:
    server.answers["x"] = []
    open_service("nominatim", server, tmp_path).match("x")
    west, south, east, north = map(float, server.asked[0]["viewbox"].split(","))
    assert server.asked[0]["bounded"] == "1"
    assert (west, south, east, north) == pytest.approx((-112.7, 29.88, -108.3, 32.78), abs=0.02)
    assert BAND.holds(-110.5, 32.7)
    assert not BAND.holds(-110.5, 32.85)


def test_answers_outside_the_band_and_no_answers_are_unresolved(server: LocalServer, tmp_path: Path) -> None:
    server.answers = {"Paris": [nominatim("Paris", PARIS)], "nowhere": []}
    service = open_service("nominatim", server, tmp_path)
    assert service.match("Paris") == Match(method="nominatim", reason="nominatim knows no such place near the border")
    assert service.match("nowhere") == Match(method="nominatim", reason="nominatim knows no such place")
    service.match("nowhere")
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (500, "GeocoderServiceError"),
        (429, "GeocoderRateLimited"),
        (b"<html>", "GeocoderParseError"),
        ({"a": 1}, "KeyError"),
    ],
)
def test_a_failure_is_said_in_its_row_and_asked_again_next_time(
    answer: Any, kind: str, server: LocalServer, tmp_path: Path
) -> None:
    server.answers["Tubac"] = answer
    service = open_service("photon", server, tmp_path)
    assert service.match("Tubac") == Match(method="photon", reason=f"photon gave no answer ({kind})")
    server.answers["Tubac"] = {"features": [photon("Tubac", TUBAC)]}
    assert service.match("Tubac").status == "resolved"


def test_a_dead_service_is_given_up_but_kept_answers_still_serve(server: LocalServer, tmp_path: Path) -> None:
    server.answers = {"Tubac": {"features": [photon("Tubac", TUBAC)]}, "x": 503}
    service = open_service("photon", server, tmp_path)
    service.match("Tubac")
    reasons = [service.match("x").reason for _time in range(5)]
    assert (
        reasons
        == ["photon gave no answer (GeocoderTimedOut)"] * 3 + ["photon failed 3 times in a row and was not asked"] * 2
    )
    assert len(server.asked) == 4
    assert service.match("Tubac").status == "resolved"


def test_no_server_at_all_fails_the_row(tmp_path: Path) -> None:
    with LocalServer() as closed:
        pass
    match = open_service("arcgis", closed, tmp_path).match("x")
    assert (match.method, match.status) == ("arcgis", "unresolved")
    assert match.reason.startswith("arcgis gave no answer (Geocoder")


def test_an_answer_without_extent_is_wide(server: LocalServer, tmp_path: Path) -> None:
    server.answers["Tubac"] = {"features": [{**pelias("Tubac", TUBAC), "bbox": None}]}
    assert open_service("pelias", server, tmp_path).match("Tubac").radius_km == services.UNKNOWN_RADIUS_KM


def test_questions_are_a_second_apart_by_default() -> None:
    assert OnlineService("nominatim", band=BAND)._ask.min_delay_seconds == 1.0


@pytest.mark.parametrize(
    ("name", "server", "message"),
    [
        ("bing", "", "unknown online service 'bing': choose one of nominatim, photon, pelias, arcgis"),
        ("pelias", "", "pelias has no public server: name yours with --server"),
        ("photon", "ftp://x", "cannot use server 'ftp://x': give it as https://host"),
    ],
)
def test_a_service_that_cannot_be_used_is_refused(name: str, server: str, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        OnlineService(name, server=server, band=BAND)
    assert str(raised.value) == message


def test_answers_are_kept_by_service_and_query(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "new" / "answers.sqlite")
    assert cache.find("photon", "a") is None
    cache.keep("photon", "a", [])
    cache.keep("photon", "b", [{"lon": 1.5, "name": "ñ"}])
    cache.keep("photon", "b", [{"lon": 2.5, "name": "ñ"}])
    again = AnswerCache(tmp_path / "new" / "answers.sqlite")
    assert [again.find("photon", "a"), again.find("photon", "b"), again.find("arcgis", "a")] == [
        [], [{"lon": 2.5, "name": "ñ"}], None,
    ]  # fmt: skip


def test_a_broken_cache_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(SourceError, match="cannot use '.*answers.sqlite' to keep online answers: delete it"):
        AnswerCache(path).find("photon", "a")
