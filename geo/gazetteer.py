"""Match place texts to the gazetteer: which place a report means, how precisely, and why not when it cannot be told."""

from __future__ import annotations

from itertools import islice

import pandas as pd

from geo.checkpoints import checkpoint_near
from geo.clues import Clues, read_clues
from geo.match import MATCH_FIELDS, Match, apply_offset, area_of, match_between, match_of, match_on_road, match_spot
from geo.placeindex import PlaceIndex
from geo.placerow import SETTLED, PlaceRow, distance_km
from geo.placetext import tokenize
from geo.placewords import CARGO_WORDS
from geo.readings import Reading, score_readings
from geo.refine import (
    area_around,
    belongs_to,
    cargo_crossing,
    listed_entries,
    measured_from,
    names_unknown,
    numbered_near,
    part_of,
    port_of_two,
    rivals,
)
from geo.roadposts import RoadPosts
from geo.roadwords import POST_WORDS
from geo.spelling import Spelling
from geo.words import _

PORTS_KM = 60.0
MOST_MENTIONS = 24
"""Names read from one text; a place text has few, and every name is weighed against every other."""
_SPOT_SCORE = 40.0
_CHECKED = SETTLED | {"station", "sector", "road", "near"}


class Gazetteer:
    """Matches place texts against one frame of places (columns as places.csv).

    `road_posts` (columns as road_posts.csv) adds the posts, exits and junctions of roads.
    """

    def __init__(self, places: pd.DataFrame, *, road_posts: pd.DataFrame | None = None) -> None:
        self.places = places
        self._index = PlaceIndex(places)
        self._spelling = Spelling(self._index)
        self._posts = RoadPosts(pd.DataFrame() if road_posts is None else road_posts)
        self._checkpoints = [row for row in self._index.rows if row.kind == "checkpoint"]
        self._cargo = [
            row for row in self._index.rows if row.kind == "crossing" and not row.words.isdisjoint(CARGO_WORDS)
        ]

    def match(self, text: str, *, context: str = "") -> Match:
        """Return the match of one text.

        Parameters
        ----------
        text
            The words of a report for a place, in English or Spanish; one place or a list of places.
        context
            An agency or a publisher. It tells a country, a state, or that officers of ports of entry write, and so
            decides between readings of the text; it never adds a place.

        Returns
        -------
        Match
            `status` is resolved (a point in degrees, EPSG:4326, with radius_km), ambiguous (`candidates`, no point) or
            unresolved; `reason` says why there is no point, `method` how one was found.

        Examples
        --------
        >>> Gazetteer(places).match("Nogales, Sonora", context="SEDENA").kind  # doctest: +SKIP
        'city'
        """
        if not text.strip():
            return Match(reason=_("no place is given"))
        match = self._match(text, context)
        if match.status != "unresolved":
            return match
        corrected = self._spelling.correct(text)
        again = self._match(corrected, context) if corrected else match
        return again._replace(method=again.method + ", spelling corrected") if again.status == "resolved" else match

    def match_places(self, texts: pd.Series, contexts: pd.Series | None = None) -> pd.DataFrame:
        """Return one row of `Match` fields per text, index as `texts`; equal texts are matched once.

        `contexts` is aligned by position with `texts`; missing values count as empty.
        """
        words = texts.fillna("").astype(str).tolist()
        around = [""] * len(words) if contexts is None else contexts.fillna("").astype(str).tolist()
        pairs = list(zip(words, around, strict=True))
        known = {pair: self.match(pair[0], context=pair[1]) for pair in dict.fromkeys(pairs)}
        columns = list(zip(*(known[pair] for pair in pairs), strict=True)) or [()] * len(MATCH_FIELDS)
        return pd.DataFrame(
            {name: list(values) for name, values in zip(MATCH_FIELDS, columns, strict=True)}, index=texts.index
        )

    def _match(self, text: str, context: str) -> Match:
        tokens = tokenize(text)
        clues = read_clues(tokens, context)
        mentions = list(islice(self._index.find_mentions(tokens, clues.cued), MOST_MENTIONS))
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
        if readings[0].mention.start in clues.away:
            there = [reading for reading in readings if reading.mention.start not in clues.away]
            if not there:
                reason = _("only the end of a journey or a home is named")
                return Match(candidates=_label(readings[0].place), reason=reason)
            readings = there
        best = measured_from(self._refine(readings, clues), readings, clues)
        on_road = clues.roads or not POST_WORDS.isdisjoint(clues.vocabulary)
        if on_road and best.place.kind not in ("crossing", "port", "checkpoint"):
            spot = self._posts.find_spot(clues, readings)
            if spot and not (clues.checkpoint and best.place.kind in SETTLED):
                return match_on_road(spot, best, readings, clues)
        entries = listed_entries(best, readings, clues)
        if entries and max(distance_km(best.place, reading.place) for reading in entries) < PORTS_KM:
            return area_of([best.place, *(reading.place for reading in entries)], best, "port")
        others = entries or rivals(best, readings, clues)
        if others:
            return _ambiguous(best, others)
        if names_unknown(best, clues):
            reason = _("the place is not in the gazetteer, only its state is known")
            return Match(candidates=_label(best.place), reason=reason)
        between = match_between(best, readings, clues)
        if between:
            return between
        match = match_of(best.place, best.score)
        if best.place.kind == "checkpoint":
            return match
        if clues.checkpoint and best.place.kind in _CHECKED:
            return checkpoint_near(self._checkpoints, best, clues, match)
        return apply_offset(best, clues, match)

    def _refine(self, readings: list[Reading], clues: Clues) -> Reading:
        """A port and one of its crossings named together mean the crossing; two crossings mean the port."""
        best = readings[0]
        if best.place.kind == "crossing":
            return numbered_near(best, readings, clues) or port_of_two(best, readings, clues) or best
        if best.place.kind in SETTLED:
            return part_of(best, readings, clues) or area_around(best, readings, clues)
        if best.place.kind != "port":
            return best
        special = cargo_crossing(best, self._cargo, clues)
        if special:
            return special
        named = [r for r in readings if r.mention != best.mention and belongs_to(r, best, clues)]
        return named[0] if named and len({r.place.place_id for r in named}) == 1 else best


def _ambiguous(best: Reading, others: list[Reading]) -> Match:
    places = {reading.place.place_id: reading.place for reading in (best, *others)}
    names = [_label(place) for place in places.values()]
    return Match(
        status="ambiguous",
        score=round(best.score, 1),
        candidates="; ".join(names[:6]),
        method="name",
        reason=_("the words fit several places equally: add a state or a road"),
    )


def _label(place: PlaceRow) -> str:
    return f"{place.name} ({place.kind}, {place.admin1 or place.country})"
