"""ACLED exports: rows whose note tells of something seized, day and place from the columns; all others set aside."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from data.extract import load_lexicon
from data.sources import Layout, Parsed, read_words
from data.vocab import load_vocab
from geo.datecells import read_dates
from geo.extract import Item, extract_events
from geo.quantity import format_number
from geo.records import fill_records
from geo.rejects import join_rejects, set_aside
from geo.words import _


def parse(rows: pd.DataFrame, layout: Layout) -> Parsed:
    """Return one record for each thing that a row's note tells as seized.

    `time_precision` 2 is a day known to within the week, 3 to within the month; `geo_precision` gives the radius of the
    place (1 the town, 2 its surroundings, 3 the region).
    """
    card = layout.card
    here, abroad = set_aside(
        rows, ~rows["iso"].str.strip().isin(card["countries"]), stage="parse", column="iso", reported="iso",
        reason=_("in another country than the United States and Mexico: the atlas has no place for it"),
    )  # fmt: skip
    items = {note: _read_note(note) for note in here["note"].unique()}
    told, others = set_aside(
        here, ~here["note"].map({note: bool(found) for note, found in items.items()}).astype(bool), stage="parse",
        column="event_type", reported="event_type", reason=_("the note tells of no seizure: violence is not mapped"),
    )  # fmt: skip
    records = _shared(told, layout).assign(items=told["note"].map(items))
    records = records.explode("items", ignore_index=True)
    found = pd.DataFrame(list(records["items"]), columns=ITEM_TEXTS, index=records.index).astype("str")
    records = pd.concat([records.drop(columns="items"), found], axis=1)
    return Parsed(records=fill_records(records), rejects=join_rejects([abroad, others]))


ITEM_TEXTS = ["commodity", "commodity_code", "form", "quantity", "unit", "qualifier"]


def _shared(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """The columns of the event itself."""
    card = layout.card
    days = read_dates(rows["date"], load_vocab("months"))
    iso = days["start_date"].dt.strftime("%Y-%m-%d").fillna(rows["date"])
    month = rows["time_precision"].str.strip() == "3"
    place = rows["location"].str.strip() + ", " + rows["admin1"].str.strip()
    return pd.DataFrame({
        "row_id": rows["row_id"], "digest": rows["digest"], "record_id": rows["record_id"],
        "date": iso.where(~month, iso.str[:7]), "place": place.str.strip(", "),
        "margin": rows["time_precision"].str.strip().map(_texts(card["day_margin"])).fillna("3"),
        "radius": rows["geo_precision"].str.strip().map(_texts(card["radius_km"])).fillna("100"),
        "context": rows["iso"].str.strip().map(card["countries"]), "lat": rows["lat"], "lon": rows["lon"],
        "agency": rows["actor"].where(rows["actor"].str.contains(r"Forces of|Government of", regex=True), ""),
        "agency_code": rows["actor"].map({actor: _agency(actor) for actor in rows["actor"].unique()}),
        "note": rows["event_type"] + ": " + rows["sub_event_type"], "date_basis": "dataset",
    })  # fmt: skip


def _texts(values: dict[str, int]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


def _agency(actor: str) -> str:
    words = read_words("acled", "actors")
    return next((code for word, code in zip(words["word"], words["agency_code"], strict=True) if word in actor), "")


@cache
def _seizing() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, read_words("acled", "seizing_words")["word"])), re.IGNORECASE)


def _read_note(note: str) -> list[tuple[str, ...]]:
    """The things that a note tells as seized; none where it has no word of seizing."""
    if not _seizing().search(note):
        return []
    items = [item for event in extract_events(note, None, load_lexicon()) for item in event.items]
    return [_texts_of(item) for item in items if item.alternative_of is None]


def _texts_of(item: Item) -> tuple[str, ...]:
    hedge = item.qualifier.code if item.qualifier is not None else ""
    return item.commodity, item.commodity_code, item.form or "", format_number(item.quantity), item.unit or "", hedge
