"""Bytes are made once for a store and its code, and made again when either is another."""

from __future__ import annotations

from pathlib import Path

import pytest

import data.kept
from data.kept import keep_bytes


def test_bytes_are_made_once_for_the_same_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter([b"first", b"second", b"third"])
    assert [keep_bytes("map", made.__next__, store=tmp_path) for _ in range(2)] == [b"first", b"first"]
    monkeypatch.setattr(data.kept, "DRAWING_CODE", ("geo",))
    assert keep_bytes("map", made.__next__, store=tmp_path) == b"second"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"second"]


def test_two_names_are_kept_apart(tmp_path: Path) -> None:
    assert keep_bytes("map", lambda: b"map", store=tmp_path) == b"map"
    assert keep_bytes("page", lambda: b"page", store=tmp_path) == b"page"
    assert keep_bytes("map", lambda: b"other", store=tmp_path) == b"map"


def test_a_store_that_cannot_be_written_is_no_mistake(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert keep_bytes("map", lambda: b"map", store=missing) == b"map"
    assert not missing.exists()
