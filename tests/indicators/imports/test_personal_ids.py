from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from stdnum.no import fodselsnummer

from indicators.imports.personal_ids import first_row_with_one, holds_personal_id, is_personal_id
from indicators.imports.table import Cell, Table


def made_up(day: int, month: int, year: int) -> str:
    """The first number with right check digits for these six digits; nobody need have it."""
    for serial in range(1000):
        nine = f"{day:02}{month:02}{year:02}{serial:03}"
        first = fodselsnummer.calc_check_digit1(nine)
        second = fodselsnummer.calc_check_digit2(nine + first) if len(first) == 1 else ""
        if len(second) == 1:
            return nine + first + second
    raise AssertionError("there is always one")


KINDS = {
    "fødselsnummer": made_up(15, 6, 84),
    "born on leap day": made_up(29, 2, 4),
    "D-number": made_up(55, 6, 84),
    "help number with month": made_up(15, 46, 84),
    "synthetic, month + 65": made_up(15, 71, 84),
    "synthetic, month + 80": made_up(15, 86, 84),
    "synthetic D-number": made_up(55, 86, 84),
    "help number without a date": made_up(90, 12, 84),
}


@pytest.mark.parametrize("digits", KINDS.values(), ids=KINDS.keys())
def test_it_knows_every_kind_of_personal_number(digits: str) -> None:
    assert is_personal_id(digits)
    assert not is_personal_id(digits[:-1] + str((int(digits[-1]) + 1) % 10))


@pytest.mark.parametrize(
    "digits", [made_up(31, 2, 84), made_up(15, 13, 84), made_up(29, 2, 83), made_up(32, 1, 84)]
)
def test_digits_that_name_no_day_are_not_a_personal_number(digits: str) -> None:
    assert not is_personal_id(digits)


NUMBER = KINDS["fødselsnummer"]


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f"{NUMBER[:6]} {NUMBER[6:]}",
        f"{NUMBER[:6]}-{NUMBER[6:]}",
        f"fnr:{NUMBER}.",
        f"Ola ({NUMBER}) ringte",
        f"{NUMBER[:6]} - {NUMBER[6:]}",
        f"{NUMBER[:6]} {NUMBER[6:9]} {NUMBER[9:]}",
        f"{NUMBER[:2]}.{NUMBER[2:4]}.{NUMBER[4:6]} {NUMBER[6:]}",
        f"{NUMBER[:2]}.{NUMBER[2:4]}.{NUMBER[4:]}",
        f"{NUMBER[:5]}\u200b{NUMBER[5:]}",
        NUMBER.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    ],
)
def test_it_finds_one_however_it_is_written(text: str) -> None:
    assert holds_personal_id(text)


@pytest.mark.parametrize(
    "text",
    [
        f"1{NUMBER}",
        f"{NUMBER}0",
        "983971709",
        "0301",
        "1 234 567",
        "NO 983 971 709 MVA",
        "2024-06-15 10:30:00",
    ],
)
def test_other_numbers_are_let_through(text: str) -> None:
    assert not holds_personal_id(text)


@given(some.integers(min_value=0, max_value=999_999_999))
def test_an_organisation_number_is_never_stopped(number: int) -> None:
    assert not holds_personal_id(f"{number:09}")


def a_table(*rows: list[Cell]) -> Table:
    def numbered() -> Iterator[tuple[int, list[Cell]]]:
        return enumerate(rows, 1)

    return Table(sheet="", rows=numbered, total=len(rows))


def test_it_names_the_row_and_looks_in_every_cell() -> None:
    assert first_row_with_one(a_table(["navn", "verdi"], ["Rauma", "5"], ["", NUMBER])) == 3
    assert first_row_with_one(a_table(["navn", "verdi"], ["Rauma", "5"])) is None


def test_two_neighbouring_cells_do_not_make_one() -> None:
    assert first_row_with_one(a_table([NUMBER[:6], NUMBER[6:]])) is None


@pytest.mark.parametrize("heading", ["Personnr.", "personnummer", "Fødselsnummer", "FNR"])
def test_neighbouring_cells_under_such_a_heading_do(heading: str) -> None:
    rows: list[list[Cell]] = [["navn", "født", heading], ["Ola", NUMBER[:6], NUMBER[6:]]]
    assert first_row_with_one(a_table(*rows)) == 2
    assert first_row_with_one(a_table(rows[0], ["Ola", NUMBER[:6], NUMBER[6:][::-1]])) is None


def test_a_number_cell_that_lost_its_zero_is_still_found() -> None:
    born_on_the_first = made_up(1, 6, 84)
    assert first_row_with_one(a_table(["x", float(born_on_the_first)])) == 1
    assert first_row_with_one(a_table(["x", born_on_the_first.lstrip("0")])) == 1


def test_dates_and_numbers_beside_it_do_not_hide_one() -> None:
    assert first_row_with_one(a_table([date(2024, 1, 1), 3.5, None, int(NUMBER)])) == 1
