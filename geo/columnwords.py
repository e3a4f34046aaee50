"""What headers and cells say of a column: the words by which a table of seizures is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geo.coordinates import read_angle, split_pair
from geo.datecells import NUMERIC, read_date
from geo.errors import SchemaError
from geo.loads import LoadWords
from geo.vocab import fold, index_codes

SEPARATORS = re.compile(r"[\s_./#:()\[\]-]+")
CAMEL = re.compile(r"(?<=[a-záéíóúñ])(?=[A-Z]|\d+$)")
DIGITS = re.compile(r"\d")
URL = re.compile(r"https?://\S+")
TESTED = ("date", "published", "url", "lat", "lon", "point", "commodity", "quantity", "unit", "agency")
SPEAKING = ("date", "url", "commodity", "unit", "agency")
"""Roles that cells alone can show without doubt."""


@dataclass(frozen=True)
class ColumnWords:
    """The vocabularies a guess needs: roles of headers, months, agencies, and the words of things and units.

    Parameters
    ----------
    roles
        role, aliases: the words of headers.
    months, agencies
        As in data/vocab.
    loads
        Words of commodities and units.
    """

    roles: pd.DataFrame
    months: pd.DataFrame
    agencies: pd.DataFrame
    loads: LoadWords

    @cached_property
    def _headers(self) -> dict[str, str]:
        return index_codes(self.roles)

    @cached_property
    def _known_headers(self) -> dict[str, tuple[str, float]]:
        return {}

    @cached_property
    def _words(self) -> re.Pattern[str]:
        """The words of headers that may stand among others, the longest first."""
        words = sorted((word for word in self._headers if len(word) > 2), key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")

    @cached_property
    def _month_names(self) -> dict[str, int]:
        return {word: int(code) for word, code in index_codes(self.months).items()}

    @cached_property
    def _agency_words(self) -> dict[str, str]:
        return index_codes(self.agencies)

    def exact_headers(self, role: str) -> set[str]:
        """The folded headers that name `role`."""
        return {word for word, code in self._headers.items() if code == role}

    def score(self, role: str, header: str, cells: pd.Series) -> float:
        """How well a column fits `role`: 2 for its header, 1 for a header that holds its word, up to 1 for its cells.

        0 where fewer than three in ten cells can be what the role says.
        """
        its_role, strength = self._read_role(header)
        named = strength if its_role == role else 0.0
        if role not in TESTED or not len(cells) or not (named or role in SPEAKING):
            return named
        share = self.share(role, cells)
        if share < 0.3 and not (named == 2 and role in ("date", "commodity", "quantity", "unit", "agency")):
            return 0.0
        return named + share if named else share if share >= 0.8 and role in SPEAKING else 0.0

    def _read_role(self, header: str) -> tuple[str, float]:
        """The role a header names: whole (2), by the longest listed word in it (1), or none (0)."""
        if header not in self._known_headers:
            plain = header_text(header)
            within = [match[0] for match in self._words.finditer(plain)]
            longest = max(within, key=len, default="")
            whole = self._headers.get(plain)
            self._known_headers[header] = (
                (whole, 2.0) if whole else (self._headers.get(longest, ""), float(bool(longest)))
            )
        return self._known_headers[header]

    def share(self, role: str, cells: pd.Series) -> float:
        """Share of `cells` that can be what `role` says, from 0 to 1."""
        tests = {
            "date": self._is_date, "published": self._is_date, "url": lambda cell: bool(URL.fullmatch(cell.strip())),
            "lat": lambda cell: read_angle(cell) is not None, "lon": lambda cell: read_angle(cell) is not None,
            "point": lambda cell: _is_pair(cell), "commodity": self.loads.names_commodity,
            "quantity": self.loads.holds_amount, "unit": self.loads.names_unit,
            "agency": lambda cell: fold(cell) in self._agency_words,
        }  # fmt: skip
        return float(cells.map(tests[role]).mean()) if len(cells) else 0.0

    def _is_date(self, cell: str) -> bool:
        """Whether the cell is a date on its own: a bare year or day number may be any number."""
        text = cell.strip()
        if text.isdigit() and len(text) != 8:
            return False
        try:
            return bool(DIGITS.search(text)) and read_date(text, self._month_names, order="mdy").start is not None
        except SchemaError:
            return False

    def read_header(self, header: str) -> tuple[str, str]:
        """The commodity and the unit that a header names, as listed words; empty where it names none.

        Examples
        --------
        "Fentanyl (lbs)" gives ("fentanyl", "lb"), "peso_kg" gives ("", "kg").
        """
        return self.loads.read_words(header_text(header).split())

    def is_spanish(self, header: str) -> bool:
        """Whether a header is written in Spanish."""
        return bool(re.search(r"fecha|d[ií]a|hecho", header.casefold()))

    def has_open_order(self, dates: pd.Series) -> bool:
        """Whether some dates are three numbers with the year last."""
        return bool(dates.str.strip().str.fullmatch(NUMERIC).any())

    def mixes_orders(self, dates: pd.Series) -> bool:
        """Whether some dates can only be day first and others only month first."""
        parts = dates.str.strip().str.extract(f"^{NUMERIC.pattern}$")
        return bool((parts[0].astype(float) > 12).any() and (parts[2].astype(float) > 12).any())


def header_text(header: str) -> str:
    """A header as folded words: "SeizureDate", "seizure_date" and "Seizure Date" are one, "qty2" is "qty 2"."""
    return fold(SEPARATORS.sub(" ", CAMEL.sub(" ", header)).strip())


def _is_pair(cell: str) -> bool:
    pair = split_pair(cell)
    return pair is not None and all(read_angle(part) is not None for part in pair)
