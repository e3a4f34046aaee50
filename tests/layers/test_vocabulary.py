"""The tables of sources, and of what was set aside, as a reader is shown them."""

from __future__ import annotations

from geo.atlas import Atlas
from layers.vocabulary import source_tables


def test_every_column_of_the_sources_and_of_what_was_set_aside_has_a_heading(atlas: Atlas) -> None:
    headings = {title: {name: words[name]["label"] for name in table} for title, table, words in source_tables(atlas)}
    assert headings == {
        "Sources": {"publisher": "Publisher", "published": "Published", "tier": "Kind", "licence": "Licence",
                    "url": "Address"},
        "Set aside or not placed": {"table": "Table", "row_id": "Row", "stage": "Step", "column": "Column",
                                    "value": "Value", "reason": "Reason"},
    }  # fmt: skip
