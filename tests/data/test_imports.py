"""A file becomes a batch: recognised by content, each row accounted for, nothing sharper than the table says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, Polygon

from data import sources
from data.columns import load_mapping, save_mapping
from data.imports import run_import
from geo.errors import SourceError
from geo.gazetteer import Gazetteer
from geo.totals import list_revisions, sum_totals

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "cbp"
CBP = sources.FOLDER / "cbp_drug_seizures" / "sample.csv"
HEADER = "date,place,drug,quantity,unit"
ROW = '2020-01-05,"Nogales, Arizona",heroin,2,kg'


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


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


def test_the_table_of_the_reader_is_placed_dated_and_measured(csv: Path, gazetteer: Gazetteer) -> None:
    result = run_import(write(csv, HEADER, ROW, '2020-02,Tijuana,meth,"1,000",lb', ",nowhere,cocaine,,"),
                        gazetteer=gazetteer)  # fmt: skip
    events, items = result.batch.events, result.batch.items
    assert events["date_precision"].tolist() == ["day", "month", "unknown"]
    assert events["precision"].tolist() == ["city", "city", "unresolved"]
    assert items["quantity_kg"].tolist()[:2] == [2.0, 453.59237]
    assert result.batch.rejects[["row_id", "stage", "value"]].to_numpy().tolist() == [["4", "geocode", "nowhere"]]
    assert result.batch.sources["url"].tolist() == [""]


def test_rows_of_one_case_are_one_event_with_several_items(csv: Path, gazetteer: Gazetteer) -> None:
    lines = ["case_id," + HEADER, "A1," + ROW, "A1," + ROW.replace("heroin", "cocaine"), "A2," + ROW]
    batch = run_import(write(csv, *lines), gazetteer=gazetteer).batch
    assert batch.items.groupby("event_id").size().tolist() in ([2, 1], [1, 2])
    assert batch.rows_accepted == 3


@pytest.mark.parametrize(
    ("header", "row", "items"),
    [
        (
            "date,place,drug,quantity,unit",
            '2020-01-05,Tijuana,heroin; meth,"2; 3",kg',
            [("heroin", 2.0), ("methamphetamine", 3.0)],
        ),
        (
            "date,place,Fentanyl (lbs),Meth (kg)",
            "2020-01-05,Tijuana,10,3",
            [("fentanyl", 4.535924), ("methamphetamine", 3.0)],
        ),
        ("date,place,Fentanyl (lbs),Meth (kg)", "2020-01-05,Tijuana,0,3", [("methamphetamine", 3.0)]),
        (
            "date,place,drug 1,weight 1,unit 1,drug 2,weight 2,unit 2",
            "2020-01-05,Tijuana,heroin,2,kg,cocaine,3000,g",
            [("heroin", 2.0), ("cocaine", 3.0)],
        ),
        (
            "date,place,seized",
            '2020-01-05,Tijuana,"10 lb fentanyl, 3 kg of meth"',
            [("fentanyl", 4.535924), ("methamphetamine", 3.0)],
        ),
        ("date,place,drug,weight (kg)", "2020-01-05,Tijuana,heroin and cocaine,5", [("mixed_drugs", 5.0)]),
        ("fecha,lugar,droga,peso_kg", '2020-01-05,Tijuana,"heroína",5', [("heroin", 5.0)]),
    ],
)  # fmt: skip
def test_several_drugs_of_a_row_are_several_items(
    header: str, row: str, items: list[tuple[str, float]], csv: Path, gazetteer: Gazetteer
) -> None:
    batch = run_import(write(csv, header, row), gazetteer=gazetteer).batch
    assert list(zip(batch.items["commodity_code"], batch.items["quantity_kg"], strict=True)) == items
    assert (len(batch.events), batch.rows_accepted) == (1, 1)


@pytest.mark.parametrize(
    ("row", "column", "is_accepted"),
    [
        ("2020-01-05,Tijuana,sugar,2,kg", "commodity", False),
        ("2020-01-05,Tijuana,heroin,lots,kg", "quantity", False),
        ("2020-01-05,Tijuana,heroin,-2,kg", "quantity", False),
        ("2020-01-05,Tijuana,heroin,2,stones", "unit", False),
        ("2020-01-05,Tijuana,,2,kg", "commodity", False),
        ("2020-01-05,Tijuana,heroin,99999999,kg", "quantity_kg", False),
        ("31/31/2020,Tijuana,heroin,2,kg", "date", True),
        ("2020-01-05,Tijuana,heroin,2,", "unit", True),
        ("2020-01-05,Xyzzy,heroin,2,kg", "place", True),
    ],
)
def test_what_cannot_be_read_is_told_and_only_the_needed_sets_a_row_aside(
    row: str, column: str, is_accepted: bool, csv: Path, gazetteer: Gazetteer
) -> None:
    batch = run_import(write(csv, HEADER, ROW, row), gazetteer=gazetteer).batch
    assert batch.rows_accepted == 1 + is_accepted
    assert batch.rejects[["row_id", "column"]].to_numpy().tolist() == [["3", column]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str, csv: Path, gazetteer: Gazetteer) -> None:
    lines = ["fecha;lugar;droga;cantidad;unidad", "05/01/2020;Ciudad Juárez;cocaína;2,5;kilos"]
    result = run_import(write(csv, *lines, encoding=encoding), gazetteer=gazetteer)
    assert result.batch.items["quantity_kg"].tolist() == [2.5]
    assert result.batch.events["start_date"].dt.strftime("%Y-%m-%d").tolist() == ["2020-01-05"]
    assert "the day comes first in dates like 03/04/2020, as in Spanish" in result.notes[0]


def test_swapped_coordinates_are_turned_and_told(csv: Path, gazetteer: Gazetteer) -> None:
    lines = ["date,latitude,longitude,drug,quantity,unit", "2020-01-05,-110.94,31.33,heroin,2,kg"]
    result = run_import(write(csv, *lines), gazetteer=gazetteer)
    event = result.batch.events.iloc[0]
    assert (event["lon"], event["lat"], event["precision"]) == (-110.94, 31.33, "near")
    assert event["radius_km"] == pytest.approx(0.555)
    assert result.notes == ("1 rows had latitude and longitude swapped: turned",)


def test_a_mapping_is_saved_corrected_and_used_again(csv: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    write(csv, "date,place,drug,quantity,unit,seen", ROW + ",2020-03-03")
    saved = tmp_path / "mapping.yaml"
    mapping = run_import(csv, gazetteer=gazetteer).mapping
    assert mapping is not None
    save_mapping(mapping, saved)
    assert load_mapping(saved) == mapping
    saved.write_text(saved.read_text(encoding="utf-8").replace("date: date", "date: seen"), encoding="utf-8")
    again = run_import(csv, mapping=load_mapping(saved), gazetteer=gazetteer)
    assert again.batch.events["start_date"].dt.strftime("%Y-%m-%d").tolist() == ["2020-03-03"]


@pytest.mark.parametrize(
    "text", ["- 1", "columns: {colour: x}\nitems: [{commodity: a}]", "columns: {}", "{", "items: 3"]
)
def test_a_broken_mapping_is_told_in_one_sentence(text: str, tmp_path: Path) -> None:
    path = write(tmp_path / "m.yaml", text)
    with pytest.raises(SourceError):
        load_mapping(path)


def test_events_already_in_the_workspace_are_duplicates(csv: Path, gazetteer: Gazetteer) -> None:
    first = run_import(write(csv, HEADER, ROW), gazetteer=gazetteer).batch
    again = run_import(write(csv, HEADER, ROW.replace("heroin", "meth"), ROW), gazetteer=gazetteer,
                       known={"seizures": first.events}).batch  # fmt: skip
    assert (again.rows_accepted, again.rows_duplicate) == (1, 1)
    assert again.duplicates[["row_id", "duplicate_of"]].to_numpy().tolist() == [["3", first.events["event_id"][0]]]


def test_urls_become_sources_and_a_bad_one_is_told(csv: Path, gazetteer: Gazetteer) -> None:
    lines = [HEADER + ",url", ROW + ",https://www.example.org/a", ROW + ",ftp://x", ROW + ","]
    batch = run_import(write(csv, *lines), gazetteer=gazetteer).batch
    assert sorted(batch.sources["publisher"]) == ["example.org", "table.csv"]
    assert batch.rejects[["column", "value"]].to_numpy().tolist() == [["url", "ftp://x"]]


@pytest.mark.parametrize("name", ["points.geojson", "points.gpkg", "points.zip"])
def test_map_files_are_read_with_their_coordinates(name: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    shapes = [Point(-110.94, 31.33)] if name.endswith("zip") else [Point(-110.94, 31.33), _square()]
    frame = pd.DataFrame({"date": "2020-01-05", "drug": ["heroin", "meth"], "kg": [2.5, 3.0]}).head(len(shapes))
    gdf = gpd.GeoDataFrame(frame, geometry=shapes, crs=4326)
    path = tmp_path / name
    if name.endswith("zip"):
        gdf.to_crs(32612).to_file(tmp_path / "points.shp")
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("points.*"):
                if part != path:
                    archive.write(part, part.name)
    else:
        gdf.to_file(path)
    events = run_import(path, gazetteer=gazetteer).batch.events
    assert events["lon"].round(2).tolist()[0] == -110.94
    assert events["radius_km"].tolist()[1:] == pytest.approx([73.086]) if len(shapes) > 1 else True


def _square() -> Polygon:
    return Polygon([(-110, 31), (-110, 32), (-109, 32), (-109, 31)])


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


def test_a_table_that_names_nothing_seized_is_refused_in_one_sentence(csv: Path) -> None:
    with pytest.raises(SourceError, match="no column tells what was seized: the table has a, b"):
        run_import(write(csv, "a,b", "1,2"))


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


def test_a_map_file_of_two_layers_is_refused_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.shp", b"")
        archive.writestr("b.shp", b"")
    with pytest.raises(SourceError, match=r"two.zip has 2 layers with geometry \(a.shp, b.shp\)"):
        run_import(path)
