"""A press release becomes a batch like any file: rows that add up, places, a source, and repeats told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.imports import run_import
from data.releases import About, import_text, is_prose, is_release
from data.workspace import Workspace
from geo.errors import SourceError
from geo.gazetteer import Gazetteer

TEXT = """Officers seize narcotics in Nogales

NOGALES, Ariz. – On June 3, officers at the DeConcini crossing found 11.5 pounds of fentanyl and nearly 40 pounds of
alleged methamphetamine in a sedan. On June 5, agents found 31 handguns in a truck at the Port of San Luis.
"""
ABOUT = About("2024-06-10", "https://www.cbp.gov/newsroom/1", "")
PILLS = "On June 3, officers at the Mariposa crossing found 50,000 fentanyl pills weighing 11 pounds in a van."


def test_a_release_gives_rows_found_by_line_and_column(gazetteer: Gazetteer) -> None:
    result = import_text(TEXT, "pasted", ABOUT, gazetteer=gazetteer)
    batch = result.batch
    assert (result.source_id, result.mapping, batch.rows_in, batch.rows_accepted) == ("release", None, 3, 3)
    assert batch.events[["start_date", "place_id", "agency_code", "conveyance", "date_words"]].astype(str).to_dict(
        "split", index=False)["data"] == [
        ["2024-06-03", "nogales-deconcini", "", "car", "June 3"],
        ["2024-06-05", "san-luis-port", "", "truck", "June 5"],
    ]  # fmt: skip
    items = batch.items[["row_id", "commodity_code", "quantity_reported", "unit_reported", "qualifier",
                         "substance_status", "quantity_words"]]  # fmt: skip
    assert items.to_dict("split", index=False)["data"] == [
        ["3:70", "fentanyl", "11.5", "lb", "", "", "11.5 pounds"],
        ["3:98", "methamphetamine", "40", "lb", "nearly", "alleged", "40 pounds"],
        ["4:61", "firearms", "31", "firearms", "", "", "31 handguns"],
    ]
    assert batch.items["quantity_kg"].round(3).tolist()[:2] == [5.216, 18.144]
    spans = zip(batch.items["span_start"], batch.items["span_end"], strict=True)
    assert [TEXT[start:end] for start, end in spans][0] == "11.5 pounds of fentanyl"


def test_the_other_events_of_a_text_are_rows_too(gazetteer: Gazetteer) -> None:
    result = import_text(TEXT, "pasted", ABOUT, gazetteer=gazetteer)
    assert result.document is not None
    assert [len(result.document[part]) for part in ("events", "other_events")] == [1, 1]
    assert len(result.batch.events) == 2


def test_its_address_is_the_source_and_its_host_the_publisher(gazetteer: Gazetteer) -> None:
    batch = import_text(TEXT, "pasted", ABOUT, gazetteer=gazetteer).batch
    assert batch.sources[["url", "publisher"]].to_numpy().tolist() == [[ABOUT.url, "cbp.gov"]]
    assert batch.reports["published"].tolist() == [pd.Timestamp("2024-06-10")] * 2


def test_a_text_without_an_address_is_a_source_of_the_reader(gazetteer: Gazetteer) -> None:
    batch = import_text(TEXT, "pasted text", About(published="2024-06-10"), gazetteer=gazetteer).batch
    assert batch.sources[["url", "publisher", "published"]].to_numpy().tolist() == [
        ["", "pasted text", pd.Timestamp("2024-06-10")]
    ]


def test_two_measures_of_one_load_are_never_summed(gazetteer: Gazetteer) -> None:
    items = import_text(PILLS, "pasted", ABOUT, gazetteer=gazetteer).batch.items
    assert items["unit_reported"].tolist() == ["pills", "lb"]
    assert items["alternative_of"].tolist() == ["", items["item_id"].iloc[0]]
    assert items["quantity_kg"].isna().tolist() == [True, False]


def test_a_date_without_its_year_and_a_place_never_heard_of_are_told(gazetteer: Gazetteer) -> None:
    text = "On May 4, officers at the Qwxyz bridge found 40.5 pounds of cocaine in a car."
    batch = import_text(text, "pasted", About(), gazetteer=gazetteer).batch
    assert batch.events[["start_date", "lon"]].isna().all(axis=None)
    assert batch.rejects[["row_id", "stage", "column", "value"]].to_numpy().tolist() == [
        ["1:46", "normalise", "date", "May 4"], ["1:46", "geocode", "place", "Qwxyz bridge"],
    ]  # fmt: skip
    assert (batch.rows_accepted, batch.rows_rejected) == (1, 0)


def test_the_same_text_again_repeats_what_is_known(gazetteer: Gazetteer, tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w.sqlite")
    workspace.add_import(import_text(TEXT, "pasted", ABOUT, gazetteer=gazetteer).batch, "me")
    known = workspace.frames()
    assert len(known["seizures"]) == 2
    batch = import_text(TEXT.replace("\n", "  \n"), "again", About(), known=known, gazetteer=gazetteer).batch
    assert (batch.rows_in, batch.rows_accepted, batch.rows_duplicate) == (3, 0, 3)
    assert set(batch.duplicates["duplicate_of"]) == set(known["seizures"]["event_id"])


@pytest.mark.parametrize(
    ("text", "about", "told"),
    [
        ("The office is closed on Monday, and on Tuesday.", About(), "pasted tells no seizure: give a press release"),
        (TEXT * 1000, About(), "pasted has 262 kB: a text of at most 250 kB was expected"),
        (TEXT, About(published="June 10"), "day of publication 'June 10' is no day: write YYYY-MM-DD"),
        (TEXT, About(url="cbp.gov"), "'cbp.gov' is no web address: expected http:// or https://"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(text: str, about: About, told: str) -> None:
    with pytest.raises(SourceError, match=told) as error:
        import_text(text, "pasted", about)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_known_for_a_text_by_its_content(encoding: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TEXT, encoding=encoding)
    assert run_import(path, about=ABOUT, gazetteer=gazetteer).source_id == "release"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PILLS, True),
        ("El martes 4 de junio, elementos de la Guardia Nacional aseguraron 28 kilos de heroína en Nogales.", True),
        ("date,place,drug\n2020-01-05,Roma,cocaine\n2020-01-06,Roma,heroin\n", False),
        ('date,place,notes\n2020-01-05,Roma,"It was found in the door of a car. It was towed from the port."', False),
        ("date\tplace\tnotes\n2020-01-05\tRoma\tIt was found in the door of a car, and was taken to the port.", False),
        ("a word", False),
    ],
)
def test_sentences_are_told_from_tables(text: str, expected: bool) -> None:
    assert is_prose(text) is expected


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\0" * 40, b'{"type": "FeatureCollection"}', b"%PDF-1.7"])
def test_what_is_no_text_is_no_release(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(content + PILLS.encode())
    assert not is_release(path)


def test_a_table_is_not_described_like_a_text(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,place,drug,quantity,unit\n2020-01-05,Tijuana,heroin,2,kg\n", encoding="utf-8")
    result = run_import(path, about=ABOUT, gazetteer=gazetteer)
    assert [note for note in result.notes if note.startswith("it is no text")]
