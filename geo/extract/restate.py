"""One fact told twice is one item: leads, captions, totals and conversions are taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.extract.alike import count_tellings, exactness, is_mix_of, is_overview, is_same_thing, is_sum, restates
from geo.extract.arms import add_arms
from geo.extract.draft import LEAD, Draft
from geo.extract.finding import Finding
from geo.extract.naming import UNNAMED

_REACH = 40
_FEW = 10


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
            and not (_may_be_total(draft, finding) and is_sum(finding, told))
            and not (finding.sentence < LEAD and is_mix_of(finding, told))
            and not (draft.is_lead and draft.is_summary(finding) and is_overview(finding, near, draft))
            and not (draft.tells_several and finding.total and count_tellings(finding, near, draft) > 1)
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


def _settle(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one event: of two that tell the same, the more exact; parts instead of their sum."""
    kept: list[Finding] = []
    for finding in add_arms(findings):
        if finding.measure is None and any(finding.substance == other.substance for other in kept):
            continue
        twin = next((k for k in kept[-_REACH:] if restates(finding, k) or restates(k, finding)), None)
        if twin is None:
            kept.append(finding)
        elif exactness(finding) > exactness(twin):
            kept[kept.index(twin)] = finding
    measured = [f.substance for f in kept if f.kind in ("mass", "count", "volume")]
    names = {substance.name for substance in measured}
    mixed = any(substance.commodity_code == "mixed_drugs" for substance in measured)
    kept = [f for f in kept if f.kind != "container" or not (mixed or f.substance.name in names)]
    kept = [f for f in kept if f.substance.commodity_code != UNNAMED or f.unit == "pills" or not _named(kept)]
    kept = [f for f in kept if not (f.is_product and any(_is_beside(f, other) for other in kept))]
    return [f for at, f in enumerate(kept) if not is_sum(f, kept[max(0, at - _REACH) : at + _REACH])]


def _is_beside(product: Finding, other: Finding) -> bool:
    """Whether another figure tells as a whole what so much in each package comes to."""
    return other is not product and other.kind == product.kind and is_same_thing(product, other)


def _may_be_total(draft: Draft, finding: Finding) -> bool:
    mixed = finding.substance.commodity_code in (UNNAMED, "mixed_drugs")
    return mixed or finding.total or draft.is_summary(finding)


def _named(findings: Iterable[Finding]) -> bool:
    return any(f.substance.family == "drug" and f.substance.commodity_code != UNNAMED for f in findings)
