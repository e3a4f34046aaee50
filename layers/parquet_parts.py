"""A Parquet file whose row groups are written at the same time, each as a file of its own, and put one after the other.

File format: https://parquet.apache.org/docs/file-format/metadata/ and, of its numbers, the compact protocol of Thrift:
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from layers.batches import run_batches

MAGIC = b"PAR1"
MOVED = True
PLACES = {4: {5: MOVED, 1: {2: MOVED, 3: {9: MOVED, 10: MOVED, 11: MOVED}}}}
"""Fields of the footer that say where something is in the file, of row groups and their columns."""
BYTE, DOUBLE, BINARY, LIST, STRUCT = 3, 7, 8, 9, 12
BOOLEANS, INTEGERS = (1, 2), (4, 5, 6)


def parquet_bytes(table: pa.Table, metadata: Mapping[str, str], rows: int, **options: Any) -> bytes:
    """Return `table` as Parquet, a row group for every `rows` rows; `options` go to `pyarrow.parquet.ParquetWriter`."""
    import pyarrow.parquet as pq

    content, footers = io.BytesIO(), list[pq.FileMetaData]()
    content.write(MAGIC)
    for part in run_batches(lambda first, last: _part(table.slice(first, last - first), metadata, options),
                            max(1, len(table)), size=rows):  # fmt: skip
        size = int.from_bytes(part[-8:-4], "little")
        moved = _Footer(part[-8 - size : -8], content.tell() - len(MAGIC)).moved()
        footers.append(pq.read_metadata(io.BytesIO(MAGIC + moved + len(moved).to_bytes(4, "little") + MAGIC)))
        content.write(part[len(MAGIC) : -8 - size])
    whole, *others = footers
    for footer in others:
        whole.append_row_groups(footer)
    end = io.BytesIO()
    whole.write_metadata_file(end)
    content.write(end.getvalue()[len(MAGIC) :])
    return content.getvalue()


def _part(table: pa.Table, metadata: Mapping[str, str], options: Mapping[str, Any]) -> bytes:
    """Return a file of one row group."""
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, table.schema, **options) as writer:
        writer.write_table(table, row_group_size=max(1, len(table)))
        writer.add_key_value_metadata(metadata)
    return bytes(sink.getvalue())


class _Footer:
    """A copy of a footer in which all places are `by` bytes further on."""

    def __init__(self, content: bytes, by: int) -> None:
        self.content, self.by, self.place, self.copy = content, by, 0, bytearray()

    def moved(self) -> bytes:
        """Return the copy."""
        self._struct(PLACES)
        return bytes(self.copy)

    def _struct(self, places: Mapping[int, Any]) -> None:
        field = 0
        while head := self.content[self.place]:
            start = self.place
            self.place += 1
            number = head >> 4 or self._varint() // 2
            field = field + number if head >> 4 else number
            self.copy += self.content[start : self.place]
            self._value(head & 15, places.get(field, {}))
        self._take(1)

    def _value(self, kind: int, places: Any) -> None:
        if kind == STRUCT:
            self._struct(places)
        elif kind == LIST:
            self._list(places)
        elif kind in INTEGERS:
            self._integer(places is MOVED)
        elif kind == BINARY:
            start = self.place
            size = self._varint()
            self._take(self.place - start + size, start)
        elif kind not in BOOLEANS:
            self._take({BYTE: 1, DOUBLE: 8}[kind])

    def _list(self, places: Any) -> None:
        start = self.place
        head = self.content[start]
        self.place += 1
        size = head >> 4 if head >> 4 < 15 else self._varint()
        self._take(self.place - start, start)
        for _number in range(size):
            self._value(BYTE if head & 15 in BOOLEANS else head & 15, places)

    def _integer(self, moved: bool) -> None:
        start = self.place
        number = self._varint()
        if not moved or not number:
            self._take(self.place - start, start)
            return
        number += 2 * self.by
        while number > 0x7F:
            self.copy.append(number & 0x7F | 0x80)
            number >>= 7
        self.copy.append(number)

    def _varint(self) -> int:
        number = shift = 0
        while True:
            byte = self.content[self.place]
            self.place += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def _take(self, size: int, start: int | None = None) -> None:
        start = self.place if start is None else start
        self.copy += self.content[start : start + size]
        self.place = start + size
