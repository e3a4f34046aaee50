"""A reader's table in, the same table with matches out; what cannot be used is said in one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import geocode
from data.geocode import PlaceRequest, geocode_table
from data.tables import read_table, write_table
from geo.errors import SchemaError, SourceError
from geo.gazetteer import Gazetteer
from geo.match import Match

ROOT = Path(__file__).parent.parent.parent
PLACES = pd.DataFrame({
    "place_id": ["nogales-az", "nogales-son"],
    "name": ["Nogales", "Nogales"],
    "kind": "city",
    "country": ["US", "MX"],
    "admin1": ["AZ", "SON"],
    "admin2": "",
    "parent_id": "",
    "aliases": "",
    "code": "",
    "lon": [-110.934, -110.942],
    "lat": [31.340, 31.308],
    "radius_km": 5.0,
    "approximate": False,
    "population": 20_000.0,
    "source_id": "",
    "note": "",
})  # fmt: skip
ADDED = ["place_id", "matched_name", "kind", "precision", "lon", "lat", "radius_km", "method", "score", "status",
         "candidates", "reason"]  # fmt: skip


@pytest.fixture(autouse=True)
def two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geocode, "load_gazetteer", lambda: Gazetteer(PLACES))
    monkeypatch.setattr(geocode, "load_places", lambda: PLACES)


def run(folder: Path, content: str, request: PlaceRequest) -> pd.DataFrame:
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text(content, encoding="utf-8")
    geocode_table(source, target, request)
    return read_table(target)


def test_rows_and_columns_are_kept_in_order(tmp_path: Path) -> None:
    content = 'id,where,agency\n007,Nogales,SEDENA\n002,"Nogales, Ariz.",\n001,nowhere,CBP\n003,Nogales,\n'
    out = run(tmp_path, content, PlaceRequest("where", ("agency",)))
    assert list(out.columns) == ["id", "where", "agency", *ADDED]
    assert list(out["id"]) == ["007", "002", "001", "003"]
    assert list(out["place_id"]) == ["nogales-son", "nogales-az", "", ""]
    assert list(out["status"]) == ["resolved", "resolved", "unresolved", "ambiguous"]
    assert out["reason"][2] == "no known place name in the text"


def test_the_rows_are_counted_by_status(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("where\nNogales\nNogales Sonora\nNogales\n", encoding="utf-8")
    counts = geocode_table(tmp_path / "in.csv", tmp_path / "out.csv", PlaceRequest("where"))
    assert counts.to_dict() == {"resolved": 1, "ambiguous": 2, "unresolved": 0}


def test_a_workbook_goes_in_and_out(tmp_path: Path) -> None:
    write_table(pd.DataFrame({"code": ["007"], "where": ["Nogales, Sonora"]}), tmp_path / "in.xlsx")
    geocode_table(tmp_path / "in.xlsx", tmp_path / "out.xlsx", PlaceRequest("where"))
    assert read_table(tmp_path / "out.xlsx")[["code", "place_id", "lon"]].iloc[0].tolist() == [
        "007",
        "nogales-son",
        "-110.942",
    ]


def test_a_column_named_like_a_match_column_is_kept_beside_it(tmp_path: Path) -> None:
    out = run(tmp_path, "where,lat,lat_reported\nNogales Sonora,31,30\n", PlaceRequest("where"))
    assert out[["lat_reported_reported", "lat_reported", "lat"]].iloc[0].tolist() == ["31", "30", "31.308"]


def test_a_table_without_rows_gives_a_table_without_rows(tmp_path: Path) -> None:
    out = run(tmp_path, "where,agency\n", PlaceRequest("where", ("agency",)))
    assert list(out.columns) == ["where", "agency", *ADDED]
    assert len(out) == 0


def test_equal_rows_are_matched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Counting(Gazetteer):
        def match_places(self, texts: pd.Series, contexts: pd.Series | None = None) -> pd.DataFrame:
            asked.extend(texts)
            return super().match_places(texts, contexts)

    monkeypatch.setattr(geocode, "load_gazetteer", lambda: Counting(PLACES))
    out = run(tmp_path, "where\n" + "Nogales Sonora\nx\n" * 50, PlaceRequest("where"))
    assert asked == ["Nogales Sonora", "x"]
    assert out["place_id"].tolist() == ["nogales-son", ""] * 50


def test_the_reader_s_choices_are_used(tmp_path: Path) -> None:
    choices = tmp_path / "choices.csv"
    choices.write_text("text,place_id,lon,lat\nnogales,nogales-az,,\nx,,-100.5,26.25\n", encoding="utf-8")
    out = run(tmp_path, "where\nNogales\nX\nNogales Sonora\n", PlaceRequest("where", choices=choices))
    assert out["place_id"].tolist() == ["nogales-az", "", "nogales-son"]
    assert out["lon"].tolist() == ["-110.934", "-100.5", "-110.942"]
    assert out["method"].tolist() == ["reader", "reader", "name"]
    choices.write_text("text,place_id\nnogales,atlantis\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="'atlantis', which is not in the gazetteer"):
        run(tmp_path, "where\nNogales\n", PlaceRequest("where", choices=choices))


def test_an_online_service_is_asked_only_for_what_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Service:
        def match(self, text: str) -> Match:
            asked.append(text)
            return Match(method="photon", reason="photon gave no answer (GeocoderTimedOut)")

    monkeypatch.setattr(geocode, "_open_service", lambda request: Service() if request.online else None)
    content = "where,n\nTubac,1\nNogales,2\n,3\nTubac,4\nNogales Sonora,5\n"
    out = run(tmp_path, content, PlaceRequest("where", online="photon"))
    assert asked == ["Tubac"]
    assert out["method"].tolist() == ["photon", "name", "", "photon", "name"]
    said = "no known place name in the text; photon gave no answer (GeocoderTimedOut)"
    assert out["reason"].tolist()[0] == said
    assert out["n"].tolist() == ["1", "2", "3", "4", "5"]
    asked.clear()
    run(tmp_path, content, PlaceRequest("where"))
    assert asked == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(["Nogales", "Nogales, Sonora", "x", "", " ", '"', "a,b", "año\n2"]), min_size=1))
def test_rows_in_are_rows_out(tmp_path: Path, texts: list[str]) -> None:
    table = pd.DataFrame({"n": [str(at) for at in range(len(texts))], "where": texts}, dtype="str")
    write_table(table, tmp_path / "in.csv")
    counts = geocode_table(tmp_path / "in.csv", tmp_path / "out.csv", PlaceRequest("where"))
    out = read_table(tmp_path / "out.csv")
    pd.testing.assert_frame_equal(out[["n", "where"]], table)
    assert counts.sum() == len(table)
    assert out.drop_duplicates("where")[["where", "place_id"]].shape[0] == out["where"].nunique()


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
        geocode_table(source, target, PlaceRequest("where"))
    assert str(raised.value) == message
    assert not target.exists()


def test_an_unknown_service_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="unknown online service 'bing'"):
        run(tmp_path, "where\nNogales\n", PlaceRequest("where", online="bing"))


def test_a_server_without_its_kind_is_refused_not_ignored(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="--server 'http://localhost:1' is no service by itself: name its kind"):
        run(tmp_path, "where\nNogales\n", PlaceRequest("where", server="http://localhost:1"))


@pytest.mark.parametrize("name", ["in.csv", "choices.csv"])
def test_what_is_read_is_not_written_over(tmp_path: Path, name: str) -> None:
    for read in ("in.csv", "choices.csv"):
        (tmp_path / read).write_text("where,text\nNogales,x\n", encoding="utf-8")
    with pytest.raises(SourceError, match=f"{name}' would be overwritten: give the result another name"):
        geocode_table(tmp_path / "in.csv", tmp_path / name, PlaceRequest("where", choices=tmp_path / "choices.csv"))
    assert (tmp_path / name).read_text(encoding="utf-8") == "where,text\nNogales,x\n"


COMMAND = [sys.executable, "-m", "data", "geocode"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Missing argument 'IN'."),
        (["in.csv", "out.csv"], "Missing option '--column'."),
        (["in.csv", "out.csv", "--columm", "where"], "No such option '--columm'. Did you mean '--column'?"),
        (["{folder}/in.bin", "out.csv", "--column", "where"], "in.bin is no table: give a CSV, TSV, xlsx or ods file"),
    ],
)
def test_the_command_says_a_mistake_in_one_sentence(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "in.bin").write_bytes(bytes(range(256)))
    words = [word.format(folder=tmp_path.as_posix()) for word in arguments]
    done = subprocess.run([*COMMAND, *words], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", sentence)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_control_c_leaves_no_half_table(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in.csv")
    words = [tmp_path / "in.csv", tmp_path / "out.csv", "--column", "where"]
    process = subprocess.Popen([*COMMAND, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with (tmp_path / "in.csv").open("w"):
        process.send_signal(signal.SIGINT)
        _out, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (130, "stopped; nothing was written")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
