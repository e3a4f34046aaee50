"""Which column of a reader's table says what, as a value that can be shown, corrected and saved."""

from __future__ import annotations

from dataclasses import dataclass, field

PLACE_PARTS = ("place", "city", "state", "country")
SINGLE_ROLES = ("record_id", "date", "published", "city", "state", "country", "place", "lat", "lon", "radius", "point",
                "form", "qualifier", "agency", "conveyance", "concealment", "url", "publisher")  # fmt: skip
ITEM_ROLES = ("commodity", "quantity", "unit")


@dataclass(frozen=True)
class ItemColumns:
    """The columns of one thing seized: its name, amount and unit; a word stands in for a column that is not there."""

    commodity: str = ""
    quantity: str = ""
    unit: str = ""
    commodity_word: str = ""
    unit_word: str = ""


@dataclass(frozen=True)
class Mapping:
    """Roles of the columns of a table.

    Parameters
    ----------
    columns
        Role (`SINGLE_ROLES`) to the column's name as the header has it.
    items
        One or more things seized in each row.
    decimal
        The mark before decimals in numbers, "." or ",".
    date_order
        "dmy" or "mdy", for dates like 03/04/2020; empty where the column mixes both.
    """

    columns: dict[str, str] = field(default_factory=dict)
    items: tuple[ItemColumns, ...] = ()
    decimal: str = "."
    date_order: str = ""

    @property
    def place_columns(self) -> tuple[str, ...]:
        """Columns whose words together name the place, the finest first."""
        return tuple(self.columns[role] for role in PLACE_PARTS if role in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """Every column the mapping reads."""
        listed = [name for item in self.items for name in (item.commodity, item.quantity, item.unit) if name]
        return tuple(dict.fromkeys([*self.columns.values(), *listed]))
