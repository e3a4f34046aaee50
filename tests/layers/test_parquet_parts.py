"""Row groups written apart are one file that other programs read."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from layers.parquet_parts import parquet_bytes


def table(rows: int) -> pa.Table:
    numbers = np.arange(rows)
    return pa.table({
        "key": pa.array([f"k{number}" for number in numbers], pa.large_string()),
        "word": pa.array([["x", "y"][number % 2] for number in numbers], pa.large_string()).dictionary_encode(),
        "number": pa.array(np.where(numbers % 3 == 0, np.nan, numbers), from_pandas=True),
        "list": pa.array([[{"part": "p" * (number % 4)}] * (number % 3) for number in numbers],
                         pa.list_(pa.struct([("part", pa.string())]))),
    })  # fmt: skip


@pytest.mark.parametrize(("rows", "groups"), [(0, [0]), (3, [3]), (1000, [1000]), (2500, [1000, 1000, 500])])
def test_the_file_holds_the_table_in_row_groups(rows: int, groups: list[int]) -> None:
    given = table(rows)
    content = parquet_bytes(given, {"about": "é"}, 1000, compression="zstd", write_statistics=["number"])
    whole = pq.ParquetFile(io.BytesIO(content))
    assert [whole.metadata.row_group(number).num_rows for number in range(whole.num_row_groups)] == groups
    assert whole.metadata.metadata[b"about"] == "é".encode()
    assert whole.read().to_pylist() == given.to_pylist()
    assert [whole.read_row_group(number).num_rows for number in range(whole.num_row_groups)] == groups


def test_statistics_leave_out_row_groups() -> None:
    content = parquet_bytes(table(2500), {}, 1000, write_statistics=True)
    found = pq.read_table(io.BytesIO(content), filters=[("number", ">=", 2498)])
    assert found["key"].to_pylist() == ["k2498"]
    statistics = [pq.read_metadata(io.BytesIO(content)).row_group(number).column(2).statistics for number in range(3)]
    assert [(part.min, part.max) for part in statistics] == [(1, 998), (1000, 1999), (2000, 2498)]


def test_the_same_table_is_the_same_bytes() -> None:
    assert parquet_bytes(table(2500), {}, 700) == parquet_bytes(table(2500), {}, 700)
