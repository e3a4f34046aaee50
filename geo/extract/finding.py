"""One measured thing of a text, made from its measure and the name it is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from geo.extract.document import Document
from geo.extract.lexicon import Mark, Substance
from geo.extract.measure import Measure
from geo.extract.naming import UNNAMED, is_name
from geo.extract.tokens import word_set

_TO_FORM = word_set("in the form of , en forma de presentacion presentado presentada estado")
_NEAR_FORM = 6
_SHORT = 9


@dataclass(frozen=True, eq=False)
class Finding:
    """A measured thing, tokens [start, end). `name_at` is where its name stands, -1 if it was told before.

    `measure` is None where only the name is told. `total` marks words such as "in all" beside it; `hedge` is where
    its hedge starts, or -1. `is_product` marks what packages hold together that are told to hold so much each,
    `in_list` what a short line of its own tells, `is_summed` what is told of many seizures at once.
    """

    substance: Substance
    measure: Measure | None
    name_at: int
    start: int
    end: int
    sentence: int
    total: bool = False
    hedge: int = -1
    is_product: bool = False
    in_list: bool = False
    is_summed: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number as told; None without a measure."""
        return self.measure.value if self.measure is not None else None

    @property
    def unit(self) -> str:
        """The unit as told, in English plural; empty without a measure."""
        return self.measure.unit.label if self.measure is not None else ""

    @property
    def kind(self) -> str:
        """The kind of the unit: mass, count, container, volume, currency; empty without a measure."""
        return self.measure.unit.kind if self.measure is not None else ""

    @property
    def amount(self) -> Decimal:
        """Kilograms, litres, pieces; pesos and dollars as they are."""
        return self.measure.value * (self.measure.unit.factor or 1) if self.measure is not None else Decimal(0)


def make_finding(doc: Document, measure: Measure, name_at: int, index: int, *, name: str = "") -> Finding:
    """A finding in the sentence `index`, of the name at `name_at`, or of the substance `name` if that is given."""
    mark = doc.marks["substance"].get(name_at)
    substance = doc.lexicon.substances[name or (mark.code if mark is not None else UNNAMED)]
    start, end = doc.sentences[index]
    first, last = measure.first, max(measure.end, measure.converted)
    if mark is not None and not name:
        first, last = min(first, mark.start), max(last, mark.end)
    hedge = next((at for at in reversed(range(max(start, first), last)) if at in doc.marks["hedge"]), -1)
    if hedge < 0 and mark is not None:
        hedge = doc.hedge_ends.get(mark.start, -1)
    form = "pills" if measure.unit.code == "pill" and substance.family == "drug" else _form(doc, substance, mark)
    return Finding(
        substance._replace(form=form), measure, name_at, first, last, index,
        total=is_total(doc, measure, start, end), hedge=hedge, in_list=end - start <= _SHORT,
    )  # fmt: skip


def is_named_drug(doc: Document, at: int) -> bool:
    """Whether the name of a drug, not just "drugs", stands at a position."""
    if not is_name(doc, at):
        return False
    substance = doc.lexicon.substances[doc.marks["substance"][at].code]
    return substance.family in ("drug", "precursor") and substance.commodity_code != UNNAMED


def name_code(doc: Document, name_at: int) -> str:
    """The commodity code of the name at a position."""
    return doc.lexicon.substances[doc.marks["substance"][name_at].code].commodity_code


def is_total(doc: Document, measure: Measure, start: int, end: int) -> bool:
    """Whether words such as "in all" stand beside a measure, inside the tokens [start, end)."""
    return bool(doc.cues("total", max(start, measure.first - 4), min(end, measure.end + 4)))


def _form(doc: Document, substance: Substance, mark: Mark | None) -> str:
    if substance.form or substance.family != "drug" or mark is None:
        return substance.form
    at = mark.end
    while at < min(mark.end + _NEAR_FORM, len(doc.tokens)) and doc.tokens[at].word in _TO_FORM:
        at += 1
    forms = doc.between("form", mark.end, at + 1) or doc.between("form", mark.end, mark.end + 2)
    return forms[0].code if forms else ""
