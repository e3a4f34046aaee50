"""What a match is, and how a reading becomes one: a point with a radius, an offset, or an area between places."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from geo.clues import Clues
from geo.offsets import UNSAID_SHIFT_KM, move_point, read_offset
from geo.placeindex import PlaceRow
from geo.placetext import is_road
from geo.placewords import NEAR_CUE, ROAD_CUE
from geo.readings import Reading, distance_km

AND_WORDS = (["y"], ["and"], ["e"])
SETTLED = ("city", "town", "municipality")
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


@dataclass(frozen=True)
class Match:
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


def match_of(place: PlaceRow, score: float) -> Match:
    """Return the match of a whole place."""
    radius = place.radius_km if not math.isnan(place.radius_km) else 5.0
    return Match(
        place.place_id,
        place.name,
        place.kind,
        _PRECISION.get(place.kind, "near"),
        place.lon,
        place.lat,
        radius,
        "name",
        round(score, 1),
        "resolved",
    )


def apply_offset(best: Reading, clues: Clues, match: Match) -> Match:
    """Return `match` moved by the offset before its name, widened by a word like near, or as it is."""
    start = best.mention.start
    words = clues.words[:start]
    while words and words[-1] in ("(", ","):
        words = words[:-1]
    offset = read_offset(words)
    if offset:
        lon, lat, radius = move_point(match.lon, match.lat, offset)
        return replace(match, kind="near", precision="near", lon=lon, lat=lat, radius_km=radius, method="offset")
    if NEAR_CUE & set(clues.words[max(0, start - 3) : start]) and best.place.kind in ("city", "town", "road"):
        radius = max(match.radius_km, UNSAID_SHIFT_KM)
        return replace(match, kind="near", precision="near", radius_km=radius, method="near")
    return match


def match_between(best: Reading, readings: list[Reading], clues: Clues) -> Match | None:
    """A road between two towns, or a list of towns: one area that holds them all."""
    if best.place.kind not in SETTLED:
        return None
    peers: dict[int, Reading] = {}
    for reading in readings:
        if reading.place.kind in SETTLED and reading.score > best.score - 14:
            peers.setdefault(reading.mention.start, reading)
    group = [peers[start] for start in sorted(peers)]
    gaps = [clues.words[a.mention.end : b.mention.start] for a, b in zip(group, group[1:], strict=False)]
    listed = any(gap in AND_WORDS for gap in gaps)
    if not gaps or not all(_joined(a, b, clues, listed) for a, b in zip(group, group[1:], strict=False)):
        return None
    places = [reading.place for reading in group]
    lon, lat = (sum(getattr(row, axis) for row in places) / len(places) for axis in ("lon", "lat"))
    middle = replace(best.place, lon=lon, lat=lat)
    radius = max(distance_km(middle, row) for row in places) + 5
    name = " – ".join(row.name for row in places)
    return Match(
        best.place.place_id,
        name,
        "near",
        "near",
        round(lon, 5),
        round(lat, 5),
        round(radius, 1),
        "between places",
        round(best.score, 1),
        "resolved",
    )


def _joined(a: Reading, b: Reading, clues: Clues, listed: bool) -> bool:
    if a.place.place_id == b.place.place_id or not 8 < distance_km(a.place, b.place) < 700:
        return False
    gap = clues.words[a.mention.end : b.mention.start]
    on_road = bool(ROAD_CUE & set(clues.words[: a.mention.start])) or any(is_road(word) for word in clues.words)
    if not gap:
        return on_road and clues.dashes[b.mention.start]
    return gap in AND_WORDS or (on_road and gap in (["to"], ["a"])) or (listed and gap == [","])
