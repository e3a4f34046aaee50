"""The workspace commands: its history as a table, a step undone, and all of it as a GeoPackage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from data.importing import open_workspace
from geo.errors import SourceError
from geo.words import _

COLUMNS = ["step_id", "at", "who", "what", "undoes", "rows"]


def export_workspace(name: str, target: Path) -> str:
    """Write the workspace `name` to `target`, and say so.

    Raises
    ------
    SourceError
        There is no such workspace, or the file cannot be written or is none in .gpkg.
    """
    if target.suffix.lower() != ".gpkg":
        raise SourceError(_("cannot write {file!r}: expected a name in .gpkg").format(file=str(target)))
    store = open_workspace(name, read_only=True)
    store.export_geopackage(target)
    return _("{file}: {count} events").format(file=target, count=len(store.frame("seizures")))


def list_steps(name: str) -> str:
    """The steps of the workspace `name` as CSV, oldest first: number, time (UTC), who, what, the step undone, rows.

    Raises
    ------
    SourceError
        There is no such workspace.
    """
    steps = open_workspace(name, read_only=True).history()
    rows = [_count_rows(before, after) for before, after in zip(steps["before"], steps["after"], strict=True)]
    told = steps.assign(rows=pd.Series(rows, index=steps.index, dtype="str"))[COLUMNS]
    return told.to_csv(index=False, lineterminator="\n").rstrip("\n")


def undo_step(name: str, step: int | None, who: str) -> str:
    """Undo `step` of the workspace `name`, the last that holds if None, and say which step the undoing is.

    Raises
    ------
    SourceError
        There is no such workspace, or it cannot be written.
    SchemaError
        There is no such step, or a later one changed the same rows.
    """
    open_workspace(name, read_only=True).close()
    store = open_workspace(name, read_only=False)
    new = store.undo(step, who)
    history = store.history().set_index("step_id")
    return _("step {new}: step {step} is undone").format(new=new, step=history["undoes"][new])


def _count_rows(before: dict[str, Any], after: dict[str, Any]) -> str:
    """How many rows of each table a step brought or changed; an import tells it by itself."""
    told = after.get("rows") or before.get("rows")
    counts = told if isinstance(told, dict) else {table: len(rows) for table, rows in (after or before).items()}
    return "; ".join(f"{table} {count}" for table, count in counts.items() if count)
