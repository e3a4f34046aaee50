"""Gather the strings and rows of an xlsx workbook while expat reads its XML; nothing is kept but their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class _Tags(dict[str, str]):
    """Local names of elements by their full ones."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition("}")[2]
        return local


class StringScanner:
    """Gathers the shared strings: the text of each `si` without its phonetic guide (`rPh`)."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._tags = _Tags()
        self._text: list[str] = []
        self._is_open = self._is_guide = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        tag = self._tags[name]
        if tag == "t":
            self._is_open = not self._is_guide
        elif tag == "rPh":
            self._is_guide = True

    def add_text(self, text: str) -> None:
        """Take text between elements."""
        if self._is_open:
            self._text.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        tag = self._tags[name]
        self._is_open = False
        if tag == "si":
            self.strings.append(_unescape("".join(self._text)))
            self._text.clear()
        elif tag == "rPh":
            self._is_guide = False


class SheetScanner:
    """Gathers the rows of a worksheet; a missing row or cell is empty.

    A cell (`c`) holds a value (`v`) or an inline text (`t`), and may hold the formula (`f`) it was computed from.

    Parameters
    ----------
    strings
        The shared strings that cells name by number.
    dates
        For each style that shows a date: what turns its number into text, or raises ValueError or OverflowError.
    """

    def __init__(self, strings: list[str], dates: Mapping[str, Callable[[float], str]]) -> None:
        self._strings, self._dates = strings, dates
        self._tags = _Tags()
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._number, self._at = 0, -1
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._formula: list[str] = []
        self._open: list[str] | None = None
        self._is_guide = False

    def take_rows(self) -> list[list[str]]:
        """Return the rows that were read since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        tag = self._tags[name]
        if tag == "c":
            self._cell, self._text, self._formula = attributes, [], []
        elif tag == "v" or tag == "t":
            self._open = None if self._is_guide else self._text
        elif tag == "row":
            self._start_row(int(attributes.get("r", self._number + 1)))
        elif tag == "f":
            self._open = self._formula
        elif tag == "rPh":
            self._is_guide = True

    def add_text(self, text: str) -> None:
        """Take text between elements."""
        if self._open is not None:
            self._open.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        tag = self._tags[name]
        self._open = None
        if tag == "c" and self._cell is not None:
            self._add_cell(self._cell)
            self._cell = None
        elif tag == "row":
            self._rows.append(self._row)
        elif tag == "rPh":
            self._is_guide = False

    def _start_row(self, number: int) -> None:
        if number > MAX_ROWS:
            raise ValueError(number)
        self._rows += [[]] * (number - self._number - 1)
        self._number = max(number, self._number + 1)
        self._row, self._at = [], -1

    def _add_cell(self, cell: dict[str, str]) -> None:
        ref = cell.get("r")
        self._at = _column(ref.rstrip("0123456789")) if ref else self._at + 1
        value = self._read_value("".join(self._text), cell.get("t", "n"), cell)
        if value:
            self._row += [""] * (self._at + 1 - len(self._row))
            self._row[self._at] = value

    def _read_value(self, text: str, kind: str, cell: dict[str, str]) -> str:
        if kind == "s":
            return self._strings[int(text)] if text else ""
        if kind == "n":
            return self._read_number(text, cell.get("s", "0"))
        if kind == "b":
            return {"0": "FALSE", "1": "TRUE"}.get(text, text)
        return text.removesuffix("T00:00:00") if kind == "d" else _unescape(text)

    def _read_number(self, text: str, style: str) -> str:
        if not text:
            return "=" + "".join(self._formula) if self._formula else ""
        if style in self._dates:
            try:
                return self._dates[style](float(text))
            except (OverflowError, ValueError):
                return text
        return text if text.isdigit() else format(float(text), ".15g")


@lru_cache(maxsize=MAX_COLUMNS)
def _column(letters: str) -> int:
    """The position of a column from 0: A is 0, AA is 26."""
    at = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        at = 26 * at + ord(letter) - 64
    if not 0 < at <= MAX_COLUMNS:
        raise ValueError(letters)
    return at - 1


def escape_text(text: str) -> str:
    """Return `text` as a cell can hold it: a character that XML cannot hold, or changes, is written `_x000B_`.

    >>> escape_text("a\\vb"), escape_text("_x0041_")
    ('a_x000B_b', '_x005F_x0041_')
    """
    return _UNFIT.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _unescape(text: str) -> str:
    """A NUL or half a surrogate pair stays as it is written."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(code) if 0 < (code := int(match[1], 16)) < 0xD800 else match[0], text)
