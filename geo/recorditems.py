"""What was seized in each record of a table: its commodity, amount and unit in our terms, or why it cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from geo.loads import LoadWords
from geo.measures import convert_columns
from geo.numbers import read_number
from geo.rejects import list_rejects, set_aside
from geo.vocab import fold
from geo.wordindex import WordIndex
from geo.words import _


@dataclass(frozen=True)
class RecordWords:
    """What records are read with: the vocabulary of months, words of agencies and conveyances, and those of loads."""

    months: pd.DataFrame
    agencies: WordIndex
    conveyances: WordIndex
    loads: LoadWords


def measure_records(records: pd.DataFrame, words: RecordWords, decimal: str) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Add commodity, amount, unit and codes in our terms, and set aside records where one of them cannot be read.

    An amount without a unit is told too, but its record stays, not measured.
    """
    read = _read_cells(records, words, decimal)
    given = read["quantity"] != ""
    rejects = []
    for column, bad, reason in (
        ("commodity", read["commodity_code"] == "", _("not a listed commodity: add it in data/vocab/commodities.csv")),
        ("quantity", given & read["amount"].isna(), _("not a number of zero or more")),
        ("unit", given & (read["unit_reported"] != "") & (read["unit_code"] == ""),
         _("not a listed unit: add it in data/vocab/units.csv")),
    ):  # fmt: skip
        reported = "unit_reported" if column == "unit" else column
        read, left = set_aside(read, bad.reindex(read.index), stage="normalise", column=column, reported=reported,
                               reason=reason)  # fmt: skip
        rejects.append(left)
    unmeasured = read[(read["quantity"] != "") & (read["unit_reported"] == "")]
    reason = _("no unit is given: the amount is kept as reported, not measured")
    rejects.append(list_rejects(unmeasured["row_id"], unmeasured["quantity"], stage="normalise", column="unit",
                                reason=reason))  # fmt: skip
    return _described(read, words), rejects


def _read_cells(records: pd.DataFrame, words: RecordWords, decimal: str) -> pd.DataFrame:
    loads = words.loads
    amounts = {cell: loads.split_amount(cell) for cell in records["quantity"].unique()}
    read = records.assign(
        commodity_code=_given(records, "commodity_code", lambda: map_cells(records["commodity"], loads.find_commodity)),
        number=map_cells(records["quantity"], lambda cell: amounts[cell].number),
        unit_reported=records["unit"].where(
            records["unit"] != "", map_cells(records["quantity"], lambda c: amounts[c].unit)
        ),
        qualifier_reported=records["qualifier"].where(
            records["qualifier"] != "", map_cells(records["quantity"], lambda cell: amounts[cell].qualifier)
        ),
    )
    return read.assign(
        amount=read["number"].map({cell: read_number(cell, decimal=decimal) for cell in read["number"].unique()}),
        unit_code=map_cells(read["unit_reported"], lambda cell: loads.unit_words.get(fold(cell), "")),
    )


def _described(read: pd.DataFrame, words: RecordWords) -> pd.DataFrame:
    loads = words.loads
    measured = convert_columns(read["amount"].astype(float), read["unit_code"], loads.units)
    form = map_cells(read["form"].where(read["form"] != "", read["commodity"]), loads.find_form)
    return read.join(measured).assign(
        form=form,
        commodity_reported=read["commodity"],
        quantity_reported=read["quantity"].where(read["unit"] != "", read["number"]),
        qualifier=map_cells(read["qualifier_reported"], loads.hedges.find),
        agency_code=_given(read, "agency_code", lambda: map_cells(read["agency"], words.agencies.find_within)),
        conveyance_code=_given(
            read, "conveyance_code", lambda: map_cells(read["conveyance"], words.conveyances.find_within)
        ),
    )


def _given(records: pd.DataFrame, column: str, read: Callable[[], pd.Series]) -> pd.Series:
    """The codes that the parser of an official source has set already, or else those that `read` gives."""
    return records[column] if column in records else read()


def map_cells(cells: pd.Series, read: Callable[[str], str]) -> pd.Series:
    """Return what `read` makes of every cell, as text; equal cells are read once."""
    known = {cell: read(cell) for cell in cells.unique()}
    return cells.map(known).astype("str")
