"""A reader's table in, the same table with matches out; what cannot be read is said in one sentence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data import geocode
from geo.errors import SourceError

PLACES = pd.DataFrame({
    "place_id": ["nogales-az", "nogales-son"],
    "name": ["Nogales", "Nogales"],
    "kind": "city",
    "country": ["US", "MX"],
    "admin1": ["AZ", "SON"],
    "parent_id": "",
    "aliases": "",
    "lon": [-110.934, -110.942],
    "lat": [31.340, 31.308],
    "radius_km": 5.0,
    "population": 20_000.0,
})  # fmt: skip


@pytest.fixture(autouse=True)
def two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geocode, "load_places", lambda: PLACES)


def test_rows_and_columns_are_kept_in_order(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text('id,where,agency\n007,Nogales,SEDENA\n002,"Nogales, Ariz.",\n001,nowhere,CBP\n', encoding="utf-8")
    geocode.geocode_table(source, target, "where", ("agency",))
    out = pd.read_csv(target, dtype=str, keep_default_na=False)
    assert list(out.columns[:5]) == ["id", "where", "agency", "place_id", "matched_name"]
    assert list(out["id"]) == ["007", "002", "001"]
    assert list(out["place_id"]) == ["nogales-son", "nogales-az", ""]
    assert list(out["status"]) == ["resolved", "resolved", "unresolved"]
    assert out["reason"][2] == "no known place name in the text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_common_encoding_and_delimiter_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f"año{delimiter}lugar\n2020{delimiter}Nogales (México) — decomiso\n", encoding=encoding)
    geocode.geocode_table(source, target, "lugar")
    out = pd.read_csv(target, dtype=str, keep_default_na=False)
    assert list(out[["año", "lugar", "place_id"]].iloc[0]) == ["2020", "Nogales (México) — decomiso", "nogales-son"]


def test_a_column_named_like_a_match_column_is_kept_beside_it(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("where,lat\nNogales Sonora,31\n", encoding="utf-8")
    geocode.geocode_table(source, target, "where")
    assert list(pd.read_csv(target)[["lat_reported", "lat"]].iloc[0]) == [31.0, 31.308]


def test_a_table_without_rows_gives_a_table_without_rows(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("where,agency\n", encoding="utf-8")
    geocode.geocode_table(source, target, "where", ("agency",))
    assert len(pd.read_csv(target)) == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "in.csv is empty: expected a table with a header row"),
        (b"place,agency\nNogales,CBP\n", "in.csv has no column 'where': it has place, agency; name one of these"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        geocode.geocode_table(source, target, "where")
    assert str(raised.value) == message
    assert not target.exists()
