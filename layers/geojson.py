"""The view as GeoJSON (RFC 7946): one Feature per event, port and plaza."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pandas as pd
import shapely

from geo.atlas import Atlas
from geo.view import View, select_events
from geo.words import _
from layers.cells import by_key, iso_day, number, parts, records, text
from layers.details import items_by_event, quantity_reported, reports_by_event
from layers.payload import describe_atlas
from layers.plazas import claims_in_window, organization_names
from layers.ports import port_entries

DECIMALS = 6
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


def geojson_bytes(atlas: Atlas, view: View) -> bytes:
    """Return the FeatureCollection of `view` as UTF-8: WGS 84, longitude first, at most 6 decimals, ISO dates.

    Events that have no place are Features with a null geometry. The foreign members say which view and which data it
    is. The same atlas and view give the same bytes.
    """
    about = describe_atlas(atlas)
    collection = {
        "type": "FeatureCollection",
        "title": about["title"],
        "view": view.to_query(),
        "generated_from": about["digest"],
        "citation": about["citation"],
        "bias_note": about["bias_note"],
        "licence": LICENCE,
        "features": [*_event_features(atlas, view), *_port_features(atlas, view), *_plaza_features(atlas, view)],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8") + b"\n"


def _feature(layer: str, key: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    properties = {"layer": layer, **properties}
    return {"type": "Feature", "id": f"{layer}/{key}", "geometry": geometry, "properties": properties}


def _point(lon: Any, lat: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [number(lon, DECIMALS), number(lat, DECIMALS)]}


def _event_features(atlas: Atlas, view: View) -> list[dict[str, Any]]:
    shown = atlas.seizures.loc[select_events(atlas, view)]
    items, reports = items_by_event(atlas), reports_by_event(atlas)
    places = by_key(atlas.places, "place_id")
    return [
        _feature(
            "event",
            row["event_id"],
            None if missing else _point(row["lon"], row["lat"]),
            _event_properties(row)
            | _item_properties(items[row["event_id"]])
            | {"reports": [{key: report[key] for key in ("url", "publisher", "published")}
                           for report in reports[row["event_id"]]],
               "geometry_relations": _relations(places.get(text(row["place_id"])))},
        )
        for row, missing in zip(records(shown), shown.geometry.isna(), strict=True)
    ]  # fmt: skip


def _event_properties(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "event_id": row["event_id"],
        "start_date": iso_day(row["start_date"]),
        "end_date": iso_day(row["end_date"]),
        "date_precision": text(row["date_precision"]),
        "place_reported": text(row["place_reported"]),
        "place_name": text(row["place_name"]),
        "precision": text(row["precision"]),
        "radius_km": number(row["radius_km"], 3),
        "agency_code": text(row["agency_code"]),
    }


def _item_properties(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "commodities": list(dict.fromkeys(text(item["commodity_code"]) for item in items)),
        "items": [
            {
                "item_id": text(item["item_id"]),
                "commodity": text(item["commodity_code"]),
                "form": text(item["form"]),
                "reported": quantity_reported(item),
                "qualifier": text(item["qualifier"]),
                "kg": number(item["quantity_kg"], 3),
                "count": number(item["quantity_count"], 3),
                "usd": number(item["quantity_usd"], 2),
                "alternative_of": text(item["alternative_of"]) or None,
            }
            for item in items
        ],
    }


def _relations(place: dict[str, Any] | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "basis": _("geometry only; no link between the event and an organisation or a person"),
        "inside_plaza": text(place["plaza_id"]) or None,
        "facing_plaza": text(place["facing_plaza_id"]) or None,
        "nearest_crossing": text(place["nearest_crossing_id"]) or None,
        "nearest_crossing_km": number(place["nearest_crossing_km"], 1),
    }


def _port_features(atlas: Atlas, view: View) -> list[dict[str, Any]]:
    return [
        _feature("port", port["id"], _point(port["lon"], port["lat"]), {
            "port_id": port["id"], "name": port["name"], "code": port["code"],
            "crossings": [crossing["name"] for crossing in port["crossings"]],
            "source": {"publisher": port["publisher"], "url": port["url"]},
        })
        for port in port_entries(atlas)
        if not view.ports or port["id"] in view.ports
    ]  # fmt: skip


def _plaza_features(atlas: Atlas, view: View) -> list[dict[str, Any]]:
    claims = _claims(atlas, view)
    return [
        _feature("plaza", row["plaza_id"], outline_of(outline), {
            "plaza_id": row["plaza_id"], "name": text(row["name"]), "kind": text(row["kind"]),
            "municipalities": parts(row["municipalities"]),
            "outline": _("schematic: the union of its municipalities; no source publishes outlines"),
            "claims": claims[row["plaza_id"]],
        })
        for row, outline in zip(records(atlas.plazas), atlas.plazas.geometry, strict=True)
        if not view.plazas or row["plaza_id"] in view.plazas
    ]  # fmt: skip


def outline_of(polygon: Any) -> dict[str, Any]:
    """Return a (multi)polygon as GeoJSON geometry, exterior rings counter-clockwise, at most 6 decimals."""
    snapped = shapely.orient_polygons(shapely.set_precision(polygon, 10.0**-DECIMALS))
    return {"type": snapped.geom_type, "coordinates": _rounded(shapely.geometry.mapping(snapped)["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]


def _claims(atlas: Atlas, view: View) -> defaultdict[str, list[dict[str, Any]]]:
    sources, names = by_key(atlas.sources, "source_id"), organization_names(atlas)
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    claims: pd.DataFrame = claims_in_window(atlas, view.date_from, view.date_to)
    for row in records(claims):
        source = sources[row["source_id"]]
        found[row["plaza_id"]].append({
            "organization": names.get(text(row["organization_code"])) or text(row["organization_reported"]),
            "faction": text(row["faction"]),
            "status": text(row["status"]),
            "valid_from": iso_day(row["valid_from"]),
            "valid_to": iso_day(row["valid_to"]),
            "hedge": text(row["hedge"]),
            "source": {"publisher": text(source["publisher"]), "url": text(source["url"]),
                       "published": iso_day(row["source_date"])},
        })  # fmt: skip
    return found
