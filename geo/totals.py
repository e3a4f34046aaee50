"""Official totals across their publications: the figures that hold now, what was revised, and their sums."""

from __future__ import annotations

import pandas as pd

from geo.errors import ViewError
from geo.words import _

SERIES = "source_id"
PERIOD = ["period_start", "period_end"]
CELL = [SERIES, *PERIOD, "office", "office_kind", "region", "land_filter", "measure", "commodity_reported"]
"""Columns that together name one published figure, whatever publication it stands in."""
NAMED = ("office", "commodity_reported", "measure")
"""What a publication speaks for, over all its periods, once it names it anywhere."""

KEYS = {
    "fiscal_year": "fiscal_year",
    "month": "month",
    "period_start": "period_start",
    "commodity": "commodity_code",
    "commodity_reported": "commodity_reported",
    "office": "office",
    "office_kind": "office_kind",
    "region": "region",
    "land_filter": "land_filter",
    "measure": "measure",
    "source": SERIES,
    "vintage": "vintage",
}
"""Names a reader groups by, to the column of the totals."""

SAME_LB = 1e-9
FIGURES = {"events": "events", "lb": "quantity_lb", "kg": "quantity_kg"}
REVISION_COLUMNS = [*CELL, "vintage", "vintage_before", "events_before", "events", "lb_before", "lb", "change"]


def name_totals(totals: pd.DataFrame) -> pd.DataFrame:
    """Return `totals` with `total_id`, a digest of what the figure counts, its vintage, and its place among equals."""
    digests = pd.util.hash_pandas_object(totals[[*CELL, "vintage"]], index=False)
    again = digests.groupby(digests).cumcount()
    names = [
        f"tot-{digest:016x}-{count + 1}" if count else f"tot-{digest:016x}"
        for digest, count in zip(digests.tolist(), again.tolist(), strict=True)
    ]
    return totals.assign(total_id=pd.Series(names, index=totals.index, dtype="str"))


def current_totals(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that hold now: for each period only those of its latest publication.

    A publication speaks for every period, office, commodity and measure it names anywhere: a figure that a later one no
    longer has is withdrawn, and an office that a later one never names keeps its earlier figures.

    Parameters
    ----------
    totals
        Columns as `geo.schema.SCHEMAS["totals"]`, several vintages of one source under each other.

    Returns
    -------
    DataFrame
        Rows of `totals`, with `revised` true where an earlier vintage had another figure or none for that cell.
    """
    totals = _with_region(totals)
    coded = _code(totals)
    latest = pd.Series("", index=totals.index, dtype=object)
    for _series, rows in coded.groupby(SERIES, sort=False):
        for vintage, spoken in rows.groupby("vintage", sort=True):
            covered = rows["period"].isin(spoken["period"].unique())
            for column in NAMED:
                covered &= rows[column].isin(spoken[column].unique())
            latest.loc[rows.index[covered]] = str(vintage)
    held = (totals["vintage"].astype(object) == latest).to_numpy()
    changed = coded["cell"].isin(_find_revisions(coded)["cell"])
    return totals[held].assign(revised=changed[held])


def list_revisions(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the figures in which a publication differs from the one before it, for the periods that both have.

    Returns
    -------
    DataFrame
        The columns that name the figure; `vintage` and `vintage_before`; events and pounds before and after, null where
        a publication lacks the figure; `change`: changed, added or withdrawn.
    """
    totals = _with_region(totals)
    coded = _code(totals)
    cells = totals[CELL].assign(cell=coded["cell"]).drop_duplicates("cell")
    return _find_revisions(coded).merge(cells, on="cell")[REVISION_COLUMNS]


def sum_totals(totals: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Return events, lb and kg summed over the current figures by the columns `by`, in the order of the keys.

    Sources are never added to each other: where `totals` holds several, `source` becomes the first key; the same holds
    for `measure`. A sum is null where no figure was given at all.

    Parameters
    ----------
    by
        Names of `KEYS`, such as fiscal_year, commodity, office.

    Raises
    ------
    ViewError
        A name is not one of `KEYS`.
    """
    unknown = [name for name in by if name not in KEYS]
    if unknown:
        message = _("cannot sum by {value}: expected some of {names}")
        raise ViewError(message.format(value=repr(unknown[0]), names=", ".join(KEYS)))
    current = current_totals(totals)
    apart = [name for name in ("source", "measure") if name not in by and current[KEYS[name]].nunique() > 1]
    names = [*apart, *dict.fromkeys(by)]
    rows = pd.DataFrame({name: current[KEYS[name]].to_numpy() for name in names})
    rows = rows.assign(**{name: current[column].to_numpy() for name, column in FIGURES.items()})
    if not names:
        return rows.sum(min_count=1).to_frame().T
    return rows.groupby(names, dropna=False, sort=True, as_index=False).sum(min_count=1)


def _code(totals: pd.DataFrame) -> pd.DataFrame:
    """The totals with a number for each of their words, for each published cell and for each period."""
    coded = pd.DataFrame({name: pd.factorize(totals[name])[0] for name in CELL}, index=totals.index)
    cell, period = (coded.groupby(list(names), sort=False).ngroup() for names in (CELL, PERIOD))
    return coded.assign(cell=cell, period=period, vintage=totals["vintage"], events=totals["events"].astype(float),
                        lb=totals["quantity_lb"])  # fmt: skip


def _find_revisions(coded: pd.DataFrame) -> pd.DataFrame:
    """The cells in which a publication differs from the nearest one before it that has the period."""
    found = [pd.DataFrame(columns=["cell", *REVISION_COLUMNS[len(CELL) :]])]
    for _series, rows in coded.groupby(SERIES, sort=False):
        vintages = [(str(name), group) for name, group in rows.groupby("vintage", sort=True)]
        for at, (name, later) in enumerate(vintages):
            open_periods = set(later["period"])
            for before, earlier in vintages[:at][::-1]:
                shared = open_periods & set(earlier["period"])
                open_periods -= shared
                found.append(_compare(earlier, later, shared).assign(vintage=name, vintage_before=before))
    return pd.concat([piece for piece in found if len(piece)] or found[:1], ignore_index=True)


def _with_region(totals: pd.DataFrame) -> pd.DataFrame:
    return totals if "region" in totals else totals.assign(region="")


def _compare(earlier: pd.DataFrame, later: pd.DataFrame, periods: set[int]) -> pd.DataFrame:
    """The cells of `periods`, and of what both publications name, in which they differ."""
    both = [rows[rows["period"].isin(periods)] for rows in (earlier, later)]
    for column in NAMED:
        shared = set(earlier[column]) & set(later[column])
        both = [rows[rows[column].isin(shared)] for rows in both]
    sums = [rows.groupby("cell")[["events", "lb"]].sum(min_count=1) for rows in both]
    cells = sums[0].add_suffix("_before").join(sums[1], how="outer").reset_index()
    change = pd.Series("changed", index=cells.index, dtype=object)
    change[~cells["cell"].isin(sums[0].index)] = "added"
    change[~cells["cell"].isin(sums[1].index)] = "withdrawn"
    events = cells["events"].fillna(-1) != cells["events_before"].fillna(-1)
    pounds = (cells["lb"].fillna(-1) - cells["lb_before"].fillna(-1)).abs() > SAME_LB
    return cells.assign(change=change)[events | pounds | (change != "changed")]
