"""From the best reading to the place meant: the crossing of a port, the part of a town, a list, an equal twin."""

from __future__ import annotations

from geo.clues import Clues
from geo.offsets import read_offset
from geo.placerow import ENTRY, NEIGHBOUR_KM, SETTLED, PlaceRow, distance_km
from geo.placetext import MARKS
from geo.placewords import CARGO_WORDS, COMMON
from geo.readings import Reading

MARGIN = 2.0
MARGIN_ALONE = 6.0
BAND_KM = 400.0
LITTLE_PEOPLE = 5_000.0
UNLIKE_SIZE = 20.0
"""A town this many times the size of its namesake is not alike."""
SAME_SPOT_KM = 20.0
SAME_PORT_KM = 4.0
OUTLINE_REACH = 2.5
"""How far an outline may reach from the seat, in radii of the circle of its area."""
_HOLDING = frozenset({"in", "en", "of", "de", ",", "(", "section", "area", "neighborhood", "community", "near", "the",
                      "municipio", "del", "municipality", "zona", "cerca"})  # fmt: skip
_LONGEST_GAP = 4
_PARTS = frozenset({"near", "city", "town"})
_LISTING = frozenset({",", "and", "y", "e", "the", "of", "de", "del", "port", "entry", "puente", "bridge", "crossing"})
ANDS = frozenset({"and", "y", "e"})


def part_of(best: Reading, readings: list[Reading], clues: Clues) -> Reading | None:
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
        home = part.place.country == best.place.country
        if held and home and distance_km(part.place, best.place) < reach:
            return part
    return None


def area_around(best: Reading, readings: list[Reading], clues: Clues) -> Reading:
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


def measured_from(best: Reading, readings: list[Reading], clues: Clues) -> Reading:
    """The town whose name a checkpoint shares, when a distance is measured from it: '13 miles south of Falfurrias'."""
    if best.place.kind != "checkpoint" or not best.bare:
        return best
    offset = read_offset(clues.words[: best.mention.start])
    if not offset or offset.distance_km is None:
        return best
    same = (reading for reading in readings if reading.mention == best.mention and reading.place.kind in SETTLED)
    town = next(same, None)
    return town._replace(score=best.score + MARGIN) if town else best


def cargo_crossing(best: Reading, cargo: list[PlaceRow], clues: Clues) -> Reading | None:
    """The one of the `cargo` crossings that the named port has, when the text speaks of cargo."""
    if CARGO_WORDS.isdisjoint(clues.vocabulary):
        return None
    words = set(clues.words[best.mention.start : best.mention.end])
    own = [
        row
        for row in cargo
        if words <= row.words
        and (row.parent_id == best.place.place_id or distance_km(row, best.place) < SAME_SPOT_KM)
    ]
    return best._replace(place=own[0]) if len(own) == 1 else None


def numbered_near(best: Reading, readings: list[Reading], clues: Clues) -> Reading | None:
    """The crossing that a number tells, when the best is known by the town alone: 'Garita II de Mexicali'."""
    words = clues.words
    if not best.bare or words[best.mention.end - 1].isdigit():
        return None
    numbered = (
        reading
        for reading in readings
        if reading.place.kind == "crossing" and words[reading.mention.end - 1].isdigit()
    )
    near = [reading for reading in numbered if distance_km(reading.place, best.place) < SAME_SPOT_KM]
    return near[0] if len({reading.place.place_id for reading in near}) == 1 else None


def port_of_two(best: Reading, readings: list[Reading], clues: Clues) -> Reading | None:
    """The port of the best crossing, when the text names another of its crossings, too: 'DeConcini and Mariposa'."""
    if ANDS.isdisjoint(clues.vocabulary):
        return None
    own = [r for r in readings if r.place.kind == "crossing" and r.place.parent_id == best.place.parent_id]
    if all(reading.mention == best.mention for reading in own):
        return None
    return next((reading for reading in readings if reading.place.place_id == best.place.parent_id), None)


def belongs_to(reading: Reading, port: Reading, clues: Clues) -> bool:
    """Tell whether a reading is a crossing of the port, or an entry named before it close by."""
    if reading.mention.start in clues.masked:
        return False
    place = reading.place
    if place.kind == "crossing" and place.parent_id == port.place.place_id:
        return True
    earlier = reading.mention.start < port.mention.start
    return place.kind in ("crossing", "port") and earlier and distance_km(place, port.place) < NEIGHBOUR_KM


def listed_entries(best: Reading, readings: list[Reading], clues: Clues) -> list[Reading]:
    """The other ports and crossings of a list: 'ports of entry at Hidalgo and Eagle Pass'."""
    if best.place.kind not in ENTRY or ANDS.isdisjoint(clues.vocabulary):
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


def rivals(best: Reading, readings: list[Reading], clues: Clues) -> list[Reading]:
    """Other readings of the same words that score as high and lie elsewhere.

    Namesakes of like size near the border are alike, too, when a text has nothing but their name.
    """
    alone = best.place.kind in SETTLED and _is_alone(best, clues)
    return [
        other
        for other in readings
        if best.score - other.score < (MARGIN_ALONE if alone and _is_namesake(best.place, other.place) else MARGIN)
        and other.mention == best.mention
        and other.place.place_id != best.place.place_id
        and _lie_apart(best.place, other.place)
    ]


def _is_alone(best: Reading, clues: Clues) -> bool:
    """Tell whether a text is the name of a place alone, or that and its state."""
    end = best.mention.end
    return not best.mention.start and (
        end == len(clues.words) or (clues.words[end] in MARKS and end + 1 in clues.states)
    )


def _is_namesake(best: PlaceRow, other: PlaceRow) -> bool:
    """Tell whether two towns or municipalities may well be meant by one name in news of the border.

    A name that small places far and near share tells nothing.
    """
    little = best.kind != "municipality" and best.population < LITTLE_PEOPLE
    near = little or max(best.border_km, other.border_km) < BAND_KM
    alike = other.kind == "municipality" or other.population * UNLIKE_SIZE > best.population
    return near and alike and best.country == other.country and other.kind in SETTLED


def _lie_apart(a: PlaceRow, b: PlaceRow) -> bool:
    """Tell whether two places are not one spot under two names.

    Twin towns are two, and so are two ports of one city; a port and what lies in it are not.
    """
    if a.country != b.country and a.kind in SETTLED and b.kind in SETTLED:
        return True
    if a.kind in ENTRY and b.kind in ENTRY:
        return distance_km(a, b) > max(SAME_PORT_KM, a.radius_km, b.radius_km)
    return distance_km(a, b) > SAME_SPOT_KM


def names_unknown(best: Reading, clues: Clues) -> bool:
    """Tell whether only the state of a named, unlisted place is known: 'near Xyz, Texas'."""
    if best.place.kind != "state":
        return False
    names = [
        clues.capitals[at] and clues.words[at] not in COMMON and clues.words[at] not in MARKS and at not in clues.states
        for at in range(best.mention.start)
    ]
    return any(names[1:]) or (names[:1] == [True] and clues.words[1] in MARKS)
