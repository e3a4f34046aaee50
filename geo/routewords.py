"""The words after which a place is that of a route or a home, not of what is reported."""

from __future__ import annotations


def _phrases(text: str) -> dict[str, list[tuple[str, ...]]]:
    """Return phrases, written one a line, by their first word."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for line in text.strip().splitlines():
        phrase = tuple(line.split())
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


ROUTE_CUES = _phrases("""
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
toward
towards
hacia
con destino
rumbo a
crossed
entered through
entered at
smuggled through
connecting
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
which connects
that connects
que conecta
border of
resident of
residents of
residente de
vecino de
originario de
native of
living in
lives in
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
ROUTE_END = frozenset("();")
