"""The tables of a workspace, and frames to rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import sqlalchemy as sa

from geo.batch import DUPLICATE_COLUMNS
from geo.schema import REJECT_COLUMNS, SCHEMAS

Row = dict[str, Any]

VERSION = 1
KEYS = {"seizures": "event_id", "seizure_items": "item_id", "reports": "report_id", "sources": "source_id",
        "totals": "total_id", "duplicates": "entry_id", "rejects": "entry_id"}  # fmt: skip
"""Every table of data and its key, in the order in which rows may be stored."""
EDITABLE = ("seizures", "seizure_items", "reports", "sources", "totals")
TEXTS = {
    "seizures": ("date_basis", "date_note", "place_context", "agency_reported", "conveyance", "conveyance_reported",
                 "concealment", "hedge", "note", "place_id", "place_name", "precision", "geocode_method",
                 "geocode_status", "geocode_reason", "row_id"),
    "seizure_items": ("commodity_reported", "form", "unit_reported", "qualifier", "substance_status", "alternative_of",
                      "row_id"),
    "reports": ("report_id",), "sources": ("accessed", "licence"), "totals": ("agency_code", "region", "row_id"),
    "duplicates": ("entry_id", *DUPLICATE_COLUMNS), "rejects": ("entry_id", *REJECT_COLUMNS),
}  # fmt: skip
NUMBERS = {"seizures": ("lon", "lat", "radius_km")}
DAYS = {"sources": ("published",)}
OWN = ("step_id", "changed_by", "more")
"""Columns of every table: the import a row came with, the step that last changed it, and columns not listed here."""


def _kinds(table: str) -> dict[str, str]:
    """Kind (text, number, whole, day, flag) of each column of `table`: those of its contract, then the further ones."""
    kinds = {"float64": "number", "Int64": "whole", "bool": "flag", "datetime64[ns]": "day"}
    contract = SCHEMAS[table].columns if table in SCHEMAS else {}
    known = {name: kinds.get(str(column.dtype), "text") for name, column in contract.items()}
    for kind, columns in (("text", TEXTS), ("number", NUMBERS), ("day", DAYS)):
        known |= {name: kind for name in columns.get(table, ()) if name not in known}
    return known


KINDS = {table: _kinds(table) for table in KEYS}
TYPES = {"text": sa.Text, "number": sa.Double, "whole": sa.BigInteger, "day": sa.Text, "flag": sa.Boolean}
METADATA = sa.MetaData()
TABLES = {
    table: sa.Table(
        table, METADATA,
        *(sa.Column(name, TYPES[kind], primary_key=name == key) for name, kind in KINDS[table].items()),
        sa.Column("step_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("changed_by", sa.BigInteger, nullable=False), sa.Column("more", sa.JSON),
    )
    for table, key in KEYS.items()
}  # fmt: skip
for _table in ("seizure_items", "reports"):
    sa.Index(f"{_table}_event", TABLES[_table].c.event_id)

HISTORY = sa.Table(
    "history", METADATA,
    sa.Column("step_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False, comment="UTC, ISO 8601"), sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False), sa.Column("undoes", sa.BigInteger),
    sa.Column("before", sa.JSON, nullable=False), sa.Column("after", sa.JSON, nullable=False),
)  # fmt: skip
ABOUT = sa.Table("workspace", METADATA, sa.Column("version", sa.Integer, primary_key=True))

_REFUSE = {
    "sqlite": ["CREATE TRIGGER history_no_{verb} BEFORE {verb} ON history "
               "BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END"],
    "postgresql": ["CREATE OR REPLACE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                   "$$ BEGIN RAISE EXCEPTION 'the history is only added to'; END $$",
                   "CREATE TRIGGER history_no_{verb} BEFORE {verb} ON history "
                   "FOR EACH ROW EXECUTE FUNCTION history_refuse()"],
}  # fmt: skip


def create_tables(connection: sa.Connection) -> None:
    """Create all tables, and triggers by which the database refuses to change or delete a step of the history."""
    METADATA.create_all(connection)
    for verb in ("UPDATE", "DELETE"):
        for statement in _REFUSE[connection.dialect.name]:
            connection.exec_driver_sql(statement.format(verb=verb))
    connection.execute(ABOUT.insert().values(version=VERSION))


def to_rows(table: str, frame: pd.DataFrame, step_id: int) -> Iterator[list[Row]]:
    """Yield the rows of `frame` as the database holds them, some thousands at a time; days are ISO text."""
    for start in range(0, len(frame), 20_000):
        yield _to_rows(table, frame.iloc[start : start + 20_000], step_id)


def to_frame(table: str, rows: Sequence[Row | tuple[Any, ...]]) -> pd.DataFrame:
    """The frame of `rows`, types as the contract of `table`; a day is datetime64, null where unknown.

    Rows are mappings, or values in the order of the table's columns. Further columns of the import come last.
    """
    kinds = KINDS[table]
    frame = pd.DataFrame(rows, columns=[*kinds, *OWN])
    typed = {name: from_database(frame[name], kind) for name, kind in kinds.items()}
    more = frame["more"].map(lambda cell: cell or {})
    extra = pd.DataFrame(more.tolist(), index=frame.index) if more.map(len).any() else pd.DataFrame(index=frame.index)
    return pd.DataFrame({**typed, "step_id": frame["step_id"].astype("int64")}, index=frame.index).join(extra)


def _to_rows(table: str, frame: pd.DataFrame, step_id: int) -> list[Row]:
    kinds = KINDS[table]
    columns = {name: _to_database(frame[name], kinds[name]) for name in kinds if name in frame}
    columns |= {name: [""] * len(frame) for name, kind in kinds.items() if kind == "text" and name not in frame}
    left = frame[[name for name in frame if name not in kinds and name not in (*OWN, "geometry")]]
    more: list[Any] = json.loads(left.to_json(orient="records", date_format="iso")) if len(left.columns) else []
    columns |= {name: [step_id] * len(frame) for name in ("step_id", "changed_by")}
    columns["more"] = more or [None] * len(frame)
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _to_database(column: pd.Series, kind: str) -> list[Any]:
    if kind == "text":
        return column.fillna("").astype(str).tolist()
    if kind == "day":
        column = pd.to_datetime(column).dt.strftime("%Y-%m-%d")
    numbers = {"number": float, "whole": int, "flag": bool}
    read = numbers.get(kind, str)
    return [None if pd.isna(cell) else read(cell) for cell in column]


def from_database(column: pd.Series, kind: str) -> pd.Series:
    """A column as the database gives it, in the type of its kind."""
    if kind == "day":
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[ns]")
    if kind == "text":
        return column.fillna("").astype("str")
    if kind == "whole":
        return column.astype("Int64")
    return column.astype("bool" if kind == "flag" else "float64")
