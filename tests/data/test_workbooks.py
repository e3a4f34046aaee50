"""What other programs write into a workbook, and what we read of it."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.tables import read_table, write_table
from data.workbooks import read_workbook_rows
from geo.errors import SourceError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="d/mmm/yy"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/><xf numFmtId="22"/></cellXfs></styleSheet>'
)
STRINGS = (
    f'<sst xmlns="{MAIN}"><si><t>plain</t></si><si><r><t>rich </t></r><r><t xml:space="preserve">text</t></r>'
    "<rPh><t>guide</t></rPh></si><si/><si><t>a_x000B_b_x005F_x0041_</t></si></sst>"
)


def rows_of(path: Path, rows: str, *, book: str = "", strings: str = STRINGS, prefix: str = "") -> list[list[str]]:
    """Write one sheet with the XML `rows` and read it back."""
    colon = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="{MAIN}"'
    sheets = (
        '<sheets><sheet name="data" sheetId="1" r:id="rId7"/><sheet name="chart" sheetId="2" r:id="rId8"/></sheets>'
    )
    relations = (
        f'<Relationship Id="rId7" Type="{RELATED}/worksheet" Target="/xl/worksheets/sheet9.xml"/>'
        f'<Relationship Id="rId8" Type="{RELATED}/chartsheet" Target="chartsheets/sheet1.xml"/>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{book}{sheets}</workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>')
        archive.writestr("xl/styles.xml", STYLES)
        archive.writestr("xl/sharedStrings.xml", strings)
        sheet = f"<{colon}worksheet {space}><{colon}sheetData>{rows}</{colon}sheetData></{colon}worksheet>"
        archive.writestr("xl/worksheets/sheet9.xml", sheet)
    found = read_workbook_rows(path)
    assert list(found) == ["data"]
    return list(found["data"])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="s"><v>0</v></c>', "plain"),
        ('<c t="s"><v>1</v></c>', "rich text"),
        ('<c t="s"><v>3</v></c>', "a\vb_x0041_"),
        ('<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c>', "inline"),
        ('<c t="str"><f>A1&amp;""</f><v>computed</v></c>', "computed"),
        ('<c t="str"><f>IF(1,"","")</f><v></v></c>', ""),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ("<c><f>1+1</f><v/></c>", "=1+1"),
        ('<c><f t="shared" si="0"/></c>', ""),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="d"><v>2024-01-02T00:00:00</v></c>', "2024-01-02"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>12345678901234567890</v></c>", "12345678901234567890"),
        ("<c><v>-5</v></c>", "-5"),
        ("<c><v>1E-3</v></c>", "0.001"),
        ('<c s="1"><v>45293</v></c>', "2024-01-02"),
        ('<c s="3"><v>45293.5</v></c>', "2024-01-02T12:00:00"),
        ('<c s="2"><v>1.25</v></c>', "1 day, 6:00:00"),
        ('<c s="1"><v>99999999</v></c>', "99999999"),
        ('<c s="9"><v>1</v></c>', "1"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_text(tmp_path: Path, cell: str, text: str) -> None:
    rows = f'<row><c t="inlineStr"><is><t>x</t></is></c>{cell}</row>'
    assert rows_of(tmp_path / "in.xlsx", rows) == [["x", text] if text else ["x"]]


def test_rows_and_cells_stand_where_they_say(tmp_path: Path) -> None:
    second = '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="AB2"><v>3</v></c></row>'
    rows = f'{second}<row/><row r="5"><c><v>4</v></c></row>'
    expected = [[], ["", "1", "2"] + [""] * 24 + ["3"], [], [], ["4"]]
    assert rows_of(tmp_path / "in.xlsx", rows) == expected


def test_elements_with_a_prefix_are_read(tmp_path: Path) -> None:
    assert rows_of(tmp_path / "in.xlsx", "<x:row><x:c><x:v>1</x:v></x:c></x:row>", prefix="x") == [["1"]]


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    cell = '<row><c s="1"><v>43831</v></c></row>'
    assert rows_of(tmp_path / "in.xlsx", cell, book='<workbookPr date1904="1"/>') == [["2024-01-02"]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048577"/>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="ñ1"><v>1</v></c></row>',
        '<row><c t="s"><v>99</v></c></row>',
        "<row><c><v>one</v></c></row>",
        "<row>",
    ],
)
def test_a_cell_that_cannot_be_is_damage(tmp_path: Path, rows: str) -> None:
    with pytest.raises(SourceError, match="in.xlsx is damaged or protected: save it again without a password"):
        rows_of(tmp_path / "in.xlsx", rows)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = f'<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
    with pytest.raises(SourceError, match="in.xlsx is damaged"):
        rows_of(tmp_path / "in.xlsx", '<row><c t="s"><v>0</v></c></row>', strings=bomb)


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1),
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31)),
)


def as_text(value: Any) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_what_openpyxl_writes_is_read(tmp_path: Path, rows: list[list[Any]]) -> None:
    book = Workbook()
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row, start=1):
            cell = book.active.cell(number, at, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(tmp_path / "in.xlsx")
    found = list(read_workbook_rows(tmp_path / "in.xlsx")["Sheet"])
    assert found == [[as_text(value) for value in row] for row in rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1))
def test_any_text_survives_xlsx(tmp_path: Path, cells: list[str]) -> None:
    table = pd.DataFrame({"a": "x", "b": cells}, dtype="str")
    write_table(table, tmp_path / "out.xlsx")
    pd.testing.assert_frame_equal(read_table(tmp_path / "out.xlsx"), table)
