"""Places along numbered roads: mile and kilometre posts, exits and junctions, from the table road_posts."""

from __future__ import annotations

from itertools import product

import pandas as pd

from geo.aliases import Key
from geo.clues import Clues, states_of_road
from geo.placerow import SETTLED, PlaceRow, distance_km
from geo.posts import OFF_POST_KM, Post, Spot, ends_at, find_post_number, find_words, interpolate, read_posts
from geo.readings import Reading
from geo.roadwords import JUNCTION_CUE

NEAR_TOWN_KM = 80.0
FAR_KM = 240.0
JUNCTION_KM = 12.0
STRETCH_KM = 30.0
LONGEST_STRETCH_KM = 80.0
_LONGEST_ROAD_KM = 600.0


class RoadPosts:
    """Finds spots on the roads of one frame (columns as road_posts.csv)."""

    def __init__(self, posts: pd.DataFrame) -> None:
        self._by_road: dict[str, list[Post]] = {}
        self._by_name: dict[Key, list[Post]] = {}
        self._by_section: dict[tuple[Key, ...], list[Post]] = {}
        for post in read_posts(posts):
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
        value = find_post_number(clues.words)
        spot = None if value is None else self._at_post(posts or self._on_section(clues), value, clues, best)
        if spot or not posts:
            return spot
        spot = self._at_junction(clues) or _at_name(posts, clues, readings)
        return spot if spot or value is not None else _on_stretch(posts, best)

    def _on_section(self, clues: Clues) -> list[Post]:
        """Return the posts of the sections whose two ends the text names."""
        found = []
        for section, posts in self._by_section.items():
            if clues.vocabulary.issuperset((section[0][0], section[1][0])) and ends_at(section, clues.words):
                found += posts
        return found

    def _at_post(self, posts: list[Post], value: float, clues: Clues, best: Reading | None) -> Spot | None:
        groups: dict[tuple[str, str, tuple[Key, ...]], list[Post]] = {}
        for post in posts:
            groups.setdefault((post.road, post.place.admin1, post.section), []).append(post)
        spots = []
        for (_road, _state, section), group in groups.items():
            order = ends_at(section, clues.words)
            spot = None if order == -1 else interpolate(group, value)
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
        if JUNCTION_CUE.isdisjoint(clues.vocabulary) or len(roads) != 2:
            return None
        pairs = [(distance_km(a.place, b.place), a, b) for a, b in product(*roads)]
        near, first, _second = min(pairs, key=lambda pair: pair[0], default=(JUNCTION_KM, None, None))
        return Spot(first.place, near + 3, "junction") if first and near < JUNCTION_KM else None


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


def _at_name(posts: list[Post], clues: Clues, readings: list[Reading]) -> Spot | None:
    """The exit or spot of the road that the text names by what is no place name of its own."""
    if clues.checkpoint:
        return None
    places = [
        clues.words[reading.mention.start : reading.mention.end]
        for reading in readings
        if reading.place.kind != "state" and distance_km(reading.place, posts[0].place) < _LONGEST_ROAD_KM
    ]
    keys = ((key, post) for post in posts for key in post.keys if find_words(key, clues.words) is not None)
    named = [(len(key), post) for key, post in keys if all(find_words(key, name) is None for name in places)]
    if not named:
        return None
    post = max(named, key=lambda pair: pair[0])[1]
    far = readings and readings[0].place.kind in SETTLED and distance_km(post.place, readings[0].place) > NEAR_TOWN_KM
    return None if far else Spot(post.place, 3.0, "named spot on the road")


def _on_stretch(posts: list[Post], best: Reading | None) -> Spot | None:
    """The stretch of the road in the area of a station, a sector or a county, or the whole of a short road."""
    if best is not None and best.place.kind not in ("station", "sector", "county", "state"):
        return None
    near = [post.place for post in posts]
    if best is not None and best.place.kind != "state":
        reach = min(max(STRETCH_KM, best.place.radius_km), 150.0)
        near = [place for place in near if distance_km(place, best.place) <= reach]
    if not near:
        return None
    lon, lat = (sum(getattr(place, axis) for place in near) / len(near) for axis in ("lon", "lat"))
    middle = near[0]._replace(lon=lon, lat=lat)
    radius = max(distance_km(middle, place) for place in near) + 5
    return Spot(middle, radius, "stretch of the road") if radius <= LONGEST_STRETCH_KM else None
