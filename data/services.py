"""Ask an online geocoder, only when the reader names one: slowly, within the border band, and each question once."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import shapely
from geopy.distance import geodesic
from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service
from geopy.location import Location
from pyproj import Transformer

from data.answers import AnswerCache
from data.boundaries import FOLDER
from geo.errors import SourceError
from geo.match import Match
from geo.territory import EQUAL_AREA
from geo.words import _

SERVICES = ("nominatim", "photon", "pelias", "arcgis")
USER_AGENT = "plaza-atlas/0.1"
BAND_KM = 160.9
"""100 miles, the reasonable distance from the boundary of 8 CFR 287.1(a)(2); taken on both sides here."""
DELAY_SECONDS = 1.0
"""Between two questions: the most that https://operations.osmfoundation.org/policies/nominatim/ allows."""
TIMEOUT_SECONDS = 10.0
MAX_FAILURES = 3
MIN_RADIUS_KM, UNKNOWN_RADIUS_KM = 1.0, 10.0
_NO_ANSWER = (GeopyError, LookupError, TypeError, ValueError, AttributeError)
"""What geopy raises when a service fails, refuses, or answers in another form than it documents."""


class BorderBand:
    """All points within `width_km` of the border line (EPSG:4326), measured in an equal-area projection."""

    def __init__(self, border: gpd.GeoDataFrame, width_km: float = BAND_KM) -> None:
        line = border.to_crs(EQUAL_AREA).union_all()
        self._shape = shapely.buffer(line, width_km * 1000)
        shapely.prepare(self._shape)
        self._project = Transformer.from_crs(4326, EQUAL_AREA, always_xy=True).transform
        west, south, east, north = gpd.GeoSeries([self._shape], crs=EQUAL_AREA).to_crs(4326).total_bounds
        self.box = [(south, west), (north, east)]
        """South-west and north-east corner, each (lat, lon) as geopy wants them."""

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether the point lies in the band."""
        return bool(shapely.contains_xy(self._shape, *self._project(lon, lat)))


class OnlineService:
    """One online geocoder by name, asked at most once a second and once per text.

    Parameters
    ----------
    name
        One of `SERVICES`.
    server
        Address of an instance of one's own, as `http://localhost:2322`; needed for pelias, which has no public one
        (its key, if it wants one, is read from PELIAS_API_KEY).
    cache
        Where answers are kept; also the empty ones, never a failure.
    """

    def __init__(
        self,
        name: str,
        *,
        server: str = "",
        cache: AnswerCache | None = None,
        band: BorderBand | None = None,
        delay_seconds: float = DELAY_SECONDS,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        if name not in SERVICES:
            raise SourceError(
                _("unknown online service {name!r}: choose one of {known}").format(name=name, known=", ".join(SERVICES))
            )
        self.name = name
        self._key = f"{name} {server}".strip()
        self._cache = cache or AnswerCache()
        self._band = band or BorderBand(gpd.read_parquet(FOLDER / "border.parquet"))
        self._coder = _open_coder(name, server, timeout_seconds)
        self._ask = RateLimiter(
            self._coder.geocode,
            min_delay_seconds=delay_seconds,
            max_retries=0,
            error_wait_seconds=delay_seconds,
            swallow_exceptions=False,
        )
        self._failures = 0

    def match(self, text: str) -> Match:
        """Return the first answer inside the border band; else an unresolved match with the reason.

        `method` is the service's name. After `MAX_FAILURES` failures in a row the service is not asked again.
        """
        answers = self._cache.find(self._key, text)
        if answers is None:
            if self._failures >= MAX_FAILURES:
                return self._unresolved(_("{service} failed {count} times in a row and was not asked").format(
                    service=self.name, count=MAX_FAILURES))  # fmt: skip
            try:
                answers = [_plain(place) for place in self._ask(text, exactly_one=False, **self._bounds) or []]
            except _NO_ANSWER as error:
                self._failures += 1
                kind = type(error).__name__
                return self._unresolved(_("{service} gave no answer ({kind})").format(service=self.name, kind=kind))
            self._failures = 0
            self._cache.keep(self._key, text, answers)
        return self._choose(answers)

    def _choose(self, answers: list[dict[str, Any]]) -> Match:
        near = [answer for answer in answers if self._band.holds(answer["lon"], answer["lat"])]
        if not near:
            reason = (
                _("{service} knows no such place near the border") if answers else _("{service} knows no such place")
            )
            return self._unresolved(reason.format(service=self.name))
        best = near[0]
        return Match(
            matched_name=best["name"], kind="near", precision="near", lon=best["lon"], lat=best["lat"],
            radius_km=best["radius_km"], method=self.name, status="resolved",
            candidates="; ".join(answer["name"] for answer in near[1:]),
        )  # fmt: skip

    def _unresolved(self, reason: str) -> Match:
        return Match(method=self.name, reason=reason)

    @cached_property
    def _bounds(self) -> dict[str, Any]:
        box = self._band.box
        options: dict[str, dict[str, Any]] = {
            "nominatim": {"viewbox": box, "bounded": True, "limit": 5},
            "photon": {"bbox": box, "limit": 5},
            "pelias": {"boundary_rect": box},
        }
        return options.get(self.name, {})


def _open_coder(name: str, server: str, timeout: float) -> Any:
    options: dict[str, Any] = {"user_agent": USER_AGENT, "timeout": timeout}
    if server:
        parts = urlsplit(server if "//" in server else f"https://{server}")
        options |= {"scheme": parts.scheme, "domain": parts.netloc + parts.path.rstrip("/")}
    if name == "pelias":
        if not server:
            raise SourceError(_("pelias has no public server: name yours with --server"))
        options["api_key"] = os.environ.get("PELIAS_API_KEY")
    try:
        return get_geocoder_for_service(name)(**options)
    except GeopyError as error:
        raise SourceError(_("cannot use server {server!r}: give it as https://host").format(server=server)) from error


def _plain(place: Location) -> dict[str, Any]:
    lon, lat = round(float(place.longitude), 5), round(float(place.latitude), 5)
    return {"name": place.address, "lon": lon, "lat": lat, "radius_km": _radius_km(place.raw)}


def _radius_km(raw: dict[str, Any]) -> float:
    """Half the diagonal of the extent a service gives, in km: the reach of its answer."""
    for read in _EXTENTS:
        try:
            west, south, east, north = map(float, read(raw))
            return max(MIN_RADIUS_KM, round(float(geodesic((south, west), (north, east)).km) / 2, 1))
        except (LookupError, TypeError, ValueError):
            continue
    return UNKNOWN_RADIUS_KM


_EXTENTS: list[Callable[[dict[str, Any]], Any]] = [
    lambda raw: [raw["boundingbox"][at] for at in (2, 0, 3, 1)],
    lambda raw: [raw["properties"]["extent"][at] for at in (0, 3, 2, 1)],
    lambda raw: raw["bbox"],
    lambda raw: [raw["extent"][side] for side in ("xmin", "ymin", "xmax", "ymax")],
]
"""West, south, east, north as Nominatim, Photon, Pelias and ArcGIS write them."""
