"""A file or a pasted text on its way into a workspace: what the reader brought, and the draft that is read from it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Words
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pandas as pd

from data.imported import Import
from data.importfiles import open_pieces
from data.imports import run_import
from data.job import Tell
from data.places import open_gazetteer
from data.releases import About
from data.uploads import upload_path
from geo.batch import ImportBatch
from geo.errors import SourceError
from geo.mapping import ItemColumns, Mapping
from geo.rejects import join_rejects, list_rejects
from geo.words import _


class Upload(Protocol):
    """A file that was given to a page."""

    file_id: str
    name: str

    def getvalue(self) -> bytes:
        """Return its bytes."""
        ...


@dataclass(frozen=True)
class Draft:
    """A file or text that was read and not yet stored; `header` are the columns of its table, none for other files."""

    name: str
    result: Import
    header: tuple[str, ...]

    @property
    def told(self) -> dict[str, Any]:
        """What `layers.add_page.describe_draft` is told of it."""
        result = self.result
        return {"batch": result.batch, "mapping": result.mapping, "name": self.name, "title": result.title,
                "notes": result.notes, "header": self.header}  # fmt: skip


@dataclass(frozen=True)
class Brought:
    """What the reader brought: a file or a pasted text, and what is said of the text; `key` tells it from others."""

    key: str
    name: str
    content: Callable[[], bytes]
    about: About = About()


def read_draft(brought: Brought, mappings: list[Mapping], known: dict[str, pd.DataFrame], tell: Tell) -> Draft:
    """Read what was brought; the first of `mappings` whose columns its table has is used instead of a guess.

    A table for which nothing can be guessed, or a mapping does not serve, is a draft in which every row is left out
    with that reason, so that its columns can be named.

    Raises
    ------
    SourceError
        It cannot be read; one sentence says why.
    """

    def told(rows: int) -> None:
        tell(0.0, _("{n} rows read …").format(n=f"{rows:,}"))

    options: dict[str, Any] = {"known": known, "gazetteer": open_gazetteer(), "progress": told}
    with upload_path(brought.content(), brought.name) as path:
        try:
            result = run_import(path, about=brought.about, **options)
        except SourceError as error:
            result = _leave_out(path, Mapping(items=(ItemColumns(),)), error)
        if result.mapping is None:
            return Draft(brought.name, result, ())
        header = _header(path, result.mapping)
        mapping = next((one for one in mappings if set(one.names) <= set(header)), result.mapping)
        try:
            result = run_import(path, mapping=mapping, **options) if mapping != result.mapping else result
        except SourceError as error:
            result = _leave_out(path, mapping, error)
    return Draft(brought.name, result, header)


def _header(path: Path, mapping: Mapping) -> tuple[str, ...]:
    """Return the columns of the first sheet that has those of `mapping`."""
    headers = (tuple(map(str, piece.table.columns)) for piece in open_pieces(path))
    return next(names for names in headers if set(mapping.names) <= set(names))


def _leave_out(path: Path, mapping: Mapping, error: SourceError) -> Import:
    """Return an import that leaves out every row of a table for the reason `error`; raise that for what is no table."""
    try:
        pieces = list(open_pieces(path))
    except SourceError:
        raise error from None
    if all(len(piece.table.columns) < 2 for piece in pieces):
        raise error
    rejects = join_rejects([
        list_rejects(piece.row_ids, piece.table.iloc[:, 0], stage="map", column="", reason=str(error))
        for piece in pieces if len(piece.table)
    ])  # fmt: skip
    batch = ImportBatch(rejects=rejects, rows_in=len(rejects))
    return Import(batch, "", _("a table whose columns have to be named"), mapping, ())


def read_mapping(told: Words[str, Any]) -> Mapping:
    """Return the mapping that the page sends: columns by role, items, decimal and date_order as in `Mapping`."""
    columns = {str(role): str(name) for role, name in told["columns"].items() if name}
    items = tuple(ItemColumns(**{str(key): str(value) for key, value in item.items()}) for item in told["items"])
    kept = tuple(item for item in items if item.commodity or item.commodity_word)
    return Mapping(columns, kept, str(told["decimal"]), str(told["date_order"]))


def write_bytes(write: Callable[[Path], None], suffix: str) -> bytes:
    """Return what `write` puts into the file it is given."""
    with TemporaryDirectory(prefix="plaza-atlas-") as folder:
        path = Path(folder) / f"file{suffix}"
        write(path)
        return path.read_bytes()
