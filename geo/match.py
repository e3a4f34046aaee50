"""What a match is, and how a reading becomes one: a point with a radius, an offset, or an area between places."""

from __future__ import annotations

import math
from typing import NamedTuple

from geo.clues import Clues
from geo.offsets import UNSAID_SHIFT_KM, Offset, move_point, read_offset
from geo.placerow import SETTLED, PlaceRow, distance_km
from geo.placetext import is_road
from geo.placewords import AIRPORT_CUE, BETWEEN_CUE, BORDER_WORDS, NEAR_CUE
from geo.posts import Spot
from geo.readings import Reading
from geo.roadwords import ROAD_CUE

AND_WORDS = (["y"], ["and"], ["e"])
AT_BORDER_KM = 8.0
STATION_KM = 30.0
"""How far a spot may lie from the station whose agents or area a text names; stations cover 50 km and more."""
AIRPORT_KM = 15.0
"""How far an airport that is not listed may lie from the middle of its town."""
_PRECISION = {
    "crossing": "crossing",
    "port": "port",
    "checkpoint": "checkpoint",
    "city": "city",
    "town": "city",
    "municipality": "municipality",
    "county": "county",
    "sector": "sector",
    "field_office": "sector",
    "state": "state",
}
_WIDE = frozenset({"state", "county", "sector", "field_office"})
"""Areas from whose middle nothing is measured: 'north of Sonora' is in its north."""
_ENDS = SETTLED | {"station", "near"}


class Match(NamedTuple):
    """The place a text means; lon, lat in degrees, radius_km the reach of the words; NaN when not resolved."""

    place_id: str = ""
    matched_name: str = ""
    kind: str = ""
    precision: str = "unresolved"
    lon: float = math.nan
    lat: float = math.nan
    radius_km: float = math.nan
    method: str = ""
    score: float = 0.0
    status: str = "unresolved"
    candidates: str = ""
    reason: str = ""


MATCH_FIELDS = Match._fields


def precision_of(kind: str) -> str:
    """Return how precisely an event at a place of this kind is placed; a road or a station is only near."""
    return _PRECISION.get(kind, "near")


def match_of(place: PlaceRow, score: float) -> Match:
    """Return the match of a whole place; a station stands for the area around it."""
    radius = 5.0 if math.isnan(place.radius_km) else place.radius_km
    if place.kind == "station":
        radius = max(radius, STATION_KM)
    return Match(
        place.place_id,
        place.name,
        place.kind,
        precision_of(place.kind),
        place.lon,
        place.lat,
        radius,
        "name",
        round(score, 1),
        "resolved",
    )


def match_near(match: Match, lon: float, lat: float, radius_km: float, method: str) -> Match:
    """Return `match` as a spot near its place: at lon, lat (degrees) within radius_km."""
    lon, lat, radius_km = round(lon, 5), round(lat, 5), round(radius_km, 1)
    return match._replace(kind="near", precision="near", lon=lon, lat=lat, radius_km=radius_km, method=method)


def match_spot(spot: Spot, score: float) -> Match:
    """Return the match of a spot on a road; place_id is that of the nearest post."""
    return match_near(match_of(spot.place, score), spot.place.lon, spot.place.lat, spot.radius_km, spot.method)


def match_on_road(spot: Spot, best: Reading, readings: list[Reading], clues: Clues) -> Match:
    """Return the match of a spot on a road, or the stretch between two towns that the text names and it is not of.

    A town at the end of the stretch is no spot on it, and a post may be counted from elsewhere.
    """
    match, stretch = match_spot(spot, best.score), match_between(best, readings, clues)
    if stretch is None:
        return match
    off_km = distance_km(spot.place, best.place._replace(lon=stretch.lon, lat=stretch.lat))
    return match if spot.method == "road post" and off_km <= stretch.radius_km + spot.radius_km else stretch


def apply_offset(best: Reading, clues: Clues, match: Match) -> Match:
    """Return `match` moved by the offset before its name, widened by a word like near, or as it is."""
    start = best.mention.start
    words = clues.words[max(0, start - 12) : start]
    while words and words[-1] in ("(", ","):
        words.pop()
    offset = read_offset(words) or _border_offset(best, clues)
    if offset and best.place.kind not in _WIDE:
        lon, lat, radius = move_point(match.lon, match.lat, offset)
        return match_near(match, lon, lat, radius, "offset")
    if best.place.kind in SETTLED and not AIRPORT_CUE.isdisjoint(clues.vocabulary):
        return match_near(match, match.lon, match.lat, max(match.radius_km, AIRPORT_KM), "airport, near its town")
    if best.place.kind in ("city", "town", "road") and not NEAR_CUE.isdisjoint(words[-3:]):
        return match_near(match, match.lon, match.lat, max(match.radius_km, UNSAID_SHIFT_KM), "near")
    return match


