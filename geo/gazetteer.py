"""Match place texts to the gazetteer: which place a report means, how precisely, and why not when it cannot be told."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import pandas as pd

from geo.clues import Clues, read_clues
from geo.match import MATCH_FIELDS, Match, apply_offset, area_of, match_between, match_near, match_of
from geo.offsets import read_offset
from geo.placeindex import PlaceIndex, PlaceRow
from geo.placetext import MARKS, tokenize
from geo.placewords import CARGO_WORDS, COMMON, POST_WORDS
from geo.readings import ENTRY, NEIGHBOUR_KM, SETTLED, Reading, distance_km, score_readings
from geo.roadposts import RoadPosts, Spot
from geo.spelling import Spelling
from geo.words import _

MARGIN = 2.0
SAME_SPOT_KM = 20.0
SAME_PORT_KM = 4.0
PORTS_KM = 60.0
OUTLINE_REACH = 2.2
"""How far an outline may reach from the seat, in radii of the circle of its area."""
CHECKPOINT_REACH_KM = 90.0
_VALUES = attrgetter(*MATCH_FIELDS)


class Gazetteer:
    """Matches place texts against one frame of places (columns as places.csv).

    `road_posts` (columns as road_posts.csv) adds the posts, exits and junctions of roads.
    """

    def __init__(self, places: pd.DataFrame, *, road_posts: pd.DataFrame | None = None) -> None:
        self._index = PlaceIndex(places)
        self._spelling = Spelling(self._index)
        self._posts = RoadPosts(pd.DataFrame() if road_posts is None else road_posts)
        self._checkpoints = [row for row in self._index.rows if row.kind == "checkpoint"]
        self._cargo = [
            row for row in self._index.rows if row.kind == "crossing" and not row.words.isdisjoint(CARGO_WORDS)
        ]

    def match(self, text: str, *, context: str = "") -> Match:
        """Return the match of one text; `context` (an agency, a publisher) decides between twins only."""
        if not text.strip():
            return Match(reason=_("no place is given"))
        match = self._match(text, context)
        if match.status != "unresolved":
            return match
        corrected = self._spelling.correct(text)
        again = self._match(corrected, context) if corrected else match
        return replace(again, method=again.method + ", spelling corrected") if again.status == "resolved" else match

    def match_places(self, texts: pd.Series, contexts: pd.Series | None = None) -> pd.DataFrame:
        """Return one row of `Match` fields per text, index as `texts`; equal texts are matched once.

        `contexts` is aligned by position with `texts`; missing values count as empty.
        """
        words = texts.fillna("").astype(str).tolist()
        around = [""] * len(words) if contexts is None else contexts.fillna("").astype(str).tolist()
        pairs = list(zip(words, around, strict=True))
        known = {pair: _VALUES(self.match(pair[0], context=pair[1])) for pair in dict.fromkeys(pairs)}
        columns = list(zip(*(known[pair] for pair in pairs), strict=True)) or [()] * len(MATCH_FIELDS)
        return pd.DataFrame(
            {name: list(values) for name, values in zip(MATCH_FIELDS, columns, strict=True)}, index=texts.index
        )

    def _match(self, text: str, context: str) -> Match:
        tokens = tokenize(text)
        clues = read_clues(tokens, context)
        mentions = list(self._index.find_mentions(tokens, clues.cued))
        names = (tuple(clues.words[mention.start : mention.end]) for mention in mentions) if clues.roads else ()
        posted = {name: self._posts.spots_named(name, clues) for name in names}
        readings = score_readings(self._index, mentions, clues, posted) if mentions else []
        if readings:
            return self._decide(readings, clues)
        spot = self._posts.find_spot(clues, []) if clues.roads else None
        if spot:
            return match_spot(spot, _SPOT_SCORE)
        return Match(reason=_("no known place name in the text"))

    def _decide(self, readings: list[Reading], clues: Clues) -> Match:
        best = _measured_from(self._refine(readings, clues), readings, clues)
        on_road = clues.roads or not POST_WORDS.isdisjoint(clues.words)
        if on_road and best.place.kind not in ("crossing", "port", "checkpoint"):
            spot = self._posts.find_spot(clues, readings)
            if spot and not (clues.checkpoint and best.place.kind in SETTLED):
                return match_spot(spot, best.score)
        entries = _listed_entries(best, readings, clues)
        if entries and max(distance_km(best.place, reading.place) for reading in entries) < PORTS_KM:
            return area_of([best.place, *(reading.place for reading in entries)], best, "port")
        rivals = entries or _rivals(best, readings)
        if rivals:
            return _ambiguous(best, rivals)
        if _names_unknown(best, clues):
            reason = _("the place is not in the gazetteer, only its state is known")
            return Match(candidates=_label(best.place), reason=reason)
        between = match_between(best, readings, clues)
        if between:
            return between
        match = match_of(best.place, best.score)
        if best.place.kind == "checkpoint":
            return match
        if clues.checkpoint and best.place.kind in _CHECKED:
            return self._checkpoint_near(best, clues, match)
        return apply_offset(best, clues, match)

    def _refine(self, readings: list[Reading], clues: Clues) -> Reading:
        """A port and one of its crossings named together mean the crossing; two crossings mean the port."""
        best = readings[0]
        if best.place.kind == "crossing":
            siblings = {
                r.place.place_id
                for r in readings
                if r.place.parent_id == best.place.parent_id
                and r.mention != best.mention
                and r.place.kind == "crossing"
            }
            port = next((r for r in readings if r.place.place_id == best.place.parent_id), None)
            return port if port and siblings and not _ANDS.isdisjoint(clues.words) else best
        if best.place.kind in SETTLED:
            return _part_of(best, readings, clues) or _area_around(best, readings, clues)
        if best.place.kind != "port":
            return best
        special = self._specialised(best, clues)
        if special:
            return special
        named = [r for r in readings if r.mention != best.mention and _belongs_to(r, best, clues)]
        return named[0] if named and len({r.place.place_id for r in named}) == 1 else best

    def _specialised(self, best: Reading, clues: Clues) -> Reading | None:
        """The one cargo crossing of the named port, when the text speaks of cargo."""
        if CARGO_WORDS.isdisjoint(clues.words):
            return None
        words = set(clues.words[best.mention.start : best.mention.end])
        cargo = [
            row
            for row in self._cargo
            if words <= row.words
            and (row.parent_id == best.place.place_id or distance_km(row, best.place) < SAME_SPOT_KM)
        ]
        return best._replace(place=cargo[0]) if len(cargo) == 1 else None

    def _checkpoint_near(self, best: Reading, clues: Clues, match: Match) -> Match:
        """The checkpoint nearest to a named town or to the offset from it, on the named road if one is named."""
        spot = apply_offset(best, clues, match)
        place = best.place._replace(lon=spot.lon, lat=spot.lat)
        if spot.method == "offset":
            reach = spot.radius_km
        else:
            reach = max(CHECKPOINT_REACH_KM, place.radius_km if place.radius_km == place.radius_km else 0)
        near = [row for row in self._checkpoints if distance_km(row, place) <= reach and row.country == place.country]
        if spot.method == "offset":
            near = near or [row for row in self._checkpoints if distance_km(row, place) <= reach]
        near = [row for row in near if not row.words.isdisjoint(clues.roads)] or ([] if clues.roads else near)
        near.sort(key=lambda row: distance_km(row, place))
        alone = len(near) == 1 or (
            near and distance_km(near[1], place) > 1.5 * distance_km(near[0], place) + 5
        )  # fmt: skip
        inside = _in_town(best, clues) and near and distance_km(near[0], place) > max(place.radius_km, SAME_SPOT_KM)
        if near and alone and not inside:
            return replace(match_of(near[0], best.score), method="checkpoint near " + place.name)
        if spot.method == "offset":
            return spot
        radius = max(match.radius_km, SAME_SPOT_KM)
        return match_near(match, match.lon, match.lat, radius, "checkpoint not listed, near its town")


_SPOT_SCORE = 40.0
_HOLDING = frozenset({"in", "en", "of", "de", ",", "(", "section", "area", "neighborhood", "community", "near", "the",
                      "municipio", "del", "municipality", "zona", "cerca"})  # fmt: skip
_LONGEST_GAP = 4
_PARTS = frozenset({"near", "city", "town"})
_LISTING = frozenset({",", "and", "y", "e", "the", "of", "de", "del", "port", "entry", "puente", "bridge", "crossing"})
_ANDS = frozenset({"and", "y", "e"})
_CHECKED = SETTLED | {"station", "sector", "road", "near"}


def match_spot(spot: Spot, score: float) -> Match:
    """Return the match of a spot on a road; place_id is that of the nearest post."""
    return match_near(match_of(spot.place, score), spot.place.lon, spot.place.lat, spot.radius_km, spot.method)


def _part_of(best: Reading, readings: list[Reading], clues: Clues) -> Reading | None:
    """The smaller place that stands before the town or municipality that holds it: 'Mission Bay in San Diego'."""
    end = best.mention.start
    parts = [r for r in readings if end - _LONGEST_GAP < r.mention.end < end and r.place.kind in _PARTS]
    if not parts:
        return None
    same = (reading.place for reading in readings if reading.mention == best.mention)
    areas = (place for place in same if place.kind == "municipality" and place.admin1 == best.place.admin1)
    reach = max([SAME_SPOT_KM, *(OUTLINE_REACH * area.radius_km for area in areas)])
    for part in parts:
        held = _HOLDING.issuperset(clues.words[part.mention.end : end]) and part.mention.start not in clues.masked
        if held and distance_km(part.place, best.place) < reach:
            return part
    return None


def _area_around(best: Reading, readings: list[Reading], clues: Clues) -> Reading:
    """The municipality of a town, when an unlisted place stands before its name: 'ejido Ojos Negros, Ensenada'."""
    at = best.mention.start - 2
    if best.place.country != "MX" or at < 0 or clues.words[at + 1] != ",":
        return best
    listed = {reading.mention.end - 1 for reading in readings}
    if at in listed or at in clues.streets or not clues.capitals[at] or clues.words[at] in COMMON:
        return best
    same = (reading for reading in readings if reading.mention == best.mention)
    own = (r for r in same if r.place.kind == "municipality" and r.place.admin1 == best.place.admin1)
    return next(own, best)


def _measured_from(best: Reading, readings: list[Reading], clues: Clues) -> Reading:
    """The town whose name a checkpoint shares, when a distance is measured from it: '13 miles south of Falfurrias'."""
    if best.place.kind != "checkpoint" or not best.bare:
        return best
    offset = read_offset(clues.words[: best.mention.start])
    if not offset or offset.distance_km is None:
        return best
    same = (reading for reading in readings if reading.mention == best.mention and reading.place.kind in SETTLED)
    town = next(same, None)
    return town._replace(score=best.score + MARGIN) if town else best


def _belongs_to(reading: Reading, port: Reading, clues: Clues) -> bool:
    """Tell whether a reading is a crossing of the port, or an entry named before it close by."""
    if reading.mention.start in clues.masked:
        return False
    place = reading.place
    if place.kind == "crossing" and place.parent_id == port.place.place_id:
        return True
    earlier = reading.mention.start < port.mention.start
    return place.kind in ("crossing", "port") and earlier and distance_km(place, port.place) < NEIGHBOUR_KM


def _listed_entries(best: Reading, readings: list[Reading], clues: Clues) -> list[Reading]:
    """The other ports and crossings of a list: 'ports of entry at Hidalgo and Eagle Pass'."""
    if best.place.kind not in ENTRY or _ANDS.isdisjoint(clues.words):
        return []
    firsts: dict[int, Reading] = {}
    for reading in readings:
        if reading.place.kind in ENTRY and reading.mention.start not in clues.masked:
            firsts.setdefault(reading.mention.start, reading)
    group = [firsts[start] for start in sorted(firsts)]
    joined = all(
        _LISTING.issuperset(clues.words[a.mention.end : b.mention.start])
        for a, b in zip(group, group[1:], strict=False)
    )
    apart = [r for r in group if distance_km(r.place, best.place) > SAME_PORT_KM]
    return apart if joined else []


def _rivals(best: Reading, readings: list[Reading]) -> list[Reading]:
    """Other readings of the same words that score as high and lie elsewhere."""
    return [
        other
        for other in readings
        if best.score - other.score < MARGIN
        and other.mention == best.mention
        and other.place.place_id != best.place.place_id
        and (distance_km(best.place, other.place) > SAME_SPOT_KM or _are_twins(best.place, other.place))
    ]


def _are_twins(a: PlaceRow, b: PlaceRow) -> bool:
    return a.country != b.country and a.kind in SETTLED and b.kind in SETTLED


def _ambiguous(best: Reading, rivals: list[Reading]) -> Match:
    names = dict.fromkeys(_label(reading.place) for reading in (best, *rivals))
    return Match(
        status="ambiguous",
        score=round(best.score, 1),
        candidates="; ".join(list(names)[:6]),
        method="name",
        reason=_("the words fit several places equally: add a state or a road"),
    )


def _names_unknown(best: Reading, clues: Clues) -> bool:
    """Tell whether only the state of a named, unlisted place is known: 'near Xyz, Texas'."""
    return best.place.kind == "state" and any(
        clues.capitals[at] and clues.words[at] not in COMMON and clues.words[at] not in MARKS and at not in clues.states
        for at in range(1, best.mention.start)
    )


def _in_town(best: Reading, clues: Clues) -> bool:
    """Tell whether the text puts its spot in the town itself: 'in the city of X'."""
    before = clues.words[max(0, best.mention.start - 3) : best.mention.start]
    return "ciudad" in before or "city" in before


def _label(place: PlaceRow) -> str:
    return f"{place.name} ({place.kind}, {place.admin1 or place.country})"
