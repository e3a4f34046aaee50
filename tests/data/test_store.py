"""The store holds every event, and knows when it is stale."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.curated import read_curated
from data.store import build_store, is_current, load_atlas
from geo.atlas import Atlas
from geo.errors import SourceError


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def test_every_curated_event_is_in_the_store_or_among_the_rejects(atlas: Atlas) -> None:
    rejected = atlas.rejects.query("table == 'seizures' and stage == 'validate'")["row_id"]
    assert set(atlas.seizures["event_id"]) | set(rejected) == set(read_curated("seizures")["event_id"])


def test_at_least_85_in_100_events_are_placed_and_the_others_carry_a_reason(atlas: Atlas) -> None:
    placed = atlas.seizures.geometry.notna()
    assert placed.mean() >= 0.85
    left = atlas.rejects.query("table == 'seizures' and stage == 'geocode'")
    assert set(left["row_id"]) == set(atlas.seizures.loc[~placed, "event_id"])
    assert (left["reason"] != "").all()


def test_every_row_that_claims_something_names_a_source_with_an_address(atlas: Atlas) -> None:
    known = set(atlas.sources["source_id"])
    for table in (
        atlas.plaza_claims,
        atlas.person_claims,
        atlas.actions,
        atlas.reports,
        atlas.organizations,
        atlas.places,
    ):
        assert set(table["source_id"]) <= known
    assert atlas.sources["url"].str.match("https?://").all()


def test_every_event_is_told_by_a_report_and_holds_an_item(atlas: Atlas) -> None:
    events = set(atlas.seizures["event_id"])
    assert events <= set(atlas.reports["event_id"])
    assert events <= set(atlas.seizure_items["event_id"])


def test_a_place_in_mexico_faces_no_plaza_and_a_place_lies_in_or_faces_one_but_not_both(atlas: Atlas) -> None:
    places = atlas.places
    assert (places.loc[places["country"] == "MX", "facing_plaza_id"] == "").all()
    assert not ((places["plaza_id"] != "") & (places["facing_plaza_id"] != "")).any()
    nogales = places.set_index("place_id").loc["nogales-deconcini"]
    assert nogales["facing_plaza_id"] == "nogales"


def test_a_store_made_from_other_tables_is_stale(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = build_store(store)
    assert is_current(store)
    about = store / "about.json"
    about.write_text(json.dumps({**json.loads(about.read_text()), "built_from": "others"}))
    assert not is_current(store)
    assert load_atlas(store).digest == first.digest
    assert is_current(store)
    assert list(tmp_path.iterdir()) == [store]


def test_a_missing_table_says_what_to_do() -> None:
    with pytest.raises(SourceError, match="restore it from the repository"):
        read_curated("nothing")


def test_two_that_build_a_store_at_once_leave_a_whole_one(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with ThreadPoolExecutor(2) as pool:
        built = [job.result().digest for job in [pool.submit(build_store, store) for _ in range(2)]]
    assert built == [load_atlas(store).digest] * 2
    assert list(tmp_path.iterdir()) == [store]
