"""A text file in, JSON out; a file that is no text is said in one sentence; the scorer's releases where they lie."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data.extract import describe_events, extract_file, load_lexicon, parse_published, read_text
from geo.errors import SourceError
from geo.extract import extract_events

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
TEXT = "On May 4, officers at the Roma bridge found 40.5 pounds (18.4 kg) of alleged cocaine in a Ford Focus."


def extract(tmp_path: Path, text: str, published: str = "") -> dict[str, Any]:
    source = tmp_path / "release.txt"
    source.write_text(text, encoding="utf-8")
    return dict(json.loads(extract_file(source, published)))


def test_a_release_becomes_events_with_items(tmp_path: Path) -> None:
    (event,) = extract(tmp_path, TEXT, "2021-05-09")["events"]
    assert (event["date"], event["place_reported"], event["conveyance"]["code"]) == ("2021-05-04", "Roma bridge", "car")
    (item,) = event["items"]
    assert {name: item[name] for name in ("commodity", "form", "quantity", "quantity_text", "unit", "qualifier")} == {
        "commodity": "cocaine",
        "form": None,
        "quantity": 40.5,
        "quantity_text": "40.5",
        "unit": "lb",
        "qualifier": None,
    }
    assert TEXT[slice(*item["span"])] == "40.5 pounds (18.4 kg) of alleged cocaine"
    assert TEXT[slice(*item["hedge"]["span"])] == "alleged"


def test_weapons_of_another_day_stand_apart_from_the_drugs(tmp_path: Path) -> None:
    text = "On May 4, officers at Roma found 9 pounds of heroin. On May 6, they found 31 handguns in a truck."
    told = extract(tmp_path, text, "2021-05-09")
    assert [event["date"] for event in told["events"]] == ["2021-05-04"]
    assert [event["date"] for event in told["other_events"]] == ["2021-05-06"]


def test_a_text_about_weapons_tells_them_as_its_events(tmp_path: Path) -> None:
    told = extract(tmp_path, "On May 6, officers at Roma found 31 handguns in a truck.", "2021-05-09")
    assert ([event["items"][0]["unit"] for event in told["events"]], told["other_events"]) == (["firearms"], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_common_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "a.txt"
    source.write_text("El 5 de mayo, en Nogales, dos años después — más de 3 kilos de heroína.", encoding=encoding)
    (event,) = json.loads(extract_file(source, "2021-05-09"))["events"]
    assert [item["commodity"] for item in event["items"]] == ["heroin"]


def test_an_empty_file_has_no_events(tmp_path: Path) -> None:
    assert extract(tmp_path, "") == {"events": [], "other_events": []}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04\x00\x00\x00", "a.txt is no text: save the release as plain text"),
        (b"%PDF-1.7 x", "a.txt is no text: save the release as plain text"),
        (b"x" * 251_000, "a.txt has 251 kB: a text of at most 250 kB was expected; give one release a file"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        read_text(source)
    assert str(raised.value) == message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot read '.*absent.txt': give the path of a text file"):
        read_text(tmp_path / "absent.txt")


@pytest.mark.parametrize("text", ["2021-13-01", "May 4", "20210504x"])
def test_a_day_of_publication_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is no day: write YYYY-MM-DD, or leave it empty"):
        parse_published(text)


def test_the_command_says_its_mistake_in_one_sentence_and_ends_with_2(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "data", "extract", str(tmp_path / "absent.txt"), "--published", ""],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)


@pytest.mark.skipif(not (SHARED / "facts/releases").is_dir(), reason="the shared facts are not beside the project")
def test_the_shared_releases_give_their_facts_and_no_wrong_date() -> None:
    for file in sorted((SHARED / "facts/releases").glob("R*.txt")):
        text = file.read_text(encoding="utf-8")
        head = dict(line.split(": ", 1) for line in text.split("\n\n")[0].splitlines() if ": " in line)
        body = text.split("# test text", 1)[1].split("\n", 1)[1].split("# expected facts", 1)[0].strip()
        table = text.split("# expected facts", 1)[1].split("\n", 1)[1].split("\n#", 1)[0].strip()
        expected = list(csv.DictReader(io.StringIO(table), delimiter="\t"))
        told = describe_events(extract_events(body, parse_published(head.get("published", "")), load_lexicon()))
        found = sorted(item["quantity"] for event in told["events"] for item in event["items"])
        assert found == sorted(float(row["quantity"]) for row in expected), file.stem
        days = {row["date"] for row in expected}
        assert all(event["date"] in days for event in told["events"] if event["date"]), file.stem
