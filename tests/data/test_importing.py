"""The commands import and totals: a report, a workspace, CSV on stdout, and one sentence for a mistake."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from data import imports, sources
from data.__main__ import main
from data.importing import import_file, list_totals
from data.releases import About
from data.stepping import export_workspace
from geo.errors import SchemaError, SourceError
from geo.gazetteer import Gazetteer

CBP = sources.FOLDER / "cbp_drug_seizures" / "sample.csv"
TABLE = sources.FOLDER / "table" / "sample.csv"


@pytest.fixture(autouse=True)
def places(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "load_gazetteer", lambda: gazetteer)
    monkeypatch.delenv("PLAZA_ATLAS_WORKSPACE", raising=False)


def test_totals_of_a_workspace_are_sums_of_the_file(tmp_path: Path) -> None:
    workspace = str(tmp_path / "w.db")
    report = import_file(CBP, workspace=workspace, who="me").splitlines()
    assert report == ["sample.csv: CBP Drug Seizure Statistics",
                      "10 rows: 10 accepted, 0 duplicates, 0 rejects", "10 official figures"]  # fmt: skip
    assert "10 duplicates" in import_file(CBP, workspace=workspace)
    table = pd.read_csv(io.StringIO(list_totals(workspace, ("fiscal_year", "commodity", "office"))))
    assert table.columns.tolist() == ["fiscal_year", "commodity", "office", "events", "lb", "kg"]
    fentanyl = table[table["commodity"] == "fentanyl"]
    assert fentanyl[["fiscal_year", "events", "lb"]].to_numpy().tolist() == [[2030, 9, 101.75], [2031, 4, 12.5]]
    assert table["lb"].sum() == pytest.approx(pd.read_csv(CBP, thousands=",")["Sum Qty (lbs)"].sum(), rel=1e-11)


def test_a_revised_file_is_told_and_its_changes_are_listed(tmp_path: Path) -> None:
    workspace, later = str(tmp_path / "w.db"), tmp_path / "later.csv"
    later.write_text(CBP.read_text(encoding="utf-8").replace("Fentanyl,4,12.5", "Fentanyl,5,13.5"), encoding="utf-8")
    import_file(CBP, workspace=workspace)
    report = import_file(later, workspace=workspace)
    assert report.splitlines()[-1] == "1 figures differ from an earlier publication: totals --revisions lists them"
    table = pd.read_csv(io.StringIO(list_totals(workspace, (), revisions=True)))
    assert table[["events_before", "events", "lb_before", "lb", "change"]].to_numpy().tolist() == [
        [4, 5, 12.5, 13.5, "changed"]
    ]


def test_a_dry_run_stores_nothing_and_shows_the_mapping(tmp_path: Path) -> None:
    workspace = tmp_path / "w.db"
    report = import_file(TABLE, workspace=str(workspace), dry_run=True)
    assert "date = Fecha; place = Lugar; point = Coordenadas; agency = Dependencia" in report
    assert "commodity = Droga, quantity = Cantidad, unit = Unidad" in report
    assert report.splitlines()[-1] == "dry run: nothing was stored"
    assert not workspace.exists()


def test_mapping_and_rejects_are_written_when_asked(tmp_path: Path) -> None:
    mapping, rejects = tmp_path / "m.yaml", tmp_path / "left out.csv"
    import_file(TABLE, dry_run=True, save_mapping=mapping, rejects=rejects)
    assert pd.read_csv(rejects)["value"].tolist() == ["sustancia de muestra"]
    assert "9 accepted" in import_file(TABLE, dry_run=True, mapping=mapping)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda _path: import_file(TABLE), "no workspace is named"),
        (lambda _path: list_totals("", ("office",)), "no workspace is named"),
        (lambda path: list_totals(str(path / "new.db"), ("office",)), "new.db"),
        (lambda path: list_totals(_workspace_of_events(path), ("office",)), "holds no official figures"),
        (lambda path: import_file(TABLE, workspace=str(path / "t.csv" / "w.db")), "workspace"),
        (lambda path: import_file(CBP, dry_run=True, save_mapping=path / "m.yaml"), "needs? no mapping"),
        (lambda path: import_file(path / "none.csv", dry_run=True), "cannot read"),
        (lambda path: import_file(CBP, dry_run=True, rejects=path / "r.ods"), "expected a name in .csv or .xlsx"),
        (lambda path: import_file(CBP, dry_run=True, proposals=CBP), "would be overwritten"),
        (lambda path: export_workspace(_workspace_of_events(path), path / "w.db"), "expected a name in .gpkg"),
    ],
)
def test_a_mistake_is_one_sentence(call: Callable[[Path], str], told: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("no folder", encoding="utf-8")
    with pytest.raises(SourceError, match=told):
        call(tmp_path)


def _workspace_of_events(path: Path) -> str:
    import_file(TABLE, workspace=str(path / "w.db"))
    return str(path / "w.db")


def test_the_commands_take_the_documented_options() -> None:
    options = {name: {option for parameter in main.commands[name].params for option in parameter.opts}
               for name in ("import", "totals")}  # fmt: skip
    assert {"file", "--workspace", "--dry-run"} <= options["import"]
    assert {"--workspace", "--by"} <= options["totals"]


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    main.main(arguments, standalone_mode=False)
    return capsys.readouterr().out


def test_a_workspace_tells_its_history_undoes_a_step_and_is_taken_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, target = str(tmp_path / "w.db"), tmp_path / "all.gpkg"
    run(["import", str(CBP), "--workspace", name, "--who", "ana"], capsys)
    run(["import", str(TABLE), "--workspace", name, "--who", "ben"], capsys)
    assert run(["workspace", "export", name, str(target)], capsys) == f"{target}: 9 events\n"
    assert len(pyogrio.read_dataframe(target, layer="seizures")) == 9
    assert run(["workspace", "undo", name, "--who", "eva"], capsys) == "step 3: step 2 is undone\n"
    table = pd.read_csv(io.StringIO(run(["workspace", "history", name], capsys)))
    assert table[["step_id", "who", "what", "undoes"]].fillna(0).to_numpy().tolist() == [
        [1, "ana", "import", 0], [2, "ben", "import", 0], [3, "eva", "undo", 2],
    ]  # fmt: skip
    assert table["rows"].str.startswith(("sources 1; totals 10", "seizures 9", "seizures 9")).all()


@pytest.mark.parametrize("command", [["history"], ["undo"], ["export"]])
def test_a_workspace_that_is_not_there_is_named_and_not_made(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "absent.db"
    rest = [str(tmp_path / "out.gpkg")] if command == ["export"] else []
    with pytest.raises(SourceError, match=r"there is no workspace '.*absent.db': give the path of one"):
        main.main(["workspace", *command, str(path), *rest], standalone_mode=False)
    assert not path.exists()


def test_a_step_that_cannot_be_undone_is_said(tmp_path: Path) -> None:
    name = str(tmp_path / "w.db")
    import_file(CBP, workspace=name)
    with pytest.raises(SchemaError, match="there is no step 9 to undo: see the history"):
        main.main(["workspace", "undo", name, "--step", "9"], standalone_mode=False)


def test_a_release_goes_into_a_workspace_with_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = str(tmp_path / "w.db")
    text = sources.FOLDER / "release" / "sample.txt"
    about = ["--published", "2024-06-10", "--url", "https://a.example/1", "--publisher", "A"]
    lines = run(["import", str(text), *about, "--workspace", name], capsys).splitlines()
    assert lines == ["sample.txt: Press release or news text", "10 rows: 10 accepted, 0 duplicates, 0 rejects",
                     "4 events, 4 of them placed, 0 without a date"]  # fmt: skip
    assert "10 duplicates" in run(["import", str(text), *about, "--workspace", name], capsys)


def test_what_may_be_known_already_is_written_to_a_table(tmp_path: Path) -> None:
    name, target = str(tmp_path / "w.db"), tmp_path / "pairs.csv"
    text, again = sources.FOLDER / "release" / "sample.txt", tmp_path / "again.txt"
    again.write_text(text.read_text(encoding="utf-8").replace("Officers at Nogales", "Agents at Nogales"), "utf-8")
    import_file(text, workspace=name, about=About("2024-06-10", "https://a.example/1"))
    import_file(again, workspace=name, about=About("2024-06-11", "https://b.example/2"), dry_run=True, proposals=target)
    pairs = pd.read_csv(target)
    assert pairs.columns.tolist() == ["left_id", "right_id", "score", "reasons"]
    assert len(pairs) == 4


@pytest.mark.parametrize("content", [None, "", "name,colour\nfoo,red\n"])
def test_a_file_that_cannot_be_imported_makes_no_workspace(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "in.csv").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError):
        import_file(tmp_path / "in.csv", workspace=str(tmp_path / "sub" / "w.db"))
    assert {path.name for path in tmp_path.iterdir()} <= {"in.csv"}
