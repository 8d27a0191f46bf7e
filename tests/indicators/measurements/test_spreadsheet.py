"""Text that leaves for a spreadsheet."""

from __future__ import annotations

import pytest

from indicators.measurements.exports.spreadsheet import BOM, csv_lines, harmless, harmless_unless_number


@pytest.mark.parametrize("text", ["=1+1", "+47 900", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert harmless(text) == harmless_unless_number(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-75,63", "-4", "12", "tolv", "", "..", "a=b"])
def test_numbers_and_words_are_left_as_they_are(text: str) -> None:
    assert harmless_unless_number(text) == text


def test_a_name_is_text_even_where_it_could_be_a_number() -> None:
    assert harmless("-4") == "'-4"


def test_the_mark_stands_first_and_once() -> None:
    assert list(csv_lines([["Ål", 1], ["a;b", None]])) == [f"{BOM}Ål;1\r\n", '"a;b";\r\n']
