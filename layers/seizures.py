"""The events as columns, and the places they stand at."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.errors import SchemaError, VocabularyError
from geo.words import _
from layers.cells import flag, number, parts, positions, records, text
from layers.columns import UNDATED, EventColumns
from layers.vocabulary import PRECISIONS


def event_columns(atlas: Atlas) -> EventColumns:
    """Return one row for each event and commodity.

    `event` is the row of `atlas.seizures`, `place` the index in `event_places`, `commodity` and `agency` the index in
    their vocabulary. `kg` sums the weights of the event's loads of that commodity, each by one of its measures.
    """
    seizures, pairs = atlas.seizures, _event_commodities(atlas)
    event = pairs["event"].to_numpy()
    place = positions(seizures["place_id"], used_places(atlas)["place_id"])
    agency = positions(seizures["agency_code"], atlas.agencies["agency_code"])
    return EventColumns(
        start=days_of(seizures["start_date"])[event],
        end=days_of(seizures["end_date"])[event],
        event=event,
        place=place[event],
        commodity=pairs["commodity"].to_numpy(),
        agency=agency[event],
        kg=pairs["kg"].to_numpy(),
    )


def _event_commodities(atlas: Atlas) -> pd.DataFrame:
    """Return event (row of seizures), commodity (index) and kg of each distinct pair; a load is weighed once."""
    items = atlas.seizure_items.assign(load=lambda rows: rows["alternative_of"].fillna("").replace("", pd.NA))
    items = items.assign(load=items["load"].fillna(items["item_id"])).sort_values(
        "alternative_of", key=lambda others: others.fillna("") != "", kind="stable"
    )
    pairs = pd.DataFrame({
        "event": positions(items["event_id"], atlas.seizures["event_id"]),
        "commodity": positions(items["commodity_code"], atlas.commodities["commodity_code"]),
        "load": items["load"].to_numpy(),
        "kg": items["quantity_kg"].to_numpy(),
    })  # fmt: skip
    if (pairs["commodity"] < 0).any():
        unknown = items.loc[pairs["commodity"].to_numpy() < 0, "commodity_code"].iloc[0]
        raise VocabularyError(f"unknown commodity {unknown!r}; add it in data/vocab/commodities.csv")
    pairs = pairs[pairs["event"] >= 0]
    without = ~np.isin(np.arange(len(atlas.seizures)), pairs["event"])
    if without.any():
        event = atlas.seizures.loc[without, "event_id"].iloc[0]
        raise SchemaError(f"event {event!r} has no item; add a row in seizure_items")
    loads = pairs.groupby(["event", "commodity", "load"])["kg"].first()
    return loads.groupby(["event", "commodity"]).sum(min_count=1).reset_index()


def days_of(dates: pd.Series) -> NDArray[np.int64]:
    """Return datetime64 `dates` as days since 1970-01-01, `UNDATED` where null."""
    days = dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), UNDATED, days.astype(np.int64))


def used_places(atlas: Atlas) -> pd.DataFrame:
    """Return the rows of `atlas.places` where an event stands, in their order.

    Raises
    ------
    SchemaError
        If an event stands at a place that is not in the gazetteer.
    """
    used = atlas.seizures.loc[atlas.seizures["place_id"].fillna("") != "", "place_id"]
    unknown = sorted(set(used) - set(atlas.places["place_id"]))
    if unknown:
        raise SchemaError(f"events stand at {unknown[:3]}, which are not among the places; build the store again")
    return pd.DataFrame(atlas.places[atlas.places["place_id"].isin(used)].reset_index(drop=True))


def place_precisions(atlas: Atlas) -> dict[str, str]:
    """Return the precision of each place that an event stands at; all events at one place have the same.

    Raises
    ------
    VocabularyError
        If a precision is in no list.
    SchemaError
        If one place has two.
    """
    pairs = atlas.seizures[["place_id", "precision"]].drop_duplicates()
    for precision in pairs["precision"]:
        if precision not in PRECISIONS:
            raise VocabularyError(f"unknown precision {precision!r}; expected one of {PRECISIONS}")
    placed = pairs[pairs["place_id"].fillna("") != ""]
    if placed["place_id"].duplicated().any():
        place = placed.loc[placed["place_id"].duplicated(), "place_id"].iloc[0]
        raise SchemaError(f"place {place!r} has two precisions; give each its own place_id")
    return dict(zip(placed["place_id"], placed["precision"], strict=True))


def event_places(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the places that events stand at, in the order of their index in the columns."""
    precision = place_precisions(atlas)
    areas = {place_id: index for index, place_id in enumerate(atlas.areas["place_id"])}
    ports = set(atlas.places.loc[atlas.places["kind"] == "port", "place_id"])
    names = dict(zip(atlas.places["place_id"], atlas.places["name"], strict=True))
    plazas = dict(zip(atlas.plazas["plaza_id"], atlas.plazas["name"], strict=True))
    return [
        {
            "id": row["place_id"],
            "name": text(row["name"]),
            "kind": text(row["kind"]),
            "lon": number(row["lon"], 5),
            "lat": number(row["lat"], 5),
            "radius_km": number(row["radius_km"], 2) or 0.0,
            "precision": precision[row["place_id"]],
            "approximate": flag(row["approximate"]),
            "port": next((key for key in (row["place_id"], text(row["parent_id"])) if key in ports), None),
            "plazas": parts(row["plaza_id"]) + parts(row["facing_plaza_id"]),
            "area": areas.get(row["place_id"]),
            "note": _note(row, names, plazas),
        }
        for row in records(used_places(atlas))
    ]


def _note(row: dict[str, Any], names: dict[str, str], plazas: dict[str, str]) -> str:
    """Say what geometry tells of the place, and that it is geometry."""
    inside, facing, crossing = (text(row[key]) for key in ("plaza_id", "facing_plaza_id", "nearest_crossing_id"))
    sentences = []
    if inside:
        sentences.append(_("Lies in the plaza {name} (geometry).").format(name=plazas.get(inside, inside)))
    if facing:
        sentences.append(_("Faces the plaza {name} (geometry, not a link).").format(name=plazas.get(facing, facing)))
    if crossing and crossing != row["place_id"]:
        sentences.append(
            _("Nearest crossing: {name}, {km:.0f} km (geometry).").format(
                name=names.get(crossing, crossing), km=row["nearest_crossing_km"]
            )
        )
    if flag(row["approximate"]):
        sentences.append(_("The position is approximate."))
    return " ".join(sentences)
