"""The sources an import knows: one folder each, with a card, a parser and a sample; a file is known by its columns."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from geo.errors import SourceError
from geo.schema import REJECT_COLUMNS
from geo.vocab import fold
from geo.words import _

FOLDER = Path(__file__).parent
CERTAIN = 0.6
"""Share of a layout's columns from which a file is taken for that source, changed or not."""


@dataclass(frozen=True)
class Layout:
    """One published layout of a source: its card, and our name of each column to the publisher's.

    `columns` must be there, `optional` may; other columns stop the import unless `spare`, when they are passed over.
    """

    name: str
    card: dict[str, Any]
    columns: dict[str, tuple[str, ...]]
    optional: dict[str, tuple[str, ...]]
    spare: bool

    @property
    def source_id(self) -> str:
        """Key of the source of this layout's figures."""
        return str(self.card["source_id"])

    def names(self, header: Iterable[str]) -> dict[str, str]:
        """The columns of `header` that are of the layout, to our name of each."""
        ours = {fold(theirs): name for name, listed in {**self.columns, **self.optional}.items() for theirs in listed}
        return {column: ours[fold(column)] for column in header if fold(column) in ours}

    def share(self, header: Iterable[str]) -> float:
        """Share of the required columns that `header` has, from 0 to 1; 0 where it has a column that rules it out."""
        header = list(header)
        if {fold(column) for column in header} & {fold(column) for column in self.card.get("not_with", ())}:
            return 0.0
        return len(set(self.names(header).values()) & set(self.columns)) / len(self.columns)

    def rename(self, table: pd.DataFrame, file: str) -> pd.DataFrame:
        """Return `table` with our column names, an optional column that lacks as empty text.

        Raises
        ------
        SourceError
            A required column is missing, or a column is new: the layout changed.
        """
        names = self.names(table.columns)
        lacking = [listed[0] for name, listed in self.columns.items() if name not in names.values()]
        new = [] if self.spare else [column for column in table.columns if column not in names]
        if lacking or new:
            raise SourceError(
                _(
                    "{file} looks like {title}, but its layout changed (missing: {lacking}; new: {new}): expected "
                    "the columns of data/sources/{folder}/source.yaml; import it as any table, or correct that card"
                ).format(file=file, title=self.card["title"], lacking=", ".join(lacking) or "-",
                         new=", ".join(new[:5]) or "-", folder=self.card["folder"])
            )  # fmt: skip
        ours = table[list(names)].rename(columns=names)
        return ours.assign(**{name: "" for name in self.optional if name not in ours})


@dataclass(frozen=True)
class Parsed:
    """What a parser makes of rows: records of events (columns of `geo.records`) or totals, and what it set aside."""

    records: pd.DataFrame | None = None
    totals: pd.DataFrame | None = None
    rejects: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=REJECT_COLUMNS))


Parser = Callable[[pd.DataFrame, Layout], Parsed]


@cache
def load_layouts() -> tuple[Layout, ...]:
    """Return every layout of every source folder, in the order of the folders."""
    return tuple(layout for path in sorted(FOLDER.glob("*/source.yaml")) for layout in _read_layouts(path))


def recognise(header: Iterable[str]) -> Layout | None:
    """Return the layout whose columns `header` has, whole or nearly; None where it is no known official file."""
    header = list(header)
    shares = [(layout.share(header), layout) for layout in load_layouts()]
    likely = [(share, layout) for share, layout in shares if share >= layout.card.get("certain", CERTAIN)]
    return max(likely, key=lambda pair: (len(pair[1].names(header)), pair[0]))[1] if likely else None


def find_parser(layout: Layout) -> Parser:
    """Return the function that reads rows of `layout`, their columns renamed and with a `row_id`."""
    parser: Parser = importlib.import_module(f"data.sources.{layout.card['folder']}.parser").parse
    return parser


def read_card(folder: str) -> dict[str, Any]:
    """Return the card of a source folder: what it is, who publishes it, under which licence, in which columns."""
    card: dict[str, Any] = yaml.safe_load((FOLDER / folder / "source.yaml").read_text(encoding="utf-8"))
    return {**card, "folder": folder}


def read_words(folder: str, name: str) -> pd.DataFrame:
    """Return the word list `name` of a source folder: the publisher's words and our code for each, all text."""
    return pd.read_csv(FOLDER / folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _read_layouts(path: Path) -> list[Layout]:
    card = read_card(path.parent.name)
    return [
        Layout(name, {**card, **layout}, _listed(layout["columns"]), _listed(layout.get("optional", {})),
               bool(layout.get("spare", False)))
        for name, layout in card.get("layouts", {}).items()
    ]  # fmt: skip


def _listed(columns: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: (theirs,) if isinstance(theirs, str) else tuple(theirs) for name, theirs in columns.items()}
