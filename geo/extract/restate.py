"""One fact told twice is one item: leads, captions, totals and conversions are taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from geo.extract.draft import Draft
from geo.extract.finding import Finding
from geo.extract.measure import Measure
from geo.extract.naming import UNNAMED

_ABOUT = Decimal("0.08")
_EXACT = Decimal("0.012")
_FINE = Decimal("0.003")
_ROUNDED = Decimal("0.025")
_SUM = Decimal("0.05")
_BELOW = Decimal("0.99")
_REACH = 40
_FEW = 10
_OVERVIEW = Decimal("1.25")
_COUNTED = ("firearms", "ammunition", "magazines")


def settle_events(drafts: Sequence[Draft]) -> list[Draft]:
    """Remove from each event what another part of the text tells again or more exactly; empty events fall away."""
    _drop_runs(drafts)
    for draft in drafts:
        draft.findings = _settle(draft.findings)
    before = len(drafts[0].findings) if drafts else 0
    for index, draft in enumerate(drafts):
        near = drafts[max(0, index - _REACH) : index + _REACH]
        others = [f for other in near if other is not draft for f in other.findings]
        alike = [f for other in near for f in other.findings if _may_tell_again(draft, other, f)]
        told = others + draft.findings[:_REACH]
        measured = {f.substance.commodity_code for f in told if f.measure is not None}
        draft.findings = [
            finding
            for finding in draft.findings
            if not ((draft.is_summary(finding) or finding.total) and any(restates(finding, other) for other in alike))
            and not (_may_be_total(draft, finding) and _is_sum(finding, told))
            and not (draft.is_lead and draft.is_summary(finding) and _is_overview(finding, near, draft))
            and not (draft.tells_several and finding.total and _tell_of(finding, near, draft) > 1)
            and not (finding.measure is None and finding.substance.commodity_code in measured)
            and not (finding.substance.commodity_code == UNNAMED and _named(others) and draft.is_summary(finding))
        ]
    _join_lead(drafts, before)
    kept = [draft for draft in drafts if draft.findings]
    for draft in kept:
        if any(f.measure is not None for f in draft.findings):
            draft.findings = [f for f in draft.findings if f.measure is not None]
    return kept


def _may_tell_again(draft: Draft, other: Draft, finding: Finding) -> bool:
    """Whether a finding of another event may tell one again; not if two paragraphs each open with a place.

    A few weapons at another place are other weapons.
    """
    own = draft.has_own_place + other.has_own_place
    placed = draft.place is not None and other.place is not None
    is_few = finding.kind == "count" and finding.amount < _FEW
    return other is not draft and own < 2 and not (own and placed and is_few)


def _drop_runs(drafts: Sequence[Draft]) -> None:
    """Leave out what is told of a run of days where other sentences tell events: it sums them up, or is a statistic."""
    kept = [[f for f in d.findings if not f.is_summed and f.sentence not in d.run_sentences] for d in drafts]
    if all(finding.measure is None for findings in kept for finding in findings):
        return
    for draft, findings in zip(drafts, kept, strict=True):
        draft.findings = findings


def _join_lead(drafts: Sequence[Draft], before: int) -> None:
    """Give what only the lead tells to the one event that follows, if that event tells some of the lead again."""
    if len(drafts) != 2 or not drafts[0].is_lead or drafts[0].is_dated or len(drafts[0].findings) == before:
        return
    lead, event = drafts
    event.findings = [*lead.findings, *event.findings]
    lead.findings = []


def restates(first: Finding, second: Finding) -> bool:
    """Whether `first` tells the measure of `second` again, or less exactly.

    A qualifier widens what may be meant: "more than 400 pounds" may be 412, "nearly 30 pounds" 29.5.
    """
    if not _same_thing(first, second) or first.kind != second.kind or first.measure is None or second.measure is None:
        return False
    if first.kind in ("count", "container", "currency") and first.unit != second.unit:
        return False
    low, high = _meant(first.measure)
    factor = first.measure.unit.factor or 1
    return low * factor <= second.amount <= high * factor


def _meant(measure: Measure) -> tuple[Decimal, Decimal]:
    """The values a told one may stand for: "more than 400" up to 500, "nearly 30" down to 25, "about 40" around it."""
    value = measure.value
    step = Decimal(10) ** int(value.normalize().as_tuple().exponent)
    slack = value * _EXACT if value == int(value) else max(step / 2, value * _FINE)
    low, high = value - slack, value + max(slack, min(step / 2, value * _ROUNDED))
    if value == int(value):
        high = max(high, min(value + 1, value * _OVERVIEW))
    if measure.qualifier in ("more_than", "at_least"):
        return low, max(high, value + step * _BELOW)
    if measure.qualifier == "nearly":
        return min(low, value - step / 2), high
    if measure.qualifier == "about":
        around = max(step / 2, value * _ABOUT)
        return value - around, value + around
    return low, high


def _settle(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one event: of two that tell the same, the more exact; parts instead of their sum."""
    kept: list[Finding] = []
    for finding in _add_arms(findings):
        if finding.measure is None and any(finding.substance == other.substance for other in kept):
            continue
        twin = next((k for k in kept[-_REACH:] if restates(finding, k) or restates(k, finding)), None)
        if twin is None:
            kept.append(finding)
        elif _exactness(finding) > _exactness(twin):
            kept[kept.index(twin)] = finding
    measured = [f.substance for f in kept if f.kind in ("mass", "count", "volume")]
    names = {substance.name for substance in measured}
    mixed = any(substance.commodity_code == "mixed_drugs" for substance in measured)
    kept = [f for f in kept if f.kind != "container" or not (mixed or f.substance.name in names)]
    kept = [f for f in kept if f.substance.commodity_code != UNNAMED or f.unit == "pills" or not _named(kept)]
    kept = [f for f in kept if not (f.is_product and any(_is_beside(f, other) for other in kept))]
    return [f for at, f in enumerate(kept) if not _is_sum(f, kept[max(0, at - _REACH) : at + _REACH])]


