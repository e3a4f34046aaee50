"""The points a place gets for the other places that a text names: near it, holding it, or far from it."""

from __future__ import annotations

from geo.placerow import NEIGHBOUR_KM, QUARTERS, RIVER_KM, SETTLED, PlaceRow, distance_km

_AREAS = frozenset({"municipality", "county", "sector", "state", "field_office"})
_MOST_REACH_KM = 150.0
_NEAR_LAT, _NEAR_LON = 2.5, 5.0
"""Degrees that are always more than NEIGHBOUR_KM and that reach, up to 60° north."""
_FAR_OFF = -30.0
_TOWN_PEOPLE = 5_000.0


def points_if_held(place: PlaceRow, holders: list[PlaceRow]) -> float:
    """Points when the name right after is that of a town or area that holds the place: 'Comales, Camargo'."""
    if place.kind not in QUARTERS:
        return 0.0
    areas = (area for area in holders if area.kind in SETTLED or area.kind == "county")
    return 6.0 if any(distance_km(place, area) <= area.radius_km for area in areas) else 0.0


def points_for_others(place: PlaceRow, others: list[PlaceRow]) -> float:
    """Points for other names of the text that lie near the place or hold it, or against a crossing far from them."""
    nearest = NEIGHBOUR_KM
    own_id, parent_id, lon, lat = place.place_id, place.parent_id, place.lon, place.lat
    for other in others:
        if other.place_id == parent_id or own_id == other.parent_id:
            return 8.0
        if abs(other.lat - lat) < _NEAR_LAT and abs(other.lon - lon) < _NEAR_LON:
            reach = other.radius_km if other.kind in _AREAS and other.radius_km < _MOST_REACH_KM else 0.0
            nearest = min(nearest, max(0.0, distance_km(place, other) - reach))
    if nearest < NEIGHBOUR_KM:
        return 9.0 - 4.0 * nearest / NEIGHBOUR_KM
    return _FAR_OFF if _is_elsewhere(place, others) else 0.0


def _is_elsewhere(place: PlaceRow, others: list[PlaceRow]) -> bool:
    """Tell whether the other names tell a town that speaks against a crossing or checkpoint far from it."""
    if place.kind == "checkpoint":
        return any(other.kind in SETTLED and other.population > 0 for other in others)
    return place.kind == "crossing" and any(
        other.border_km < RIVER_KM and other.population > _TOWN_PEOPLE for other in others
    )
