"""The workspace: what the reader imports, corrects, places, merges or rejects, each a step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from data.workspace.engine import open_engine
from data.workspace.geopackage import write_geopackage
from data.workspace.rows import change_row, read_columns, read_frame, require_contract, spot_columns
from data.workspace.steps import PARTS, Changes, apply_step, merge_rows, read_rows, store_batch, undo_step
from data.workspace.tables import EDITABLE, HISTORY, KEYS, KINDS, TABLES, Row, to_rows
from geo.batch import ImportBatch
from geo.errors import SchemaError, SourceError
from geo.words import _

FIXED = ("event_id", "item_id", "report_id", "source_id", "total_id")
KNOWN = {"seizures": ("event_id",),
         "totals": ("total_id", "source_id", "vintage", "events", "quantity_lb", "quantity_kg")}  # fmt: skip


class Workspace:
    """One database of the reader's own data. Every change is a transaction that also writes its step of the history."""

    def __init__(self, engine: sa.Engine, *, read_only: bool = False) -> None:
        self._engine = engine
        self.read_only = read_only

    @classmethod
    def open(cls, path_or_url: str | Path, read_only: bool = False) -> Workspace:
        """Open a workspace, made first if there is none.

        Parameters
        ----------
        path_or_url
            Path of a SQLite file, a database URL (postgresql+psycopg://…), or ":memory:" for a session's own, which is
            gone when it is closed.
        read_only
            Nothing is created, and every change is refused: for public servers, where uploads go to a session's own.

        Raises
        ------
        SourceError
            It cannot be opened, or is no workspace.
        """
        return cls(open_engine(path_or_url, read_only=read_only), read_only=read_only)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add_import(self, batch: ImportBatch, who: str) -> int:
        """Store what an import accepted, repeated and left out; returns the number of the step.

        Raises
        ------
        SchemaError
            A row breaks its contract, or its id is in the workspace already.
        """
        for name, table in (("events", "seizures"), ("items", "seizure_items"), ("totals", "totals")):
            require_contract(table, getattr(batch, name))
        with self._writing() as connection:
            return store_batch(connection, batch, who)

    def edit(self, table: str, key: str, changes: Row, who: str) -> int:
        """Change columns of one row; `changes` has a new value for each, null as None.

        Raises
        ------
        SchemaError
            There is no such table, row or column, or a value breaks the contract of its column.
        """
        if table not in EDITABLE:
            raise SchemaError(_("unknown table {table}: expected one of {known}").format(
                table=repr(table), known=", ".join(EDITABLE)))  # fmt: skip
        unknown = [name for name in changes if name not in KINDS[table] or name in FIXED]
        if unknown:
            raise SchemaError(_("{table} has no column {column} to change: it has {known}").format(
                table=table, column=repr(unknown[0]), known=", ".join(KINDS[table])))  # fmt: skip
        with self._writing() as connection:
            row = self._one(connection, table, key)
            return apply_step(connection, "edit", who, {table: {key: change_row(table, row, changes)}})

    def place(self, event_id: str, who: str, *, lon: float, lat: float, radius_km: float, place_id: str = "") -> int:
        """Place an event by hand, at a place of the gazetteer (its id, point, radius) or a spot; lon, lat in EPSG:4326.

        Raises
        ------
        SchemaError
            There is no such event, or the spot is not on Earth.
        """
        spot = spot_columns(lon, lat, radius_km, place_id)
        with self._writing() as connection:
            row = self._one(connection, "seizures", event_id)
            return apply_step(connection, "place", who, {"seizures": {event_id: change_row("seizures", row, spot)}})

    def merge(self, event_ids: list[str], who: str) -> int:
        """Make one event of several, under the first id, as `geo.merge.merge_events` does; all reports are kept.

        Raises
        ------
        SchemaError
            Fewer than two ids, or one that is not in the workspace.
        """
        with self._writing() as connection:
            after = merge_rows(connection, list(event_ids))
            return apply_step(connection, "merge", who, after)

    def reject(self, event_id: str, reason: str, who: str) -> int:
        """Take an event out, with its items and reports; it stays in the rejects with the reason.

        Raises
        ------
        SchemaError
            There is no such event, or no reason is given.
        """
        if not reason.strip():
            raise SchemaError(_("no reason is given: say why {event} is left out").format(event=event_id))
        with self._writing() as connection:
            event = self._one(connection, "seizures", event_id)
            after: Changes = {
                table: dict.fromkeys(read_rows(connection, table, "event_id", [event_id])) for table in PARTS
            }
            left = pd.DataFrame([{"entry_id": f"event {event_id}", "table": "seizures", "row_id": event_id,
                                  "stage": "review", "column": "", "value": event["place_reported"],
                                  "reason": reason}])  # fmt: skip
            row = next(to_rows("rejects", left, event["step_id"]))[0]
            return apply_step(connection, "reject", who, {**after, "rejects": {row["entry_id"]: row}})

    def undo(self, step_id: int | None = None, who: str = "") -> int:
        """Undo a step, the last that holds if none is named; an undoing can be undone too, but that of an import.

        Raises
        ------
        SchemaError
            There is no such step, or a later one changed the same rows.
        """
        with self._writing() as connection:
            return undo_step(connection, step_id, who)

    def history(self) -> pd.DataFrame:
        """Every step, oldest first: step_id, at (UTC, ISO 8601), who, what, undoes, before, after (rows as dicts)."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(HISTORY).order_by(HISTORY.c.step_id)).mappings().all()
        frame = pd.DataFrame([dict(row) for row in rows], columns=[column.name for column in HISTORY.columns])
        return frame.astype({"undoes": "Int64", "step_id": "int64"})

    def known(self) -> dict[str, pd.DataFrame]:
        """What `data.imports.run_import` compares a file with: the ids of events, and the figures of totals."""
        with self._engine.connect() as connection:
            return {table: read_columns(connection, table, names) for table, names in KNOWN.items()}

    def frame(self, table: str) -> pd.DataFrame:
        """One table as it holds now."""
        with self._engine.connect() as connection:
            return read_frame(connection, table)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Everything that holds now, by table; each row with the step that brought it."""
        with self._engine.connect() as connection:
            return {name: read_frame(connection, name) for name in TABLES}

    def export_geopackage(self, path: Path) -> None:
        """Write everything, with the history, to a GeoPackage: seizures as points, the rest as tables.

        Raises
        ------
        SourceError
            The file cannot be written.
        """
        write_geopackage(self.frames(), self.history(), path)

    def _one(self, connection: sa.Connection, table: str, key: str) -> Row:
        found = read_rows(connection, table, KEYS[table], [key])
        if key not in found:
            raise SchemaError(_("{table} has no row {key}: see the review table for its ids").format(
                table=table, key=repr(key)))  # fmt: skip
        return found[key]

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self.read_only:
            raise SourceError(_("this workspace is open for reading only: import into one of your own"))
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise SourceError(
                _("the workspace cannot be written ({problem}): nothing was changed").format(problem=error.orig)
            ) from error
