"""Any table in, a frame of text out; what cannot be read is said in one sentence."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from data import workbooks, xlsx
from data.tables import read_chunks, read_sheets, read_table, write_table
from geo.errors import SourceError

ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def text_frame(columns: dict[str, list[str]]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def write_xlsx(path: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def write_ods(path: Path, rows: str, *, more: str = "") -> Path:
    body = f'{ODS_HEAD}<table:table table:name="Hoja1">{rows}</table:table>{more}{ODS_TAIL}'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
    return path


def ods_cell(text: str, *, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*texts: str) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, texts))}</table:table-row>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_delimiters_are_found(tmp_path: Path, encoding: str, delimiter: str, newline: str) -> None:
    path = tmp_path / "in.csv"
    rows = (
        ["año", "lugar", "kg"],
        ["2020", '"Nogales\n(México)"', "1,5" if delimiter != "," else '"1,5"'],
        ["=1", "", " x "],
    )
    path.write_bytes("".join(delimiter.join(row) + newline for row in rows).encode(encoding))
    expected = text_frame({"año": ["2020", "=1"], "lugar": ["Nogales\n(México)", ""], "kg": ["1,5", " x "]})
    pd.testing.assert_frame_equal(read_table(path), expected)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1\n", {"a": ["1"], "b": [""]}),
        (b"a,b,\n1,2,,,\n", {"a": ["1"], "b": ["2"]}),
        (b"a,,c\n1,2,3\n", {"a": ["1"], "column_2": ["2"], "c": ["3"]}),
        (b"a,b\n\n1,2\n\n", {"a": ["1"], "b": ["2"]}),
        (b"a,b\n1,2", {"a": ["1"], "b": ["2"]}),
        (b"a,b\r1,2\r", {"a": ["1"], "b": ["2"]}),
        (b"place\nNogales\n", {"place": ["Nogales"]}),
        (b"where|text\nNaco|a, b, c\nNaco|a, b, c, d\n", {"where": ["Naco"] * 2, "text": ["a, b, c", "a, b, c, d"]}),
        (b"Decomisos 2020\n\na,b,c\n1,2,3\n", {"a": ["1"], "b": ["2"], "c": ["3"]}),
        (b"a,b\n", {"a": [], "b": []}),
        (b'place\nNaco\n""\n\nAjo\n', {"place": ["Naco", "", "Ajo"]}),
        (b"a,b\n,\n1,2\n,\n", {"a": ["1"], "b": ["2"]}),
        (
            "a,b\nñandú café piñón así también más allá aún,x".encode() + b"\xff\n",
            {"a": ["ñandú café piñón así también más allá aún"], "b": ["x\ufffd"]},
        ),
    ],
    ids=str,
)
def test_a_text_table_is_read_as_written(tmp_path: Path, content: bytes, expected: dict[str, list[str]]) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    pd.testing.assert_frame_equal(read_table(path), text_frame(expected))


def test_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        ["Decomisos"],
        [],
        ["day", "kg", "code", "note"],
        [dt.date(2024, 1, 2), 1.0, "007", True],
        [dt.datetime(2024, 1, 2, 3, 4, 5), 0.1 + 0.2, None, "#N/A"],
        [],
    ]
    expected = {"day": ["2024-01-02", "2024-01-02T03:04:05"], "kg": ["1", "0.3"], "code": ["007", ""]}
    expected["note"] = ["TRUE", "#N/A"]
    pd.testing.assert_frame_equal(read_table(write_xlsx(tmp_path / "in.xlsx", one=rows)), text_frame(expected))


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "in.xlsx", one=[["a"], ["b"]]).rename(tmp_path / "in.csv")
    pd.testing.assert_frame_equal(read_table(path), text_frame({"a": ["b"]}))


def test_an_ods_sheet_is_read_as_text(tmp_path: Path) -> None:
    cell = "table:table-cell"
    day = f'<{cell} office:value-type="date" office:date-value="2024-01-02"><text:p>2/1</text:p></{cell}>'
    kilos = f'<{cell} office:value-type="float" office:value="1.50"><text:p>1,5</text:p></{cell}>'
    blank = f'<{cell} table:number-columns-repeated="16380"/>'
    spaced = ods_cell('a<text:s text:c="2"/>b<text:line-break/>c')
    twice = ods_cell("x", more='table:number-columns-repeated="2"')
    rows = (
        ods_row("day", "kg", "note"),
        f"<table:table-row>{day}{kilos}{spaced}{blank}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="2">{twice}{blank}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>',
    )
    expected = {"day": ["2024-01-02", "x", "x"], "kg": ["1.5", "x", "x"], "note": ["a  b\nc", "", ""]}
    pd.testing.assert_frame_equal(read_table(write_ods(tmp_path / "in.ods", "".join(rows))), text_frame(expected))


def test_every_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "in.xlsx", y2019=[["a"], ["1"]], empty=[], y2020=[["b"], ["2"]])
    found = read_sheets(path)
    assert list(found) == ["y2019", "y2020"]
    pd.testing.assert_frame_equal(found["y2020"], text_frame({"b": ["2"]}).set_axis([2]))
    pd.testing.assert_frame_equal(read_table(path, sheet="y2019"), text_frame({"a": ["1"]}))
    with pytest.raises(SourceError, match=r"in.xlsx has 2 sheets with a table \(y2019, y2020\): name one, or save"):
        read_table(path)
    with pytest.raises(SourceError, match="in.xlsx has no sheet 'x': it has y2019, empty, y2020"):
        read_table(path, sheet="x")


def test_a_second_ods_sheet_is_read(tmp_path: Path) -> None:
    more = f'<table:table table:name="Hoja2">{ods_row("b")}{ods_row("2")}</table:table>'
    found = read_sheets(write_ods(tmp_path / "in.ods", ods_row("a") + ods_row("1"), more=more))
    assert {name: frame.to_dict("list") for name, frame in found.items()} == {
        "Hoja1": {"a": ["1"]},
        "Hoja2": {"b": ["2"]},
    }


def test_chunks_hold_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("a,b\n" + "".join(f"{at},x\n" for at in range(10)), encoding="utf-8")
    chunks = list(read_chunks(path, rows=4))
    assert [len(chunk) for chunk in chunks] == [4, 4, 2]
    pd.testing.assert_frame_equal(pd.concat(chunks, ignore_index=True), read_table(path))


def make_bomb(path: Path, size: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<" + b" " * size)
    return path


ZERO = "in.csv holds a zero byte, as no text does: save it again as CSV in UTF-8"
WIDE = ",".join(f"c{at}" for at in range(10_000)).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "in.csv is empty: expected a table with a header row"),
        (b"\xef\xbb\xbf", "in.csv is empty: expected a table with a header row"),
        (b"\n\n ,\n"[:2], "in.csv is empty: expected a table with a header row"),
        (b"\n\n  \n\t\n", "in.csv is empty: expected a table with a header row"),
        (b"a,b\n\0\0,1\n", ZERO),
        (b"a,b\n" + b"x,y\n" * 20_000 + b"\0,1\n", ZERO),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "in.csv is no table: give a CSV, TSV, xlsx or ods file"),
        (b"%PDF-1.7\nabc", "in.csv is no table: give a CSV, TSV, xlsx or ods file"),
        (b"<!DOCTYPE html><html>", "in.csv is no table: give a CSV, TSV, xlsx or ods file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "in.csv is no table: give a CSV, TSV, xlsx or ods file"),
        (b"PK\x03\x04\x00\x00", "in.csv is damaged or protected: save it again without a password"),
        (b"where,where\na,b\n", "in.csv has two columns named 'where': rename one"),
        (b"where\na,b\n", "in.csv row 2 has 2 cells, the header has 1: quote cells that hold a delimiter"),
        (b"a,b\n\n1,2,3\n", "in.csv row 3 has 3 cells, the header has 2: quote cells that hold a delimiter"),
        (b'a,b\n"1,2\n', "in.csv is no CSV table (unexpected end of data): export it again as CSV"),
        (WIDE, "in.csv has 10000 columns, at most 4096 are read: leave out what is not needed"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        read_table(path)
    assert str(raised.value) == message


def test_a_missing_file_or_a_folder_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(
            SourceError, match=f"cannot read {str(path)!r}: give the path of a CSV, TSV, xlsx or ods file"
        ):
            read_table(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("a.txt", "b")
    with pytest.raises(SourceError, match="in.zip is no workbook: .* or the table inside the archive by itself"):
        read_table(tmp_path / "in.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="in.xlsx would unpack to 40 MB: save the table as CSV"):
        read_table(make_bomb(tmp_path / "in.xlsx", 40 * 1024**2))


def test_a_cell_in_the_last_corner_is_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD9"] = "a", "b"
    book.save(tmp_path / "in.xlsx")
    with pytest.raises(SourceError, match="in.xlsx row 9 has 16384 cells, the header has 1"):
        read_table(tmp_path / "in.xlsx")
    monkeypatch.setattr(workbooks, "MAX_CELLS", 10_000)
    with pytest.raises(SourceError, match="in.xlsx claims too many cells: save the table as CSV"):
        read_table(tmp_path / "in.xlsx")


def test_repeated_ods_cells_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_CELLS", 10_000)
    row = f'<table:table-row table:number-rows-repeated="999999999">{ods_cell("x")}</table:table-row>'
    with pytest.raises(SourceError, match="in.ods claims too many cells: save the table as CSV"):
        read_table(write_ods(tmp_path / "in.ods", row))
    cells = ods_cell("x", more='table:number-columns-repeated="16384"')
    with pytest.raises(SourceError, match="in.ods is damaged"):
        read_table(write_ods(tmp_path / "in.ods", f"<table:table-row>{cells}{cells}</table:table-row>"))


XLSX: list[bytes] = []


def sample_xlsx(folder: Path) -> bytes:
    if not XLSX:
        rows: list[list[object]] = [["a", "b"], ["x", 1], ["y", dt.date(2020, 1, 1)]]
        XLSX.append(write_xlsx(folder / "sample.xlsx", one=rows).read_bytes())
    return XLSX[0]


def mangle(raw: bytes, changes: list[tuple[int, int]], cut: int) -> bytes:
    mangled = bytearray(raw)
    for at, value in changes:
        mangled[at % len(raw)] = value
    return bytes(mangled[: len(raw) - cut % len(raw)] if cut else mangled)


def read_or_refuse(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    try:
        table = read_table(path)
    except SourceError as error:
        assert "\n" not in str(error)
    else:
        assert all(isinstance(value, str) for value in table.to_numpy().ravel())


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=12)
RELAXED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(changes=CHANGES, cut=st.integers(0, 6000))
def test_a_mangled_workbook_is_read_or_refused(tmp_path: Path, changes: list[tuple[int, int]], cut: int) -> None:
    read_or_refuse(tmp_path / "in.xlsx", mangle(sample_xlsx(tmp_path), changes, cut))


@RELAXED
@given(changes=CHANGES, cut=st.integers(0, 400), member=st.integers(0, 20))
def test_a_mangled_part_of_a_workbook_is_read_or_refused(
    tmp_path: Path, changes: list[tuple[int, int]], cut: int, member: int
) -> None:
    (tmp_path / "whole.xlsx").write_bytes(sample_xlsx(tmp_path))
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "part.xlsx", "w") as part:
        names = whole.namelist()
        for name in names:
            raw = whole.read(name)
            part.writestr(name, mangle(raw, changes, cut) if name == names[member % len(names)] else raw)
    read_or_refuse(tmp_path / "in.xlsx", (tmp_path / "part.xlsx").read_bytes())


@RELAXED
@given(changes=CHANGES, cut=st.integers(0, 400))
def test_mangled_ods_content_is_read_or_refused(tmp_path: Path, changes: list[tuple[int, int]], cut: int) -> None:
    content = ODS_HEAD + f'<table:table table:name="a">{ods_row("a", "b")}{ods_row("1", "2")}</table:table>' + ODS_TAIL
    with zipfile.ZipFile(tmp_path / "part.zip", "w") as archive:
        archive.writestr("content.xml", mangle(content.encode(), changes, cut))
    read_or_refuse(tmp_path / "in.ods", (tmp_path / "part.zip").read_bytes())


@RELAXED
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    read_or_refuse(tmp_path / "in.csv", raw)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1), min_size=2, max_size=2),
        min_size=1,
    )
)
def test_what_is_written_is_read_again(tmp_path: Path, cells: list[list[str]]) -> None:
    table = text_frame({"place": [row[0] for row in cells], "note": ["x" + row[1] for row in cells]})
    write_table(table, tmp_path / "out.csv")
    try:
        pd.testing.assert_frame_equal(read_table(tmp_path / "out.csv"), table)
    except SourceError:
        assert any(ord(character) < 32 for row in cells for cell in row for character in cell)


def test_xlsx_keeps_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    table = pd.DataFrame({"code": ["007", "=1+1"], "lon": [-110.9, float("nan")]})
    write_table(table, tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["code", "lon"],
        ["007", -110.9],
        ["=1+1", None],
    ]
    assert sheet["A3"].data_type == "s"


def test_a_table_too_large_for_xlsx_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 3)
    for table in (pd.DataFrame({"a": ["1", "2", "3"]}), pd.DataFrame({"a": ["x" * 40_000]})):
        with pytest.raises(SourceError, match="out.xlsx cannot hold this table: write a .csv instead"):
            write_table(table, tmp_path / "out.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["out.docx", "out.ods", "out.gpkg"])
def test_a_table_is_written_under_the_name_of_its_format_only(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match=f"cannot write '.*{name}': expected a name in .csv or .xlsx"):
        write_table(text_frame({"a": ["1"]}), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_failed_write_leaves_the_old_table_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old\n", encoding="utf-8")

    def fail(self: Path, other: Path) -> Path:
        raise OSError(28, "no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SourceError, match="cannot write"):
        write_table(text_frame({"a": ["1"]}), target)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_text(encoding="utf-8") == "old\n"
