"""The listed words: one CSV per vocabulary, its code in the first column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.errors import SourceError

FOLDER = Path(__file__).parent


def load_vocab(name: str) -> pd.DataFrame:
    """Read the vocabulary `name` (commodities, agencies, units, conveyances, qualifiers).

    Returns
    -------
    DataFrame
        All columns text; an empty cell is empty text, never null.

    Raises
    ------
    SourceError
        There is no such vocabulary.

    Examples
    --------
    >>> load_vocab("units").columns.tolist()
    ['unit', 'kind', 'factor', 'aliases', 'source', 'label_en']
    """
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.csv")))
        raise SourceError(f"no vocabulary {name!r}: expected one of {known}")
    return pd.read_csv(path, dtype=str, keep_default_na=False)
