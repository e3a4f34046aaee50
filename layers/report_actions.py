"""What authorities did about a plaza in the days of a view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.view import View
from layers.cells import period_text, records, text
from layers.report_claims import DATE_LENGTHS, known_day
from layers.report_notes import Cite, Notes
from layers.vocabulary import code_words


@dataclass(frozen=True)
class Action:
    """What an authority did; `rows` counts equal rows of the table."""

    day: str
    exact: bool
    start: pd.Timestamp | None
    kind: str
    agency: str
    summary: str
    case: str
    rows: int
    cites: list[Cite]


def tell_actions(atlas: Atlas, view: View, plaza_id: str, notes: Notes) -> list[Action]:
    """Return the actions in the days of `view`, oldest first, undated last; equal rows are one with their number."""
    rows = actions_in_days(atlas, view)
    rows = rows[rows["plaza_id"] == plaza_id]
    same = ["date", "date_precision", "kind", "agency", "summary", "court", "case_number", "source_id"]
    counted = rows.groupby(same, dropna=False, sort=False, as_index=False).size()
    return [_action(row, notes) for row in records(counted.sort_values(["date", "kind", "summary"], kind="stable"))]


def actions_in_days(atlas: Atlas, view: View) -> pd.DataFrame:
    """Return the rows of actions that may be in the days of `view`; a month or year is taken whole."""
    rows = atlas.actions.copy()
    for name in ("date_precision", "court", "case_number"):
        rows[name] = rows[name].fillna("") if name in rows else ""
    last = rows["date"].mask(rows["date_precision"] == "month", rows["date"] + pd.offsets.MonthEnd(0))
    last = last.mask(rows["date_precision"] == "year", rows["date"] + pd.offsets.YearEnd(0))
    keep = rows["date"].notna() | view.undated
    if view.date_from:
        keep &= ~(last < pd.Timestamp(view.date_from))
    if view.date_to:
        keep &= ~(rows["date"] > pd.Timestamp(view.date_to))
    return rows[keep]


def _action(row: dict[str, Any], notes: Notes) -> Action:
    kind, precision = text(row["kind"]), text(row["date_precision"])
    return Action(
        day=period_text(row["date"], row["date"], precision),
        exact=precision not in DATE_LENGTHS,
        start=known_day(row["date"]),
        kind=code_words().get(kind, kind),
        agency=text(row["agency"]),
        summary=text(row["summary"]),
        case=", ".join(filter(None, (text(row["court"]), text(row["case_number"])))),
        rows=int(row["size"]),
        cites=notes.cite(row["source_id"]),
    )
