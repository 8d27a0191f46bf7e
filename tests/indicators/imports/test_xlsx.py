from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from indicators.imports.table import Row, Table
from tests.indicators.imports.conftest import workbook


def table(tmp_path: Path, content: bytes, name: str = "tall.xlsx", sheet: str = "") -> Table:
    path = tmp_path / "fil"
    path.write_bytes(content)
    return open_table(path, name, sheet)


def rows(tmp_path: Path, content: bytes, **given: str) -> list[Row]:
    return [(number, list(cells)) for number, cells in table(tmp_path, content, **given).rows()]


def test_it_reads_cells_as_what_they_are(tmp_path: Path) -> None:
    book = workbook({"Ark": [["a", "b", "c", "d"], ["tekst", 1.5, date(2024, 3, 1), timedelta(minutes=90)]]})
    assert rows(tmp_path, book)[1] == (2, ["tekst", 1.5, date(2024, 3, 1), timedelta(minutes=90)])


def test_a_logical_cell_is_never_a_number(tmp_path: Path) -> None:
    assert rows(tmp_path, workbook({"Ark": [[True, False, 1]]})) == [(1, ["SANN", "USANN", 1.0])]


def test_rows_and_columns_are_where_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    book = workbook({"Ark": [[], [], [None, "navn", "verdi"], [None, "Rauma", 3]]})
    found = [(number, cells) for number, cells in rows(tmp_path, book) if any(cells)]
    assert found == [(3, ["", "navn", "verdi"]), (4, ["", "Rauma", 3.0])]


def test_it_takes_the_first_visible_sheet_with_content_and_says_what_it_left(tmp_path: Path) -> None:
    book = workbook({"Gammelt": [["x"]], "Tomt": [], "Tall": [["y"]], "Mer": [["z"]]}, hidden=["Gammelt"])
    found = table(tmp_path, book)
    assert found.sheet == "Tall"
    assert found.sheets == ("Tomt", "Tall", "Mer")
    assert any("Skjulte ark er ikke lest: «Gammelt»" in note for note in found.notes)
    assert any("«Mer»" in note for note in found.notes)


def test_another_sheet_may_be_asked_for_by_name(tmp_path: Path) -> None:
    book = workbook({"En": [["x"]], "To": [["y"]]})
    assert rows(tmp_path, book, sheet="To") == [(1, ["y"])]
    with pytest.raises(FileError, match=r"Arket «Tre» finnes ikke\. Arkene er «En», «To»"):
        table(tmp_path, book, sheet="Tre")


def test_what_the_bytes_are_decides_not_the_name(tmp_path: Path) -> None:
    assert table(tmp_path, workbook({"Ark": [["x"]]}), name="tall.csv").sheet == "Ark"


def test_an_error_cell_is_named_and_never_a_number(tmp_path: Path) -> None:
    book = workbook({"Ark": [["verdi"], [None]]})
    assert table(tmp_path, book).notes == ()
    found = table(tmp_path, with_error_in(book, tmp_path))
    assert found.notes == ("Celler med feil, som #DIV/0!, er ikke lest som tall: A2.",)
    assert [list(cells) for _, cells in found.rows()] == [["verdi"], ["#DIV/0!"]]


def with_error_in(book: bytes, tmp_path: Path) -> bytes:
    """The same workbook with #DIV/0! in A2."""
    (tmp_path / "før.xlsx").write_bytes(book)
    with ZipFile(tmp_path / "før.xlsx") as old, ZipFile(tmp_path / "etter.xlsx", "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                row = b'<row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", row)
            new.writestr(part, content)
    return (tmp_path / "etter.xlsx").read_bytes()


def refused(tmp_path: Path, content: bytes, name: str = "tall.xlsx") -> FileError:
    with pytest.raises(FileError) as caught:
        table(tmp_path, content, name)
    return caught.value


def test_an_empty_workbook_is_said_to_be_empty(tmp_path: Path) -> None:
    assert refused(tmp_path, workbook({"Ark": []})).fault is FileFault.EMPTY


def test_a_cut_off_workbook_is_said_to_be_broken(tmp_path: Path) -> None:
    error = refused(tmp_path, workbook({"Ark": [["x"] * 50] * 50})[:-200])
    assert error.fault is FileFault.BROKEN


def test_a_password_is_told_apart_from_an_old_excel_file(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    encrypted = ole + "EncryptedPackage".encode("utf-16-le")
    assert refused(tmp_path, encrypted).fault is FileFault.PASSWORD
    assert refused(tmp_path, ole).fault is FileFault.WRONG_TYPE


def test_a_zip_of_something_else_is_of_the_wrong_type(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "brev.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
    assert refused(tmp_path, (tmp_path / "brev.docx").read_bytes()).fault is FileFault.WRONG_TYPE


def test_a_cell_far_out_is_too_much(tmp_path: Path) -> None:
    assert refused(tmp_path, workbook({"Ark": [[None] * 1_200 + ["x"]]})).fault is FileFault.TOO_MANY
