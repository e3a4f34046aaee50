"""What a text tells, as values: events, their items and places, each with the characters it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from geo.dates import UNKNOWN, Period

Span = tuple[int, int]
"""Characters [start, end) of the text."""


@dataclass(frozen=True)
class Told:
    """A word or code read from the text: our code (empty where the words are no listed ones), its words, its span."""

    code: str
    reported: str
    span: Span


@dataclass(frozen=True)
class Item:
    """One measure of one thing.

    `commodity` is its English name, `commodity_code` its code. `quantity` is null where the text gives none, in `unit`
    (English plural). `alternative_of` is the index, in the event, of the item that measures the same load otherwise.
    """

    commodity: str
    commodity_code: str
    family: str
    form: str
    quantity: Decimal | None
    unit: str
    unit_kind: str
    qualifier: Told | None
    hedge: Told | None
    quantity_reported: str
    span: Span
    alternative_of: int | None = None


@dataclass(frozen=True)
class Place:
    """Place words and their role: seizure, crossing, route, residence, office, reference or dateline."""

    reported: str
    kind: str
    role: str
    span: Span


@dataclass(frozen=True)
class Event:
    """One seizure as told.

    `date` is unknown where the text does not say; `partial_date` then keeps month and day ("--12-08"). `place` is
    the seizure place, None where only a dateline or an office is told.
    """

    date: Period = UNKNOWN
    date_basis: str = ""
    partial_date: str = ""
    date_told: Told | None = None
    place: Place | None = None
    places: tuple[Place, ...] = ()
    agencies: tuple[Told, ...] = ()
    conveyance: Told | None = None
    concealment: Told | None = None
    items: tuple[Item, ...] = field(default=())
    span: Span = (0, 0)

    @property
    def families(self) -> frozenset[str]:
        """The families of its commodities: drug, proceeds, firearms, ammunition, precursor."""
        return frozenset(item.family for item in self.items)
