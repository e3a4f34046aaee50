"""A reader's table becomes a batch: each row accounted for, nothing sharper than the table says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, Polygon

from data.columns import load_mapping, save_mapping
from data.imports import run_import
from geo.errors import SourceError
from geo.gazetteer import Gazetteer
from geo.mapping import ItemColumns, Mapping

HEADER = "date,place,drug,quantity,unit"
ROW = '2020-01-05,"Nogales, Arizona",heroin,2,kg'


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


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


def test_a_table_that_names_nothing_seized_is_refused_in_one_sentence(csv: Path) -> None:
    with pytest.raises(SourceError, match="no column tells what was seized: the table has a, b"):
        run_import(write(csv, "a,b", "1,2"))
    with pytest.raises(SourceError, match="'Nothing happened.' is the only column: expected a table of what was"):
        run_import(write(csv, "Nothing happened."))


def test_a_map_file_without_a_feature_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = write(tmp_path / "none.geojson", '{"type": "FeatureCollection", "features": []}')
    with pytest.raises(SourceError, match="none.geojson has no feature: expected a map file with features"):
        run_import(path)


def test_a_map_file_of_two_layers_is_refused_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.shp", b"")
        archive.writestr("b.shp", b"")
    with pytest.raises(SourceError, match=r"two.zip has 2 layers with geometry \(a.shp, b.shp\)"):
        run_import(path)


def test_a_reject_names_the_row_that_a_spreadsheet_shows(csv: Path, gazetteer: Gazetteer) -> None:
    lines = ["Seizures of 2020", "", HEADER, ROW, "", "", "2020-01-07,Tijuana,wood,2,kg", ",,,,", ROW]
    batch = run_import(write(csv, *lines), gazetteer=gazetteer).batch
    assert batch.items["row_id"].tolist() == ["4"]
    assert batch.rejects[["row_id", "value"]].to_numpy().tolist() == [["7", "wood"]]
    assert batch.duplicates[["row_id", "duplicate_of"]].to_numpy().tolist() == [["9", "4"]]


def test_a_reject_names_the_row_of_the_sheet(tmp_path: Path, gazetteer: Gazetteer) -> None:
    book = tmp_path / "b.xlsx"
    rows = [["note", *[""] * 4], [""] * 5, HEADER.split(","), [""] * 5, ["2020-01-07", "Tijuana", "wood", "2", "kg"]]
    pd.DataFrame(rows).to_excel(book, index=False, header=False)
    assert run_import(book, gazetteer=gazetteer).batch.rejects["row_id"].tolist() == ["5"]


@pytest.mark.parametrize("text", ["", "hello: world", "columns: {}", "items: 3"])
def test_a_file_that_is_no_mapping_is_told_what_one_holds(text: str, tmp_path: Path) -> None:
    told = r"m.yaml is no mapping: expected columns \(role: column\) and a list of items, as --save-mapping writes$"
    with pytest.raises(SourceError, match=told):
        load_mapping(write(tmp_path / "m.yaml", text))


def test_a_mapping_of_other_columns_names_those_of_the_file_alone(csv: Path, gazetteer: Gazetteer) -> None:
    other = Mapping({"date": "Tag"}, (ItemColumns("Ware"),))
    with pytest.raises(SourceError, match="no column 'Tag', which the mapping names: it has name, colour$"):
        run_import(write(csv, "name,colour", "a,b"), mapping=other, gazetteer=gazetteer)
