"""A workspace keeps every step, undoes it, and does the same on SQLite, in memory and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
import sqlalchemy as sa

from data.workspace import Workspace
from geo.batch import ImportBatch
from geo.errors import SchemaError, SourceError
from tests.data.workspace_samples import sample_batch

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Where Debian keeps the server's programs, the newest last."""


def run_as_user(*command: str | Path) -> None:
    """Run a program of the server, which refuses to run as root."""
    user = "nobody" if os.geteuid() == 0 else None
    subprocess.run([str(part) for part in command], check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server of its own, without a port."""
    found = shutil.which("pg_ctl")
    folder = Path(found).parent if found else BINARIES[-1] if BINARIES else None
    if folder is None or not (folder / "initdb").exists():
        pytest.skip("no PostgreSQL server is installed")
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, "nobody")
    run_as_user(folder / "initdb", "-D", home / "data", "-A", "trust", "-U", "atlas", "--no-sync")
    options = f"-k {home} -c listen_addresses='' -c fsync=off"
    run_as_user(folder / "pg_ctl", "-D", home / "data", "-o", options, "-l", home / "log", "-w", "start")
    try:
        yield f"postgresql+psycopg://atlas@/postgres?host={home}"
    finally:
        run_as_user(folder / "pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(home)


@pytest.fixture(params=["file", "memory", "postgresql"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    place = {"file": str(tmp_path / "own.sqlite"), "memory": ":memory:"}.get(request.param)
    if place is None:
        place = request.getfixturevalue("server")
        engine = sa.create_engine(place)
        with engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
        engine.dispose()
    opened = Workspace.open(place)
    yield opened
    opened.close()


def event_ids(workspace: Workspace) -> list[str]:
    return workspace.frames()["seizures"]["event_id"].tolist()


def assert_same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    assert list(one) == list(other)
    for name in one:
        pd.testing.assert_frame_equal(one[name], other[name])


def test_what_an_import_brings_comes_back_with_its_types_and_further_columns(workspace: Workspace) -> None:
    batch = sample_batch()
    assert workspace.add_import(batch, "ana") == 1
    frames = workspace.frames()
    for name, table in {"events": "seizures", "items": "seizure_items", "totals": "totals"}.items():
        given = getattr(batch, name)
        kept = frames[table][given.columns]
        pd.testing.assert_frame_equal(kept, given.astype(kept.dtypes.to_dict()))
    assert frames["reports"]["published"].tolist() == [pd.Timestamp("2024-05-14"), pd.NaT, pd.Timestamp("2024-05-15")]
    assert [len(frames[name]) for name in ("sources", "duplicates", "rejects")] == [2, 1, 1]


def test_the_history_says_who_what_before_and_after(workspace: Workspace) -> None:
    workspace.add_import(sample_batch(), "ana")
    workspace.edit("seizure_items", "e2-1", {"quantity_kg": 7.5, "qualifier": "about"}, "ben")
    history = workspace.history()
    assert history[["step_id", "who", "what"]].to_numpy().tolist() == [[1, "ana", "import"], [2, "ben", "edit"]]
    assert history["at"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00").all()
    before, after = (history[side].iloc[1]["seizure_items"]["e2-1"] for side in ("before", "after"))
    assert {name for name in after if before[name] != after[name]} == {"quantity_kg", "qualifier", "changed_by"}
    assert (before["quantity_kg"], after["quantity_kg"]) == (7.0, 7.5)


def test_every_kind_of_step_is_undone_last_first_until_nothing_is_left(workspace: Workspace) -> None:
    states = [workspace.frames()]
    for step in (
        lambda: workspace.add_import(sample_batch(), "ana"),
        lambda: workspace.edit("seizures", "e1", {"note": "checked", "end_date": "2024-05-14"}, "ana"),
        lambda: workspace.place("e2", "ana", lon=-109.95, lat=31.33, radius_km=3.0, place_id="naco"),
        lambda: workspace.merge(["e1", "e3"], "ana"),
        lambda: workspace.reject("e2", "no seizure", "ana"),
    ):
        step()
        states.append(workspace.frames())
    assert event_ids(workspace) == ["e1"]
    for state in reversed(states[:-1]):
        workspace.undo(who="ben")
        assert_same(workspace.frames(), state)
    assert len(workspace.history()) == 10
    with pytest.raises(SchemaError, match="no step None to undo"):
        workspace.undo()


def test_a_merge_keeps_all_reports_and_a_reject_its_reason(workspace: Workspace) -> None:
    workspace.add_import(sample_batch(), "ana")
    workspace.merge(["e1", "e3"], "ana")
    frames = workspace.frames()
    assert frames["reports"].query("event_id == 'e1'")["source_id"].tolist() == ["src-1", "src-1-b"]
    assert frames["seizure_items"]["item_id"].tolist() == ["e1-1", "e2-1"]
    workspace.reject("e1", "told in error", "ana")
    frames = workspace.frames()
    assert frames["rejects"].iloc[-1][["row_id", "stage", "value", "reason"]].tolist() == [
        "e1", "review", "Nogales", "told in error",
    ]  # fmt: skip
    assert [len(frames[name]) for name in ("seizures", "seizure_items", "reports")] == [1, 1, 1]


def test_a_named_step_is_undone_if_nothing_later_stands_on_it(workspace: Workspace) -> None:
    workspace.add_import(sample_batch(), "ana")
    workspace.edit("seizures", "e1", {"note": "one"}, "ana")
    workspace.edit("seizures", "e2", {"note": "two"}, "ana")
    workspace.undo(2, "ana")
    assert workspace.frames()["seizures"]["note"].tolist() == ["", "two", ""]
    with pytest.raises(SchemaError, match="step 1 cannot be undone, for step 3 changed the same rows"):
        workspace.undo(1)
    with pytest.raises(SchemaError, match="step 2 is undone already"):
        workspace.undo(2)
    workspace.undo(4, "ana")
    assert workspace.frames()["seizures"]["note"].tolist() == ["one", "two", ""]


def test_undoing_an_import_leaves_the_sources_that_another_import_names(workspace: Workspace) -> None:
    workspace.add_import(sample_batch("a"), "ana")
    workspace.add_import(sample_batch("b"), "ana")
    workspace.undo(1, "ana")
    frames = workspace.frames()
    assert event_ids(workspace) == ["b1", "b2", "b3"]
    assert frames["sources"]["source_id"].tolist() == ["src-1", "src-1-b"]
    assert len(frames["rejects"]) == 1
    with pytest.raises(SchemaError, match="import the file again"):
        workspace.undo(3)


def test_an_import_of_nothing_is_undone_once() -> None:
    workspace = Workspace.open(":memory:")
    workspace.add_import(ImportBatch(), "ana")
    workspace.undo(1, "ana")
    with pytest.raises(SchemaError, match="step 1 is undone already"):
        workspace.undo(1, "ana")
    workspace.close()


def test_an_event_is_stored_once(workspace: Workspace) -> None:
    workspace.add_import(sample_batch(), "ana")
    with pytest.raises(SchemaError, match="event_id 'e1' is in the workspace already"):
        workspace.add_import(sample_batch(), "ana")
    assert len(workspace.history()) == 1


@pytest.mark.parametrize(
    ("table", "key", "changes", "message"),
    [
        ("seizures", "e1", {"date_precision": "century"}, "date_precision 'century' fails"),
        ("seizures", "e1", {"start_date": "May"}, "seizures e1: "),
        ("seizures", "e9", {"note": ""}, "seizures has no row 'e9'"),
        ("seizures", "e1", {"event_id": "e2"}, "no column 'event_id' to change"),
        ("seizures", "e1", {"mood": "good"}, "no column 'mood' to change"),
        ("seizure_items", "e1-1", {"quantity_kg": -1.0}, "quantity_kg"),
        ("history", "1", {"who": "eve"}, "unknown table 'history'"),
    ],
)
def test_an_edit_that_breaks_the_contract_is_refused_and_nothing_changes(
    table: str, key: str, changes: dict[str, object], message: str
) -> None:
    workspace = Workspace.open(":memory:")
    workspace.add_import(sample_batch(), "ana")
    before = workspace.frames()
    with pytest.raises(SchemaError, match=message):
        workspace.edit(table, key, changes, "ana")
    assert_same(workspace.frames(), before)
    assert len(workspace.history()) == 1
    workspace.close()


def test_the_database_refuses_to_change_the_history(workspace: Workspace) -> None:
    workspace.add_import(sample_batch(), "ana")
    for statement in ("DELETE FROM history", "UPDATE history SET who = 'eve'"):
        with pytest.raises(sa.exc.DatabaseError, match="only added to"), workspace._engine.begin() as connection:
            connection.execute(sa.text(statement))


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    one, other = (Workspace.open(tmp_path / "own.sqlite") for _writer in range(2))
    one.add_import(sample_batch("a"), "ana")
    other.add_import(sample_batch("b"), "ben")
    assert one.history()["who"].tolist() == ["ana", "ben"]
    one.close()
    other.close()


def test_a_public_workspace_is_read_only_and_uploads_live_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    with pytest.raises(SourceError, match="there is no workspace"):
        Workspace.open(path, read_only=True)
    own = Workspace.open(path)
    own.add_import(sample_batch(), "ana")
    own.close()
    public, session = Workspace.open(path, read_only=True), Workspace.open(":memory:")
    assert event_ids(public) == ["e1", "e2", "e3"]
    with pytest.raises(SourceError, match="reading only"):
        public.edit("seizures", "e1", {"note": "x"}, "eve")
    session.add_import(sample_batch("s"), "guest")
    assert event_ids(session) == ["s1", "s2", "s3"]
    assert event_ids(public) == ["e1", "e2", "e3"]
    public.close()
    session.close()


def test_a_file_that_is_no_workspace_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("not a database, only some notes that are longer than a header", encoding="utf-8")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    before = text.read_bytes()
    with pytest.raises(SourceError, match="is no workspace"):
        Workspace.open(text)
    with pytest.raises(SourceError, match="is a database but no workspace"):
        Workspace.open(other)
    with pytest.raises(SourceError, match="names no database that is known"):
        Workspace.open("nosuch://x/y")
    assert text.read_bytes() == before


def test_the_geopackage_holds_points_tables_and_history(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add_import(sample_batch(), "ana")
    target = tmp_path / "own.gpkg"
    workspace.export_geopackage(target)
    layers = dict(pyogrio.list_layers(target))
    assert layers["seizures"] == "Point"
    assert set(layers) == {*workspace.frames(), "history"}
    read = pyogrio.read_dataframe(target, layer="seizures")
    assert read.crs.to_epsg() == 4326
    assert read.geometry.isna().tolist() == [False, True, False]
    assert (read.geometry.iloc[0].x, read.geometry.iloc[0].y) == (-110.96, 31.33)
    assert list(tmp_path.glob(".*")) == []
    with pytest.raises(SourceError, match="cannot write"):
        workspace.export_geopackage(tmp_path / "missing" / "own.gpkg")


def test_an_import_is_compared_with_the_ids_and_figures_that_are_known() -> None:
    workspace = Workspace.open(":memory:")
    workspace.add_import(sample_batch(), "ana")
    known = workspace.known()
    assert sorted(known["seizures"]["event_id"]) == ["e1", "e2", "e3"]
    assert known["seizures"].columns.tolist() == ["event_id"]
    assert known["totals"].astype(object).where(known["totals"].notna(), None).to_dict("records") == [
        {"total_id": "e-total", "source_id": "src-1", "vintage": "2024-06", "events": None, "quantity_lb": 147.0,
         "quantity_kg": 66.7}
    ]  # fmt: skip
