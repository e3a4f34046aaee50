"""The mapping of a reader's table guessed from its header and its cells, and what that leaves open."""

from __future__ import annotations

import re

import pandas as pd

from geo.columnwords import ColumnWords
from geo.datecells import find_order
from geo.errors import SourceError
from geo.mapping import ITEM_ROLES, SINGLE_ROLES, ItemColumns, Mapping
from geo.numbers import find_decimal
from geo.words import _

SAMPLE_ROWS = 2_000
SAMPLE_CELLS = 200
NUMBERED = re.compile(r"^(.*?)[\s_.#-]*(\d{1,2})$")


def guess_mapping(table: pd.DataFrame, words: ColumnWords) -> tuple[Mapping, list[str]]:
    """Guess the mapping of a table of text from its header and first rows.

    A column takes a role that its header names, if its cells don't speak against it, or that its cells leave no doubt
    of. "Fentanyl (lbs)" is an amount of fentanyl in pounds, "Drug 2" goes with "Weight 2".

    Returns
    -------
    Mapping
    list of str
        Sentences for the reader: what was decided where the table leaves it open.

    Raises
    ------
    SourceError
        No column says what was seized, or none says where or when.
    """
    sample = table.head(SAMPLE_ROWS)
    count = max(SAMPLE_CELLS // max(len(sample.columns) // 40, 1), 10)
    cells = {str(name): _some_cells(sample[name], count) for name in sample}
    items = _wide_items(cells, words)
    taken = {item.quantity for item in items}
    columns: dict[str, str] = {}
    for role in SINGLE_ROLES:
        best = _best_column(role, {name: cells[name] for name in cells if name not in taken}, words)
        if best:
            columns[role] = best
            taken.add(best)
    items = items or _listed_items({name: cells[name] for name in cells if name not in taken}, words)
    _check(items, columns, list(table.columns))
    columns = _without_false_key(columns, sample)
    numbers = pd.concat([cells[item.quantity] for item in items if item.quantity] or [pd.Series([], dtype="str")])
    order, notes = _date_order(columns, cells, words)
    decimal = find_decimal(numbers)
    notes += _second_measures(items, {name: cells[name] for name in cells if name not in columns.values()}, words)
    if decimal == ",":
        notes.append(_("numbers are read with a decimal comma"))
    return Mapping(columns, tuple(items), decimal, order), notes


def _some_cells(column: pd.Series, count: int) -> pd.Series:
    filled = column[column.str.strip() != ""]
    return pd.Series(filled.unique()[:count], dtype="str")


def _best_column(role: str, cells: dict[str, pd.Series], words: ColumnWords) -> str:
    """The column that fits `role` best: its header must name it, or its cells leave no doubt; empty if none does."""
    scores = {name: words.score(role, name, column) for name, column in cells.items()}
    best = max(scores, key=lambda name: scores[name], default="")
    return best if best and scores[best] >= 1 else ""


def _wide_items(cells: dict[str, pd.Series], words: ColumnWords) -> list[ItemColumns]:
    """Columns of numbers whose header names what they count: "Fentanyl (lbs)"."""
    named = {name: words.read_header(name) for name, column in cells.items() if words.share("quantity", column) >= 0.8}
    return [ItemColumns(quantity=name, commodity_word=commodity, unit_word=unit)
            for name, (commodity, unit) in named.items() if commodity and unit]  # fmt: skip


def _listed_items(cells: dict[str, pd.Series], words: ColumnWords) -> list[ItemColumns]:
    """Columns of names with those of amounts and units, paired by the number at their end or by their order."""
    found: dict[str, list[str]] = {}
    left = dict(cells)
    for role in ITEM_ROLES:
        found[role] = _all_columns(role, left, words)
        left = {name: column for name, column in left.items() if name not in found[role]}
    found["quantity"] = found["quantity"] or _measure_columns(left, words)[:1]
    return [_pair(at, name, found, words) for at, name in enumerate(found["commodity"])]


def _measure_columns(cells: dict[str, pd.Series], words: ColumnWords) -> list[str]:
    """Columns of numbers whose header is a unit of weight or number: "pounds", "kg", not a value in money."""
    units = {name: words.read_header(name)[1] for name in cells}
    named = [name for name, unit in units.items() if unit and unit not in words.loads.money]
    return [name for name in named if words.share("quantity", cells[name]) >= 0.8]


def _second_measures(items: list[ItemColumns], cells: dict[str, pd.Series], words: ColumnWords) -> list[str]:
    """Name the columns of amounts that are not read, for another is."""
    read = [item.quantity for item in items if item.quantity]
    told = _("the column {column} is not read: {quantity} is taken for the amount")
    left = _measure_columns({name: cells[name] for name in cells if name not in read}, words) if read else []
    return [told.format(column=repr(name), quantity=repr(read[0])) for name in left]


def _all_columns(role: str, cells: dict[str, pd.Series], words: ColumnWords) -> list[str]:
    """The best column for `role`, and those that differ from it only by the number at their end."""
    best = _best_column(role, cells, words)
    match = NUMBERED.match(best)
    stem = match[1] if match and best not in words.exact_headers(role) else best
    alike = [name for name in cells if (found := NUMBERED.match(name)) and found[1] == stem and stem]
    return sorted({best, *alike} - {""}, key=_number)


def _number(name: str) -> int:
    match = NUMBERED.match(name)
    return int(match[2]) if match else 0


def _pair(at: int, name: str, found: dict[str, list[str]], words: ColumnWords) -> ItemColumns:
    def partner(role: str) -> str:
        same = [other for other in found[role] if _number(other) == _number(name)]
        alone = found[role][0] if len(found[role]) == 1 and (role == "unit" or len(found["commodity"]) == 1) else ""
        return same[0] if same else found[role][at] if at < len(found[role]) and not alone else alone

    quantity, unit = partner("quantity"), partner("unit")
    return ItemColumns(commodity=name, quantity=quantity, unit=unit,
                       unit_word="" if unit or not quantity else words.read_header(quantity)[1])  # fmt: skip


def _check(items: list[ItemColumns], columns: dict[str, str], header: list[str]) -> None:
    lacking = _("what was seized") if not items else ""
    if not set(columns) & {"date", "place", "city", "lat", "point", "state"}:
        lacking = lacking or _("where or when")
    if lacking and len(header) == 1:
        raise SourceError(
            _("{column} is the only column: expected a table of what was seized and where or when, or a text")
            .format(column=repr(header[0][:60]))
        )  # fmt: skip
    if lacking:
        raise SourceError(
            _("no column tells {lacking}: the table has {columns}; name it in a mapping").format(
                lacking=lacking, columns=", ".join(header[:12]) + (", …" if len(header) > 12 else "")
            )
        )


def _without_false_key(columns: dict[str, str], sample: pd.DataFrame) -> dict[str, str]:
    """Drop the key where rows that share it differ in date or place: it does not name an event."""
    fixed = [columns[role] for role in ("date", "place", "city", "lat", "point") if role in columns]
    key = columns.get("record_id")
    if key and fixed:
        filled = sample[sample[key].str.strip() != ""]
        if (filled.groupby(key)[fixed].nunique() > 1).any(axis=1).mean() > 0.05:
            return {role: name for role, name in columns.items() if role != "record_id"}
    return columns


def _date_order(columns: dict[str, str], cells: dict[str, pd.Series], words: ColumnWords) -> tuple[str, list[str]]:
    if "date" not in columns:
        return "", []
    dates = cells[columns["date"]]
    order = find_order(dates)
    if order or not words.has_open_order(dates):
        return order, []
    if words.mixes_orders(dates):
        return "", [_("the dates mix day first and month first: those that could be both are left out")]
    order = "dmy" if words.is_spanish(columns["date"]) else "mdy"
    told = _("the day comes first in dates like 03/04/2020, as in Spanish; correct it in the mapping if not")
    other = _("the month comes first in dates like 03/04/2020, as in US English; correct it in the mapping if not")
    return order, [told if order == "dmy" else other]
