"""The derived outlines: counts, validity, the border line, sizes, cards and the rebuild."""

from __future__ import annotations

import hashlib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import yaml
from pyproj import Geod

from data.boundaries import FOLDER, load_boundaries
from data.boundaries.coverage import border_line, join_along_border
from data.boundaries.derive import rebuild_boundaries
from data.boundaries.towns import COLUMNS, source_id
from geo.errors import SourceError

BORDER_STATES = ["BCN", "SON", "CHH", "COA", "NLE", "TAM"]
DERIVED = ["areas.csv", "border.parquet", "mx_municipalities.parquet", "towns.csv", "us_counties.parquet",
           "us_other_states.parquet"]  # fmt: skip


@pytest.fixture(scope="module")
def bounds() -> dict[str, gpd.GeoDataFrame]:
    return load_boundaries()


@pytest.fixture(scope="module")
def towns() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "towns.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("mx_states", 32, ["code", "name", "geometry"]),
        ("mx_municipalities", 2465, ["cvegeo", "name", "state_code", "state_name", "geometry"]),
        ("us_states", 49, ["code", "name", "geometry"]),
        ("us_counties", 360, ["fips", "name", "state_code", "geometry"]),
        ("border", 1, ["name", "geometry"]),
    ],
)
def test_every_frame_has_its_rows_and_columns_and_valid_shapes(
    bounds: dict[str, gpd.GeoDataFrame], name: str, rows: int, columns: list[str]
) -> None:
    gdf = bounds[name]
    assert (len(gdf), list(gdf.columns), gdf.crs.to_epsg()) == (rows, columns, 4326)
    assert gdf.is_valid.all() and not gdf.is_empty.any()


def test_the_six_border_states_have_276_municipalities(bounds: dict[str, gpd.GeoDataFrame]) -> None:
    assert bounds["mx_municipalities"]["state_code"].isin(BORDER_STATES).sum() == 276


@pytest.mark.parametrize(("cvegeo", "name", "state"), [("26043", "Nogales", "SON"), ("08037", "Juárez", "CHH"),
                                                       ("05025", "Piedras Negras", "COA")])  # fmt: skip
def test_a_municipality_keeps_its_inegi_code_and_state(
    bounds: dict[str, gpd.GeoDataFrame], cvegeo: str, name: str, state: str
) -> None:
    row = bounds["mx_municipalities"].set_index("cvegeo").loc[cvegeo]
    assert (row["name"], row["state_code"]) == (name, state)


def test_neighbours_still_touch_across_both_countries(bounds: dict[str, gpd.GeoDataFrame]) -> None:
    own = bounds["us_states"]["code"].isin(["AZ", "CA", "NM", "TX"])
    parts = [bounds["mx_municipalities"], bounds["us_counties"], bounds["us_states"][~own]]
    assert shapely.coverage_is_valid(np.concatenate([part.geometry.to_numpy() for part in parts]))
    states = [bounds["mx_states"].geometry.to_numpy(), bounds["us_states"].geometry.to_numpy()]
    assert shapely.coverage_is_valid(np.concatenate(states))


def test_the_border_is_one_line_of_3145_km(bounds: dict[str, gpd.GeoDataFrame]) -> None:
    line = bounds["border"].geometry.iloc[0]
    assert line.geom_type == "LineString"
    assert Geod(ellps="WGS84").geometry_length(line) / 1000 == pytest.approx(3145, rel=0.01)


def test_the_border_is_the_edge_of_both_countries(bounds: dict[str, gpd.GeoDataFrame]) -> None:
    line = bounds["border"].geometry.iloc[0]
    for name in ("mx_states", "us_states"):
        edge = shapely.boundary(shapely.coverage_union_all(bounds[name].geometry.to_numpy()))
        assert shapely.covers(edge, line)


def test_land_crossings_lie_within_half_a_kilometre_of_the_border(bounds: dict[str, gpd.GeoDataFrame]) -> None:
    places = pd.read_csv(FOLDER.parent / "curated" / "places.csv", dtype=str, keep_default_na=False)
    excepted = pd.read_csv(FOLDER / "crossing_exceptions.csv", dtype=str, keep_default_na=False)
    assert excepted["reason"].str.len().gt(10).all()
    assert set(excepted["place_id"]) <= set(places["place_id"])
    exact = (places["kind"] == "crossing") & (places["approximate"] == "false")
    crossings = places[exact & ~places["place_id"].isin(excepted["place_id"])]
    points = gpd.GeoSeries.from_xy(crossings["lon"].astype(float), crossings["lat"].astype(float), crs=4326)
    metres = points.to_crs(6372).distance(bounds["border"].to_crs(6372).geometry.iloc[0])
    assert len(crossings) > 20
    assert crossings["place_id"][metres > 500].tolist() == []


