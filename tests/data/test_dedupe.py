"""Pairs of a reader's table with score and reasons: nothing half written, nothing left out in silence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.dedupe import dedupe_table
from geo.errors import SourceError

TABLE = """case_id,date,published,place_text,agency,drug,quantity,unit,value_usd,concealment,source_url
r1,2019-01-26,2019-01-31,Mariposa Port of Entry,CBP OFO,fentanyl,254,lb,3500000,floor of a trailer,https://a.example/1
r1,2019-01-26,2019-01-31,Mariposa Port of Entry,CBP OFO,meth,395,lb,3500000,floor of a trailer,https://a.example/1
r2,,2019-02-01,Port of Nogales,CBP OFO,fentanyl,115.2,kg,"3,500,000",,https://b.example/2
r3,2019-01-26,,Mariposa Port of Entry,CBP OFO,fentanyl,12,lb,,,https://c.example/3
r4,2019-01-26,,Mariposa Port of Entry,CBP OFO,unobtainium,12,lb,,,https://d.example/4
"""


def write(folder: Path, text: str) -> tuple[Path, Path]:
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text(text, encoding="utf-8")
    return source, target


def test_pairs_carry_the_ids_of_the_table_a_score_and_reasons(tmp_path: Path) -> None:
    source, target = write(tmp_path, TABLE)
    said = dedupe_table(source, target)
    pairs = pd.read_csv(target)
    assert pairs[["left_id", "right_id"]].to_numpy().tolist() == [["r1", "r2"]]
    assert pairs["score"].iloc[0] > 5
    for reason in ("fentanyl 254 lb / 115.2 kg", "crossing of the port named", "same value"):
        assert reason in pairs["reasons"].iloc[0]
    assert said[0] == "5 rows, 3 events, 1 pairs proposed"
    assert said[-1] == "not a listed commodity: add it in data/vocab/commodities.csv: 1"


def test_a_table_without_ids_is_told_by_row_numbers_and_spanish_headers_are_read(tmp_path: Path) -> None:
    rows = "13/05/2024,puerto de Nogales,cocaína,148.28,kg\n14/05/2024,garita Mariposa,cocaína,148.28,kg\n"
    source, target = write(tmp_path, "fecha,lugar,droga,cantidad,unidad\n" + rows)
    dedupe_table(source, target)
    assert pd.read_csv(target)[["left_id", "right_id"]].to_numpy().tolist() == [[1, 2]]


def test_a_table_of_distinct_events_gives_a_table_of_no_pairs(tmp_path: Path) -> None:
    source, target = write(tmp_path, "date,place,drug,quantity,unit\n2024-05-13,Nogales,cocaine,5,kg\n")
    dedupe_table(source, target)
    assert target.read_text(encoding="utf-8") == "left_id,right_id,score,reasons\n"


def test_a_table_that_is_none_leaves_no_file(tmp_path: Path) -> None:
    source, target = write(tmp_path, "a,b\n1,2\n")
    with pytest.raises(SourceError, match="no column tells what was seized"):
        dedupe_table(source, target)
    assert not target.exists()


@pytest.mark.parametrize("rows", ["", "2024-05-13,Nogales,unobtainium,5,kg\n"])
def test_a_table_without_a_seizure_gives_a_table_of_no_pairs(tmp_path: Path, rows: str) -> None:
    source, target = write(tmp_path, "date,place,drug,quantity,unit\n" + rows)
    assert dedupe_table(source, target)[0] == f"{len(rows.splitlines())} rows, 0 events, 0 pairs proposed"
    assert target.read_text(encoding="utf-8") == "left_id,right_id,score,reasons\n"


def test_the_table_compared_is_not_written_over(tmp_path: Path) -> None:
    source, _target = write(tmp_path, TABLE)
    with pytest.raises(SourceError, match="in.csv' would be overwritten: give the result another name"):
        dedupe_table(source, source)
    assert source.read_text(encoding="utf-8") == TABLE
