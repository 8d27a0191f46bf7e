"""What stands below a table is told apart from its rows; a row is never taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.imports.formats import open_table
from indicators.imports.notes import notes_below, tell
from indicators.imports.table import Table
from tests.indicators.imports.conftest import House, long, workbook

ROWS = [["kommune", "periode", "verdi"], ["Rauma", "2023", "5"], ["Molde", "2023", "6"]]


def table(tmp_path: Path, content: str, name: str = "tall.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content.encode())
    return open_table(path, name)


@pytest.mark.parametrize(
    "notes",
    [
        [["Kilde: SSB, tabell 07459"]],
        [["Kilde: SSB", "", ""]],
        [["Kilde:", "SSB", ""]],
        [["* Foreløpige tall"]],
        [["1) Gjelder fra 2020"]],
        [[".. = tall mangler"]],
        [["Sist oppdatert 01.02.2024"]],
        [["Uttrekk laget av analyseavdelingen"]],
        [[], ["Tallene gjelder alle innbyggere"]],
        [[], ["Rauma og Molde"], ["Kilde: SSB"], []],
        [["Tallene i denne tabellen er hentet fra registeret og kan avvike fra det som er publisert før."]],
    ],
)
def test_lines_that_read_like_notes_are_notes(notes: list[list[str]]) -> None:
    assert notes_below([*ROWS, *notes]) == [" ".join(filter(None, cells)) for cells in notes]


@pytest.mark.parametrize(
    "row",
    [
        ["Aukra"],
        ["Aukra", "", ""],
        ["1539"],
        ["1539", "", "7"],
        ["Kilde", "2023", "7"],
        ["", "", "7"],
        ["Totalt", "", "11"],
        ["Merkur", "2023"],
    ],
)
def test_what_may_be_a_row_is_left_as_one(row: list[str]) -> None:
    assert notes_below([*ROWS, row]) == []


def test_digits_below_a_blank_line_are_left_as_a_row() -> None:
    assert notes_below([*ROWS, [], ["1539"]]) == []


def test_a_list_of_one_column_has_no_notes() -> None:
    assert notes_below([["Kilde"], ["Rauma"], ["Kilde: SSB"]]) == []


def test_notes_above_a_row_are_not_below_the_table() -> None:
    assert notes_below([ROWS[0], ["Kilde: SSB"], ROWS[1]]) == []


def test_they_are_said_aloud_with_the_first_words() -> None:
    assert tell(["Kilde: SSB"]) == ["1 linje under tabellen er ikke lest: «Kilde: SSB»."]
    assert tell(["", "Kilde: SSB", "Laget 2024"]) == [
        "2 linjer under tabellen er ikke lest. Den første er «Kilde: SSB»."
    ]
    assert tell([]) == []


def test_a_text_file_gives_its_rows_and_says_its_notes(tmp_path: Path) -> None:
    content = "kommune;verdi\nRauma;5\n\nMolde;6\n\nKilde: SSB\nLaget; 2024\n"
    found = table(tmp_path, content)
    assert [cells for _number, cells in found.rows()][-1] == ["Laget", " 2024"]
    assert found.notes == ()
    found = table(tmp_path, content.replace("Laget; ", "Laget "))
    assert list(found.rows()) == [(1, ["kommune", "verdi"]), (2, ["Rauma", "5"]), (4, ["Molde", "6"])]
    assert found.notes == ("2 linjer under tabellen er ikke lest. Den første er «Kilde: SSB».",)


def test_the_last_rows_are_right_whatever_the_size_of_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "kommune;verdi\n" + "".join(f"Rauma;{n}\n" for n in range(9)) + "\nKilde: SSB\n"
    for size in range(1, 14):
        monkeypatch.setattr("indicators.imports.formats.csv.reader._BLOCK", size)
        rows = list(table(tmp_path, content).rows())
        assert [number for number, _cells in rows] == list(range(1, 11))
        assert rows[-1] == (10, ["Rauma", "8"])


def test_lines_within_quotes_are_not_lines(tmp_path: Path) -> None:
    content = 'kommune;merknad\nRauma;"først\n\nKilde: der"\n'
    found = table(tmp_path, content)
    assert list(found.rows())[-1] == (2, ["Rauma", "først\n\nKilde: der"])


def test_a_workbook_gives_its_rows_and_says_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "tall.xlsx"
    path.write_bytes(
        workbook({"Ark": [["kommune", "verdi"], ["Rauma", 5], [], ["Oppdatert"], ["20240101 08:00"]]})
    )
    found = open_table(path, path.name)
    assert [number for number, _cells in found.rows()] == [1, 2, 3, 4, 5]
    path.write_bytes(
        workbook({"Ark": [["kommune", "verdi"], ["Rauma", 5], [], ["Oppdatert i januar"], ["Kilde: SSB"]]})
    )
    found = open_table(path, path.name)
    assert [number for number, _cells in found.rows()] == [1, 2]
    assert found.notes == ("2 linjer under tabellen er ikke lest. Den første er «Oppdatert i januar».",)


def test_notes_are_never_bad_rows(house: House) -> None:
    upload = house.read("Uttrekk\n\n" + long("1539;KPI1;2023;5") + "\nKilde: NPR\n* Foreløpige tall\n")
    assert house.counts(upload) == {"new": 1}
    assert any("2 linjer under tabellen" in note for note in upload.understood["notes"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_notes_are_found_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    content = mark + "kommune\tverdi\nTrøgstad\t5\n" + "Rauma\t6\n" * 9_000 + "\nKilde: SSB\n"
    path = tmp_path / "tall.txt"
    path.write_bytes(content.encode(encoding))
    found = open_table(path, path.name)
    assert found.notes[-1] == "1 linje under tabellen er ikke lest: «Kilde: SSB»."
    assert sum(1 for _row in found.rows()) == 9_002
