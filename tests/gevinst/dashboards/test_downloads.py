from __future__ import annotations

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from gevinst.dashboards.downloads import as_csv, as_xlsx
from gevinst.dashboards.tables import Answer, Cell, Column
from indicators.measurements.values import parse_number

MADE = datetime(2026, 11, 22, 8, 30, tzinfo=ZoneInfo("Europe/Oslo"))
LINK = "https://gevinst.example/sammenlign/?indikator=ukp-dogn"
COLUMNS = (Column("kommune", "Kommune"), Column("verdi", "Døgn", 2), Column("antall", "Antall", 0))
ROWS: list[list[Cell]] = [["Bærum; Asker", -75.63, 1284.0], ["Ål", None, 0.0]]
ANSWER = Answer(
    name="tall",
    title="Døgn",
    columns=COLUMNS,
    rows=ROWS,
    facts=[("Kilde", "NPR")],
    asked=[("indikator", "ukp-dogn"), ("gruppe", ""), ("aktorer", "Rauma, Ål")],
)


def with_cell(cell: Cell) -> Answer:
    return Answer("tall", "Døgn", COLUMNS[:1], [[cell]], [], [])


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_csv_opens_in_a_norwegian_spreadsheet() -> None:
    content = as_csv(ANSWER, LINK, MADE)
    assert content.startswith("\ufeffKommune;Døgn;Antall\r\n".encode())
    assert read_csv(content)[1:] == [["Bærum; Asker", "-75,63", "1284"], ["Ål", "", "0"]]


def test_numbers_of_a_csv_are_read_back_as_the_same_numbers() -> None:
    rows = read_csv(as_csv(ANSWER, LINK, MADE))[1:]
    assert [parse_number(cell).number for row in rows for cell in row[1:] if cell] == [-75.63, 1284, 0]


@pytest.mark.parametrize(
    "text", ["=1+1", "+47", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "  =1", "\r\n=1"]
)
def test_a_text_that_would_run_as_a_formula_is_made_harmless(text: str) -> None:
    cell = read_csv(as_csv(with_cell(text), LINK, MADE))[1][0]
    assert cell.startswith("'")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(with_cell(text), LINK, MADE)))
    assert sheet.get_sheet_by_index(0).to_python()[1][0].strip() == text.strip()


def test_a_text_that_runs_nowhere_stands_as_it_is() -> None:
    assert read_csv(as_csv(with_cell("Bø i Telemark"), LINK, MADE))[1] == ["Bø i Telemark"]


def test_a_workbook_has_real_numbers_and_says_where_they_are_from() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(ANSWER, LINK, MADE)))
    assert book.sheet_names == ["Tall", "Om tallene"]
    rows = book.get_sheet_by_name("Tall").to_python()
    assert rows == [["Kommune", "Døgn", "Antall"], ["Bærum; Asker", -75.63, 1284.0], ["Ål", "", 0.0]]
    told = dict(row[:2] for row in book.get_sheet_by_name("Om tallene").to_python())
    assert told == {"Kilde": "NPR", "Lenke": LINK, "Hentet": "22.11.2026 08.30"}


def test_the_question_is_an_address_that_leaves_out_what_was_not_asked() -> None:
    assert ANSWER.query == "indikator=ukp-dogn&aktorer=Rauma%2C+%C3%85l"
