"""Posts on numbered roads: how a text gives one, and where it lies between the posts that are known."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from geo.aliases import Key
from geo.placerow import PlaceRow
from geo.placetext import alias_key, tokenize

OFF_POST_KM = 15.0
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


def read_posts(posts: pd.DataFrame) -> list[Post]:
    """Return the rows of a frame with the columns of road_posts.csv."""
    columns = [str(name) for name in posts.columns]
    rows = posts.fillna("").astype(str).itertuples(index=False)
    return [_read_post(dict(zip(columns, values, strict=True))) for values in rows]


def find_post_number(words: list[str]) -> float | None:
    """Return the number of the post in a text: 'km 33', 'mile marker 142', 'exit 4'; None when it has none.

    >>> find_post_number(["km", "93.1", "de", "la", "hwy15"])
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


def ends_at(section: tuple[Key, ...], words: list[str]) -> int | None:
    """Return 1 when the text names the ends of a section in its order, -1 in the other, None when not both."""
    starts = [find_words(key, words) for key in section]
    if len(starts) < 2 or None in starts:
        return None
    return 1 if (starts[0] or 0) < (starts[1] or 0) else -1


def find_words(key: Key, words: list[str]) -> int | None:
    """Return the position of the words of `key` in `words`, or None."""
    size, first = len(key), key[0]
    return next((at for at, word in enumerate(words) if word == first and tuple(words[at : at + size]) == key), None)


def interpolate(group: list[Post], value: float) -> Spot | None:
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
