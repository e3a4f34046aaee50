"""What an import hands over: the batch, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.batch import ImportBatch
from geo.mapping import Mapping


@dataclass(frozen=True)
class Import:
    """A batch and how it came about: the source it was recognised as, the mapping of its columns, what was noticed.

    `mapping` is None for an official file, whose columns are known, and for a text. `notes` are sentences for the
    reader. `document` is what was read in a text, each value with its words, as `data.extract.describe_events` has it.
    """

    batch: ImportBatch
    source_id: str
    title: str
    mapping: Mapping | None
    notes: tuple[str, ...]
    document: dict[str, Any] | None = None
