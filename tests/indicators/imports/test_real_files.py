"""Files nobody here wrote: every one of them ends in the right cells or in a clear error of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from indicators.imports.table import Cell

Rows = Sequence[Sequence[Cell]]
ERRORS = ["#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A"]
DATES: Rows = [[date(2021, 1, 1), 15.0], [date(2021, 1, 2), 16.0], [timedelta(days=10, seconds=54610), 17.0]]

CELLS: dict[str, Rows] = {
    "calamine/date.xlsx": DATES,
    "calamine/date_1904.xlsx": DATES,
    "calamine/errors.xlsx": [[error] for error in ERRORS],
    "calamine/header-row.xlsx": [
        [""] * 4,
        [""] * 4,
        ["", "", "Note 1", ""],
        *([""] * 4 for _ in range(5)),
        ["Columns", "Column A", "Column B", "Column C"],
        ["put data here", 1.0, 2.0, 3.0],
    ],
    "calamine/inlineStr_cdata.xlsx": [["Hello CDATA", "World"], ["12345", "NormalText"]],
    "calamine/merged_range.xlsx": [
        *[["A1", "B1", "C1", "", "E1", "F1", "G1", "H1"]] * 2,
        ["A3", "B3", "C3", "", "E3", "F3", "G3", "H3"],
        ["A4", "B4", "C4", "", "E4", "F4", "G4", "H4"],
    ],
    "calamine/special_cells.ods": [
        ["Split\nLine"],
        ["Value  With spaces"],
        ["Value   With 3 spaces"],
        [" Value   With spaces before and after "],
        ["  Value   With 2 spaces before and after  "],
    ],
    "calamine/temperature-in-middle.xlsx": [
        *([""] * 3 for _ in range(3)),
        ["", "label", "value"],
        ["", "celsius", 22.2222],
        ["", "fahrenheit", 72.0],
    ],
    "frictionless/adjust-floating-point-error.xlsx": [
        ["Sample Name", "peak PO4", "actual PO4 (formula)", "actual PO4 (values)"],
        ["P-1-94-AR P21 16-20cm Pi split 3", 60.565, 242.26, 242.26],
        ["W-2-98-NC TF1 0-4cm Total P split 1", 68.66499999999999, *[274.65999999999997] * 2],
        ["W-2-98-NC TF1 0-4cm Total P split 2", 72.96499999999999, *[291.85999999999996] * 2],
        ["TT013-06MC 10-12cm Total P split 3", 12.1, 968.0, 968.0],
        ["TT013-06MC 24-26cm Pi split 2", 21.5, 1720.0, 1720.0],
    ],
    "frictionless/cast-int-to-string-issue-1251.xlsx": [
        ["A", "B", "C", "D", "E"],
        ["001", "b", 1.0, "a", 1.0],
        ["002", "c", 1.0, 1.0, 1.0],
    ],
    "frictionless/delimiter.csv": [["id", "name"], ["1", "english"], ["2", "中国人"]],
    "frictionless/duplicate-headers.csv": [
        ["id", "name", "id", "age", "id"],
        ["1101", "John", "0", "30", "001101"],
        ["1102", "Julie", "0", "26", "001102"],
    ],
    "frictionless/issue-1009-semicolon.csv": [["fieldNameA", "fieldNameB"], ["0123", "c"]],
    "frictionless/latin1.csv": [["id", "name"], ["1", "english"], ["2", "©"]],
    "poi/TwoSheetsOneHidden.xlsx": [["Sheet2A1"]],
    "readxl/style-only-cells.xlsx": [
        ["var1", "var2", "var3", "", "var5"],
        ["val1,1", "", "aa", "", 1.0],
        ["val2,1", "", "bb", "", 2.0],
        ["val3,1", "", "cc", "", 3.0],
    ],
    "tidyxl/titanic.xlsx": [
        ["", "", "Age", "Child", "", "Adult", ""],
        ["", "", "Survived", "No", "Yes", "No", "Yes"],
        ["Class", "Sex", "", "", "", "", ""],
        ["1st", "Male", "", 0.0, 5.0, 118.0, 57.0],
        ["", "Female", "", 0.0, 1.0, 4.0, 140.0],
        ["2nd", "Male", "", 0.0, 11.0, 154.0, 14.0],
        ["", "Female", "", 0.0, 13.0, 13.0, 80.0],
        ["3rd", "Male", "", 35.0, 13.0, 387.0, 75.0],
        ["", "Female", "", 17.0, 14.0, 89.0, 76.0],
        ["Crew", "Male", "", 0.0, 0.0, 670.0, 192.0],
        ["", "Female", "", 0.0, 0.0, 3.0, 20.0],
    ],
}
REFUSED = {
    "calamine/issue127.xlsb": (FileFault.EMPTY, "har ingen rader med innhold"),
    "calamine/pass_protected.xlsx": (FileFault.PASSWORD, "er beskyttet med passord"),
    "openpyxl/null_file.xlsx": (FileFault.EMPTY, "har ingen rader med innhold"),
}


def real(shared: Path, folder: str) -> Path:
    path = shared / "data" / "real" / folder
    if not path.exists():
        pytest.skip(f"{folder} finnes ikke på denne maskinen")
    return path


@pytest.mark.parametrize("name", CELLS)
def test_an_awkward_file_gives_exactly_its_cells(shared: Path, name: str) -> None:
    path = real(shared, "filer") / name
    assert [list(cells) for _number, cells in open_table(path, path.name).rows()] == CELLS[name]


@pytest.mark.parametrize("name", REFUSED)
def test_an_awkward_file_without_cells_says_why(shared: Path, name: str) -> None:
    path, (fault, words) = real(shared, "filer") / name, REFUSED[name]
    with pytest.raises(FileError, match=words) as caught:
        open_table(path, path.name)
    assert caught.value.fault is fault


def test_formulas_give_what_they_gave_when_the_file_was_saved(shared: Path) -> None:
    path = real(shared, "filer") / "openpyxl/formulae.xlsx"
    table = open_table(path, path.name)
    rows = {number: list(cells) for number, cells in table.rows()}
    assert rows[4] == [24690.0, "Simple Equation", "", "", ""]
    assert rows[5] == [49380.0, "Alt Equation", "", "", ""]
    assert [rows[number][:3] for number in (10, 11, 12)] == [[1, 11, 605], [2, 22, 605], [3, 33, 605]]
    assert any("ikke lest som tall: B7." in note for note in table.notes)
    assert str(rows[7][1]).startswith("#")


def test_every_awkward_file_has_its_expectation(shared: Path) -> None:
    folder = real(shared, "filer")
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {*CELLS, *REFUSED, "openpyxl/formulae.xlsx"}
