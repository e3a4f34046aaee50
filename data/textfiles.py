"""Read the rows of a CSV or TSV file: its encoding and delimiter are found, its cells stay as written."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes

from geo.errors import SourceError
from geo.words import _

DELIMITERS = ",;\t|"
BLOCK = 1 << 20
SAMPLE = 1 << 16
LEGACY = ["cp1252", "latin_1", "mac_roman"]
OTHER_FORMATS = (
    b"%PDF", b"\x89PNG", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"<!doctype", b"<html", b"<?xml", b"SQLite format 3"
)  # fmt: skip
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a"))


def read_text_rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of the text file `path`, one list of cells each, a blank line as an empty list.

    UTF-8, UTF-16 and the Latin encodings are recognised; the delimiter is the one of comma, semicolon, tab and bar that
    cuts the first rows most evenly. A byte that breaks UTF-8 becomes the replacement character U+FFFD.

    Raises
    ------
    SourceError
        The file is no text, or its quotes do not close.
    """
    encoding = _find_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = _checked_lines(file, path.name)
        sample = list(islice(lines, 200))
        delimiter = _find_delimiter(sample)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        try:
            yield from csv.reader(_checked_lines(file, path.name), delimiter=delimiter, strict=True)
        except csv.Error as error:
            raise SourceError(
                _("{file} is no CSV table ({problem}): export it again as CSV").format(file=path.name, problem=error)
            ) from error


def _checked_lines(lines: Iterator[str], name: str) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise _holds_zero(name)
        yield line


def _not_a_table(name: str) -> SourceError:
    return SourceError(_("{file} is no table: give a CSV, TSV, xlsx or ods file").format(file=name))


def _holds_zero(name: str) -> SourceError:
    return SourceError(_("{file} holds a zero byte, as no text does: save it again as CSV in UTF-8").format(file=name))


def _find_encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(SAMPLE)
        if utf16 := find_utf16(start):
            return utf16
        if _is_binary(start):
            raise _not_a_table(path.name) if _is_binary(start.replace(b"\0", b"")) else _holds_zero(path.name)
        file.seek(0)
        if _is_utf8(file):
            return "utf-8-sig"
        file.seek(0)
        sample = b"".join(islice((line for line in file if not line.isascii()), 200))[:SAMPLE]
    text = sample.decode("utf-8", "replace")
    if 10 * text.count("\ufffd") < sum(character > "\x7f" for character in text):
        return "utf-8-sig"
    found = from_bytes(sample, cp_isolation=LEGACY).best()
    if found is None:
        raise SourceError(_("{file} is in no known text encoding: save it as UTF-8").format(file=path.name))
    return found.encoding


def find_utf16(start: bytes) -> str:
    """The encoding of UTF-16 by its byte order mark, or by the zero in every other byte of Latin text; else empty."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    pairs = len(start) // 2
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        if start[offset::2].count(0) > 0.7 * pairs and not start[1 - offset :: 2].count(0):
            return encoding
    return ""


def _is_binary(start: bytes) -> bool:
    controls = len(start) - len(start.translate(None, CONTROLS))
    return start.lstrip()[:16].lower().startswith(tuple(mark.lower() for mark in OTHER_FORMATS)) or (
        0 in start or 200 * controls > len(start)
    )


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _find_delimiter(sample: list[str]) -> str:
    """The delimiter that cuts most of the first rows into one same number of cells, more than one."""

    def evenness(delimiter: str) -> tuple[float, int]:
        try:
            widths = Counter(len(row) for row in islice(csv.reader(sample, delimiter=delimiter), 50) if row)
        except csv.Error:
            return 0.0, 0
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (rows / widths.total(), width) if width > 1 else (0.0, 0)

    return max(DELIMITERS, key=evenness)
