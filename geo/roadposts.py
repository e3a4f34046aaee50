"""Places along numbered roads: mile and kilometre posts, exits and junctions, from the table road_posts."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import pandas as pd

from geo.aliases import Key
from geo.clues import Clues, states_of_road
from geo.placeindex import PlaceRow
from geo.placetext import alias_key, tokenize
from geo.placewords import JUNCTION_CUE
from geo.readings import SETTLED, Reading, distance_km

NEAR_TOWN_KM = 80.0
FAR_KM = 240.0
OFF_POST_KM = 15.0
JUNCTION_KM = 12.0
STRETCH_KM = 30.0
LONGEST_STRETCH_KM = 80.0
_LONGEST_ROAD_KM = 600.0
KM_PER_MILE = 1.609344
_MARKERS = frozenset({"marker", "milepost", "mm", "post"})
_BEFORE_NUMBER = frozenset({"km", "mile", "exit", "salida", "milla"}) | _MARKERS
_TAILS = frozenset({"road", "drive", "avenue", "highway", "street", "boulevard", "parkway", "exit"})


class Post(NamedTuple):
    """A known spot on a road: its post value (NaN: none stated), the km of one unit, and the names people give it."""

    place: PlaceRow
    road: str
    section: tuple[Key, ...]
    value: float
    unit_km: float
    keys: tuple[Key, ...]


class Spot(NamedTuple):
    """A point on a road with the radius in km within which it is sure to lie, and how it was found."""

    place: PlaceRow
    radius_km: float
    method: str


class RoadPosts:
    """Finds spots on the roads of one frame (columns as road_posts.csv)."""

    def __init__(self, posts: pd.DataFrame) -> None:
        self._by_road: dict[str, list[Post]] = {}
        self._by_name: dict[Key, list[Post]] = {}
        self._by_section: dict[tuple[Key, ...], list[Post]] = {}
        columns = [str(name) for name in posts.columns]
        for values in posts.fillna("").astype(str).itertuples(index=False):
            post = _read_post(dict(zip(columns, values, strict=True)))
            self._by_road.setdefault(post.road, []).append(post)
            for key in post.keys:
                self._by_name.setdefault(key, []).append(post)
            if len(post.section) > 1:
                self._by_section.setdefault(post.section, []).append(post)

    def spots_named(self, key: Key, clues: Clues) -> list[PlaceRow]:
        """Return the spots that people call `key` on the roads of the text."""
        named = self._by_name.get(key, ())
        return [post.place for post in named if post.road in clues.roads and _may_lie_in(post, clues)]

    def find_spot(self, clues: Clues, readings: list[Reading]) -> Spot | None:
        """Return the spot a text gives by a post, a junction, or a name on its road; None when it gives none.

        `readings` are those of the place names in the text, best first; the best chooses among equal posts.
        """
        best = readings[0] if readings else None
        posts = [post for road in clues.roads for post in self._by_road.get(road, ()) if _may_lie_in(post, clues)]
        value = read_post(clues.words)
        if value is not None:
            return self._at_post(posts or self._on_section(clues), value, clues, best)
        if not posts:
            return None
        return self._at_junction(clues) or _at_name(posts, clues, readings) or _on_stretch(posts, best)

    def _on_section(self, clues: Clues) -> list[Post]:
        """Return the posts of the sections whose two ends the text names."""
        vocabulary = set(clues.words)
        found = []
        for section, posts in self._by_section.items():
            if section[0][0] in vocabulary and section[1][0] in vocabulary and _ends_at(section, clues.words):
                found += posts
        return found

    def _at_post(self, posts: list[Post], value: float, clues: Clues, best: Reading | None) -> Spot | None:
        groups: dict[tuple[str, str, tuple[Key, ...]], list[Post]] = {}
        for post in posts:
            groups.setdefault((post.road, post.place.admin1, post.section), []).append(post)
        spots = []
        for (_road, _state, section), group in groups.items():
            order = _ends_at(section, clues.words)
            spot = None if order == -1 else _interpolate(group, value)
            if spot:
                spots.append((spot, order == 1))
        on_named = [spot for spot, named in spots if named]
        sure = on_named or [spot for spot, _named in spots]
        if len(sure) > 1 and best:
            sure = [spot for spot in sure if distance_km(spot.place, best.place) < NEAR_TOWN_KM]
        if not sure or any(distance_km(sure[0].place, spot.place) > OFF_POST_KM for spot in sure):
            return None
        near = on_named or not best or best.place.kind == "state"
        if not near and best and distance_km(sure[0].place, best.place) > FAR_KM:
            return None
        return min(sure, key=lambda spot: spot.radius_km)

    def _at_junction(self, clues: Clues) -> Spot | None:
        roads = [self._by_road.get(road, []) for road in dict.fromkeys(clues.roads)]
        if JUNCTION_CUE.isdisjoint(clues.words) or len(roads) != 2:
            return None
        pairs = [(distance_km(a.place, b.place), a, b) for a, b in product(*roads)]
        near, first, _second = min(pairs, key=lambda pair: pair[0], default=(JUNCTION_KM, None, None))
        return Spot(first.place, near + 3, "junction") if first and near < JUNCTION_KM else None


def read_post(words: list[str]) -> float | None:
    """Return the number of the post in a text: 'km 33', 'mile marker 142', 'exit 4'; None when it has none.

    >>> read_post(["km", "93.1", "de", "la", "hwy15"])
    93.1
    """
    for at, word in enumerate(words):
        if word not in _BEFORE_NUMBER:
            continue
        numbered = words[at + 1 : at + 2]
        if word in _MARKERS and not _is_number(numbered) and words[at - 1 : at] == ["mile"]:
            numbered = words[max(0, at - 2) : at - 1]
        if _is_number(numbered):
            return float(numbered[0])
    return None


def _is_number(words: list[str]) -> bool:
    return bool(words) and words[0].replace(".", "", 1).isdigit()


def _read_post(row: dict[str, str]) -> Post:
    value = float(row["value"]) if row["value"] else float("nan")
    parts = [part.strip() for part in row["name"].replace("/", ";").replace(",", ";").split(";")]
    keys = [alias_key(part) for part in parts]
    keys += [key[:-1] for key in keys if len(key) > 2 and key[-1] in _TAILS]
    section = tuple(alias_key(end) for end in row["section"].split(" - ")) if row["section"] else ()
    name = ", ".join(filter(None, (row["road"], parts[0])))
    place = PlaceRow(
        row["place_id"], name, "road", row["country"], row["admin1"], "", float(row["lon"]), float(row["lat"]),
        3.0, 0.0, frozenset(), 0.0, (), False, (row["country"], row["admin1"]), 0.0
    )  # fmt: skip
    road = tokenize(row["road"]).words[0]
    unit_km = 1.0 if row["unit"] == "km" else KM_PER_MILE
    return Post(place, road, section, value, unit_km, tuple(filter(None, keys)))


def _may_lie_in(post: Post, clues: Clues) -> bool:
    place = post.place
    allowed = states_of_road(clues, post.road)
    if allowed is not None and place.admin1 not in allowed:
        return False
    states = clues.named_states or clues.agency_states
    if states and place.state not in states:
        return place.country == "MX" and any(country == "MX" for country, _state in states)
    country = clues.country or clues.leaning
    return not country or place.country == country


def _ends_at(section: tuple[Key, ...], words: list[str]) -> int | None:
    """Return 1 when the text names the ends of a section in its order, -1 in the other, None when not both."""
    starts = [_find(key, words) for key in section]
    if len(starts) < 2 or None in starts:
        return None
    return 1 if (starts[0] or 0) < (starts[1] or 0) else -1


def _find(key: Key, words: list[str]) -> int | None:
    size, first = len(key), key[0]
    return next((at for at, word in enumerate(words) if word == first and tuple(words[at : at + size]) == key), None)


def _interpolate(group: list[Post], value: float) -> Spot | None:
    """Return the spot at a post value between the nearest known posts, or at one not far off."""
    known = sorted((post for post in group if post.value == post.value), key=lambda post: post.value)
    lower = [post for post in known if post.value <= value]
    upper = [post for post in known if post.value >= value]
    nearest = min(known, key=lambda post: abs(post.value - value), default=None)
    if nearest is None:
        return None
    off_km = abs(nearest.value - value) * nearest.unit_km
    if not lower or not upper:
        return Spot(nearest.place, off_km + 3, "road post") if off_km <= OFF_POST_KM else None
    a, b = lower[-1], upper[0]
    share = (value - a.value) / (b.value - a.value) if b.value > a.value else 0.0
    lon, lat = (getattr(a.place, axis) * (1 - share) + getattr(b.place, axis) * share for axis in ("lon", "lat"))
    return Spot(nearest.place._replace(lon=lon, lat=lat), max(3.0, off_km / 4), "road post")


def _at_name(posts: list[Post], clues: Clues, readings: list[Reading]) -> Spot | None:
    """The exit or spot of the road that the text names by what is no place name of its own."""
    if clues.checkpoint:
        return None
    places = [
        clues.words[reading.mention.start : reading.mention.end]
        for reading in readings
        if reading.place.kind != "state" and distance_km(reading.place, posts[0].place) < _LONGEST_ROAD_KM
    ]
    keys = ((key, post) for post in posts for key in post.keys if _find(key, clues.words) is not None)
    named = [(len(key), post) for key, post in keys if all(_find(key, name) is None for name in places)]
    if not named:
        return None
    post = max(named, key=lambda pair: pair[0])[1]
    far = readings and readings[0].place.kind in SETTLED and distance_km(post.place, readings[0].place) > NEAR_TOWN_KM
    return None if far else Spot(post.place, 3.0, "named spot on the road")


def _on_stretch(posts: list[Post], best: Reading | None) -> Spot | None:
    """The stretch of the road in the area of a station, a sector or a county that the text names."""
    if best is None or best.place.kind not in ("station", "sector", "county"):
        return None
    reach = min(max(STRETCH_KM, best.place.radius_km), 150.0)
    near = [post.place for post in posts if distance_km(post.place, best.place) <= reach]
    if not near:
        return None
    lon, lat = (sum(getattr(place, axis) for place in near) / len(near) for axis in ("lon", "lat"))
    middle = near[0]._replace(lon=lon, lat=lat)
    radius = max(distance_km(middle, place) for place in near) + 5
    return Spot(middle, radius, "stretch of the road") if radius <= LONGEST_STRETCH_KM else None
