"""The curated tables as text frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.errors import SourceError

FOLDER = Path(__file__).parent


def read_curated(name: str) -> pd.DataFrame:
    """Return the curated table `name` (no suffix): every column text, empty where unknown."""
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        raise SourceError(f"{path} is missing; restore it from the repository")
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
