"""Whatever is done to a file, each row is accepted, a duplicate or a reject, or one sentence says why not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data import sources
from data.imports import run_import
from geo.batch import ImportBatch
from geo.errors import AtlasError
from geo.gazetteer import Gazetteer

SAMPLES = {path.parent.name: path.read_bytes() for path in sorted(sources.FOLDER.glob("*/sample.*"))}
RUNS = settings(max_examples=15, deadline=None,
                suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
CELLS = ["", "=1+1", "=HYPERLINK(\"http://x\")", "01/02/2020", "2020-13-01", "31/12/2020", "nan", "inf", "-1", "1e400",
         "fentanyl", "heroin; cocaine", "kg", "Nogales", "31.3, -110.9", "Ñ\u0000", "\ufffd", "9" * 400, "<script>",
         "'; drop table", "\u202e", "12 lb meth and", "%", "1.2.3", "2020"]  # fmt: skip


def survives(content: bytes, path: Path, gazetteer: Gazetteer) -> ImportBatch | None:
    """Import the bytes: a batch, which adds up or could not be made, or None where one sentence refuses them."""
    path.write_bytes(content)
    try:
        batch = run_import(path, gazetteer=gazetteer).batch
    except AtlasError as error:
        assert "\n" not in str(error)
        assert str(error)
        return None
    assert batch.rows_in == batch.rows_accepted + batch.rows_duplicate + batch.rows_rejected
    assert batch.rejects["reason"].str.len().gt(0).all()
    return batch


@pytest.mark.parametrize("folder", SAMPLES)
@RUNS
@given(cut=st.integers(0, 2_000), at=st.integers(0, 2_000), junk=st.binary(max_size=12))
@example(cut=0, at=0, junk=b"")
@example(cut=2_000, at=200, junk=b"\x00")
@example(cut=2_000, at=0, junk=b"PK\x03\x04")
@example(cut=2_000, at=0, junk=b"SQLite format 3\x00")
def test_a_file_cut_short_or_with_foreign_bytes(
    folder: str, cut: int, at: int, junk: bytes, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    content = SAMPLES[folder][:cut]
    survives(content[:at] + junk + content[at:], tmp_path / "f", gazetteer)


@pytest.mark.parametrize("folder", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32"])  # fmt: skip
def test_a_file_in_another_encoding(folder: str, encoding: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    content = SAMPLES[folder].decode().encode(encoding, "replace")
    batch = survives(content, tmp_path / "f", gazetteer)
    assert batch is not None or encoding == "utf-32"


@pytest.mark.parametrize("folder", sorted(SAMPLES.keys() - {"release"}))
@RUNS
@given(changes=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40), st.sampled_from(CELLS)), max_size=12),
       twice=st.booleans())  # fmt: skip
def test_cells_replaced_by_anything(
    folder: str, changes: list[tuple[int, int, str]], twice: bool, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    table = pd.read_csv(io.BytesIO(SAMPLES[folder]), dtype=str, keep_default_na=False, sep=None, engine="python")
    for row, column, cell in changes:
        table.iat[row, column % len(table.columns)] = cell
    content = pd.concat([table, table]) if twice else table
    batch = survives(content.to_csv(index=False).replace("\0", "\u2400").encode(), tmp_path / "f", gazetteer)
    if batch is not None:
        assert batch.rows_in == len(content)
        assert batch.rows_duplicate >= 10 * twice


@RUNS
@given(rows=st.lists(st.lists(st.sampled_from(CELLS), min_size=5, max_size=5), max_size=8))
def test_a_table_of_anything(rows: list[list[str]], tmp_path: Path, gazetteer: Gazetteer) -> None:
    table = pd.DataFrame(rows, columns=["date", "place", "drug", "quantity", "unit"], dtype=str)
    content = table.to_csv(index=False).replace("\0", "\u2400").encode()
    batch = survives(content, tmp_path / "f", gazetteer)
    filled = [row for row in rows if any(row)]
    assert batch is None or batch.rows_in == len(filled)


def test_ten_thousand_columns_are_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    header = ",".join(f"c{number}" for number in range(10_000))
    assert survives(f"{header}\n{header}\n".encode(), tmp_path / "f", gazetteer) is None


def test_a_thousand_columns_are_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    names = [f"c{number}" for number in range(1_000)]
    lines = [",".join(["date", "place", "drug", *names]), ",".join(["2020-01-01", "Tijuana", "heroin", *names])]
    batch = survives("\n".join(lines).encode(), tmp_path / "f", gazetteer)
    assert batch is not None
    assert batch.rows_accepted == 1


@pytest.mark.parametrize("name", ["xl/workbook.xml", "content.xml", "layer.shp", "doc.kml"])
def test_a_zip_that_claims_a_gigabyte_is_refused(name: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(1024))
    content = bytearray(packed.getvalue())
    size_at = content.rindex(b"PK\x01\x02") + 24
    content[size_at : size_at + 4] = (2**30).to_bytes(4, "little")
    path = tmp_path / "f"
    path.write_bytes(content)
    with pytest.raises(AtlasError, match="unpack"):
        run_import(path, gazetteer=gazetteer)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"{}", b'{"type": "FeatureCollection", "features": []}', b"<kml></kml>", b"<?xml version='1.0'?>",
     b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"PK\x05\x06" + bytes(18), b"a", b"date,place,drug,quantity,unit\n", b'"',
     b"\x00" * 99,
     b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml>&b;</kml>'],
)  # fmt: skip
def test_what_is_no_table_is_refused_or_empty(content: bytes, tmp_path: Path, gazetteer: Gazetteer) -> None:
    batch = survives(content, tmp_path / "f", gazetteer)
    assert batch is None or batch.rows_in == 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(share: float, tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "book.xlsx"
    pd.read_csv(io.BytesIO(SAMPLES["unodc_ids"]), dtype=str).to_excel(path, index=False)
    content = path.read_bytes()
    assert survives(content, tmp_path / "f", gazetteer) is not None
    assert survives(content[: int(len(content) * share)], tmp_path / "f", gazetteer) is None


@pytest.mark.parametrize("path", ["missing.csv", "."])
def test_what_is_no_file_is_told(path: str, tmp_path: Path) -> None:
    with pytest.raises(AtlasError):
        run_import(tmp_path / path)
