"""Totals, counts and the table of the events a view shows; weights are never added across measures of one load."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from geo.atlas import Atlas
from geo.view import View, select_events
from geo.words import _

OTHER_DRUGS, NO_DRUGS = "other_drugs", "no_drugs"


@dataclass(frozen=True)
class Figures:
    """What a view shows and what it leaves out.

    `weights_kg` has one weight per commodity code, drugs before the rest, largest first. `undated_out` are undated
    events that only the undated filter hides; `unplaced` are shown events without a spot on the map; `rejects` are
    set-aside rows.
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
        rejects=len(atlas.rejects),
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


def count_by_month(atlas: Atlas, view: View) -> pd.DataFrame:
    """Return month (its first day), group and number of events.

    An event counts in the month of its first day, once in each group of its commodities. Events whose month is not
    known are left out.
    """
    events = atlas.seizures[["event_id", "start_date", "date_precision"]]
    events = events[events["start_date"].notna() & events["date_precision"].isin(["day", "month"])]
    rows = shown_items(atlas, view).merge(events, on="event_id").merge(chart_groups(atlas.commodities))
    rows = rows.assign(month=rows["start_date"].dt.to_period("M").dt.to_timestamp())
    rows = rows.drop_duplicates(["event_id", "group"])
    return rows.groupby(["month", "group"], as_index=False).size().rename(columns={"size": "events"})


def count_by_place(atlas: Atlas, view: View, *, most: int = 10) -> pd.DataFrame:
    """Return place and number of events of the `most` frequent places; places of one name are told apart by state."""
    shown = atlas.seizures.loc[select_events(atlas, view)]
    shown = shown[shown["place_id"].fillna("").ne("")]
    found = shown["place_name"].groupby(shown["place_id"]).agg(["first", "size"])
    states = atlas.places.set_index("place_id")["admin1"].reindex(found.index).fillna("")
    shared = found["first"].duplicated(keep=False) & states.ne("")
    return _count(found.assign(first=found["first"].mask(shared, found["first"] + ", " + states)), "place", most)


def count_by_agency(atlas: Atlas, view: View, *, most: int = 10) -> pd.DataFrame:
    """Return agency and number of events of the `most` frequent agencies."""
    codes = atlas.seizures.loc[select_events(atlas, view), "agency_code"].fillna("")
    labels = codes.map(_labels(atlas.agencies, "agency_code")).fillna(_("not given"))
    return _count(labels.groupby(codes).agg(["first", "size"]), "agency", most)


def _count(found: pd.DataFrame, name: str, most: int) -> pd.DataFrame:
    found = found.rename(columns={"first": name, "size": "events"})
    return found.sort_values(["events", name], ascending=[False, True]).head(most).reset_index(drop=True)


def list_events(atlas: Atlas, view: View, *, first: int = 0, count: int | None = None) -> pd.DataFrame:
    """Return `count` events of `view` from the `first`, latest first and undated last, as a reader's table.

    Columns: date, place_reported, place, precision, commodity, quantity_reported, agency, source (URL of the first
    report).
    """
    shown = atlas.seizures.loc[select_events(atlas, view)]
    shown = shown.sort_values(["start_date", "event_id"], ascending=[False, True], na_position="last")
    shown = shown.iloc[first : None if count is None else first + count]
    items = _item_texts(atlas, shown["event_id"])
    urls = atlas.reports.drop_duplicates("event_id").merge(atlas.sources[["source_id", "url"]], on="source_id")
    table = shown[["place_reported", "place_name", "precision"]].rename(columns={"place_name": "place"})
    table.insert(0, "date", _dates(shown))
    table["commodity"] = shown["event_id"].map(items["commodity"]).fillna("")
    table["quantity_reported"] = shown["event_id"].map(items["quantity"]).fillna("")
    agency = shown["agency_code"].map(_labels(atlas.agencies, "agency_code"))
    table["agency"] = agency.fillna(shown["agency_reported"])
    table["source"] = shown["event_id"].map(urls.set_index("event_id")["url"])
    return pd.DataFrame(table).reset_index(drop=True)


def _dates(shown: pd.DataFrame) -> pd.Series:
    text = shown["start_date"].dt.strftime("%Y-%m-%d")
    length = shown["date_precision"].map({"month": 7, "year": 4}).fillna(10).astype(int)
    return pd.Series(
        [_("not given") if pd.isna(day) else day[:end] for day, end in zip(text, length, strict=True)],
        index=shown.index,
        dtype=object,
    )


def _item_texts(atlas: Atlas, events: pd.Series) -> pd.DataFrame:
    items = atlas.seizure_items[atlas.seizure_items["event_id"].isin(events)]
    labels = items["commodity_code"].map(_labels(atlas.commodities, "commodity_code")).fillna("")
    quantity = items["quantity_reported"].fillna("") + " " + items["unit_reported"].fillna("")
    texts = pd.DataFrame({"event_id": items["event_id"], "commodity": labels, "quantity": quantity.str.strip()})
    return texts.groupby("event_id").agg(
        commodity=("commodity", lambda found: ", ".join(dict.fromkeys(found))),
        quantity=("quantity", lambda found: "; ".join(text for text in found if text)),
    )


def _labels(vocabulary: pd.DataFrame, key: str) -> pd.Series:
    return vocabulary.set_index(key)[_("label_en")]