def test_the_derived_files_take_at_most_3_mb() -> None:
    assert sum((FOLDER / name).stat().st_size for name in DERIVED) <= 3_000_000


@pytest.mark.parametrize("name", DERIVED)
def test_every_derived_file_has_a_card_that_fits_it(name: str) -> None:
    card = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert all(card[key] for key in ("publisher", "version", "url", "licence", "attribution", "derived"))
    content = (FOLDER / name).read_bytes()
    assert (card["file"], card["bytes"]) == (name, len(content))
    assert card["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    rebuild_boundaries(tmp_path)
    names = sorted([*DERIVED, *(f"{name}.yaml" for name in DERIVED)])
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert [name for name in names if (tmp_path / name).read_bytes() != (FOLDER / name).read_bytes()] == []


def test_a_folder_that_cannot_be_made_is_named_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match="cannot write to '.*sub': choose a folder you may write to"):
        rebuild_boundaries(tmp_path / "file" / "sub")


def test_a_gap_between_two_border_lines_is_closed_and_the_first_country_holds_in_an_overlap() -> None:
    mexico = np.array([shapely.box(0, 0, 10_000, 10_000), shapely.box(10_000, 0, 20_000, 10_000)])
    states = np.array([shapely.box(0, 10_100, 10_000, 20_000), shapely.box(10_000, 9_900, 20_000, 20_000)])
    joined = join_along_border(mexico, states)
    assert shapely.coverage_is_valid(joined)
    assert [shape.area for shape in joined[:2]] == [1e8, 1e8]
    assert border_line(joined[:2], joined[2:]).length == pytest.approx(20_000, abs=1)


def test_a_border_in_two_pieces_is_refused() -> None:
    mexico = np.array([shapely.box(0, 0, 30, 10)])
    states = np.array([shapely.box(0, 10, 10, 20), shapely.box(20, 10, 30, 20)])
    with pytest.raises(SourceError, match="50.00% of the border lies off the main line"):
        border_line(mexico, states)


def test_a_missing_boundary_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="'mx_municipalities.parquet' is missing; run `python -m data boundaries`"):
        load_boundaries(tmp_path)


def test_towns_are_text_rows_with_unique_sorted_keys_and_a_listed_source(towns: pd.DataFrame) -> None:
    listed = pd.read_csv(FOLDER.parent / "curated" / "sources_boundaries.csv", dtype=str)
    assert list(towns.columns) == COLUMNS
    assert towns["place_id"].is_unique and towns["place_id"].is_monotonic_increasing
    assert set(towns["source_id"]) <= set(listed["source_id"])
    assert listed["source_id"].tolist() == [source_id(url) for url in listed["url"]]


@pytest.mark.parametrize(
    ("name", "admin1", "admin2"),
    [
        ("Ciudad Juárez", "CHH", "Juárez"),
        ("Nogales", "SON", "Nogales"),
        ("Nuevo Laredo", "TAM", "Nuevo Laredo"),
        ("Culiacán", "SIN", "Culiacán"),
        ("Sasabe", "AZ", "Pima"),
        ("Lukeville", "AZ", "Pima"),
        ("Amado", "AZ", "Santa Cruz"),
        ("Tecate", "CA", "San Diego"),
        ("San Ysidro", "CA", "San Diego"),
    ],
)
def test_a_border_town_is_listed_once_in_its_state(
    towns: pd.DataFrame, name: str, admin1: str, admin2: str
) -> None:
    found = towns[(towns["name"] == name) & (towns["admin1"] == admin1)]
    assert found["admin2"].tolist() == [admin2]


def test_the_name_of_a_comparable_town_is_no_alias(towns: pd.DataFrame) -> None:
    aliases = towns.set_index(["name", "admin1"])["aliases"]
    assert "Laredo" not in aliases["Nuevo Laredo", "TAM"].split("; ")
    assert "Juárez" in aliases["Ciudad Juárez", "CHH"].split("; ")
