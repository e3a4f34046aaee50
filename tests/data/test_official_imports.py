"""Official files become batches: figures as published, each row accounted for, a revised file a vintage of its own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data import sources
from data.imports import run_import
from geo.gazetteer import Gazetteer
from geo.totals import list_revisions, sum_totals

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "cbp"
CBP = sources.FOLDER / "cbp_drug_seizures" / "sample.csv"


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def test_figures_of_cbp_are_those_of_the_file_and_their_periods_calendar_months() -> None:
    totals = run_import(CBP).batch.totals.set_index("row_id")
    file = pd.read_csv(CBP, thousands=",")
    assert totals["quantity_lb"].tolist() == file["Sum Qty (lbs)"].tolist()
    assert totals["events"].tolist() == file["Count of Event"].tolist()
    first = totals.loc["2"]
    assert first[["fiscal_year", "month", "office", "office_kind", "commodity_code", "vintage"]].tolist() == [
        2031, 10, "SAMPLE FIELD OFFICE", "field_office", "fentanyl", "2030-11",
    ]  # fmt: skip
    assert [str(first["period_start"].date()), str(first["period_end"].date())] == ["2030-10-01", "2030-10-31"]
    assert totals.loc["3", ["commodity_code", "commodity_reported"]].tolist() == ["other_drugs", "Other Drugs**"]
    assert totals["quantity_kg"].tolist() == pytest.approx((file["Sum Qty (lbs)"] * 0.45359237).tolist())


def test_one_bad_record_of_an_official_file_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    lines = CBP.read_text(encoding="utf-8").splitlines()
    bad = [lines[1].replace("OCT", "OKT"), lines[2].replace("Other Drugs**", "Sugar"), lines[3].replace("84.25", "-1")]
    batch = run_import(write(tmp_path / "f.csv", lines[0], *bad, *lines[4:], lines[5])).batch
    assert (batch.rows_in, batch.rows_accepted, batch.rows_duplicate, batch.rows_rejected) == (11, 7, 1, 3)
    assert batch.rejects[["row_id", "column", "value"]].to_numpy().tolist() == [
        ["2", "Month (abbv)", "OKT"], ["3", "Drug Type", "Sugar"], ["4", "Sum Qty (lbs)", "-1"],
    ]  # fmt: skip
    assert batch.duplicates[["row_id", "duplicate_of"]].to_numpy().tolist() == [["12", "6"]]


def test_a_file_imported_again_is_all_duplicates_and_a_later_state_of_it_a_vintage_of_its_own(tmp_path: Path) -> None:
    first = run_import(CBP).batch.totals
    again = run_import(CBP, known={"totals": first}).batch
    assert (again.rows_accepted, again.rows_duplicate) == (0, 10)
    later = write(tmp_path / "later.csv", CBP.read_text(encoding="utf-8").replace("12.5", "13.5").strip())
    revised = run_import(later, known={"totals": first}).batch.totals
    assert revised["vintage"].unique().tolist() == ["2030-11.2"]
    both = pd.concat([first, revised], ignore_index=True)
    assert list_revisions(both)[["lb_before", "lb"]].to_numpy().tolist() == [[12.5, 13.5]]
    assert sum_totals(both, ())["lb"][0] == pytest.approx(first["quantity_lb"].sum() + 1)


def test_sheets_of_other_columns_are_named_and_left_out(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "ids.xlsx"
    sample = pd.read_csv(sources.FOLDER / "unodc_ids" / "sample.csv", dtype=str)
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"About": ["notes"], "these": ["data"], "here": ["x"]}).to_excel(
            book, sheet_name="Notes", index=False
        )
        sample.head(4).to_excel(book, sheet_name="2030", index=False)
        sample.tail(6).assign(**{"Seizure date": pd.Timestamp("2031-05-05")}).to_excel(
            book, sheet_name="2031", index=False
        )
    result = run_import(path, gazetteer=gazetteer)
    assert (result.source_id, result.batch.rows_in, result.batch.rows_accepted) == ("unodc_ids", 10, 8)
    assert result.notes == ("the sheet 'Notes' has other columns and is left out",)
    assert set(result.batch.items["row_id"]) >= {"2030!2", "2031!2"}
    assert "2031-05-05" in result.batch.events["start_date"].dt.strftime("%Y-%m-%d").tolist()


def test_cells_of_acled_keep_the_precision_of_day_and_place(gazetteer: Gazetteer) -> None:
    events = run_import(sources.FOLDER / "acled" / "sample.csv", gazetteer=gazetteer).batch.events
    days = events[["start_date", "end_date"]].apply(lambda column: column.dt.strftime("%Y-%m-%d"))
    assert list(zip(days["start_date"], days["end_date"], events["radius_km"], strict=True))[:3] == [
        ("2031-01-14", "2031-01-14", 5.0), ("2031-01-30", "2031-02-05", 25.0), ("2031-03-01", "2031-03-31", 100.0),
    ]  # fmt: skip


@pytest.mark.skipif(not SHARED.exists(), reason="CBP's files are not here")
def test_every_sum_of_the_published_files_is_a_plain_sum_and_vintages_do_not_count_twice() -> None:
    frames = []
    for path in sorted(SHARED.glob("nationwide-*.csv")):
        batch = run_import(path).batch
        file = pd.read_csv(path, dtype={"FY": str})
        assert (batch.rows_accepted, batch.rows_rejected) == (len(file), 0)
        plain = file.assign(FY=file["FY"].str[:4].astype(int)).groupby(["FY", "Drug Type"])["Sum Qty (lbs)"].sum()
        ours = sum_totals(batch.totals, ("fiscal_year", "commodity_reported"))
        assert ours["lb"].tolist() == pytest.approx(plain.tolist(), rel=1e-12)
        frames.append(batch.totals)
    table = sum_totals(pd.concat(frames, ignore_index=True), ("fiscal_year", "commodity")).set_index(
        ["fiscal_year", "commodity"]
    )
    assert [round(table.loc[(year, "fentanyl"), "lb"]) for year in (2023, 2024)] == [27_023, 21_889]
    assert len(list_revisions(pd.concat(frames, ignore_index=True))) == 211
