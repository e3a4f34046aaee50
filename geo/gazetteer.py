"""Match place texts to the gazetteer: which place a report means, how precisely, and why not when it cannot be told."""

from __future__ import annotations

from dataclasses import asdict, replace

import pandas as pd

from geo.clues import Clues, read_clues
from geo.match import SETTLED, Match, apply_offset, match_between, match_of
from geo.placeindex import PlaceIndex, PlaceRow
from geo.placetext import tokenize
from geo.placewords import CARGO_CUE, CARGO_WORDS, COMMON
from geo.readings import NEIGHBOUR_KM, Reading, distance_km, score_readings
from geo.words import _

MARGIN = 2.0
SAME_SPOT_KM = 20.0
CHECKPOINT_REACH_KM = 90.0


class Gazetteer:
    """Matches place texts against one frame of places (columns as places.csv)."""

    def __init__(self, places: pd.DataFrame) -> None:
        self._index = PlaceIndex(places)
        self._checkpoints = [row for row in self._index.rows if row.kind == "checkpoint"]
        self._crossings: dict[str, list[PlaceRow]] = {}
        for row in self._index.rows:
            if row.kind == "crossing":
                self._crossings.setdefault(row.parent_id, []).append(row)

    def match(self, text: str, *, context: str = "") -> Match:
        """Return the match of one text; `context` (an agency, a publisher) decides between twins only."""
        if not text.strip():
            return Match(reason=_("no place is given"))
        tokens = tokenize(text)
        clues = read_clues(tokens, context)
        readings = score_readings(self._index, list(self._index.find_mentions(tokens, clues.cued)), clues)
        if not readings:
            return Match(reason=_("no known place name in the text"))
        return self._decide(readings, clues)

    def match_places(self, texts: pd.Series, contexts: pd.Series | None = None) -> pd.DataFrame:
        """Return one row of `Match` fields per text, index as `texts`; equal texts are matched once.

        `contexts` is aligned by position with `texts`; missing values count as empty.
        """
        words = texts.fillna("").astype(str).tolist()
        around = [""] * len(words) if contexts is None else contexts.fillna("").astype(str).tolist()
        known: dict[tuple[str, str], Match] = {}
        for pair in zip(words, around, strict=True):
            if pair not in known:
                known[pair] = self.match(pair[0], context=pair[1])
        rows = [asdict(known[pair]) for pair in zip(words, around, strict=True)]
        return pd.DataFrame(rows, index=texts.index, columns=list(asdict(Match())))

    def _decide(self, readings: list[Reading], clues: Clues) -> Match:
        best = self._refine(readings, clues)
        rivals = _rivals(best, readings)
        if rivals:
            names = [_label(reading.place) for reading in (best, *rivals)]
            listed = "; ".join(dict.fromkeys(names[:6]))
            return Match(
                status="ambiguous",
                score=round(best.score, 1),
                candidates=listed,
                method="name",
                reason=_("the words fit several places equally: add a state or a road"),
            )
        if _names_unknown(best, clues):
            return Match(
                candidates=_label(best.place), reason=_("the place is not in the gazetteer, only its state is known")
            )
        match = match_of(best.place, best.score)
        between = match_between(best, readings, clues)
        if between:
            return between
        if best.place.kind == "checkpoint":
            return match
        if clues.checkpoint and best.place.kind in (*SETTLED, "station", "sector", "road"):
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
            return port if port and siblings and " and " in clues.phrase.replace(" y ", " and ") else best
        if best.place.kind != "port":
            return best
        special = _specialised(best, self._index.rows, clues)
        if special:
            return special
        named = [
            r
            for r in readings
            if r.mention != best.mention
            and r.mention.start not in clues.masked
            and (
                r.place.kind == "crossing"
                and r.place.parent_id == best.place.place_id
                or r.place.kind in ("crossing", "port")
                and r.mention.start < best.mention.start
                and distance_km(r.place, best.place) < NEIGHBOUR_KM
            )
        ]
        return named[0] if named and len({r.place.place_id for r in named}) == 1 else best

    def _checkpoint_near(self, best: Reading, clues: Clues, match: Match) -> Match:
        """The checkpoint nearest to a named town, on the named road if one is named."""
        place = best.place
        reach = max(CHECKPOINT_REACH_KM, place.radius_km if place.radius_km == place.radius_km else 0)
        near = [row for row in self._checkpoints if distance_km(row, place) <= reach and row.country == place.country]
        near = [row for row in near if row.words & set(clues.roads)] or ([] if clues.roads else near)
        near.sort(key=lambda row: distance_km(row, place))
        if near and (len(near) == 1 or distance_km(near[1], place) > 1.5 * distance_km(near[0], place) + 5):
            return replace(match_of(near[0], best.score), method="checkpoint near " + place.name)
        radius = max(match.radius_km, 20.0)
        return replace(
            match, kind="near", precision="near", radius_km=radius, method="checkpoint not listed, near its town"
        )


def _rivals(best: Reading, readings: list[Reading]) -> list[Reading]:
    """Other readings of the same words that score as high and lie elsewhere."""
    return [
        other
        for other in readings
        if other.mention == best.mention
        and other.place.place_id != best.place.place_id
        and best.score - other.score < MARGIN
        and (distance_km(best.place, other.place) > SAME_SPOT_KM or _are_twins(best.place, other.place))
    ]


def _specialised(best: Reading, rows: list[PlaceRow], clues: Clues) -> Reading | None:
    """The one cargo crossing of the named port, when the text speaks of cargo."""
    if not CARGO_CUE.search(clues.phrase):
        return None
    words = set(clues.words[best.mention.start : best.mention.end])
    cargo = [
        row
        for row in rows
        if row.kind == "crossing"
        and row.words & CARGO_WORDS
        and words <= row.words
        and (row.parent_id == best.place.place_id or distance_km(row, best.place) < SAME_SPOT_KM)
    ]
    return replace(best, place=cargo[0]) if len(cargo) == 1 else None


def _are_twins(a: PlaceRow, b: PlaceRow) -> bool:
    return a.country != b.country and a.kind in SETTLED and b.kind in SETTLED


def _names_unknown(best: Reading, clues: Clues) -> bool:
    """Tell whether only the state of a named, unlisted place is known: 'near Xyz, Texas'."""
    before = range(best.mention.start)
    return best.place.kind == "state" and any(
        clues.capitals[at] and clues.words[at] not in COMMON and at not in clues.states and at > 0 for at in before
    )


def _label(place: PlaceRow) -> str:
    return f"{place.name} ({place.kind}, {place.admin1 or place.country})"
