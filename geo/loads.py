"""Words and amounts of what was seized in the cells of a table: "254 lb fentanyl; 395 lb meth", "about 30 kg"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geo.numbers import read_number
from geo.vocab import fold, index_codes
from geo.wordindex import WordIndex

NUMBER = r"\d[\d.,\u00a0\u202f' ]*(?:[eE][-+]?\d+)?"
AMOUNT = re.compile(rf"(?P<before>[^\d$]*?)(?P<money>\$)?\s*(?P<number>{NUMBER})\s*(?P<after>[^\d]*)")
JOINTS = re.compile(r"\s*[;|/\n+]\s*|\s*,\s+|\s+(?:and|y|e|&)\s+", re.IGNORECASE)
NOTES = re.compile(r"\([^)]*\)|\*+|\bof\b|\bde\b", re.IGNORECASE)
MIXED = "mixed_drugs"


@dataclass(frozen=True)
class Amount:
    """One thing of a cell: words of the commodity, number, unit and hedge as they stand; empty where it has none."""

    commodity: str = ""
    number: str = ""
    unit: str = ""
    qualifier: str = ""


@dataclass(frozen=True)
class LoadWords:
    """The vocabularies of commodities, finer substances and units, as in data/vocab, and words of forms and hedges."""

    commodities: pd.DataFrame
    substances: pd.DataFrame
    units: pd.DataFrame
    forms: WordIndex
    hedges: WordIndex

    @cached_property
    def commodity_words(self) -> dict[str, str]:
        """Every folded word to its commodity code."""
        codes = self.substances.set_index(self.substances.columns[0])["commodity_code"]
        finer = {word: str(codes[name]) for word, name in index_codes(self.substances).items()}
        return {**finer, **index_codes(self.commodities)}

    @cached_property
    def unit_words(self) -> dict[str, str]:
        """Every folded word to its unit."""
        return index_codes(self.units)

    @cached_property
    def money(self) -> frozenset[str]:
        """Units that are currencies."""
        return frozenset(self.units.loc[self.units["kind"] == "currency", "unit"])

    @cached_property
    def drugs(self) -> frozenset[str]:
        """Codes of the commodities that are drugs."""
        return frozenset(self.commodities.loc[self.commodities["family"] == "drug", "commodity_code"])

    def find_commodity(self, text: str) -> str:
        """The code of a commodity cell; several drugs in one figure have a code of their own; empty if not listed."""
        plain = fold(text)
        code = self.commodity_words.get(plain) or self.commodity_words.get(fold(NOTES.sub(" ", plain)))
        if code:
            return code
        parts = [self.commodity_words.get(part, "") for part in map(fold, JOINTS.split(text.strip())) if part]
        if len(parts) < 2 or "" in parts:
            return ""
        return parts[0] if len(set(parts)) == 1 else MIXED if set(parts) <= self.drugs else ""

    def find_form(self, text: str) -> str:
        """The form that a cell names: pills, powder, liquid; empty if none."""
        return self.forms.find_within(text)

    def names_commodity(self, cell: str) -> bool:
        """Whether a cell names something listed, alone, with its amount or with others."""
        return bool(self.find_commodity(cell)) or any(
            part.commodity and self.find_commodity(part.commodity) for part in self.split_cell(cell)
        )

    def names_unit(self, cell: str) -> bool:
        """Whether a cell is a unit."""
        return fold(cell) in self.unit_words

    def holds_amount(self, cell: str) -> bool:
        """Whether a cell is a number, alone or with its unit or hedge."""
        return all(read_number(part) is not None or self.split_amount(part).number for part in cut_cell(cell))

    def read_words(self, words: list[str]) -> tuple[str, str]:
        """The commodity and the unit among the words of a header; the unit is the last word that is one."""
        units = [(at, self.unit_words[word]) for at, word in enumerate(words) if word in self.unit_words]
        masses = [(at, unit) for at, unit in units if unit != "MXN"] or units
        at, unit = masses[-1] if masses else (len(words), "")
        rest = [word for place, word in enumerate(words) if place != at]
        spans = [" ".join(rest[a:b]) for a in range(len(rest)) for b in range(len(rest), a, -1)]
        named = [span for span in spans if span in self.commodity_words]
        return (self.commodity_words[max(named, key=len)] if named else ""), unit

    def split_amount(self, cell: str) -> Amount:
        """Number, unit and hedge of a cell like "about 30 kg"; no number where the cell is none."""
        match = AMOUNT.fullmatch(cell.strip())
        if match is None:
            return Amount()
        unit = "USD" if match["money"] else match["after"].strip().rstrip(".")
        hedge, number = match["before"].strip().rstrip("~:.").strip(), match["number"].strip().rstrip(".,")
        if (hedge and not self.hedges.find(hedge)) or (unit and fold(unit) not in self.unit_words):
            return Amount()
        return Amount("", number, unit, hedge)

    def split_cell(self, cell: str) -> list[Amount]:
        """The things of a cell that tells commodity and amount together; empty where a part cannot be read."""
        parts = [self._read_part(part) for part in JOINTS.split(cell.strip()) if part]
        return parts if all(part.commodity for part in parts) else []

    def _read_part(self, text: str) -> Amount:
        match = AMOUNT.fullmatch(text.replace("(", " ").replace(")", " ").strip())
        if match is None:
            return Amount(text if self.find_commodity(text) else "")
        number, unit = match["number"].strip().rstrip(".,"), "USD" if match["money"] else ""
        words = fold(NOTES.sub(" ", match["after"])).split()
        for length in (2, 1):
            if " ".join(words[:length]) in self.unit_words and len(words) >= length and not unit:
                unit, words = " ".join(words[:length]), words[length:]
        before = match["before"].strip().rstrip(":- ")
        commodity = " ".join(words) or before or ("currency" if unit == "USD" else "")
        hedge = before if words and self.hedges.find(before) else ""
        return Amount(commodity if self.find_commodity(commodity) else "", number, unit, hedge)


def cut_cell(cell: str) -> list[str]:
    """The parts of a cell between semicolons, bars or line breaks; one empty part for an empty cell."""
    return [part for part in re.split(r"\s*[;|\n]\s*", cell.strip()) if part] or [""]
