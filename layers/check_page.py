"""The review of a table's places as the page is told it: texts a page at a time, and what the chosen one may mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.checking import CheckedTable, find_candidates
from geo.review import label_places
from geo.words import _

ROWS = 10


def list_page(
    checked: CheckedTable, places: pd.DataFrame, asked: Mapping[str, Any]
) -> tuple[dict[str, Any], pd.DataFrame]:
    """Return what the page shows (`at` is the chosen text and its context, empty for none) and the places it may mean.

    Parameters
    ----------
    checked
        The table, with what the reader chose so far.
    places
        The gazetteer.
    asked
        open (texts to decide, or those placed), page (from 1), row (on the page, from 0), words (of another place);
        what is missing or beyond the end is the nearest there is.
    """
    is_open = bool(asked.get("open", True))
    texts = checked.list_texts(is_open=is_open)
    last = max(1, -(-len(texts) // ROWS))
    page = min(max(1, int(asked.get("page", 1))), last)
    shown = texts.iloc[(page - 1) * ROWS : page * ROWS].reset_index(drop=True)
    row = min(max(0, int(asked.get("row", 0))), max(len(shown) - 1, 0))
    text = None if shown.empty else shown.iloc[row]
    words = str(asked.get("words", ""))
    candidates = places.head(0) if text is None else find_candidates(text, words, places)
    told = {
        "open": is_open, "page": page, "pages": last, "total": len(texts), "row": row, "words": words,
        "at": {name: "" if text is None else str(text[name]) for name in ("text", "context")},
        "texts": [_text(each, is_open=is_open) for each in shown.to_dict("records")],
        "candidates": list_candidates(candidates), "say": page_words(),
    }  # fmt: skip
    return told, candidates


def list_candidates(candidates: pd.DataFrame) -> list[dict[str, str]]:
    """Return id and label of each place a text may mean."""
    labels = label_places(candidates)
    return [{"id": key, "label": label} for key, label in zip(candidates["place_id"], labels, strict=True)]


def page_words() -> dict[str, str]:
    """Return the words of the review in the browser."""
    return {
        "texts": _("Texts"), "decide": _("To decide"), "placed": _("Placed"), "rows": _("{n} rows"), "row": _("1 row"),
        "none_open": _("Every text is placed."), "none_placed": _("No text is placed yet."),
        "page": _("Page {page} of {pages}"), "earlier": _("Earlier page"), "later": _("Later page"),
        "search": _("Search another place"), "find": _("Search"), "nothing": _("No place has these words."),
        "how": _("Press the place it means, or click the map: a point is kept with 5 km around it. A click on "
                 "a symbol there opens what it stands for; a hollow one is known by its area only."),
        "no_candidate": _("No place is known by these words: search another, or click the map."),
    }  # fmt: skip


def _text(row: Mapping[Any, Any], *, is_open: bool) -> dict[str, Any]:
    placed = _("{place} ({kind}), within {km} km").format(
        place=row["matched_name"], kind=row["kind"], km="–" if is_open else f"{row['radius_km']:g}"
    )
    said = row["reason"] if is_open else placed
    return {"text": row["text"], "context": row["context"], "rows": int(row["rows"]), "said": said}
