"""The column contracts of the tables, and the data dictionary that follows from them."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geo.errors import SchemaError

PLACE_KINDS = (
    "crossing", "port", "checkpoint", "city", "road", "near", "county", "municipality", "sector", "field_office",
    "station", "state",
)  # fmt: skip
PLAZA_KINDS = ("border", "city", "cultivation")
CLAIM_STATUSES = ("controlled", "contested", "presence")
LEGAL_STATUSES = ("alleged", "designated", "indicted", "arrested", "pleaded_guilty", "convicted", "deceased")
DATE_PRECISIONS = ("day", "month", "year", "unknown")
SOURCE_TIERS = ("agency", "wire", "newspaper", "reprint", "dataset", "other")


def _text(description: str, *, words: tuple[str, ...] = (), empty: bool = True, unique: bool = False) -> pa.Column:
    checks = [pa.Check.isin(words)] if words else []
    if not empty:
        checks.append(pa.Check.str_length(min_value=1))
    return pa.Column(str, checks, unique=unique, description=description)


def _day(description: str) -> pa.Column:
    return pa.Column("datetime64[ns]", nullable=True, description=description)


def _whole(description: str, *, low: int | None = None, high: int | None = None) -> pa.Column:
    return pa.Column("Int64", pa.Check.in_range(low, high) if low is not None else None, nullable=True,
                     description=description)  # fmt: skip


def _number(description: str, *, low: float | None = None, high: float | None = None) -> pa.Column:
    return pa.Column(float, pa.Check.in_range(low, high) if low is not None else None, nullable=True,
                     description=description)  # fmt: skip


SCHEMAS = {
    "sources": pa.DataFrameSchema({
        "source_id": _text("key", empty=False, unique=True),
        "url": pa.Column(str, pa.Check.str_matches(r"^https?://"), description="public address"),
        "publisher": _text("who published it", empty=False),
        "tier": _text("kind of publisher", words=SOURCE_TIERS),
    }),
    "places": pa.DataFrameSchema({
        "place_id": _text("key", empty=False, unique=True),
        "name": _text("name", empty=False),
        "kind": _text("what it is", words=PLACE_KINDS),
        "country": _text("US or MX", words=("US", "MX", "")),
        "lon": _number("longitude, degrees", low=-180.0, high=180.0),
        "lat": _number("latitude, degrees", low=-90.0, high=90.0),
        "radius_km": _number("how far the true spot may be from the point, km", low=0.0, high=2000.0),
        "source_id": _text("source of the row", empty=False),
    }),
    "plazas": pa.DataFrameSchema({
        "plaza_id": _text("key", empty=False, unique=True),
        "name": _text("name", empty=False),
        "kind": _text("kind of plaza", words=PLAZA_KINDS),
        "municipalities": _text("CVEGEO codes, '; ' between", empty=False),
    }),
    "plaza_claims": pa.DataFrameSchema({
        "claim_id": _text("key", empty=False, unique=True),
        "plaza_id": _text("plaza", empty=False),
        "organization_code": _text("organisation"),
        "status": _text("what the source says", words=CLAIM_STATUSES),
        "valid_from": _day("first day, null = open"),
        "valid_to": _day("last day, null = open"),
        "source_id": _text("source", empty=False),
    }),
    "person_claims": pa.DataFrameSchema({
        "plaza_id": _text("plaza", empty=False),
        "name": _text("name as the agency or court gives it", empty=False),
        "legal_status": _text("status at the date", words=LEGAL_STATUSES),
        "named_by": _text("US agency or court", empty=False),
        "source_id": _text("source", empty=False),
    }),
    "actions": pa.DataFrameSchema({
        "action_id": _text("key", empty=False, unique=True),
        "date": _day("day of the action"),
        "kind": _text("kind of action", empty=False),
        "source_id": _text("source", empty=False),
    }),
    "seizures": pa.DataFrameSchema({
        "event_id": _text("key", empty=False, unique=True),
        "start_date": _day("first possible day, null = undated"),
        "end_date": _day("last possible day, inclusive"),
        "date_precision": _text("how exact the date is", words=DATE_PRECISIONS),
        "place_reported": _text("the publisher's words for the place"),
        "agency_code": _text("leading agency"),
    }),
    "seizure_items": pa.DataFrameSchema({
        "item_id": _text("key", empty=False, unique=True),
        "event_id": _text("event", empty=False),
        "commodity_code": _text("commodity", empty=False),
        "quantity_reported": _text("the publisher's words"),
        "quantity_kg": _number("mass, kg", low=0.0, high=1e7),
        "quantity_count": _number("number of pieces", low=0.0, high=1e10),
        "quantity_usd": _number("US dollars", low=0.0, high=1e12),
    }),
    "reports": pa.DataFrameSchema({
        "event_id": _text("event", empty=False),
        "source_id": _text("source", empty=False),
        "published": _day("day of publication"),
    }),
    "totals": pa.DataFrameSchema({
        "total_id": _text("key", empty=False, unique=True),
        "source_id": _text("source", empty=False),
        "period_start": _day("first day counted"),
        "period_end": _day("last day counted, inclusive"),
        "fiscal_year": _whole("fiscal year as the publisher numbers it", low=1900, high=2200),
        "month": _whole("calendar month, null = not by month", low=1, high=12),
        "office": _text("office, sector, branch or municipality code"),
        "office_kind": _text("kind of office"),
        "land_filter": _text("part of the border as the publisher divides it"),
        "commodity_code": _text("commodity"),
        "commodity_reported": _text("the publisher's word"),
        "events": _whole("number of seizures, null = not given", low=0, high=10**9),
        "quantity_kg": _number("mass, kg", low=0.0, high=1e10),
        "quantity_lb": _number("mass as published, lb", low=0.0, high=1e10),
        "measure": _text("what is counted"),
        "vintage": _text("which publication of the figures, sorted by age as text"),
        "revised": pa.Column(bool, description="differs from the figure of an earlier vintage"),
    }),
}  # fmt: skip
"""Column contracts by table name; columns beyond them are allowed."""

REJECT_COLUMNS = ["table", "row_id", "stage", "column", "value", "reason"]


def split_rejects(table: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of `frame` that keep the contract of `table`, and the others as rejects with their reason.

    Raises
    ------
    SchemaError
        If a column is missing: the layout changed, and no row can be trusted.
    """
    schema = SCHEMAS[table]
    missing = sorted(set(schema.columns) - set(frame.columns))
    if missing:
        raise SchemaError(f"table {table!r} lacks {missing}; restore the columns of its contract in geo/schema.py")
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"])
        if len(cases) < len(errors.failure_cases):
            raise SchemaError(f"table {table!r}: {errors.failure_cases['check'].iloc[0]}") from errors
        rejects = pd.DataFrame({
            "table": table,
            "row_id": frame.loc[cases["index"], frame.columns[0]].astype(str).to_numpy(),
            "stage": "validate",
            "column": cases["column"].astype(str).to_numpy(),
            "value": cases["failure_case"].astype(str).to_numpy(),
            "reason": "fails " + cases["check"].astype(str).to_numpy(),
        })  # fmt: skip
        return frame.drop(index=cases["index"].unique()), rejects
    return frame, pd.DataFrame(columns=REJECT_COLUMNS)
