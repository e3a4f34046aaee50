"""The events of a dossier as rows by date, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.summary import shown_items, sum_weights
from geo.view import View, select_events
from geo.words import _
from layers.cells import by_key, records, text
from layers.details import event_texts
from layers.event_words import hedge_words, text_words
from layers.report_notes import Cite, Notes
from layers.vocabulary import LABEL, code_words, place_notes


@dataclass(frozen=True)
class Event:
    """An event as a row of the table; `said` are its further facts, each as a label and words."""

    id: str
    date: str
    date_note: str
    items: list[str]
    place: str
    place_reported: str
    place_note: str
    agency: str
    said: list[tuple[str, str]]
    cites: list[Cite]


@dataclass(frozen=True)
class Total:
    """A commodity of the view: its events, how many of them have a weight, and the weight, null where none has."""

    label: str
    colour: str
    events: int
    weighed: int
    kg: float | None

    @property
    def weight(self) -> str:
        """The weight as words."""
        return "–" if self.kg is None else weight_text(self.kg)


def tell_events(atlas: Atlas, view: View, notes: Notes) -> list[Event]:
    """Return the events that `view` shows by their first day, those without a date last."""
    shown = atlas.seizures.loc[select_events(atlas, view)].sort_values(["start_date", "end_date", "event_id"])
    part = replace(
        atlas,
        seizures=shown,
        seizure_items=shown_items(atlas, view),
        reports=atlas.reports[atlas.reports["event_id"].isin(shown["event_id"])],
    )
    texts, labels = event_texts(part), _labels(atlas)
    reports = part.reports.groupby("event_id")
    rows = [{name: column[number] for name, column in texts.items()} for number in range(len(shown))]
    return [
        _event(told, row, labels, _cite_reports(reports.get_group(told["id"]), notes))
        for told, row in zip(rows, records(shown), strict=True)
    ]


def tell_totals(atlas: Atlas, view: View) -> list[Total]:
    """Return the commodities of the events of `view`, those of most events first, and their weights."""
    items = shown_items(atlas, view)
    events = items.groupby("commodity_code")["event_id"].nunique()
    first = items[items["quantity_kg"].notna() & items["alternative_of"].fillna("").eq("")]
    weighed = first.groupby("commodity_code")["event_id"].nunique()
    weights, styles = sum_weights(items), by_key(atlas.commodities, "commodity_code")
    order = sorted(events.index, key=lambda code: (-events[code], str(code)))
    return [
        Total(text(styles[code][_(LABEL)]), text(styles[code]["colour"]), int(events[code]),
              int(weighed.get(code, 0)), weights.get(code))
        for code in order
    ]  # fmt: skip


def _event(told: dict[str, Any], row: dict[str, Any], labels: dict[str, str], cites: list[Cite]) -> Event:
    words = code_words() | text_words()
    said = {
        _("Hedge"): hedge_words(told["hedge"]),
        _("Conveyance"): told["conveyance"],
        _("Concealment"): told["concealment"],
        _("Note"): told["note"],
    }
    return Event(
        id=told["id"],
        date=told["date"],
        date_note=told["date_note"],
        items=[_item_words(item, labels, words) for item in told["items"]],
        place=text(row["place_name"]),
        place_reported=told["place_reported"],
        place_note=place_notes()[text(row["precision"])],
        agency=told["agency"],
        said=[(label, value) for label, value in said.items() if value],
        cites=cites,
    )


def _item_words(item: dict[str, Any], labels: dict[str, str], words: dict[str, str]) -> str:
    """Return commodity, form and reported words, and the weight in kg where those are in another unit."""
    name = ", ".join(filter(None, (labels[item["commodity"]], words.get(item["form"], item["form"]))))
    quantity = f"{words.get(item['qualifier'], item['qualifier'])} {item['reported']}".strip() or _("quantity not said")
    quantity = _("also given as {quantity}").format(quantity=quantity) if item["alternative"] else quantity
    reported = item["reported"].lower()
    weight = item["kg"] is not None and item["reported"] and "kg" not in reported and "kilo" not in reported
    return f"{name}: {quantity}" + (f" ({weight_text(item['kg'])})" if weight else "")


def weight_text(kg: float) -> str:
    """Return a weight as words: whole kilograms from 100 on, else at most three digits.

    Examples
    --------
    >>> weight_text(1234.4), weight_text(12.345)
    ('1,234\\u202fkg', '12.3\\u202fkg')
    """
    return (f"{kg:,.0f}" if kg >= 100 else f"{kg:.3g}") + "\u202fkg"


def _cite_reports(reports: pd.DataFrame, notes: Notes) -> list[Cite]:
    rows = records(reports.drop_duplicates("source_id"))
    return [cite for row in rows for cite in notes.cite(row["source_id"], row["published"])]


def _labels(atlas: Atlas) -> dict[str, str]:
    labels: dict[str, str] = dict(zip(atlas.commodities["commodity_code"], atlas.commodities[_(LABEL)], strict=True))
    return labels