def _is_beside(product: Finding, other: Finding) -> bool:
    """Whether another figure tells as a whole what so much in each package comes to."""
    return other is not product and other.kind == product.kind and _same_thing(product, other)


def _add_arms(findings: Sequence[Finding]) -> list[Finding]:
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
    return first is not second and _exactness(first) < _exactness(second)


def _add_up(group: Sequence[Finding]) -> Finding:
    """The sum of a list, or its head where that is the sum already ("7 firearms: one machine gun, six rifles")."""
    first, *rest = group
    total = sum((f.measure.value for f in group if f.measure), Decimal(0))
    head = first.measure.value if first.measure is not None else Decimal(0)
    is_head = first.measure is not None and first.measure.bound < 0 and head == total - head
    if not rest or first.measure is None or is_head:
        return first
    return replace(first, measure=replace(first.measure, value=total), end=max(f.end for f in group))


def _same_thing(first: Finding, second: Finding) -> bool:
    one, other = first.substance, second.substance
    if one.commodity_code != other.commodity_code or len({one.form, other.form} - {""}) > 1:
        return False
    return one.name == other.name or one.family == "drug"


def _exactness(finding: Finding) -> tuple[bool, int, bool, bool]:
    assert finding.measure is not None
    digits, qualifier = len(finding.measure.value.normalize().as_tuple().digits), finding.measure.qualifier
    return qualifier in ("", "about"), digits, not qualifier, bool(finding.substance.form)


def _is_sum(finding: Finding, others: Sequence[Finding]) -> bool:
    """Whether a measure is the sum of two or more others told in the text: a total, not a load of its own."""
    if finding.measure is None or finding.kind not in ("mass", "count", "currency"):
        return False
    mixed = finding.substance.commodity_code in (UNNAMED, "mixed_drugs")
    parts = [
        f.amount
        for f in others
        if f is not finding and f.kind == finding.kind and (f.kind == "mass" or f.unit == finding.unit)
        and (mixed or f.substance.commodity_code == finding.substance.commodity_code)
        and (mixed or not finding.substance.form or finding.substance.form == f.substance.form)
    ]  # fmt: skip
    loose = bool(finding.measure.qualifier) or finding.total
    total = sum(parts, Decimal(0))
    low, high = (bound * (finding.measure.unit.factor or 1) for bound in _meant(finding.measure))
    is_near = abs(total - finding.amount) <= finding.amount * (_SUM if loose else _EXACT)
    return len(parts) > 1 and (is_near or (loose and low <= total <= high))


def _is_overview(finding: Finding, drafts: Sequence[Draft], lead: Draft) -> bool:
    """Whether a figure told before several dated events sums up what they hold of this thing, if not to the pound."""
    dated = [draft for draft in drafts if draft is not lead and draft.is_dated]
    parts = [f.amount for draft in dated for f in draft.findings if f.kind == finding.kind and _same_thing(f, finding)]
    if len(dated) < 2 or not parts:
        return False
    return max(parts) <= finding.amount * (1 + _EXACT) and finding.amount <= sum(parts) * _OVERVIEW


def _tell_of(finding: Finding, drafts: Sequence[Draft], lead: Draft) -> int:
    """How many events after the lead tell of the same thing."""
    return sum(any(_same_thing(f, finding) for f in draft.findings) for draft in drafts if draft is not lead)


def _may_be_total(draft: Draft, finding: Finding) -> bool:
    mixed = finding.substance.commodity_code in (UNNAMED, "mixed_drugs")
    return mixed or finding.total or draft.is_summary(finding)


def _named(findings: Iterable[Finding]) -> bool:
    return any(f.substance.family == "drug" and f.substance.commodity_code != UNNAMED for f in findings)
