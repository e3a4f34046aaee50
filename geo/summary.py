"""Totals and counts of the events a view shows; weights are never added across measures of one load."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from geo.atlas import Atlas
from geo.view import View, select_events
from geo.words import _

PERIODS = {"month": 3 * 366, "quarter": 10 * 366, "year": 10**6}
"""Units of a chart, each with the longest span of days it serves."""

OTHER_DRUGS, NO_DRUGS = "other_drugs", "no_drugs"


@dataclass(frozen=True)
class Figures:
    """What a view shows and what it leaves out.

    `weights_kg` has one weight per commodity code, drugs before the rest, largest first. `undated_out` are undated
    events that only the undated filter hides; `unplaced` are shown events without a spot on the map; `rejects` are
    set-aside rows; a row whose place alone is not known is an event, and counted as one not placed.
    """

    events: int
    places: int
    weights_kg: dict[str, float]
    undated: int
    undated_out: int
    unplaced: int
    rejects: int


def summarise(atlas: Atlas, view: View) -> Figures:
    """Return the figures of `view`."""
    shown = atlas.seizures.loc[select_events(atlas, view)]
    with_undated = select_events(atlas, replace(view, undated=True))
    placed = shown["place_id"].fillna("").ne("")
    drugs = set(atlas.commodities.loc[atlas.commodities["family"] == "drug", "commodity_code"])
    weights = sum_weights(shown_items(atlas, view))
    return Figures(
        events=len(shown),
        places=int(shown.loc[placed, "place_id"].nunique()),
        weights_kg=dict(sorted(weights.items(), key=lambda weight: weight[0] not in drugs)),
        undated=int(shown["start_date"].isna().sum()),
        undated_out=len(with_undated) - len(shown),
        unplaced=int((~placed).sum()),
        rejects=int((atlas.rejects["stage"] != "geocode").sum()),
    )


def shown_items(atlas: Atlas, view: View) -> pd.DataFrame:
    """Return the item rows of the events of `view`, and only of its commodities if it names any."""
    events = atlas.seizures.loc[select_events(atlas, view), "event_id"]
    items = atlas.seizure_items[atlas.seizure_items["event_id"].isin(events)]
    return items[items["commodity_code"].isin(view.commodities)] if view.commodities else items


def sum_weights(items: pd.DataFrame) -> dict[str, float]:
    """Return kilograms by commodity code, largest first; a second measure of the same load is not added."""
    first = items[items["alternative_of"].fillna("").eq("")]
    sums = first.groupby("commodity_code")["quantity_kg"].sum(min_count=1).dropna().sort_values(ascending=False)
    return {str(code): float(kg) for code, kg in sums.items()}


def chart_groups(commodities: pd.DataFrame) -> pd.DataFrame:
    """Return code, group and colour: a commodity with a colour of its own is a group, the rest share two."""
    shared = commodities["colour"].duplicated(keep=False)
    group = commodities["commodity_code"].where(~shared, OTHER_DRUGS)
    group = group.mask(commodities["family"].ne("drug"), NO_DRUGS)
    return pd.DataFrame({"commodity_code": commodities["commodity_code"], "group": group,
                         "colour": commodities["colour"]})  # fmt: skip


def count_by_period(atlas: Atlas, view: View) -> tuple[pd.DataFrame, str]:
    """Return period (its first day), group and number of events; and the unit, by how long the events last.

    An event counts in the month, quarter or year of its first day, once in each group of its commodities. Events
    whose month is not known are left out.
    """
    events = atlas.seizures[["event_id", "start_date", "date_precision"]]
    events = events[events["start_date"].notna() & events["date_precision"].isin(["day", "month"])]
    rows = shown_items(atlas, view).merge(events, on="event_id").merge(chart_groups(atlas.commodities))
    days = (rows["start_date"].max() - rows["start_date"].min()).days if len(rows) else 0
    unit = next(unit for unit, longest in PERIODS.items() if days <= longest)
    rows = rows.assign(period=rows["start_date"].dt.to_period(unit[0].upper()).dt.to_timestamp())
    rows = rows.drop_duplicates(["event_id", "group"])
    return rows.groupby(["period", "group"], as_index=False).size().rename(columns={"size": "events"}), unit


def count_by_place(atlas: Atlas, view: View, *, most: int = 10) -> pd.DataFrame:
    """Return code, name and number of events of the `most` frequent places; equal names are told apart by state."""
    shown = atlas.seizures.loc[select_events(atlas, view)]
    shown = shown[shown["place_id"].fillna("").ne("")]
    found = shown["place_name"].groupby(shown["place_id"]).agg(["first", "size"])
    states = atlas.places.set_index("place_id")["admin1"].reindex(found.index).fillna("")
    shared = found["first"].duplicated(keep=False) & states.ne("")
    return _rank(found.assign(first=found["first"].mask(shared, found["first"] + ", " + states)), most)


def count_by_agency(atlas: Atlas, view: View, *, most: int = 10) -> pd.DataFrame:
    """Return code, name and number of events of the `most` frequent agencies."""
    codes = atlas.seizures.loc[select_events(atlas, view), "agency_code"].fillna("")
    labels = codes.map(_labels(atlas.agencies, "agency_code")).fillna(_("not given"))
    return _rank(labels.groupby(codes).agg(["first", "size"]), most)


def _rank(found: pd.DataFrame, most: int) -> pd.DataFrame:
    found = found.rename_axis("code").reset_index().rename(columns={"first": "name", "size": "events"})
    return found.sort_values(["events", "name"], ascending=[False, True]).head(most).reset_index(drop=True)


def _labels(vocabulary: pd.DataFrame, key: str) -> pd.Series:
    return vocabulary.set_index(key)[_("label_en")]
