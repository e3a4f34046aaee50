"""Weapons, rounds and magazines of several kinds told together are one count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from geo.extract.alike import exactness, restates
from geo.extract.finding import Finding

_COUNTED = ("firearms", "ammunition", "magazines")


def add_arms(findings: Sequence[Finding]) -> list[Finding]:
    """Weapons, rounds and magazines of several kinds told in one sentence are one count."""
    kept: list[Finding] = [f for f in findings if f.substance.commodity_code not in _COUNTED]
    for code in _COUNTED:
        told = [f for f in findings if f.substance.commodity_code == code and f.measure is not None]
        sums = [_add_up(group) for group in _told_together(told)]
        exact = [f for f in sums if not any(restates(f, other) and _is_vaguer(f, other) for other in sums)]
        kept += [max(exact, key=lambda f: f.amount)] if exact else []
    return sorted(kept, key=lambda f: f.start)


def _told_together(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings by the sentence that tells them; the lines of a list are told together."""
    groups: list[list[Finding]] = []
    for finding in findings:
        last = groups[-1][-1] if groups else None
        listed = last is not None and last.in_list and finding.in_list and finding.sentence - last.sentence == 1
        if last is not None and (listed or last.sentence == finding.sentence):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return groups


def _is_vaguer(first: Finding, second: Finding) -> bool:
    return first is not second and exactness(first) < exactness(second)


def _add_up(group: Sequence[Finding]) -> Finding:
    """The sum of a list, or its head where that is the sum already ("7 firearms: one machine gun, six rifles")."""
    first, *rest = group
    total = sum((f.measure.value for f in group if f.measure), Decimal(0))
    head = first.measure.value if first.measure is not None else Decimal(0)
    is_head = first.measure is not None and first.measure.bound < 0 and head == total - head
    if not rest or first.measure is None or is_head:
        return first
    return replace(first, measure=replace(first.measure, value=total), end=max(f.end for f in group))
