"""One test for every source folder: its card is whole, its sample is its layout, and its content alone tells it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from data import sources
from data.imports import run_import
from data.sources import load_layouts, read_card, recognise
from geo.errors import SourceError
from geo.gazetteer import Gazetteer

FOLDERS = sorted(path.parent.name for path in sources.FOLDER.glob("*/source.yaml"))
CARD = {"source_id", "title", "publisher", "tier", "url", "licence", "accessed", "yields", "about"}
OUTCOMES = {
    "acled": (5, 0, 5),
    "cbp_drug_seizures": (10, 0, 0),
    "cvegeo_totals": (10, 0, 0),
    "release": (10, 0, 0),
    "table": (9, 0, 1),
    "unodc_ids": (8, 0, 2),
}


def sample(folder: str) -> Path:
    return next((sources.FOLDER / folder).glob("sample.*"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_card_says_what_the_source_is(folder: str) -> None:
    card = read_card(folder)
    assert set(card) >= CARD
    assert card["yields"] in ("events", "totals")
    assert card["source_id"] == folder


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_sample_under_any_name_is_imported_as_its_source(folder: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "download (3).dat"
    shutil.copy(sample(folder), path)
    result = run_import(path, gazetteer=gazetteer)
    batch = result.batch
    assert result.source_id == folder
    assert batch.rows_in == 10
    assert (batch.rows_accepted, batch.rows_duplicate, batch.rows_rejected) == OUTCOMES[folder]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_row_whose_place_alone_is_rejected_is_an_event(folder: str, gazetteer: Gazetteer) -> None:
    batch = run_import(sample(folder), gazetteer=gazetteer).batch
    unplaced = batch.rejects.query("stage == 'geocode'")
    assert set(unplaced["row_id"]) <= set(batch.events["row_id"])


@pytest.mark.parametrize("layout", load_layouts(), ids=lambda layout: f"{layout.card['folder']}-{layout.name}")
def test_a_layout_is_told_from_the_others_by_its_columns(layout: sources.Layout) -> None:
    header = [theirs[0] for theirs in layout.columns.values()]
    assert recognise(header) is layout
    assert recognise([name.upper() for name in reversed(header)]) is layout


@pytest.mark.parametrize("header", [[], ["date", "place", "drug"], ["Año", "Enero", "Febrero"], ["FY", "Month (abbv)"]])
def test_another_table_is_no_official_file(header: list[str]) -> None:
    assert recognise(header) is None


@pytest.mark.parametrize(
    ("folder", "old", "new", "told"),
    [
        ("cbp_drug_seizures", "Sum Qty (lbs)", "Sum Qty (kg)", "missing: Sum Qty (lbs); new: Sum Qty (kg)"),
        ("unodc_ids", "Measurement unit", "Unit of measure", "missing: Measurement unit"),
        ("acled", "geo_precision", "precision", "missing: geo_precision"),
        ("cvegeo_totals", "Diciembre", "Dic", "missing: Diciembre; new: Dic"),
    ],
)
def test_a_changed_layout_stops_the_import_in_one_sentence(
    folder: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "changed.csv"
    path.write_text(sample(folder).read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError, match="its layout changed") as error:
        run_import(path)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_further_column_of_official_figures_stops_the_import(tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    pd.read_csv(sample("cbp_drug_seizures"), dtype=str).assign(Port="Nogales").to_csv(path, index=False)
    with pytest.raises(SourceError, match="new: Port"):
        run_import(path)
