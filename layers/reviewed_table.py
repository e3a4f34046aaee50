"""A reviewed table to take away: CSV and GeoJSON with the match of every row, and the reader's choices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from geo.review import reviewed_points
from geo.words import _


def frame_csv(frame: pd.DataFrame) -> bytes:
    """Return `frame` as CSV (UTF-8 with a byte order mark, for Excel); null is an empty cell."""
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def points_geojson(frame: pd.DataFrame) -> bytes:
    """Return the rows of `frame` (lon, lat in degrees) as GeoJSON, a null geometry where a row is not placed."""
    text: str = reviewed_points(frame).to_json(drop_id=True, na="null")
    return text.encode("utf-8")


def take_aways(reviewed: pd.DataFrame, choices: pd.DataFrame) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return by file name the label of each file to take away, and what makes it."""
    return {
        "reviewed.csv": (_("Reviewed table, CSV"), partial(frame_csv, reviewed)),
        "reviewed.geojson": (_("Reviewed table, GeoJSON"), partial(points_geojson, reviewed)),
        "choices.csv": (_("Your choices, CSV"), partial(frame_csv, choices)),
    }
