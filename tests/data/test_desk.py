"""The reader's desk: a draft read, taken over, corrected, undone; what cannot be done is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.desk import Desk
from data.drafts import Brought, Draft, read_mapping
from data.store import load_atlas
from data.workspace import Workspace
from geo.atlas import Atlas
from geo.mapping import ItemColumns, Mapping

TABLE = "date,place,drug,weight,unit,remark\n2024-03-02,Lukeville,cocaine,40,kg,Amado\n2024-03-04,Amado,heroin,3,kg,\n"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


def read(desk: Desk, content: str, name: str = "list.csv") -> Draft | None:
    return desk.read(Brought(name + content, name, content.encode), lambda share, words: None)


def test_a_draft_is_taken_over_laid_over_the_atlas_and_undone(atlas: Atlas) -> None:
    desk = Desk.open("", is_public=False)
    assert desk.lay_over(atlas) is atlas
    desk.act({"do": "accept"}, read(desk, TABLE), "ana")
    laid = desk.lay_over(atlas)
    assert laid.seizures["origin"].value_counts().to_dict() == {"curated": len(atlas.seizures), "workspace": 2}
    assert laid.digest != atlas.digest
    assert desk.own.history()["who"].tolist() == ["ana"]
    assert desk.last_step() == "import"
    desk.act({"do": "undo"}, None, "ana")
    assert desk.lay_over(atlas) is atlas
    assert desk.last_step() == ""


def test_what_cannot_be_read_or_done_is_a_sentence_and_changes_nothing() -> None:
    desk = Desk.open("", is_public=False)
    brought = Brought("key", "picture.png", lambda: b"\x89PNG\r\n\x1a\n\0\0")
    assert desk.read(brought, lambda share, words: None) is None
    assert "picture.png" in desk.said["key"]
    desk.act({"do": "reject", "event": "nothing", "reason": "wrong"}, None, "")
    assert "nothing" in desk.error
    assert desk.turn == 0


def test_a_corrected_mapping_is_used_for_the_next_table_with_its_columns() -> None:
    desk = Desk.open("", is_public=False)
    draft = read(desk, TABLE)
    assert draft is not None and draft.header == ("date", "place", "drug", "weight", "unit", "remark")
    told = {"columns": {"date": "date", "place": "remark", "city": ""}, "decimal": ".", "date_order": "",
            "items": [{"commodity": "drug", "quantity": "weight", "unit": "unit"}, {"commodity": ""}]}  # fmt: skip
    desk.act({"do": "map", "mapping": told}, draft, "")
    wanted = Mapping({"date": "date", "place": "remark"}, (ItemColumns("drug", "weight", "unit"),))
    assert read_mapping(told) == wanted
    again = read(desk, TABLE.replace("40", "41"), "next.csv")
    assert again is not None and again.result.mapping == wanted
    assert again.result.batch.events["place_reported"].tolist() == ["Amado", ""]


def test_a_public_desk_shows_its_workspace_and_leaves_it_alone(tmp_path: Path, atlas: Atlas) -> None:
    file = tmp_path / "shared.sqlite"
    first = Desk.open(str(file), is_public=False)
    first.act({"do": "accept"}, read(first, TABLE), "desk")
    first.own.close()
    public = Desk.open(str(file), is_public=True)
    public.act({"do": "accept"}, read(public, TABLE.replace("2024", "2021")), "")
    assert len(public.lay_over(atlas).seizures) == len(atlas.seizures) + 4
    again = read(public, TABLE)
    assert again is not None and (again.result.batch.rows_accepted, again.result.batch.rows_duplicate) == (0, 2)
    assert len(Workspace.open(file, read_only=True).history()) == 1


def test_a_table_whose_columns_tell_nothing_waits_for_their_names() -> None:
    desk = Desk.open("", is_public=False)
    content = "a,b,c\n2024-03-02,Lukeville,40\n2024-03-04,Amado,3\n"
    draft = read(desk, content)
    assert draft is not None and (draft.header, draft.result.batch.rows_rejected) == (("a", "b", "c"), 2)
    assert draft.result.batch.rejects["reason"].str.startswith("no column tells what was seized").all()
    told = {"columns": {"date": "a", "place": "b"}, "decimal": ".", "date_order": "",
            "items": [{"commodity_word": "cocaine", "quantity": "c", "unit_word": "kg"}]}  # fmt: skip
    desk.act({"do": "map", "mapping": told}, draft, "")
    named = read(desk, content)
    assert named is not None and named.result.batch.rows_accepted == 2


def test_a_mapping_that_does_not_serve_leaves_the_rows_out_and_can_be_corrected() -> None:
    desk = Desk.open("", is_public=False)
    told = {"columns": {"agency": "remark"}, "items": [{"commodity": "drug"}], "decimal": ".", "date_order": ""}
    desk.act({"do": "map", "mapping": told}, read(desk, TABLE), "")
    draft = read(desk, TABLE)
    assert draft is not None and draft.result.mapping == read_mapping(told)
