"""What items and reports say, as texts for a reader: quantities in the publisher's words, days."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from layers.arrow_text import TEXT, change_words
from layers.details import quantity_reported
from layers.grouped import column
from layers.joined import fuse_rows
from layers.vocabulary import code_words

BETWEEN = "\x1f"


def day_words(days: pa.Array) -> pa.DictionaryArray:
    """Return days as ISO texts, empty where unknown."""
    found = days.dictionary_encode(null_encoding="encode")
    return pa.DictionaryArray.from_arrays(found.indices, pc.fill_null(found.dictionary.cast(TEXT), ""))


def quantity_texts(items: pa.Table) -> pa.DictionaryArray:
    """Return commodity, qualifier and the publisher's words of each item, as 'Fentanyl: more than 254 lb'."""
    words = code_words()

    def said(commodity: str, qualifier: str, quantity: str, unit: str) -> str:
        reported = quantity_reported({"quantity_reported": quantity, "unit_reported": unit})
        amount = f"{words.get(qualifier, qualifier)} {reported}".strip()
        return f"{commodity}: {amount}" if amount else commodity

    parts: list[Any] = []
    for name in ("commodity", "qualifier", "quantity_reported", "unit_reported"):
        parts += [column(items, name), BETWEEN]
    (cells,) = fuse_rows(parts[:-1], TEXT, share=0)
    texts = [said(*cell.split(BETWEEN, 3)) for cell in cells.dictionary.to_pylist()]
    return change_words(cells, pa.array(texts, TEXT))
