"""Adding data as the page is told it: the words of the page, and what a draft of an import holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from geo.batch import ImportBatch
from geo.mapping import SINGLE_ROLES, Mapping
from geo.totals import sum_totals
from geo.words import _
from layers.cells import number, records, text
from layers.details import quantity_reported
from layers.review_page import day_words

MOST = 8


def file_words() -> str:
    """Return the label of the field for files."""
    return _("A CBP, UNODC or ACLED file, any table or map file, a press release as text, or a saved mapping")


def page_data(draft: dict[str, Any] | None, review: dict[str, Any], *, drafts: int, said: list[str]) -> dict[str, Any]:
    """Return all the page is told; `draft` is what `describe_draft` takes, `drafts` how many were before, `said`
    sentences for the reader.
    """
    return {"say": page_words(), "draft": draft and describe_draft(**draft), "review": review, "turn": drafts,
            "said": said}  # fmt: skip


def describe_draft(
    batch: ImportBatch,
    mapping: Mapping | None,
    *,
    name: str,
    title: str,
    notes: tuple[str, ...],
    header: tuple[str, ...],
) -> dict[str, Any]:
    """Return what the page shows of an import that is not stored: its type, counts, mapping, reasons and first rows."""
    counts = {"rows": batch.rows_in, "accepted": batch.rows_accepted, "duplicates": batch.rows_duplicate,
              "rejects": batch.rows_rejected}  # fmt: skip
    placed, undated = int(batch.events["lon"].notna().sum()) if len(batch.events) else 0, 0
    if len(batch.events):
        undated = int(batch.events["start_date"].isna().sum())
    found = _("Events: {events}, of them placed: {placed}, without a date: {undated}").format(
        events=f"{len(batch.events):,}", placed=f"{placed:,}", undated=f"{undated:,}"
    )
    official = _("{n} official figures; they are kept as totals, never drawn as points")
    return {
        "name": name, "title": title, "notes": list(notes), "counts": counts, "reasons": list_reasons(batch),
        "sum": _("{rows} rows = {accepted} accepted + {duplicates} repeated + {rejects} left out").format(
            **{key: f"{count:,}" for key, count in counts.items()}),
        "found": official.format(n=f"{len(batch.totals):,}") if len(batch.totals) else found,
        "totals": list_totals(batch.totals), "rows": draft_rows(batch),
        "mapping": None if mapping is None else describe_mapping(mapping, header),
    }  # fmt: skip


def list_reasons(batch: ImportBatch) -> list[dict[str, Any]]:
    """Return what was left out or repeated, by reason, the most frequent first, each with a value and its row."""
    rejects = batch.rejects.groupby(["column", "reason"], sort=False, dropna=False).agg(
        count=("row_id", "size"), value=("value", "first"), row=("row_id", "first"))  # fmt: skip
    repeats = batch.duplicates.groupby("reason", sort=False).agg(count=("row_id", "size"), row=("row_id", "first"))
    listed = pd.concat([rejects.reset_index(), repeats.reset_index().assign(column="", value="")])
    listed = listed.sort_values("count", ascending=False, kind="stable").head(3 * MOST)
    return [{name: text(row[name]) for name in ("column", "reason", "value", "row")} | {"count": int(row["count"])}
            for row in listed.to_dict("records")]  # fmt: skip


def list_totals(totals: pd.DataFrame) -> list[dict[str, Any]]:
    """Return official figures summed by fiscal year and commodity, the latest and heaviest first."""
    if totals.empty:
        return []
    sums = sum_totals(totals, ("fiscal_year", "commodity"))
    sums = sums.sort_values(["fiscal_year", "lb"], ascending=False).head(3 * MOST)
    return [{"year": str(row["fiscal_year"]), "commodity": text(row["commodity"]), "events": number(row["events"], 0),
             "lb": number(row["lb"], 0)} for row in sums.to_dict("records")]  # fmt: skip


def draft_rows(batch: ImportBatch) -> list[dict[str, str]]:
    """Return the first events of a draft as a reader is shown them."""
    items: dict[str, list[str]] = {}
    shown = batch.events.head(MOST)
    for item in records(batch.items[batch.items["event_id"].isin(shown["event_id"])]):
        items.setdefault(item["event_id"], []).append(f"{item['commodity_code']} {quantity_reported(item)}".strip())
    return [{"date": day_words(row), "place": text(row["place_reported"]),
             "where": text(row.get("place_name")) or _("not placed"), "what": "; ".join(items.get(row["event_id"], []))}
            for row in shown.to_dict("records")]  # fmt: skip


def describe_mapping(mapping: Mapping, header: tuple[str, ...]) -> dict[str, Any]:
    """Return the mapping with the roles that may be corrected and the columns of the table."""
    return {"columns": mapping.columns, "items": [asdict(item) for item in mapping.items], "decimal": mapping.decimal,
            "date_order": mapping.date_order, "header": list(header), "roles": role_words()}  # fmt: skip


def role_words() -> dict[str, str]:
    """Return the name of each role of a column, in the order they are shown."""
    words = {
        "date": _("Date"), "published": _("Published"), "place": _("Place"), "city": _("City"), "state": _("State"),
        "country": _("Country"), "lat": _("Latitude"), "lon": _("Longitude"), "point": _("Point (lat, lon)"),
        "radius": _("Radius, km"), "agency": _("Agency"), "url": _("Address"), "publisher": _("Publisher"),
        "record_id": _("Number of the record"), "form": _("Form"), "qualifier": _("Qualifier"),
        "conveyance": _("Conveyance"), "concealment": _("Concealment"),
    }  # fmt: skip
    return words | {role: role for role in SINGLE_ROLES if role not in words}


def page_words() -> dict[str, str]:
    """Return the words of the page in the browser."""
    return {
        "paste": _("Or paste the text of a press release or a report"), "text": _("Text"),
        "published": _("Day of publication"), "url": _("Address (URL)"), "publisher": _("Publisher"),
        "read": _("Read the text"), "recognised": _("Recognised as"), "columns": _("What each column says"),
        "columns_how": _("Guessed from the header and the cells; correct it here, then read again."),
        "none": _("none"), "thing": _("What was seized"), "amount": _("Amount"), "unit": _("Unit"),
        "always": _("always “{word}”"), "decimal": _("Decimal mark"), "order": _("Order of dates"),
        "any": _("as written"), "dmy": _("day first"), "mdy": _("month first"), "again": _("Read again with this"),
        "left_out": _("Left out or repeated"), "such": _("row {row}"), "times": _("{n} ×"),
        "first_rows": _("The first events"), "date": _("Date"), "place": _("Place reported"), "where": _("Place"),
        "what": _("Items"), "totals": _("Official totals by fiscal year"), "year": _("Fiscal year"),
        "commodity": _("Commodity"), "events": _("Events"), "lb": _("Pounds"),
        "accept": _("Put on the map"), "keep_totals": _("Keep these totals"), "discard": _("Discard"),
        "nothing": _("Nothing to take over: see the reasons."),
        "pairs": _("May be one event told twice"), "score": _("Score {score}"), "merge": _("Merge into one"),
        "leave": _("Leave mine out"), "apart": _("Keep apart"), "yours": _("your data"), "atlas": _("the atlas"),
        "more_pairs": _("{n} pairs; the most likely are shown."), "same": _("same event as {id} of the atlas"),
        "review": _("Your events"), "count": _("Events: {n}, not placed: {m}"), "edit": _("Edit"),
        "find": _("Place it"), "reject": _("Reject"), "why": _("Reason"), "save": _("Save"), "close": _("Close"),
        "unplaced": _("not placed"), "note": _("Note"), "page": _("Page {page} of {pages}"),
        "earlier": _("Earlier page"), "later": _("Later page"), "search": _("Search a place"), "look": _("Search"),
        "no_place": _("No place has these words."), "quantity_kg": _("kg"), "quantity_count": _("pieces"),
        "quantity_usd": _("US dollars"),
    }  # fmt: skip
