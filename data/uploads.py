"""A reader's upload as tables: through a file that lives as long as the reading and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

import pandas as pd

from data.columns import column_words
from data.tables import read_sheets
from geo.errors import SourceError
from geo.words import _

SAMPLE = 200


@contextmanager
def upload_path(content: bytes, name: str) -> Iterator[Path]:
    """Give `content` as a file of its own name, which is removed at the end; of `name` only the last part counts."""
    with TemporaryDirectory(prefix="plaza-atlas-") as folder:
        path = Path(folder) / (PurePath(name.replace("\\", "/")).name or "upload")
        path.write_bytes(content)
        yield path


def read_upload(content: bytes, name: str) -> dict[str, pd.DataFrame]:
    """Return the tables of an uploaded CSV, TSV, xlsx or ods by their sheet, every cell as text.

    Raises
    ------
    SourceError
        It is no table, or one without a row; one sentence says why.
    """
    with upload_path(content, name) as path:
        tables = {sheet: table.reset_index(drop=True) for sheet, table in read_sheets(path).items() if len(table)}
    if not tables:
        raise SourceError(_("{file} has a header and no row: expected a table with rows").format(file=name))
    return tables


def guess_place_columns(table: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Return the column that most likely holds the place words, and columns that help to decide between namesakes."""
    words = column_words()
    cells = {str(name): table[name][table[name].str.strip() != ""].head(SAMPLE) for name in table}

    def best(*roles: str) -> str:
        scores = {name: max(words.score(role, name, cells[name]) for role in roles) for name in cells}
        top = max(scores, key=lambda name: scores[name])
        return top if scores[top] >= 1 else ""

    place = best("place") or best("city") or max(cells, key=lambda name: _variety(cells[name]))
    contexts = (best("agency"), best("state"), best("country"))
    return place, tuple(dict.fromkeys(name for name in contexts if name and name != place))


def _variety(cells: pd.Series) -> int:
    """Different cells that hold words, not numbers: where no header helps, places are such a column."""
    return int(cells[cells.str.contains(r"[^\W\d_]{3}")].nunique())
