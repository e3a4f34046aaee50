"""Rows of a workspace: read as frames, changed and checked against the contract of their table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import sqlalchemy as sa

from data.workspace.tables import KEYS, KINDS, OWN, TABLES, Row, from_database, to_frame, to_rows
from geo.errors import SchemaError
from geo.schema import SCHEMAS, split_rejects
from geo.spots import NEAR, name_spots
from geo.words import _

ROWS_AT_ONCE = 20_000


def read_frame(connection: sa.Connection, table: str) -> pd.DataFrame:
    """A whole table as a frame, read some thousands of rows at a time to bound the memory."""
    columns = TABLES[table].c
    query = sa.select(TABLES[table]).order_by(columns.step_id, columns[KEYS[table]])
    found = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    parts = [to_frame(table, [tuple(row) for row in rows]) for rows in found.partitions()]
    return pd.concat(parts, ignore_index=True) if parts else to_frame(table, [])


def read_columns(connection: sa.Connection, table: str, names: tuple[str, ...]) -> pd.DataFrame:
    """Some columns of a whole table as a frame, in no order: what an import compares its rows with."""
    query = sa.select(*(TABLES[table].c[name] for name in names))
    found = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    parts = [pd.DataFrame(list(map(tuple, rows)), columns=list(names)) for rows in found.partitions()]
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(names))
    return frame.assign(**{name: from_database(frame[name], KINDS[table][name]) for name in names})


def require_contract(table: str, frame: pd.DataFrame) -> None:
    """Raise `SchemaError` for the first row of `frame` that breaks the contract of `table`."""
    if not len(frame):
        return
    _kept, rejects = split_rejects(table, frame[list(SCHEMAS[table].columns)])
    if len(rejects):
        first = rejects.iloc[0]
        raise SchemaError(_("{table} {row}: {column} {value} {reason}").format(
            table=table, row=first["row_id"], column=first["column"], value=repr(first["value"]),
            reason=first["reason"]))  # fmt: skip


def spot_columns(lon: float, lat: float, radius_km: float, place_id: str) -> dict[str, Any]:
    """What an event placed by hand at a place of the gazetteer, or at a spot if `place_id` is empty, has as columns.

    Raises
    ------
    SchemaError
        The spot is not on Earth.
    """
    if not (abs(lon) <= 180 and abs(lat) <= 90 and radius_km > 0):
        raise SchemaError(_("lon {lon}, lat {lat}, radius {radius} km is no spot on Earth: correct it").format(
            lon=lon, lat=lat, radius=radius_km))  # fmt: skip
    own_id = name_spots(pd.DataFrame({"lon": [lon], "lat": [lat], "radius_km": [radius_km]})).iloc[0]
    return {
        "place_id": place_id or own_id, "place_name": "", "precision": "" if place_id else NEAR, "lon": lon, "lat": lat,
        "radius_km": radius_km, "geocode_method": "by hand", "geocode_status": "resolved", "geocode_reason": "",
    }  # fmt: skip


def change_row(table: str, row: Row, changes: dict[str, Any]) -> Row:
    """`row` with `changes`, as the database holds it; they must keep the contract of the table."""
    try:
        frame = to_frame(table, [{**row, **changes}])
        again = next(to_rows(table, frame, row["step_id"]))[0]
    except (ValueError, TypeError) as error:
        message = _("{table} {key}: {problem}")
        raise SchemaError(message.format(table=table, key=row[KEYS[table]], problem=error)) from error
    if table != "sources":
        require_contract(table, frame)
    return {**row, **{name: again[name] for name in changes}}


def key_rows(table: str, frame: pd.DataFrame, before: dict[str, Row]) -> dict[str, Row]:
    """The rows of a merged frame; the columns of our own stay as they were."""
    rows = [row for part in to_rows(table, frame, 0) for row in part]
    return {row[KEYS[table]]: {**row, **{name: before[row[KEYS[table]]][name] for name in OWN}} for row in rows}
