"""Derive every file of this folder, and its source card, from the packages that publish the outlines."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import yaml

from data.boundaries import load_boundaries
from data.boundaries.areas import derive_areas
from data.boundaries.coverage import Shapes, border_line, join_along_border, simplify_apart
from data.boundaries.publishers import METRIC, OWN_STATES, read_counties, read_municipalities
from data.boundaries.towns import derive_towns
from geo.errors import SourceError
from geo.words import _

SOURCE_M = 40.0
"""Tolerance of the first pass over the source outlines, metres: less than the border keeps, for speed."""
DIGITS = 5
"""Decimals of a degree that are kept: about 1 m."""
CARDS = Path(__file__).parent / "cards.yaml"


def rebuild_boundaries(target: Path) -> None:
    """Write the derived boundary files, areas.csv, towns.csv and one source card (<file>.yaml) for each to `target`.

    The same packages give the same bytes. Takes about half a minute.

    Raises
    ------
    SourceError
        The folder cannot be made or written to; nothing is derived then.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=target).close()
    except OSError as error:
        message = _("cannot write to {folder!r}: choose a folder you may write to")
        raise SourceError(message.format(folder=str(target))) from error
    frames = derive_frames()
    for name, gdf in frames.items():
        gdf.to_parquet(target / f"{name}.parquet", compression="zstd", compression_level=19)
    towns = derive_towns(frames["mx_municipalities"], frames["us_counties"])
    towns.to_csv(target / "towns.csv", index=False, lineterminator="\n", encoding="utf-8")
    areas = derive_areas(load_boundaries(target))
    areas.to_csv(target / "areas.csv", index=False, lineterminator="\n", encoding="utf-8")
    write_cards(target)


def derive_frames() -> dict[str, gpd.GeoDataFrame]:
    """Return mx_municipalities, us_counties, us_other_states and border in EPSG:4326; together one coverage."""
    municipalities, counties = read_municipalities(), read_counties()
    other, others = _dissolve_other(counties)
    own = counties["state_code"].isin(OWN_STATES).to_numpy()
    mexico = shapely.coverage_simplify(municipalities.geometry.to_numpy(), SOURCE_M)
    states = shapely.coverage_simplify(np.append(counties.geometry.to_numpy()[own], others), SOURCE_M)
    mexico, states = simplify_apart(join_along_border(mexico, states), len(mexico))
    shapes = _to_degrees(np.append(mexico, states))
    mexico, states = np.split(shapes, [len(mexico)])
    line = gpd.GeoDataFrame({"name": ["US–Mexico border"]}, geometry=[border_line(mexico, states)], crs=4326)
    return {
        "mx_municipalities": _dress(municipalities, mexico),
        "us_counties": _dress(counties[own], states[: own.sum()]),
        "us_other_states": _dress(other, states[own.sum() :]),
        "border": line,
    }


def write_cards(target: Path) -> None:
    """Write one source card beside each derived file: the words of cards.yaml with the file's size and SHA-256."""
    cards: dict[str, dict[str, Any]] = yaml.safe_load(CARDS.read_text(encoding="utf-8"))
    for name, card in cards.items():
        content = (target / name).read_bytes()
        about = {"file": name, **card, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        text = yaml.safe_dump(about, sort_keys=False, allow_unicode=True, width=110)
        (target / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")


def _dissolve_other(counties: gpd.GeoDataFrame) -> tuple[pd.DataFrame, Shapes]:
    """Return code and name of the states that are kept whole, and their outlines."""
    groups = counties[~counties["state_code"].isin(OWN_STATES)].groupby("state_code", sort=True)
    table = pd.DataFrame({"code": list(groups.groups), "name": groups["state_name"].first().to_numpy()})
    return table, np.array([shapely.coverage_union_all(part.geometry.to_numpy()) for _, part in groups])


def _to_degrees(shapes: Shapes) -> Shapes:
    """Return `shapes` in rounded degrees, cleaned where rounding moved a vertex off its neighbour's edge."""
    degrees = gpd.GeoSeries(shapes, crs=METRIC).to_crs(4326).to_numpy()
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, DIGITS))
    cleaned: Shapes = shapely.coverage_clean(rounded, snapping_distance=0.0, merge_strategy="min_index")
    result: Shapes = shapely.transform(cleaned, lambda xy: np.round(xy, DIGITS))
    return result


def _dress(table: pd.DataFrame, shapes: Shapes) -> gpd.GeoDataFrame:
    columns = pd.DataFrame(table).drop(columns="geometry", errors="ignore").reset_index(drop=True)
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)
