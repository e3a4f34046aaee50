"""When one figure tells another again, less exactly, or sums others up."""

from __future__ import annotations

from collections.abc import Sequence
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
_OVERVIEW = Decimal("1.25")


def restates(first: Finding, second: Finding) -> bool:
    """Whether `first` tells the measure of `second` again, or less exactly.

    A qualifier widens what may be meant: "more than 400 pounds" may be 412, "nearly 30 pounds" 29.5.
    """
    if not is_same_thing(first, second) or first.kind != second.kind or first.measure is None or second.measure is None:
        return False
    if first.kind in ("count", "container", "currency") and first.unit != second.unit:
        return False
    low, high = _meant(first.measure)
    factor = first.measure.unit.factor or 1
    return low * factor <= second.amount <= high * factor


def is_same_thing(first: Finding, second: Finding) -> bool:
    """Whether two findings are of one thing: one commodity, and not two forms of it."""
    one, other = first.substance, second.substance
    if one.commodity_code != other.commodity_code or len({one.form, other.form} - {""}) > 1:
        return False
    return one.name == other.name or one.family == "drug"


def exactness(finding: Finding) -> tuple[bool, int, bool, bool]:
    """How exactly a measure is told, to compare with another that tells it too: the greater the more."""
    assert finding.measure is not None
    digits, qualifier = len(finding.measure.value.normalize().as_tuple().digits), finding.measure.qualifier
    return qualifier in ("", "about"), digits, not qualifier, bool(finding.substance.form)


def is_sum(finding: Finding, others: Sequence[Finding]) -> bool:
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


def is_mix_of(finding: Finding, others: Sequence[Finding]) -> bool:
    """Whether a weight of several drugs in one figure is told of drugs that all have a weight of their own."""
    if finding.substance.commodity_code != "mixed_drugs":
        return False
    weighed = {f.substance.commodity_code for f in others if f.kind == "mass" and f.substance.family == "drug"}
    mixed = finding.substance.name.partition("(")[2].rstrip(")").split(", ")
    return weighed.issuperset(mixed)


def is_overview(finding: Finding, drafts: Sequence[Draft], lead: Draft) -> bool:
    """Whether a figure told before several dated events sums up what they hold of this thing, if not to the pound."""
    dated = [draft for draft in drafts if draft is not lead and draft.is_dated]
    told = [f for draft in dated for f in draft.findings]
    parts = [f.amount for f in told if f.kind == finding.kind and is_same_thing(f, finding)]
    if len(dated) < 2 or not parts:
        return False
    return max(parts) <= finding.amount * (1 + _EXACT) and finding.amount <= sum(parts) * _OVERVIEW


def count_tellings(finding: Finding, drafts: Sequence[Draft], lead: Draft) -> int:
    """How many events after the lead tell of the same thing."""
    return sum(any(is_same_thing(f, finding) for f in draft.findings) for draft in drafts if draft is not lead)


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