def _border_offset(best: Reading, clues: Clues) -> Offset | None:
    """The distance from the border, for a place at the border: '20 miles north of the border near Sasabe'."""
    if best.place.border_km >= AT_BORDER_KM or BORDER_WORDS.isdisjoint(clues.vocabulary):
        return None
    at = next(at for at, word in enumerate(clues.words) if word in BORDER_WORDS)
    return read_offset(clues.words[max(0, at - 12) : at])


def match_between(best: Reading, readings: list[Reading], clues: Clues) -> Match | None:
    """A road between two towns, or a list of towns: one area that holds them all."""
    kind, start = best.place.kind, best.mention.start
    between = not BETWEEN_CUE.isdisjoint(clues.vocabulary)
    if kind != "state" and kind not in (_ENDS if between else SETTLED):
        return None
    if all(reading.mention.start == start for reading in readings):
        return None
    if kind == "state":
        return _of_two_states(best, readings, clues)
    kinds = _ENDS if between or "tramo" in clues.vocabulary else SETTLED
    peers: dict[int, Reading] = {}
    for reading in readings:
        if reading.place.kind in kinds and reading.score > best.score - (30 if between else 14):
            peers.setdefault(reading.mention.start, reading)
    group = _on_section([peers[start] for start in sorted(peers)], clues)
    pairs = list(zip(group, group[1:], strict=False))
    listed = any(clues.words[a.mention.end : b.mention.start] in AND_WORDS for a, b in pairs)
    if not pairs or not all(_joined(a, b, clues, listed) for a, b in pairs):
        return None
    return area_of([reading.place for reading in group], best)


def _of_two_states(best: Reading, readings: list[Reading], clues: Clues) -> Match | None:
    """The area of two states that are named together: 'límites de Sonora y Chihuahua'."""
    states = {reading.mention.start: reading for reading in readings if reading.place.kind == "state"}
    pair = [states[start] for start in sorted(states)]
    if len(pair) != 2:
        return None
    first, last = pair
    if clues.words[first.mention.end : last.mention.start] not in AND_WORDS and not _on_dash(first, last, clues):
        return None
    area = area_of([reading.place for reading in pair], best, "state")
    return area._replace(radius_km=round(area.radius_km + max(reading.place.radius_km for reading in pair), 1))


def _on_section(group: list[Reading], clues: Clues) -> list[Reading]:
    """The two ends of the section of road that the text names after 'tramo', when it names one."""
    if "tramo" not in clues.vocabulary:
        return group
    start = clues.words.index("tramo")
    after = [reading for reading in group if reading.mention.start > start]
    return after[:2] if len(after) > 1 and _on_dash(after[0], after[1], clues) else group


def _on_dash(a: Reading, b: Reading, clues: Clues) -> bool:
    return clues.words[a.mention.end : b.mention.start] in ([], ["a"], ["to"], ["y"]) and (
        b.mention.start > a.mention.end or clues.dashes[b.mention.start]
    )


def area_of(places: list[PlaceRow], best: Reading, kind: str = "near") -> Match:
    """Return the area that holds all of `places`, as a match of `kind`."""
    lon, lat = (sum(getattr(row, axis) for row in places) / len(places) for axis in ("lon", "lat"))
    middle = best.place._replace(lon=lon, lat=lat)
    radius = max(distance_km(middle, row) for row in places) + 5
    match = match_of(best.place, best.score)._replace(matched_name=" – ".join(row.name for row in places))
    return match_near(match, lon, lat, radius, "between places")._replace(kind=kind)


def _joined(a: Reading, b: Reading, clues: Clues, listed: bool) -> bool:
    if a.place.place_id == b.place.place_id or not 8 < distance_km(a.place, b.place) < 700:
        return False
    gap = clues.words[a.mention.end : b.mention.start]
    on_road = not ROAD_CUE.isdisjoint(clues.words[: a.mention.start]) or any(is_road(word) for word in clues.words)
    if not gap:
        return on_road and clues.dashes[b.mention.start]
    return gap in AND_WORDS or (on_road and gap in (["to"], ["a"])) or (listed and gap == [","])
