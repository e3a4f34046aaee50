"""Uploads as tables, and which of their columns holds the places."""

from __future__ import annotations

import pandas as pd
import pytest

from data.uploads import guess_place_columns, read_upload, upload_path
from geo.errors import SourceError


def test_the_file_of_an_upload_is_gone_afterwards() -> None:
    with upload_path(b"a", "../../etc/list.csv") as path:
        assert path.name == "list.csv"
        assert path.read_bytes() == b"a"
    assert not path.parent.exists()


def test_an_upload_is_read_whatever_its_encoding() -> None:
    tables = read_upload("lugar;n\nPeñón;1\n".encode("utf-16"), "lista.csv")
    assert tables["lista"].to_dict("list") == {"lugar": ["Peñón"], "n": ["1"]}


def test_what_is_no_table_is_one_sentence() -> None:
    with pytest.raises(SourceError, match=r"empty\.csv is empty: expected a table with a header row"):
        read_upload(b"", "empty.csv")
    with pytest.raises(SourceError, match=r"blank\.csv is empty: expected a table with a header row"):
        read_upload(b"\n\n  \n", "blank.csv")
    with pytest.raises(SourceError, match=r"head\.csv has a header and no row: expected a table with rows"):
        read_upload(b"place,agency\n", "head.csv")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"id": "1", "Place": "Amado", "Agency": "CBP"}, ("Place", ("Agency",))),
        ({"n": "12", "spot told": "Port of Nogales"}, ("spot told", ())),
        ({"fecha": "2024-01-01", "municipio": "Nogales", "estado": "Sonora"}, ("municipio", ("estado",))),
    ],
)
def test_the_place_column_is_guessed(table: dict[str, str], expected: tuple[str, tuple[str, ...]]) -> None:
    frame = pd.DataFrame({name: [cell] for name, cell in table.items()}, dtype="str")
    assert guess_place_columns(frame) == expected
