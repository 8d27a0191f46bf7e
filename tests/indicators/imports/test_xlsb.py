"""Binary workbooks are seen into as far as the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from indicators.imports.table import Table
from tests.indicators.imports.packing import fault, real, xlsb


def table(tmp_path: Path, content: bytes) -> Table:
    path = tmp_path / "tall.xlsb"
    path.write_bytes(content)
    return open_table(path, path.name)


def test_numbers_per_cent_and_errors_are_what_they_are(tmp_path: Path) -> None:
    found = table(tmp_path, xlsb({0: {0: real(1.5), 1: real(0.52, style=1)}, 2: {1: fault(7), 2: real(3)}}))
    assert [(number, list(cells)) for number, cells in found.rows()] == [
        (1, [1.5, "52 %", ""]),
        (2, ["", "", ""]),
        (3, ["", "#DIV/0!", 3.0]),
    ]
    assert found.notes == (
        "Celler med feil, som #DIV/0!, er ikke lest som tall: B3.",
        "Celler vist i prosent er lest som prosent, 0,52 som 52 %: kolonne B.",
    )


def test_a_format_that_only_writes_the_sign_is_not_per_cent(tmp_path: Path) -> None:
    found = table(tmp_path, xlsb({0: {0: real(0.52, style=1)}}, form='0.00" %"'))
    assert [list(cells) for _number, cells in found.rows()] == [[0.52]]


def test_cells_too_far_apart_are_refused_before_they_are_held(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="langt nede") as caught:
        table(tmp_path, xlsb({0: {0: real(1)}, 1_048_575: {16_383: real(2)}}))
    assert caught.value.fault is FileFault.TOO_MANY


def test_records_cut_off_are_a_broken_file(tmp_path: Path) -> None:
    book = xlsb({0: {0: real(1)}})
    with pytest.raises(FileError) as caught:
        table(tmp_path, book[: len(book) // 2])
    assert caught.value.fault is FileFault.BROKEN
