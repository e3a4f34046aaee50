"""The offline gazetteer as a geopy geocoder: whatever works with geopy works with it, and no connection is opened."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NoReturn

import numpy as np
import pandas as pd
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from data.places import load_gazetteer, load_places
from geo.gazetteer import Gazetteer
from geo.match import match_of
from geo.review import list_candidates
from geo.territory import GEOD
from geo.words import _

REACH_KM = 100.0
"""A point with no place this near has no answer in `reverse`."""
NEAREST = 5
AREA_KINDS = ("municipality", "county", "state", "sector", "field_office", "road")
"""Kinds whose point only stands for something long or wide."""


class OfflineGeocoder(Geocoder):  # type: ignore[misc]
    """geopy geocoder over the gazetteer of the border: no key, no network, and a radius with every answer.

    Parameters
    ----------
    places
        Rows to match, columns as places.csv; all of them by default, read once per process.
    options
        What a geopy geocoder takes besides (timeout, user_agent, ...); accepted and without effect.

    Examples
    --------
    >>> OfflineGeocoder().geocode("Lukeville port of entry").raw["kind"]
    'port'
    """

    def __init__(self, places: pd.DataFrame | None = None, **options: Any) -> None:
        super().__init__(**options | {"adapter_factory": _NoNetwork})
        self._places, self._gazetteer = _whole() if places is None else (places, load_gazetteer(places))

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, context: str = ""
    ) -> Location | list[Location] | None:
        """Return where `query` lies, or None if the gazetteer does not know.

        Words that fit several places equally have no one answer: None if `exactly_one`, else all of them.
        `Location.raw` is the whole match: place_id, kind, precision, radius_km, status, candidates, reason.

        Parameters
        ----------
        context
            An agency or publisher, which settles twin towns.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            `query` is not a text.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(_("{query!r} is no text: give the words of a place").format(query=query))
        match = self._gazetteer.match(query, context=context)
        if match.status == "resolved":
            location = Location(match.matched_name, (match.lat, match.lon), match._asdict())
            return location if exactly_one else [location]
        if match.status == "ambiguous" and not exactly_one:
            said = {"status": match.status, "candidates": match.candidates, "reason": match.reason}
            return [_location(place, **said) for place in list_candidates(match.candidates, self._places).itertuples()]
        return None

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Return the place nearest to the point `query` (lat, lon), or the `NEAREST` ones, nearest first; geodesic.

        Areas and roads are left out. `Location.raw` has `distance_km` besides the match. None beyond `REACH_KM`.

        Raises
        ------
        ValueError
            `query` is no point.
        """
        point = Point(query)
        spots = self._places[~self._places["kind"].isin(AREA_KINDS)]
        near = spots.loc[_nearest(spots, point.longitude, point.latitude)]
        km = GEOD.inv([point.longitude] * len(near), [point.latitude] * len(near), near["lon"], near["lat"])[2]
        near = near.assign(distance_km=np.round(np.asarray(km) / 1000, 3)).sort_values("distance_km", kind="stable")
        near = near[near["distance_km"] <= REACH_KM].head(NEAREST)
        locations = [_location(place, distance_km=place.distance_km) for place in near.itertuples()]
        if not locations:
            return None
        return locations[0] if exactly_one else locations


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]
    """In place of geopy's connections: whoever asks for one is refused."""

    def get_text(self, url: str, *, timeout: Any, headers: Any) -> NoReturn:
        raise GeocoderServiceError(_("the offline geocoder opens no connection"))

    get_json = get_text


@lru_cache(maxsize=1)
def _whole() -> tuple[pd.DataFrame, Gazetteer]:
    places = load_places()
    return places, load_gazetteer(places)


def _location(place: Any, **said: Any) -> Location:
    address = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return Location(address, (place.lat, place.lon), match_of(place, 0.0)._asdict() | said)


def _nearest(places: pd.DataFrame, lon: float, lat: float) -> pd.Index:
    """The few rows nearest by straight line through the globe, in which the geodesically nearest ones are."""

    def vectors(lon: Any, lat: Any) -> Any:
        east, north = np.radians(lon), np.radians(lat)
        return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])

    here = vectors(lon, lat)[:, np.newaxis]
    chords = np.linalg.norm(vectors(places["lon"].to_numpy(), places["lat"].to_numpy()) - here, axis=0)
    return places.index[np.argsort(chords, kind="stable")[: 4 * NEAREST]]
