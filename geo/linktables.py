"""Tables of events as the comparison reads them: by position, with numbers and codes instead of words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.blocking import Ints
from geo.vocab import fold

EPOCH = pd.Timestamp("1970-01-01")
TELLING_WORD = r"[^\W\d_]{4,}|\d+"
HOST = r"^https?://[^/]+"


@dataclass(frozen=True)
class LinkTables:
    """Events at positions 0…n-1 and what belongs to them.

    `events`: event_id, start, end, published (days since 1970-01-01), place, parent, place_words, conveyance (codes, -1
    unknown), lon, lat (degrees), radius_km, value_usd. `items`: owner, commodity, measure, unit (codes), amount, half,
    digits, commodity_code, words (the report's). `agencies`, `sources`, `publishers`, `details` (words on the
    concealment), `titles` (words of the report's address): owner, value.
    """

    events: pd.DataFrame
    items: pd.DataFrame
    agencies: pd.DataFrame
    sources: pd.DataFrame
    publishers: pd.DataFrame
    details: pd.DataFrame
    titles: pd.DataFrame


def build_tables(events: pd.DataFrame, items: pd.DataFrame, reports: pd.DataFrame) -> LinkTables:
    """Turn seizures, seizure_items and reports (with publisher and url, if known) into `LinkTables`."""
    events = events.reset_index(drop=True)
    position = pd.Series(events.index, index=events["event_id"])
    items = items.assign(owner=items["event_id"].map(position)).dropna(subset=["owner"])
    reports = reports.assign(owner=reports["event_id"].map(position)).dropna(subset=["owner"]).set_index("owner")
    return LinkTables(
        events=_events(events, reports["published"].groupby(level=0).min().reindex(events.index)),
        items=_items(items.astype({"owner": np.int64})),
        agencies=_values(_text(events, "agency_code").str.split("; ").explode()),
        sources=_values(_text(reports, "source_id")),
        publishers=_values(_text(reports, "publisher")),
        details=_values(_words(_text(events, "concealment"))),
        titles=_values(_words(_text(reports, "url").str.replace(HOST, "", regex=True))),
    )


def _events(events: pd.DataFrame, published: pd.Series) -> pd.DataFrame:
    places = _codes(pd.concat([_text(events, "place_id"), _text(events, "parent_id")]))
    return pd.DataFrame({
        "event_id": events["event_id"],
        "start": _days(events["start_date"]), "end": _days(events["end_date"]), "published": _days(published),
        "place": places[: len(events)], "parent": places[len(events):],
        "place_words": _codes(_each(_text(events, "place_reported"), fold)),
        "conveyance": _codes(_text(events, "conveyance")),
        "lon": _number(events, "lon"), "lat": _number(events, "lat"),
        "radius_km": _number(events, "radius_km").fillna(0.0), "value_usd": _number(events, "value_usd"),
    })  # fmt: skip


def _items(items: pd.DataFrame) -> pd.DataFrame:
    """Masses are compared in kg, money in dollars, pieces and litres by the unit reported."""
    kg, count, usd = (_number(items, f"quantity_{name}") for name in ("kg", "count", "usd"))
    unit = _each(_text(items, "unit_reported"), fold)
    digits = _text(items, "quantity_reported").str.replace(",", "", regex=False).str.strip()
    reported = pd.to_numeric(digits, errors="coerce").where(lambda number: number > 0)
    amount = kg.fillna(count).fillna(usd).fillna(reported)
    parts = digits.str.partition(".").reindex(columns=range(3), fill_value="")  # no rows make no columns
    whole, decimals = parts[0].astype("str"), parts[2].astype("str")
    given = (whole + decimals).where(decimals != "", whole.str.rstrip("0")).str.lstrip("0").str.len()
    return pd.DataFrame({
        "owner": items["owner"], "commodity": _codes(_text(items, "commodity_code")),
        "measure": _codes(unit.mask(kg.notna(), "kg").mask(usd.notna(), "USD").replace("", "?")), "unit": _codes(unit),
        "amount": amount, "half": 0.5 * 10.0 ** -decimals.str.len() * (amount / reported).fillna(1.0),
        "digits": given.where(reported.notna(), 1).clip(lower=1), "commodity_code": _text(items, "commodity_code"),
        "words": (digits + " " + _text(items, "unit_reported")).str.strip(),
    }).reset_index(drop=True)  # fmt: skip


def _words(texts: pd.Series) -> pd.Series:
    return _each(texts, fold).str.findall(TELLING_WORD).explode()


def _values(values: pd.Series) -> pd.DataFrame:
    known = values[values.notna() & (values != "")]
    return pd.DataFrame({"owner": known.index.to_numpy(np.int64), "value": pd.factorize(known)[0]}).drop_duplicates()


def _each(texts: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """`change` of every text, worked out once for equal texts."""
    return texts.map({text: change(text) for text in texts.unique()}).astype(str)


def _codes(texts: pd.Series) -> Ints:
    return pd.factorize(texts.replace("", None))[0]


def _days(dates: pd.Series) -> pd.Series:
    return (pd.to_datetime(dates) - EPOCH) / pd.Timedelta(days=1)


def _text(frame: pd.DataFrame, column: str) -> pd.Series:
    return frame[column].fillna("").astype(str) if column in frame else pd.Series("", index=frame.index, dtype=str)


def _number(frame: pd.DataFrame, column: str) -> pd.Series:
    return frame[column].astype(float) if column in frame else pd.Series(np.nan, index=frame.index)
