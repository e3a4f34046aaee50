"""What one import hands over: the rows it took, the repeats and the rows left out, which add up to the rows it read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from geo.errors import SchemaError
from geo.keys import count_apart, is_known
from geo.schema import REJECT_COLUMNS, SCHEMAS
from geo.words import _

DUPLICATE_COLUMNS = ["table", "row_id", "duplicate_of", "reason"]
BATCH_TABLES = {"events": "seizures", "items": "seizure_items", "reports": "reports", "sources": "sources",
                "totals": "totals"}  # fmt: skip
"""Name of each accepted frame of a batch to the table of `geo.schema.SCHEMAS` whose columns it has."""
COUNTED = ("events", "items", "totals")


def _empty(name: str) -> pd.DataFrame:
    columns = list(SCHEMAS[BATCH_TABLES[name]].columns)
    return pd.DataFrame(columns=columns + ["row_id"] * (name in COUNTED))


@dataclass(frozen=True)
class ImportBatch:
    """The outcome of reading one file or text; nothing of it is stored yet.

    Parameters
    ----------
    events, items, reports, sources, totals
        Accepted rows, columns at least those of `geo.schema.SCHEMAS` for seizures, seizure_items, reports, sources and
        totals; further columns are kept. Events that are placed also carry place_id, precision, lon, lat (degrees,
        EPSG:4326), radius_km, geocode_method. `events`, `items` and `totals` have a text column `row_id`: the row of
        the file they were read from, named as the reader finds it ("12", "2019!12" in a sheet). A source without a
        public address (the reader's own file) has an empty `url`.
    duplicates
        Rows that repeat an accepted row or one already in the workspace: table, row_id, duplicate_of, reason.
    rejects
        Rows or single values left out: table, row_id, stage, column, value, reason. A row that still gave an event, an
        item or a total counts as accepted, whatever was left out of it.
    rows_in
        Rows that the file holds, without headers and blank lines.

    Raises
    ------
    SchemaError
        A frame lacks a column, an item or report points to nothing, or the rows do not add up.
    """

    events: pd.DataFrame = field(default_factory=lambda: _empty("events"))
    items: pd.DataFrame = field(default_factory=lambda: _empty("items"))
    reports: pd.DataFrame = field(default_factory=lambda: _empty("reports"))
    sources: pd.DataFrame = field(default_factory=lambda: _empty("sources"))
    totals: pd.DataFrame = field(default_factory=lambda: _empty("totals"))
    duplicates: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=DUPLICATE_COLUMNS))
    rejects: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=REJECT_COLUMNS))
    rows_in: int = 0

    def __post_init__(self) -> None:
        for name, columns in _required().items():
            missing = sorted(set(columns) - set(getattr(self, name).columns))
            if missing:
                message = _("{table} lack {columns}: restore these columns")
                raise SchemaError(message.format(table=name, columns=missing))
        self._check_keys()
        found = self.rows_accepted + self.rows_duplicate + self.rows_rejected
        if found != self.rows_in:
            raise SchemaError(
                _(
                    "{rows} rows were read, but {accepted} accepted, {duplicates} duplicates and {rejects} rejects are "
                    "{found}: give every row one of these, and its row_id"
                ).format(rows=self.rows_in, accepted=self.rows_accepted, duplicates=self.rows_duplicate,
                         rejects=self.rows_rejected, found=found)
            )  # fmt: skip

    @property
    def rows_accepted(self) -> int:
        """Rows that gave at least one event, item or total."""
        return self._counts[0]

    @property
    def rows_duplicate(self) -> int:
        """Rows that only repeat another."""
        return self._counts[1]

    @property
    def rows_rejected(self) -> int:
        """Rows that gave nothing, with a reason."""
        return self._counts[2]

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        accepted = pd.concat([getattr(self, name)["row_id"].astype("str") for name in COUNTED], ignore_index=True)
        return count_apart(accepted, self.duplicates["row_id"], self.rejects["row_id"])

    def _check_keys(self) -> None:
        known = {"event_id": self.events["event_id"], "source_id": self.sources["source_id"]}
        for name, key in (("items", "event_id"), ("reports", "event_id"), ("reports", "source_id"),
                          ("totals", "source_id")):  # fmt: skip
            values = getattr(self, name)[key]
            lost = values[~is_known(values, known[key])]
            if len(lost):
                raise SchemaError(
                    _("{table} name {key} {value}, which the batch does not hold: add its row").format(
                        table=name, key=key, value=repr(lost.iloc[0])
                    )
                )


def _required() -> dict[str, list[str]]:
    accepted = {name: _empty(name).columns.tolist() for name in BATCH_TABLES}
    return {**accepted, "duplicates": DUPLICATE_COLUMNS, "rejects": REJECT_COLUMNS}
