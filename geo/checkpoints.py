"""The checkpoint that a text means by a town beside it."""

from __future__ import annotations

from geo.clues import Clues
from geo.match import Match, apply_offset, match_near, match_of
from geo.placerow import PlaceRow, distance_km
from geo.readings import Reading
from geo.refine import SAME_SPOT_KM

CHECKPOINT_REACH_KM = {"US": 90.0, "MX": 30.0}
"""How far a checkpoint may stand from the town that a text names beside it: all of the Border Patrol's are listed, few
of Mexico's."""


def checkpoint_near(checkpoints: list[PlaceRow], best: Reading, clues: Clues, match: Match) -> Match:
    """The checkpoint nearest to a named town or to the offset from it, on the named road if one is named."""
    spot = apply_offset(best, clues, match)
    place = best.place._replace(lon=spot.lon, lat=spot.lat)
    if spot.method == "offset":
        reach = spot.radius_km
    else:
        reach = max(CHECKPOINT_REACH_KM[place.country], place.radius_km if place.radius_km == place.radius_km else 0)
    near = [row for row in checkpoints if distance_km(row, place) <= reach and row.country == place.country]
    if spot.method == "offset":
        near = near or [row for row in checkpoints if distance_km(row, place) <= reach]
    near = [row for row in near if not row.words.isdisjoint(clues.roads)] or ([] if clues.roads else near)
    near.sort(key=lambda row: distance_km(row, place))
    alone = len(near) == 1 or (
        near and distance_km(near[1], place) > 1.5 * distance_km(near[0], place) + 5
    )  # fmt: skip
    inside = _in_town(best, clues) and near and distance_km(near[0], place) > max(place.radius_km, SAME_SPOT_KM)
    if near and alone and not inside:
        return match_of(near[0], best.score)._replace(method="checkpoint near " + place.name)
    if spot.method == "offset":
        return spot
    radius = max(match.radius_km, SAME_SPOT_KM)
    return match_near(match, match.lon, match.lat, radius, "checkpoint not listed, near its town")


def _in_town(best: Reading, clues: Clues) -> bool:
    """Tell whether the text puts its spot in the town itself: 'in the city of X'."""
    before = clues.words[max(0, best.mention.start - 3) : best.mention.start]
    return "ciudad" in before or "city" in before
