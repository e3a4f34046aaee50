"""Small atlases for the core."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from geo.atlas import Atlas


def atlas_of(**frames: pd.DataFrame) -> Atlas:
    """An atlas of these frames; the others are empty."""
    values: dict[str, Any] = {field.name: gpd.GeoDataFrame() for field in fields(Atlas)}
    return Atlas(**values | {"digest": "0" * 64, "title": "Sample"} | frames)


@pytest.fixture(scope="session")
def make_atlas() -> Callable[..., Atlas]:
    return atlas_of
