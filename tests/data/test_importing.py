"""The commands import and totals: a report, a workspace, CSV on stdout, and one sentence for a mistake."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data import imports, sources
from data.__main__ import main
from data.importing import import_file, list_totals
from geo.errors import SourceError
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
