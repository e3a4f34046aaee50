"""The codebook: what each column of the exported tables holds, from the column contracts and the words here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from geo.words import _
from layers.vocabulary import place_notes

if TYPE_CHECKING:
    from pandera.pandas import Column

CONTRACTS = {
    "events": ("seizures",), "items": ("seizure_items",), "csv": ("seizures", "seizure_items"),
    "reports": ("reports",), "claims": ("plaza_claims",), "ports": ("places",), "plazas": ("plazas",),
    "sources": ("sources",),
}  # fmt: skip
"""The contracts in `geo.schema` that describe the columns of each exported table."""
CODEBOOK_COLUMNS = ("table", "column", "type", "unit", "description", "values")


def codebook_rows(tables: Mapping[str, pa.Table]) -> list[dict[str, str]]:
    """Return table, column, type, unit, description and allowed values ('; ' between) of each column of `tables`."""
    meanings = _meanings()
    return [
        {
            "table": table,
            "column": field.name,
            "type": column_type(field.type),
            "unit": column_unit(field.name),
            "description": describe(table, field.name, meanings),
            "values": "; ".join(allowed_values(table, field.name)),
        }
        for table, content in tables.items()
        for field in content.schema
    ]


def column_type(kind: pa.DataType) -> str:
    """Return text, day or number."""
    if pa.types.is_date(kind):
        return "date"
    return "number" if pa.types.is_floating(kind) or pa.types.is_integer(kind) else "string"


def column_unit(name: str) -> str:
    """Return the unit of the column, which its name ends in."""
    units = {
        "kg": _("kilograms"), "km": _("kilometres"), "usd": _("US dollars"), "count": _("pieces"),
        "lon": _("degrees east, WGS 84"), "lat": _("degrees north, WGS 84"),
    }  # fmt: skip
    return units.get(name.rsplit("_", 1)[-1], "")


def allowed_values(table: str, name: str) -> list[str]:
    """Return the words that may stand in the column, none where it is open."""
    if name == "precision":
        return [f"{word} = {note}" for word, note in place_notes().items()]
    contract = _contract(table, name)
    checks = contract.checks if contract else []
    found = [check.statistics["allowed_values"] for check in checks if "allowed_values" in (check.statistics or {})]
    return [str(value) for value in found[0] if value] if found else []


def describe(table: str, name: str, meanings: Mapping[str, str] | None = None) -> str:
    """Return what the column holds.

    Raises
    ------
    KeyError
        If neither the contract of the table nor this module says it.
    """
    meanings = meanings or _meanings()
    own = meanings.get(f"{table}.{name}")
    contract = _contract(table, name)
    if own is None and contract is not None and contract.description:
        own = _(contract.description)
    return own or meanings[name]


def _contract(table: str, name: str) -> Column | None:
    from geo.schema import SCHEMAS  # takes half a second, and the app makes no codebook when it starts

    schemas = [SCHEMAS[schema].columns for schema in CONTRACTS.get(table, ())]
    return next((columns[name] for columns in schemas if name in columns), None)


def _meanings() -> dict[str, str]:
    """Return the meaning of the columns that no contract describes, by name or by table and name."""
    geometry = _("geometry only; no link between the event and an organisation or a person")
    return {
        "about.name": _("what is said"),
        "about.value": _("the text"),
        "agency": _("leading agency, its name"),
        "agency_reported": _("the publisher's words for the agencies"),
        "alternative_of": _("item of which this is a second measure (pieces beside weight); never added to it"),
        "claim_source_urls": _("addresses of the sources of the claims"),
        "claims": _("who is said to hold it and how, with the hedge and the days, as the sources of the period say"),
        "code": _("code of the port (Schedule D)"),
        "commodities": _("commodity codes of the event, all of them"),
        "events.commodity_code": _("leading commodity: the one that sizes the view's symbols, else the first item's"),
        "commodity": _("commodity, its name"),
        "commodity_reported": _("the publisher's words for the commodity"),
        "concealment": _("where it was hidden, in the publisher's words"),
        "conveyance": _("kind of conveyance"),
        "conveyance_reported": _("the publisher's words for the conveyance"),
        "crossings": _("names of its crossings"),
        "date_basis": _("what the date rests on"),
        "date_note": _("what is doubtful about the date"),
        "faction": _("part of the organisation"),
        "form": _("form of the commodity: pills, powder, liquid"),
        "geocode_method": _("how the place was found"),
        "geometric_facing_plaza_id": _("plaza across the border from the place") + "; " + geometry,
        "geometric_nearest_crossing_id": _("crossing nearest to the place") + "; " + geometry,
        "geometric_nearest_crossing_km": _("distance from the place to that crossing") + "; " + geometry,
        "geometric_plaza_id": _("plaza the place lies in") + "; " + geometry,
        "hedge": _("how the source hedges: alleged, presunto, preliminary"),
        "items": _("the items, as JSON"),
        "lat": _("latitude of the point"),
        "licence": _("licence the publisher states, empty where none is known"),
        "lon": _("longitude of the point"),
        "note": _("what a reader must know to use the row"),
        "organization": _("organisation, its name"),
        "organization_reported": _("the publisher's words for the organisation"),
        "outline": _("what the outline is"),
        "place_id": _("place of the event, empty where it could not be placed"),
        "place_name": _("place of the event, its name"),
        "port_id": _("key"),
        "precision": _("how exact the place is; the point is no exacter than this"),
        "published": _("day of publication; of events and items, of each report"),
        "publisher": _("who published it"),
        "publishers": _("who published the reports"),
        "qualifier": _("how the source qualifies the quantity"),
        "quantities_reported": _("commodity and quantity of each item in the publisher's words"),
        "events.quantity_kg": _("mass of the leading commodity, no measure twice; null where none is published"),
        "radius_km": _("how far the true spot may be from the point"),
        "reports": _("the reports, as JSON"),
        "source_id": _("source"),
        "source_date": _("day of publication of the source"),
        "source_urls": _("addresses of the reports"),
        "substance_status": _("whether the substance was tested"),
        "tier": _("kind of publisher"),
        "unit_reported": _("the publisher's word for the unit"),
        "url": _("address of the source"),
        "atlas_view": _("the view that was exported, as in its permalink"),
        "bias_note": _("what the rows are not"),
        "citation": _("how to cite the data, with their version"),
        "code_licence": _("licence of the program"),
        "data_licence": _("licence of the curated tables; the sources keep their rights"),
        "reports_through": _("latest day of publication among the reports: the date of the data"),
        "table": _("table of the column"),
        "column": _("name of the column"),
        "type": _("string, number or date (as 2024-07-01)"),
        "unit": _("unit of the numbers"),
        "description": _("what the column holds"),
        "values": _("words that may stand in it, where they are listed"),
    }  # fmt: skip
