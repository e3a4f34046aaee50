"""The reader's own events lie over the curated ones: nothing curated changes, and every row says which it is."""

from __future__ import annotations

from dataclasses import fields

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, box

from data.workspace import Workspace
from geo.atlas import Atlas
from geo.errors import SchemaError
from geo.overlay import overlay_atlas
from tests.data.workspace_samples import sample_batch

NONE = float("nan")


def make_atlas() -> Atlas:
    """One curated event at one crossing, one plaza south of a straight border."""
    places = gpd.GeoDataFrame(
        {"place_id": ["nogales"], "name": ["Nogales"], "kind": ["crossing"], "country": ["US"], "lon": [-110.96],
         "lat": [31.333], "radius_km": [0.3], "source_id": ["s0"], "plaza_id": [""], "facing_plaza_id": ["p"],
         "nearest_crossing_id": ["nogales"], "nearest_crossing_km": [0.0]},
        geometry=gpd.points_from_xy([-110.96], [31.333]), crs=4326,
    )  # fmt: skip
    seizures = gpd.GeoDataFrame(
        {"event_id": ["c1"], "start_date": pd.to_datetime(["2020-01-01"]), "end_date": pd.to_datetime(["2020-01-01"]),
         "date_precision": ["day"], "place_reported": ["Nogales"], "agency_code": ["cbp_ofo"], "note": [""],
         "place_id": ["nogales"], "place_name": ["Nogales"], "kind": ["crossing"], "precision": ["crossing"],
         "lon": [-110.96], "lat": [31.333], "radius_km": [0.3]},
        geometry=gpd.points_from_xy([-110.96], [31.333]), crs=4326,
    )  # fmt: skip
    south = gpd.GeoDataFrame(
        {"plaza_id": ["p"], "name": ["P"], "kind": ["border"]}, geometry=[box(-112, 30, -109, 31.3)], crs=4326
    )
    none = gpd.GeoDataFrame({"cvegeo": ["1"], "fips": ["1"]}, geometry=[box(0, 0, 1, 1)], crs=4326)
    items = pd.DataFrame({"item_id": ["c1-1"], "event_id": ["c1"], "commodity_code": ["heroin"], "quantity_kg": [1.0]})
    reports = pd.DataFrame({"event_id": ["c1"], "source_id": ["src-1"], "published": pd.to_datetime(["2020-01-02"])})
    sources = pd.DataFrame({"source_id": ["src-1"], "url": ["https://c.example"], "publisher": ["C"], "tier": ["wire"]})
    rejects = pd.DataFrame(columns=["table", "row_id", "stage", "column", "value", "reason"])
    border = gpd.GeoDataFrame(geometry=[LineString([(-112, 31.3), (-109, 31.3)])], crs=4326)
    frames = {"places": places, "plazas": south, "sources": sources, "seizures": seizures, "seizure_items": items,
              "reports": reports, "rejects": rejects, "border": border, "mx_states": south}  # fmt: skip
    rest = {field.name: none for field in fields(Atlas) if field.name not in (*frames, "digest", "title")}
    return Atlas(**frames, **rest, digest="d0", title="t")


@pytest.fixture
def workspace() -> Workspace:
    opened = Workspace.open(":memory:")
    opened.add_import(sample_batch(), "ana")
    return opened


def overlay(atlas: Atlas, workspace: Workspace) -> Atlas:
    return overlay_atlas(atlas, workspace.frames())


def test_every_event_item_report_and_source_says_whose_it_is(workspace: Workspace) -> None:
    laid = overlay(make_atlas(), workspace)
    found = {
        name: getattr(laid, name)["origin"].tolist() for name in ("seizures", "seizure_items", "reports", "sources")
    }
    own = ["curated", "workspace", "workspace", "workspace"]
    assert found == {"seizures": own, "seizure_items": own, "reports": own, "sources": ["curated", "workspace"]}
    assert laid.sources["url"].tolist() == ["https://c.example", ""]
    assert laid.seizures.geometry.isna().tolist() == [False, False, True, False]
    assert laid.seizures["kind"].tolist() == ["crossing", "near", "", "near"]
    assert laid.seizures["place_id"].tolist() == ["nogales", "near-w110960-n31330-r6", "", "near-w110960-n31330-r6"]


def test_the_curated_atlas_is_not_changed_and_its_rows_stay_as_they_are(workspace: Workspace) -> None:
    atlas, before = make_atlas(), make_atlas()
    laid = overlay(atlas, workspace)
    for name in ("seizures", "seizure_items", "reports", "sources", "places"):
        curated = getattr(before, name)
        pd.testing.assert_frame_equal(pd.DataFrame(getattr(atlas, name)), pd.DataFrame(curated))
        kept = pd.DataFrame(getattr(laid, name)).iloc[: len(curated)][curated.columns]
        pd.testing.assert_frame_equal(kept, pd.DataFrame(curated))


def test_a_spot_of_the_reader_is_a_place_of_its_own_with_its_relations(workspace: Workspace) -> None:
    workspace.place("e2", "ana", lon=-110.5, lat=31.0, radius_km=2.0)
    places = overlay(make_atlas(), workspace).places.set_index("place_id")
    spot = places.loc["near-w110500-n31000-r2"]
    assert spot[["name", "kind", "country", "plaza_id", "nearest_crossing_id", "source_id"]].tolist() == [
        "Naco", "near", "MX", "p", "nogales", "src-1",
    ]  # fmt: skip


def test_the_digest_follows_what_lies_over_the_atlas(workspace: Workspace) -> None:
    atlas = make_atlas()
    assert overlay(atlas, Workspace.open(":memory:")).digest == "d0"
    first = overlay(atlas, workspace).digest
    assert overlay(atlas, workspace).digest == first != "d0"
    workspace.edit("seizures", "e1", {"note": "checked"}, "ana")
    assert overlay(atlas, workspace).digest != first


def test_a_public_workspace_and_a_session_lie_one_over_the_other(workspace: Workspace) -> None:
    session = Workspace.open(":memory:")
    session.add_import(sample_batch("s", "src-9"), "guest")
    both = overlay(overlay(make_atlas(), workspace), session)
    assert both.seizures["event_id"].tolist() == ["c1", "e1", "e2", "e3", "s1", "s2", "s3"]
    assert both.seizures["origin"].tolist() == ["curated"] + ["workspace"] * 6


def test_an_event_is_not_laid_over_its_namesake(workspace: Workspace) -> None:
    frames = workspace.frames()
    with pytest.raises(SchemaError, match="event_id 'e1' is in the atlas already"):
        overlay_atlas(overlay(make_atlas(), workspace), frames)
