"""Any table of seizures, read by a mapping of its columns: one record for each thing seized in a row."""

from __future__ import annotations

import pandas as pd

from data.sources import Parsed
from geo.errors import SourceError
from geo.keys import is_known
from geo.loads import Amount, LoadWords, cut_cell
from geo.mapping import ItemColumns, Mapping
from geo.records import fill_records
from geo.rejects import list_rejects
from geo.words import _

JOIN = ", "
OWN = ("row_id", "digest")
"""Columns of the rows that the import adds; a file has none of these names."""


def parse(rows: pd.DataFrame, mapping: Mapping, words: LoadWords) -> Parsed:
    """Return the records of `rows` (columns of the table, `row_id`, `digest`); a row that names nothing is set aside.

    Raises
    ------
    SourceError
        The mapping names a column that the table lacks.
    """
    lacking = [name for name in mapping.names if name not in rows]
    if lacking:
        raise SourceError(
            _("the table has no column {column}, which the mapping names: it has {columns}").format(
                column=repr(lacking[0]), columns=", ".join([str(name) for name in rows if name not in OWN][:12])
            )
        )
    shared = _shared_columns(rows, mapping)
    pieces = [_split_cells(_item_records(rows, shared, item), words) for item in mapping.items]
    records = pd.concat([piece[piece["commodity"].str.strip() != ""] for piece in pieces], ignore_index=True)
    empty = rows[~is_known(rows["row_id"], records["row_id"])]
    told = [empty[item.commodity or item.quantity] for item in mapping.items]
    said = pd.Series([JOIN.join(cells) for cells in zip(*told, strict=True)], index=empty.index, dtype="str")
    rejects = list_rejects(empty["row_id"], said, stage="parse", column="commodity",
                           reason=_("the row does not say what was seized"))  # fmt: skip
    return Parsed(records=records, rejects=rejects)


def _shared_columns(rows: pd.DataFrame, mapping: Mapping) -> pd.DataFrame:
    shared = {
        role: rows[name] for role, name in mapping.columns.items() if role not in ("place", "city", "state", "country")
    }
    return pd.DataFrame({**shared, "place": _place(rows, mapping.place_columns), "row_id": rows["row_id"],
                         "digest": rows["digest"]}, index=rows.index).assign(date_basis="table")  # fmt: skip


def _place(rows: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """The words of the place columns, the finest first, each said once."""
    if len(names) < 2:
        return rows[names[0]] if names else pd.Series("", index=rows.index, dtype="str")
    parts = rows[list(names)].drop_duplicates()
    joined = parts.apply(lambda row: JOIN.join(dict.fromkeys(part.strip() for part in row if part.strip())), axis=1)
    known = pd.Series(joined.to_numpy(), index=pd.MultiIndex.from_frame(parts))
    return pd.Series(
        known.reindex(pd.MultiIndex.from_frame(rows[list(names)])).to_numpy(), index=rows.index, dtype="str"
    )


def _item_records(rows: pd.DataFrame, shared: pd.DataFrame, item: ItemColumns) -> pd.DataFrame:
    blank = pd.Series("", index=rows.index, dtype="str")
    quantity = rows[item.quantity].str.strip() if item.quantity else blank
    commodity = (
        rows[item.commodity].str.strip() if item.commodity else blank.mask(_is_some(quantity), item.commodity_word)
    )
    unit = rows[item.unit].str.strip() if item.unit else blank.mask(quantity != "", item.unit_word)
    return fill_records(shared.assign(commodity=commodity, quantity=quantity, unit=unit))


def _is_some(quantity: pd.Series) -> pd.Series:
    """Whether an amount in a column of its own tells of a seizure: a zero there is none."""
    return (quantity != "") & ~quantity.str.fullmatch(r"[-–—]|0+(?:[.,]0*)?|n/?a", case=False)


def _split_cells(records: pd.DataFrame, words: LoadWords) -> pd.DataFrame:
    """Give every thing of one cell a record of its own: "heroin; cocaine" beside "10; 5", "254 lb fentanyl; …"."""
    keys = list(zip(records["commodity"], records["quantity"], records["unit"], strict=True))
    split = {key: parts for key in dict.fromkeys(keys) if (parts := _parts(*key, words))}
    if not split:
        return records
    several = pd.Series([key in split for key in keys], index=records.index)
    grown = [
        {
            **row,
            "index": index,
            "commodity": part.commodity,
            "quantity": part.number,
            "unit": part.unit,
            "qualifier": part.qualifier,
        }
        for index, row in zip(records.index[several], records[several].to_dict("records"), strict=True)
        for part in split[(row["commodity"], row["quantity"], row["unit"])]
    ]
    split_rows = pd.DataFrame(grown).set_index("index")[records.columns].astype(records.dtypes)
    return pd.concat([records[~several], split_rows]).sort_index(kind="stable").reset_index(drop=True)


def _parts(commodity: str, quantity: str, unit: str, words: LoadWords) -> list[Amount]:
    """The things of one row's cells where they hold several, or commodity and amount in one; else none."""
    if not quantity:
        told = [] if words.find_commodity(commodity) else words.split_cell(commodity)
        return told if any(part.number for part in told) else []
    amounts, names, units = cut_cell(quantity), cut_cell(commodity), cut_cell(unit)
    if len(amounts) == len(names) > 1 and len(units) in (1, len(names)):
        units = units * len(names) if len(units) == 1 else units
        return [Amount(*part, "") for part in zip(names, amounts, units, strict=True)]
    return []
