"""Steps of a workspace: each changes rows and writes its history in one transaction, and can be undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from data.workspace.rows import key_rows
from data.workspace.tables import HISTORY, KEYS, TABLES, Row, to_frame, to_rows
from geo.batch import BATCH_TABLES, ImportBatch
from geo.errors import SchemaError
from geo.merge import EventTables, merge_events
from geo.words import _

Changes = dict[str, dict[str, Row | None]]
"""Rows by table and key; None where there is none."""

FRAMES = {**BATCH_TABLES, "duplicates": "duplicates", "rejects": "rejects"}
COUNTED = ("seizures", "seizure_items", "reports", "totals")
PARTS = ("seizures", "seizure_items", "reports")
"""The tables that hold an event."""


def next_step(connection: sa.Connection) -> int:
    """The number of the step that is about to be written; other writers wait until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE history IN EXCLUSIVE MODE"))
    return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.max(HISTORY.c.step_id), 0))) or 0) + 1


def write_history(connection: sa.Connection, step: Row) -> None:
    """Add one row to the history, with the time."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(HISTORY.insert().values(at=now, **step))


def store_batch(connection: sa.Connection, batch: ImportBatch, who: str) -> int:
    """Store all rows of an import; a source that is already there stays as it is."""
    step_id = next_step(connection)
    counts = {}
    for name, table in FRAMES.items():
        frame = _keyed(connection, table, getattr(batch, name), step_id)
        for rows in to_rows(table, frame, step_id):
            connection.execute(TABLES[table].insert(), rows)
        counts[table] = len(frame)
    after = {"rows_in": batch.rows_in, "rows": counts}
    write_history(connection, {"step_id": step_id, "who": who, "what": "import", "before": {}, "after": after})
    return step_id


def _keyed(connection: sa.Connection, table: str, frame: Any, step_id: int) -> Any:
    """`frame` with the key of its table; without sources that are there already."""
    if table == "reports":
        return frame.assign(report_id=frame["event_id"] + " " + frame["source_id"]).drop_duplicates("report_id")
    if KEYS[table] == "entry_id":
        return frame.assign(entry_id=[f"{step_id}-{number}" for number in range(1, len(frame) + 1)])
    if table == "sources":
        known = connection.scalars(sa.select(TABLES["sources"].c.source_id)).all()
        return frame[~frame["source_id"].isin(known)]
    key, column = KEYS[table], TABLES[table].c[KEYS[table]]
    twice = [*frame.loc[frame[key].duplicated(), key], *_stored(connection, column, frame[key].tolist())]
    if twice:
        raise SchemaError(
            _("{key} {value} is in the workspace already: undo its import first, or leave the row out").format(
                key=key, value=repr(twice[0])
            )
        )
    return frame


def _stored(connection: sa.Connection, column: sa.Column[Any], keys: list[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(keys), 10_000):
        found += connection.scalars(sa.select(column).where(column.in_(keys[start : start + 10_000]))).all()
    return found


def read_rows(connection: sa.Connection, table: str, column: str, values: list[str]) -> dict[str, Row]:
    """Rows of `table` whose `column` is one of `values`, by their key."""
    query = sa.select(TABLES[table]).where(TABLES[table].c[column].in_(values))
    return {row[KEYS[table]]: dict(row) for row in connection.execute(query).mappings()}


def merge_rows(connection: sa.Connection, event_ids: list[str]) -> Changes:
    """The rows that making one event of several changes, as they are to be."""
    rows = {table: read_rows(connection, table, "event_id", event_ids) for table in PARTS}
    merged = merge_events(EventTables(*(to_frame(table, list(rows[table].values())) for table in PARTS)), event_ids)
    after: Changes = {}
    for table, frame in zip(PARTS, (merged.events, merged.items, merged.reports), strict=True):
        kept = key_rows(table, frame, rows[table])
        keys = [key for key in {**rows[table], **kept} if kept.get(key) != rows[table].get(key)]
        after[table] = {key: kept.get(key) for key in keys}
    return after


def apply_step(connection: sa.Connection, what: str, who: str, after: Changes, *, undoes: int | None = None) -> int:
    """Bring the rows named in `after` to what it says, and write the step; an undone step gets its old rows back.

    Rows carry the number of the step that changed them last, unless the step undoes another.
    """
    step_id = next_step(connection)
    before: Changes = {}
    for table, rows in after.items():
        found = read_rows(connection, table, KEYS[table], list(rows))
        before[table] = {key: found.get(key) for key in rows}
        for key, row in rows.items():
            if row is not None and undoes is None:
                row["changed_by"] = step_id
            _replace_row(connection, table, key, row, is_there=key in found)
    step = {"step_id": step_id, "who": who, "what": what, "undoes": undoes, "before": before, "after": after}
    write_history(connection, step)
    return step_id


def _replace_row(connection: sa.Connection, table: str, key: str, row: Row | None, *, is_there: bool) -> None:
    target = TABLES[table]
    same = target.c[KEYS[table]] == key
    if row is None:
        connection.execute(target.delete().where(same))
    elif is_there:
        connection.execute(target.update().where(same).values(**row))
    else:
        connection.execute(target.insert().values(**row))


def undo_step(connection: sa.Connection, step_id: int | None, who: str) -> int:
    """Undo a step, the last one that still holds if none is named; the undoing is a step itself.

    Raises
    ------
    SchemaError
        There is no such step, it is undone already, or a later step changed the same rows.
    """
    holding = _holding_steps(connection)
    chosen = step_id if step_id is not None else max(holding, default=None)
    found = connection.execute(sa.select(HISTORY).where(HISTORY.c.step_id == chosen)).mappings().first()
    if found is None:
        raise SchemaError(_("there is no step {step} to undo: see the history").format(step=chosen))
    step = dict(found)
    if step["what"] != "undo" and chosen not in holding:
        raise SchemaError(_changed_since(step["step_id"], None))
    if step["what"] == "import":
        return _undo_import(connection, step, who)
    if not isinstance(step["after"], dict) or "rows" in step["before"]:
        raise SchemaError(_("step {step} undid an import: import the file again").format(step=chosen))
    for table, rows in step["after"].items():
        now = read_rows(connection, table, KEYS[table], list(rows))
        for key, row in rows.items():
            if now.get(key) != row:
                raise SchemaError(_changed_since(step["step_id"], now.get(key)))
    return apply_step(connection, "undo", who, step["before"], undoes=step["step_id"])


def _undo_import(connection: sa.Connection, step: Row, who: str) -> int:
    """Take out the rows of an import that no later step has changed; sources that others name stay."""
    step_id, counts = step["step_id"], step["after"]["rows"]
    for table in COUNTED:
        own = TABLES[table].c
        untouched = sa.select(sa.func.count()).where(own.step_id == step_id, own.changed_by == step_id)
        if connection.scalar(untouched) != counts[table]:
            later = connection.scalar(sa.select(sa.func.max(own.changed_by)).where(own.step_id == step_id))
            raise SchemaError(_changed_since(step_id, {"changed_by": later} if later else None))
    new = next_step(connection)
    others = [TABLES[name].c for name in ("reports", "totals")]
    named = [sa.select(own.source_id).where(own.step_id != step_id) for own in others]
    for table, target in TABLES.items():
        chosen = target.c.step_id == step_id
        if table == "sources":
            chosen &= target.c.source_id.not_in(sa.union(*named))
        connection.execute(target.delete().where(chosen))
    write_history(connection, {"step_id": new, "who": who, "what": "undo", "undoes": step_id, "before": step["after"],
                               "after": {}})  # fmt: skip
    return new


def _holding_steps(connection: sa.Connection) -> list[int]:
    """The steps that are no undoing and still hold, oldest first."""
    own = HISTORY.c
    steps = connection.execute(sa.select(own.step_id, own.what, own.undoes).order_by(own.step_id)).all()
    undoings = {step.step_id: step.undoes for step in steps if step.what == "undo"}
    undone: set[int] = set()
    for target in undoings.values():
        undone.add(target)
        if target in undoings:
            undone.discard(undoings[target])
    return [step.step_id for step in steps if step.what != "undo" and step.step_id not in undone]


def _changed_since(step_id: int, row: Row | None) -> str:
    later = row["changed_by"] if row else None
    if later and later > step_id:
        return _("step {step} cannot be undone, for step {later} changed the same rows: undo that first").format(
            step=step_id, later=later
        )
    return _("step {step} is undone already, or its rows were taken out by a later step: see the history").format(
        step=step_id
    )
