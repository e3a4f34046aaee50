"""Make one event of several that were accepted as one: every report is kept, the sharper date and place win."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from pyproj import Geod

from geo.errors import SchemaError
from geo.words import _

GEOD = Geod(ellps="WGS84")
Row = dict[Any, Any]

DATE_COLUMNS = ["start_date", "end_date", "date_precision", "date_basis", "date_note"]
PLACE_COLUMNS = ["place_reported", "place_id", "place_name", "kind", "precision", "lon", "lat", "radius_km",
                 "geocode_method", "geocode_score", "geocode_status", "geocode_reason", "candidates",
                 "geometry"]  # fmt: skip
COMPARED = ["agency_code", "conveyance"]
AMOUNTS = ["quantity_kg", "quantity_count", "quantity_usd"]
SAME_SHARE = 0.03
NEAR_KM = 5.0
DATE_ORDER = {"day": 0, "month": 1, "year": 2, "unknown": 3}


@dataclass(frozen=True)
class EventTables:
    """Tables of seizures, seizure_items and reports that belong together."""

    events: pd.DataFrame
    items: pd.DataFrame
    reports: pd.DataFrame


def merge_events(tables: EventTables, event_ids: list[str]) -> EventTables:
    """Return the tables with the events `event_ids` as one, under the first of these ids.

    The sharpest date and the place with the smallest radius win; other columns take the first value that is given.
    What contradicts is written to `note`. Of items that agree (one commodity and form, one measure, within 3 %) the one
    with more digits stays; an item in another measure becomes an alternative (`alternative_of`) of the first, so that
    nothing is summed twice. All reports stay, each with its source.

    Raises
    ------
    SchemaError
        Fewer than two ids, or one that is in no row.
    """
    ids = list(dict.fromkeys(event_ids))
    lost = [key for key in ids if key not in set(tables.events["event_id"])]
    if len(ids) < 2 or lost:
        raise SchemaError(
            _("cannot merge {ids}: expected two or more events that are in the table").format(ids=lost or ids)
        )
    group = tables.events.set_index("event_id", drop=False).loc[ids]
    items, said = _merge_items(tables.items[tables.items["event_id"].isin(ids)], ids)
    row = _merge_rows(group, said)
    rest = tables.events[~tables.events["event_id"].isin(ids[1:])].copy()
    at = rest.index[rest["event_id"] == ids[0]][0]
    for column, value in row.items():
        rest.at[at, column] = value
    others = tables.items[~tables.items["event_id"].isin(ids)]
    told = tables.reports["event_id"]
    reports = tables.reports.assign(event_id=told.where(~told.isin(ids), ids[0]))
    return replace(tables, events=rest, items=pd.concat([others, items], ignore_index=True),
                   reports=reports.drop_duplicates(["event_id", "source_id"], ignore_index=True))  # fmt: skip


def _merge_rows(group: pd.DataFrame, said: list[str]) -> Row:
    """The values of the merged event, with what its reports contradict each other in."""
    dated, placed = _sharpest_date(group), _sharpest_place(group)
    row: Row = {}
    for column in group.columns.drop("event_id"):
        winner = dated if column in DATE_COLUMNS else placed if column in PLACE_COLUMNS else None
        given = group[column][group[column].notna() & (group[column].astype(str) != "")]
        row[column] = group.at[winner, column] if winner else given.iloc[0] if len(given) else group[column].iloc[0]
    notes = [*group["note"][group["note"] != ""]] if "note" in group else []
    contradictions = [*_contradict(group), *said]
    if contradictions:
        notes.append(_("reports differ: {what}").format(what="; ".join(contradictions)))
    return {**row, "note": "; ".join(dict.fromkeys(notes))}


def _sharpest_date(group: pd.DataFrame) -> str:
    width = (group["end_date"] - group["start_date"]).dt.days.fillna(1e6)
    order = group.assign(rank=group["date_precision"].map(DATE_ORDER), width=width)
    return str(order.sort_values(["rank", "width"], kind="stable").index[0])


def _sharpest_place(group: pd.DataFrame) -> str:
    if "radius_km" not in group or not group["lon"].notna().any():
        named = group.index[group["place_reported"] != ""]
        return str(named[0] if len(named) else group.index[0])
    return str(group["radius_km"].where(group["lon"].notna()).fillna(np.inf).idxmin())


def _contradict(group: pd.DataFrame) -> list[str]:
    """Dates that exclude each other, places out of each other's reach, other agencies or conveyances."""
    said = []
    dates = group.dropna(subset=["start_date"])
    if len(dates) and dates["start_date"].max() > dates["end_date"].min():
        said.append(_say(dates["start_date"].dt.strftime("%Y-%m-%d")))
    if "lon" in group and _far_apart(group.dropna(subset=["lon"])):
        said.append(_say(group["place_reported"]))
    for column in [name for name in COMPARED if name in group]:
        values = group[column].fillna("")
        if values[values != ""].nunique() > 1:
            said.append(_say(values))
    return said


