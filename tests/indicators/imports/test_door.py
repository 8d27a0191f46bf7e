"""A file is looked through as it arrives: no number of a person is ever stored, and none is ever repeated."""

from __future__ import annotations

import io
import time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from indicators.imports.door import holds_personal_id_in_file
from tests.indicators.imports.conftest import workbook
from tests.indicators.imports.test_personal_ids import KINDS, NUMBER, made_up


def place(content: str | bytes) -> str | None:
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    found = holds_personal_id_in_file(file)
    assert file.tell() == 0
    return found


@pytest.mark.parametrize("digits", KINDS.values(), ids=KINDS.keys())
def test_every_kind_is_found_with_its_row_and_not_repeated(digits: str) -> None:
    found = place(f"navn;verdi\nRauma;5\n{digits};6\n")
    assert found == "på rad 3"


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_number_that_lost_its_zero_is_found_when_it_is_a_whole_cell(sign: str) -> None:
    lost = made_up(1, 6, 84).lstrip("0")
    assert place(f"a{sign}b\n{lost}{sign}1\n") == "på rad 2"
    assert place(f"a{sign}b\nnr. {lost}{sign}1\n") is None


@pytest.mark.parametrize(
    "content",
    [
        f"navn;fnr\nOla;{NUMBER[:6]} {NUMBER[6:]}\n",
        f"navn;fnr\nOla;{NUMBER[:6]}\u00a0{NUMBER[6:]}\n",
        f"navn;fnr\nOla;{NUMBER[:3]}\u200b{NUMBER[3:]}\n",
        f"nåvn;fnr\r\nOla;{NUMBER[:6]}\u00a0{NUMBER[6:]}\r\n".encode("cp1252"),
        f"navn;fnr\nOla;{NUMBER}\n".encode("utf-16"),
        f"navn;fnr\r\nOla;{NUMBER}\r\n".encode("cp1252"),
        f'[{{"navn": "Ola"}}, {{"navn":\n\n"Ola", "fnr": {NUMBER}}}]',
        f'\ufeff[{{"navn": "Ola"}}, {{"fnr": "{NUMBER}"}}]',
    ],
)
def test_it_is_found_however_the_file_is_written(content: str | bytes) -> None:
    assert place(content) == "på rad 2"


def test_json_that_is_no_list_of_rows_has_no_rows_to_name() -> None:
    assert place(f'{{"class": "dataset",\n"value": [{NUMBER}]}}') == "i innholdet"


@pytest.mark.parametrize(
    "content",
    [
        "kommunenr;orgnr;verdi\n1539;983971709;1 234 567\n",
        f"x;1{NUMBER}\n",
        b"",
        b"PK\x03\x04cut off",
        b"\xff" * 99,
    ],
)
def test_other_files_are_let_through(content: str | bytes) -> None:
    assert place(content) is None


def test_a_number_across_two_pieces_is_found_and_its_row_is_right() -> None:
    line = "kommune;1\n"
    before = line * ((1 << 20) // len(line))
    content = before + "x" * ((1 << 20) - len(before) - 5 - 1) + "\n" + f"{NUMBER};2\n"
    assert content.index(NUMBER) < 1 << 20 < content.index(NUMBER) + 11
    assert place(content) == f"på rad {content[: content.index(NUMBER)].count(chr(10)) + 1}"


def test_a_workbook_is_searched_in_its_numbers_and_its_texts() -> None:
    assert place(workbook({"Ark": [["a"], [5], [int(NUMBER)]]})) == "på rad 3"
    assert place(workbook({"Ark": [["a"], [f"Ola ({NUMBER})"]]})) == "i en celle med tekst"
    assert place(workbook({f"Barn {NUMBER}": [["a"]]})) == "i navnet på et ark eller i filens egenskaper"
    assert place(workbook({"Ark": [["a"], [0.217391304347826]]})) is None


def test_a_zip_bomb_is_left_to_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(301):
            part.write(b"0" * (1 << 20))
    monkeypatch.setattr(ZipFile, "open", lambda *_: pytest.fail("it is unpacked"))
    assert place(file.getvalue()) is None


def test_thirty_megabytes_take_no_time_to_speak_of() -> None:
    content = (
        b"".join(b"%d;KPI1;2023-%02d;%d\n" % (1500 + i % 300, 1 + i % 12, i) for i in range(300_000)) * 4
    )
    began = time.process_time()
    assert place(content) is None
    assert time.process_time() - began < 30
