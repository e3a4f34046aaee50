"""Read '30 miles west of' from tokens and move a point by it, with a radius that grows with the distance."""

from __future__ import annotations

import re
from typing import NamedTuple

UNSAID_SHIFT_KM = 8.0
NAUTICAL_KM = 1.852
_BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
    "northwest": 315, "norte": 0, "noreste": 45, "este": 90, "oriente": 90, "sureste": 135, "sur": 180,
    "suroeste": 225, "oeste": 270, "poniente": 270, "noroeste": 315, "nororiente": 45, "suroriente": 135,
    "surponiente": 225, "norponiente": 315,
    "n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315,
}  # fmt: skip
_SHORT = frozenset(bearing for bearing in _BEARINGS if len(bearing) < 3)
"""Bearings that count after a distance alone: '10 mi. N of'."""
_SIDED = [["libramiento"], ["periferico"], ["anillo"], ["bulevar"], ["zona"]]
"""Words that with a bearing name a road or part of a town: 'libramiento oriente de', 'zona norte de'."""
_NUMBERS = {"a": 1.0, "an": 1.0, "one": 1, "un": 1, "una": 1, "two": 2, "dos": 2, "three": 3, "tres": 3, "four": 4,
            "cuatro": 4, "five": 5, "cinco": 5, "six": 6, "seis": 6, "seven": 7, "siete": 7, "eight": 8, "ocho": 8,
            "nine": 9, "nueve": 9, "ten": 10, "diez": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "veinte": 20,
            "thirty": 30, "forty": 40, "fifty": 50, "half": 0.5}  # fmt: skip
_KM = {"mile": 1.609344, "miles": 1.609344, "milla": 1.609344, "millas": 1.609344, "mi": 1.609344, "km": 1.0,
       "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "kilometro": 1.0,
       "kilometros": 1.0}  # fmt: skip
_OFFSET = re.compile(
    rf"(?:(?P<number>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})(?P<half> and a half)? (?:a |of )?(?:a )?"
    rf"(?P<nautical>nautical )?(?P<unit>{'|'.join(_KM)})(?P<nauticas> nauticas)? )?"
    rf"(?:just )?(?:to the |hacia el |al )?(?P<bearing>{'|'.join(sorted(_BEARINGS, key=len, reverse=True))})"
    r" (?:of|de|del)"
    r"(?: the| la| el| downtown| city of| town of| ciudad de| us| mexico| international)*$"
)
_DISTANCE = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})(?P<half> and a half)? (?P<unit>{'|'.join(_KM)})"
    r" (?:from|of|de|outside|off)(?: the| coast| la costa| of| de)*$"
)
_CUES = frozenset(_BEARINGS) | frozenset(_KM)


class Offset(NamedTuple):
    """A distance in km (None: not said) and a bearing in degrees clockwise from north (None: not said)."""

    distance_km: float | None
    bearing: float | None


def read_offset(words_before: list[str]) -> Offset | None:
    """Return the offset that ends the words before a place name, or None.

    >>> read_offset("about 30 miles west of".split())
    Offset(distance_km=48.28032, bearing=270)
    """
    last = words_before[-10:]
    if _CUES.isdisjoint(last):
        return None
    phrase = " ".join(last)
    found = _OFFSET.search(phrase) or _DISTANCE.search(phrase)
    if not found:
        return None
    parts = found.groupdict()
    if not parts["number"] and (parts.get("bearing") or "") in _SHORT:
        return None
    if not parts["number"] and phrase[: found.start()].split()[-1:] in _SIDED:
        return None
    distance = None
    if parts["number"]:
        number = _NUMBERS.get(parts["number"]) or float(parts["number"])
        nautical = parts.get("nautical") or parts.get("nauticas")
        distance = (number + (0.5 if parts["half"] else 0)) * (NAUTICAL_KM if nautical else _KM[parts["unit"]])
    bearing = parts.get("bearing")
    return Offset(distance, _BEARINGS[bearing] if bearing else None)


def move_point(lon: float, lat: float, offset: Offset) -> tuple[float, float, float]:
    """Return (lon, lat, radius_km) of the spot at `offset` from a point.

    With distance and bearing the radius is a quarter of the distance, at least 3 km. Without a bearing the spot stays
    at the point and the distance is the radius; without a distance it lies 8 km off with a radius of 16 km.
    """
    if offset.bearing is None:
        return lon, lat, max(3.0, offset.distance_km or 0.0)
    distance = UNSAID_SHIFT_KM if offset.distance_km is None else offset.distance_km
    radius = 2 * UNSAID_SHIFT_KM if offset.distance_km is None else max(3.0, distance / 4)
    from pyproj import Geod

    x, y, _ = Geod(ellps="WGS84").fwd(lon, lat, offset.bearing, distance * 1000)
    return round(float(x), 5), round(float(y), 5), radius
