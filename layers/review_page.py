"""The reader's own events as the page is told them: a page at a time, with likely repeats and what can be undone."""

from __future__ import annotations

from collections.abc import Mapping as Words
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.checking import find_candidates
from geo.choices import fold_text
from geo.words import _
from layers.cells import number, period_text, text
from layers.check_page import list_candidates
from layers.details import items_by_event, quantity_reported, reports_by_event
from layers.vocabulary import LABEL

ROWS = 10
PAIR_COLUMNS = ["left_id", "right_id", "score", "reasons"]
MEASURES = ("quantity_kg", "quantity_count", "quantity_usd")


def review_page(
    atlas: Atlas,
    pairs: pd.DataFrame | None,
    places: pd.DataFrame,
    asked: Words[str, Any],
    *,
    own_ids: pd.Series,
    last_step: str,
) -> dict[str, Any]:
    """Return the reader's events a page at a time, the pairs that may be one event, and what can be undone.

    Parameters
    ----------
    atlas
        With the workspace over it.
    pairs
        left_id, right_id, score, reasons; null where the search for them was stopped.
    places
        The gazetteer, for the event whose place is looked for.
    asked
        page (from 1), event (the one whose place is looked for), words (of that place).
    own_ids
        The events that the reader may change.
    last_step
        The kind of step that would be undone, empty for none.
    """
    seizures = pd.DataFrame(atlas.seizures)
    pairs = pd.DataFrame(columns=PAIR_COLUMNS) if pairs is None or pairs.empty else pairs
    own = seizures[seizures["event_id"].isin(own_ids)]
    last = max(1, -(-len(own) // ROWS))
    page = min(max(1, int(asked.get("page", 1))), last)
    told = _Told(atlas, set(own_ids))
    shown = own.iloc[(page - 1) * ROWS : page * ROWS]
    event, words = str(asked.get("event", "")), str(asked.get("words", ""))
    placing = own[own["event_id"] == event]
    candidates = places.head(0)
    if len(placing):
        sought = words or str(placing["place_reported"].iloc[0])
        candidates = find_candidates(pd.Series({"candidates": ""}), sought, places) if fold_text(sought) else candidates
    known = seizures[seizures["event_id"].isin([*pairs["left_id"].head(ROWS), *pairs["right_id"].head(ROWS)])]
    rows = {row["event_id"]: told.event(row) for row in known.to_dict("records")}
    return {
        "total": len(own), "page": page, "pages": last, "unplaced": int(own["lon"].isna().sum()),
        "events": [told.event(row) for row in shown.to_dict("records")], "event": event, "words": words,
        "candidates": list_candidates(candidates), "pair_count": len(pairs),
        "step": step_words().get(last_step, ""),
        "pairs": [{"left": rows[pair["left_id"]], "right": rows[pair["right_id"]], "score": float(pair["score"]),
                   "reasons": pair["reasons"]} for pair in pairs.head(ROWS).to_dict("records")],
        "commodities": dict(zip(atlas.commodities["commodity_code"], atlas.commodities[_(LABEL)], strict=True)),
    }  # fmt: skip


class _Told:
    """The events of an atlas as the review shows them."""

    def __init__(self, atlas: Atlas, own: set[str]) -> None:
        self._own = own
        self._items, self._reports = items_by_event(atlas), reports_by_event(atlas)

    def event(self, row: Words[Any, Any]) -> dict[str, Any]:
        """Return one event: what may be corrected, and what tells it from others."""
        reports = self._reports[row["event_id"]]
        return {
            "id": row["event_id"], "own": row["event_id"] in self._own, "date": day_words(row),
            "day": "" if pd.isna(row["start_date"]) else row["start_date"].date().isoformat(),
            "place": text(row["place_reported"]), "where": text(row["place_name"]) if pd.notna(row["lon"]) else "",
            "note": text(row["note"]), "items": [_item(item) for item in self._items[row["event_id"]]],
            "source": "; ".join(dict.fromkeys(filter(None, (report["publisher"] for report in reports)))),
        }  # fmt: skip


def _item(item: Words[Any, Any]) -> dict[str, Any]:
    measure = next((name for name in MEASURES if pd.notna(item[name])), "quantity_kg")
    return {"id": item["item_id"], "commodity": item["commodity_code"], "reported": quantity_reported(dict(item)),
            "measure": measure, "amount": number(item[measure], 3)}  # fmt: skip


def day_words(row: Words[Any, Any]) -> str:
    return period_text(row["start_date"], row["end_date"], text(row["date_precision"])) or _("date not known")


def step_words() -> dict[str, str]:
    """Return what can be undone, by the kind of step."""
    return {"import": _("Undo the import"), "edit": _("Undo the correction"), "place": _("Undo the placing"),
            "merge": _("Undo the merge"), "reject": _("Undo the rejection")}  # fmt: skip