def _far_apart(spots: pd.DataFrame) -> bool:
    """Whether the first spot and another lie further apart than their radii and `NEAR_KM`."""
    if len(spots) < 2:
        return False
    first, rest = spots.iloc[[0] * (len(spots) - 1)], spots.iloc[1:]
    reach = NEAR_KM + first["radius_km"].to_numpy() + rest["radius_km"].to_numpy()
    (lon, lat), (lons, lats) = (side[["lon", "lat"]].to_numpy(dtype=float).T for side in (first, rest))
    return bool((GEOD.inv(lon, lat, lons, lats)[2] / 1000 > reach).any())


def _merge_items(items: pd.DataFrame, ids: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """The items of the merged event in the order of `ids`, and the amounts that contradict each other."""
    kept: list[Row] = []
    said: list[str] = []
    stands_for: dict[str, str] = {}
    order = items.assign(order=items["event_id"].map(ids.index)).sort_values("order", kind="stable")
    for item in order.drop(columns="order").to_dict("records"):
        own = [other for other in kept if other["from"] != item["event_id"] and _one_thing(other, item)]
        twin = next((other for other in own if _measure(other) == _measure(item)), None)
        if twin is None:
            first = own[0].get("alternative_of") or own[0]["item_id"] if own else item.get("alternative_of", "")
            kept.append({**item, "alternative_of": first, "from": item["event_id"], "event_id": ids[0]})
            continue
        stands_for[item["item_id"]] = twin["item_id"]
        if not _agree(twin, item):
            said.append(_say(pd.Series([_words(twin), _words(item)], dtype=str)))
        elif _digits(item) > _digits(twin):
            twin.update({name: item[name] for name in item if str(name).startswith(("quantity", "unit", "qualifier"))})
    columns = [*items.columns, *({"alternative_of"} - set(items.columns))]
    merged = pd.DataFrame(kept, columns=[*columns, "from"]).drop(columns="from").astype(items.dtypes)
    return merged.assign(alternative_of=merged["alternative_of"].replace(stands_for)), said


def _one_thing(one: Row, other: Row) -> bool:
    forms = {one.get("form") or "", other.get("form") or ""} - {""}
    return one["commodity_code"] == other["commodity_code"] and len(forms) < 2


def _measure(item: Row) -> str:
    kind = next((name for name in AMOUNTS if pd.notna(item[name])), "")
    return kind if kind != "quantity_count" else f"{kind} {item.get('unit_reported', '')}"


def _agree(one: Row, other: Row) -> bool:
    name = _measure(one).split(" ")[0]
    return not name or abs(one[name] - other[name]) <= SAME_SHARE * max(one[name], other[name])


def _digits(item: Row) -> int:
    return len("".join(sign for sign in str(item["quantity_reported"]) if sign.isdigit()).rstrip("0"))


def _words(item: Row) -> str:
    return f"{item['commodity_code']} {item['quantity_reported']} {item.get('unit_reported', '')}".strip()


def _say(values: pd.Series) -> str:
    return " / ".join(dict.fromkeys(value for value in values.astype(str) if value))
