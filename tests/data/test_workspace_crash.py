"""A killed process loses no finished step and leaves a file that opens."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from data.workspace import Workspace
from tests.data.workspace_samples import sample_batch

FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else None


def write_without_end(path: Path, done: Connection) -> None:
    """Import, edit, reject and undo, telling each step once it is finished."""
    workspace = Workspace.open(path)
    done.send(0)
    for number in range(1_000_000):
        prefix = f"n{number}e"
        done.send(workspace.add_import(sample_batch(prefix), "child"))
        done.send(workspace.edit("seizures", f"{prefix}1", {"note": f"round {number}"}, "child"))
        done.send(workspace.reject(f"{prefix}2", "tried", "child"))
        done.send(workspace.undo(who="child"))


def kill_after(path: Path, steps: int, extra: int) -> int:
    """Run the writer, kill it some instructions after its step number `steps`, and return the last step it told."""
    assert FORK is not None
    ours, theirs = FORK.Pipe(duplex=False)
    child = FORK.Process(target=write_without_end, args=(path, theirs))
    child.start()
    theirs.close()
    last = ours.recv()
    while last < steps:
        last = ours.recv()
    for _turn in range(extra):
        pass
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    while True:
        try:
            last = ours.recv()
        except EOFError:
            return int(last)


@pytest.mark.skipif(FORK is None, reason="the system cannot fork")
@pytest.mark.parametrize("seed", range(6))
def test_a_kill_at_any_moment_loses_no_finished_step(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "own.sqlite"
    told = kill_after(path, steps=chance.randrange(5), extra=chance.randrange(400_000))
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    workspace = Workspace.open(path)
    history, frames = workspace.history(), workspace.frames()
    assert history["step_id"].tolist() == list(range(1, len(history) + 1))
    assert len(history) in (told, told + 1)
    imports = int((history["what"] == "import").sum())
    taken_out = int((history["what"] == "reject").sum()) - int((history["what"] == "undo").sum())
    assert len(frames["seizures"]) == 3 * imports - taken_out
    assert len(frames["totals"]) == imports
    assert workspace.add_import(sample_batch("after"), "after") == len(history) + 1
    workspace.close()
