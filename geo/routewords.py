"""The words after which a place is that of a route or a home, not of what is reported."""

from __future__ import annotations


def _phrases(text: str) -> dict[str, list[tuple[str, ...]]]:
    """Return phrases, written one a line, by their first word."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for line in text.strip().splitlines():
        phrase = tuple(line.split())
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


AWAY_CUES = _phrases("""
bound for
en route to
en route from
on the way to
destined for
destined to
headed to
headed for
headed toward
heading to
heading for
heading toward
con destino
rumbo a
coming from
arriving from
arrived from
procedente de
proveniente de
provenientes de
traveling to
traveling from
travelling to
travelling from
driving from
driving to
resident of
residents of
residente de
vecino de
originario de
native of
living in
lives in
""")
"""What leads to the end of a journey or to a home: never the place of the event, even if no other is named."""
AWAY_END = frozenset(",;()") | {"near", "cerca", "in", "en", "stopped", "at", "on", "when", "was", "were", "fue"}
_ROAD_CUES = _phrases("""
toward
towards
hacia
crossed
entered through
entered at
smuggled through
connecting
which connects
that connects
que conecta
border of
carretera a
camino a
road to
highway to
tunnel from
tunnel to
tunnel between
tunel de
tunel entre
que conduce
agents from
""")
ROUTE_CUES = {
    first: [*AWAY_CUES.get(first, ()), *_ROAD_CUES.get(first, ())] for first in AWAY_CUES.keys() | _ROAD_CUES.keys()
}
"""What leads to the end of a journey, a home or the end of a road: another place that is named goes before it."""
ROUTE_END = frozenset("();")
