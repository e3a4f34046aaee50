"""Text that a spreadsheet never runs, and that XML may hold."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from layers.arrow_text import change_words, concat, one_array
from layers.joined import is_words

FORMULA = r"^[\s\x00]*[=+\-@＝＋－＠]|^[\t\r\n]"
"""Cells that spreadsheet programs may take for a formula, full-width signs and leading white space included.

Source: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection
"""
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What an XML document may not hold, not even escaped (XML 1.0, section 2.2)."""


def make_inert(table: pa.Table) -> pa.Table:
    """Return `table` with an apostrophe before each text that would start a formula; numbers and days stay."""
    for number, name in enumerate(table.column_names):
        values = one_array(table[name])
        if is_words(values):
            table = table.set_column(number, name, change_words(values, _inert(values.dictionary)))
        elif pa.types.is_large_string(values.type):
            table = table.set_column(number, name, _inert(values))
    return table


def _inert(values: pa.Array) -> pa.Array:
    risky = pc.match_substring_regex(values, FORMULA)
    return pc.if_else(risky, concat("'", values), values) if pc.any(risky).as_py() else values


def legal_text(text: str) -> str:
    """Return `text` with U+FFFD in place of what XML may not hold."""
    return ILLEGAL.sub("\ufffd", text)


def plain_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is; parts of the address come from anyone."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
