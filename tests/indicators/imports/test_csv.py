from __future__ import annotations

from pathlib import Path

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from indicators.imports.table import Table


def table(tmp_path: Path, content: bytes, name: str = "tall.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content)
    return open_table(path, name)


def refused(tmp_path: Path, content: bytes, name: str = "tall.csv") -> FileError:
    with pytest.raises(FileError) as caught:
        list(table(tmp_path, content, name).rows())
    return caught.value


TEXT = "kommunenr;navn\n1539;Rauma på Åndalsnes\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_it_reads_norwegian_letters_in_the_encodings_senders_use(tmp_path: Path, encoding: str) -> None:
    assert list(table(tmp_path, TEXT.encode(encoding)).rows())[1] == (2, ["1539", "Rauma på Åndalsnes"])


def test_it_says_aloud_that_a_file_was_not_utf_8(tmp_path: Path) -> None:
    assert table(tmp_path, TEXT.encode("utf-8")).notes == ()
    assert "Windows-1252" in table(tmp_path, TEXT.encode("cp1252")).notes[0]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_it_finds_what_separates_the_columns(tmp_path: Path, sign: str) -> None:
    rows = list(table(tmp_path, f"aktør{sign}periode{sign}verdi\nRauma{sign}2024{sign}5\n".encode()).rows())
    assert [len(cells) for _, cells in rows] == [3, 3]


def test_a_decimal_comma_does_not_pass_for_a_separator(tmp_path: Path) -> None:
    content = "aktør;verdi\nRauma;1,5\nMolde;2,5\nAukra;3,5\n".encode()
    assert list(table(tmp_path, content).rows())[1] == (2, ["Rauma", "1,5"])


def test_a_semicolon_in_a_text_does_not_pass_for_a_separator(tmp_path: Path) -> None:
    content = "aktør,merknad,verdi\nRauma,først; så,5\nMolde,,6\nAukra,a;b;c,7\n".encode()
    assert [len(cells) for _, cells in table(tmp_path, content).rows()] == [3, 3, 3, 3]


def test_title_lines_do_not_decide_the_separator(tmp_path: Path) -> None:
    content = "Uttrekk, laget 2024, NPR\n\naktør;verdi\nRauma;5\nMolde;6\n".encode()
    assert list(table(tmp_path, content).rows())[-1] == (5, ["Molde", "6"])


def test_one_column_is_one_column(tmp_path: Path) -> None:
    assert list(table(tmp_path, b"verdi\n12\n13\n").rows()) == [(1, ["verdi"]), (2, ["12"]), (3, ["13"])]


def test_rows_have_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    """A blank line is a row; a line break inside quotes is not."""
    content = b'a;b\n\n"to\nlinjer";1\nsist;2\n'
    assert [number for number, _ in table(tmp_path, content).rows()] == [1, 3, 4]


def test_the_rows_can_be_read_twice(tmp_path: Path) -> None:
    found = table(tmp_path, TEXT.encode())
    assert list(found.rows()) == list(found.rows())


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content).fault is FileFault.EMPTY


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rapport.pdf", b"%PDF-1.7 hei"),
        ("rapport.csv", b"%PDF-1.7 hei"),
        ("side.csv", b"<!DOCTYPE html><p>Logg inn</p>"),
        ("bilde.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("tall.docx", b"bare tekst"),
    ],
)
def test_what_is_no_table_is_of_the_wrong_type(tmp_path: Path, name: str, content: bytes) -> None:
    error = refused(tmp_path, content, name)
    assert error.fault is FileFault.WRONG_TYPE
    assert name in str(error)
    assert "CSV" in str(error)


def test_nul_in_the_text_is_a_broken_file(tmp_path: Path) -> None:
    assert refused(tmp_path, b"\xef\xbb\xbfa;b\n1;\x002\n").fault is FileFault.BROKEN


def test_a_cell_that_never_ends_is_a_broken_file(tmp_path: Path) -> None:
    assert refused(tmp_path, b'a;b\n"' + b"x" * 200_000).fault is FileFault.BROKEN


def test_too_many_columns_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    assert refused(tmp_path, b"a" + b";" * 5_000 + b"\n").fault is FileFault.TOO_MANY


