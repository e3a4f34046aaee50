"""A file of events is recognised by its bytes and read as one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from data.eventfiles import read_events
from geo.errors import SourceError

EVENTS = pd.DataFrame({"event_id": ["a", "b"], "commodity_code": ["heroin", "fentanyl"]})
POINTS = gpd.GeoDataFrame(EVENTS, geometry=gpd.points_from_xy([-110.94, -117.0], [31.33, 32.5]), crs=4326)
WRITERS: dict[str, Callable[[Path], None]] = {
    "csv": lambda path: EVENTS.assign(lon=[-110.94, -117.0], lat=[31.33, 32.5]).to_csv(path, index=False),
    "xlsx": lambda path: EVENTS.assign(lon=[-110.94, -117.0], lat=[31.33, 32.5]).to_excel(path, index=False),
    "geojson": lambda path: POINTS.to_file(path, driver="GeoJSON"),
    "gpkg": lambda path: POINTS.to_file(path, driver="GPKG"),
    "geoparquet": POINTS.to_parquet,
    "geoparquet in metres": lambda path: POINTS.to_crs(6372).to_parquet(path),
    "parquet": lambda path: EVENTS.assign(lon=[-110.94, -117.0], lat=[31.33, 32.5]).to_parquet(path),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_file_is_one_table(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"events.{name.split()[0].removeprefix('geo') if 'parquet' in name else name}"
    WRITERS[name](path)
    table = read_events(path.rename(tmp_path / "events.unknown") if name != "gpkg" else path)
    assert table[["event_id", "commodity_code"]].to_dict("list") == EVENTS.to_dict("list")
    assert table["lon"].astype(float).round(5).tolist() == [-110.94, -117.0]
    assert table["lat"].astype(float).round(5).tolist() == [31.33, 32.5]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"PAR1 and no more", "is a damaged Parquet file"), (b"", "is empty"), (bytes(range(256)) * 4, "is no table")],
    ids=["parquet", "empty", "binary"],
)
def test_a_broken_file_is_one_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        read_events(path)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="give the path of a file of events"):
        read_events(tmp_path / "none.csv")