def test_a_long_number_is_noticed_even_across_the_border_of_two_chunks(tmp_path: Path) -> None:
    filler = b"x;1\n" * (1 << 18)
    assert table(tmp_path, filler).long_numbers is False
    split = filler[: (1 << 20) - 5] + b"\n12345678901;2\n"
    assert table(tmp_path, split).long_numbers is True


def test_a_line_that_says_what_separates_is_believed(tmp_path: Path) -> None:
    content = b"sep=;\na;b\n1,5;2,5\n3,5;4,5\n"
    assert list(table(tmp_path, content).rows())[2] == (3, ["1,5", "2,5"])


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u202e", "\u00ad", "\u2066"])
def test_marks_nobody_sees_are_removed_and_said_aloud(tmp_path: Path, mark: str) -> None:
    found = table(tmp_path, f"akt{mark}ør;verdi\nRau{mark}ma;{mark}5\n".encode())
    assert list(found.rows()) == [(1, ["aktør", "verdi"]), (2, ["Rauma", "5"])]
    assert found.notes == ("Usynlige tegn i teksten er fjernet.",)


@pytest.mark.parametrize("text", ["MÃ¸re", "M\ufffdre"])
def test_destroyed_letters_are_said_aloud_and_left(tmp_path: Path, text: str) -> None:
    found = table(tmp_path, f"navn;verdi\n{text};5\n".encode())
    assert list(found.rows())[1] == (2, [text, "5"])
    assert "Noen bokstaver er ødelagt i filen" in found.notes[0]


@pytest.mark.parametrize("content", [b'a;b\n1;"2\n3;4\n', b'a;b\n1;"2\n3;"4"\n5;6\n'])
def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path: Path, content: bytes) -> None:
    error = refused(tmp_path, content)
    assert error.fault is FileFault.BROKEN
    assert "et anførselstegn aldri lukkes" in str(error)


def test_quotes_that_are_closed_are_no_fault(tmp_path: Path) -> None:
    content = b'a;b\n"to\nlinjer";"sa ""ja"""\n5" skjerm;2\n'
    assert [cells for _, cells in table(tmp_path, content).rows()][1:] == [
        ["to\nlinjer", 'sa "ja"'],
        ['5" skjerm', "2"],
    ]


def test_cells_pasted_from_a_spreadsheet_need_no_name(tmp_path: Path) -> None:
    rows = list(table(tmp_path, b"kommune\tverdi\nRauma\t1 234,5\n", "innlimt").rows())
    assert rows == [(1, ["kommune", "verdi"]), (2, ["Rauma", "1 234,5"])]
    assert refused(tmp_path, b"bare tekst", "innlimt").fault is FileFault.WRONG_TYPE


def test_numbers_are_right_across_blocks_with_and_without_blank_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indicators.imports.formats.csv.reader._BLOCK", 3)
    content = b"a;b\n1;1\n\n3;3\n4;4\n5;5\n6;6\n\n8;8\n"
    assert [number for number, _ in table(tmp_path, content).rows()] == [1, 2, 4, 5, 6, 7, 9]


def test_a_decimal_comma_between_commas_is_never_cut_off(tmp_path: Path) -> None:
    """Read as it stands, 12,5 would be 12."""
    torn = "Rapport, fra NPR\nkommune,2023,2024\nRauma,12,13\nMolde,12,5,13\n"
    said = str(refused(tmp_path, torn.encode()))
    assert "rad 4 har 4 celler, men overskriftene bare 3" in said
    assert "Velg semikolon som skilletegn" in said


@pytest.mark.parametrize(
    "whole",
    [
        'kommune,verdi\nRauma,"12,5"\n',
        "kommune,verdi\nRauma,12,,\n",
        "kommune,verdi\nRauma,12\nKilde: NPR, SSB, FHI\n",
        "kommune;verdi\nRauma;12;5\n",
        "1539,2023,12\n1506,2023,12,5\n",
    ],
)
def test_what_is_not_torn_is_left_alone(tmp_path: Path, whole: str) -> None:
    assert len(list(table(tmp_path, whole.encode()).rows())) > 1
