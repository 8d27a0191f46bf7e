"""Personal identity numbers stop a file at the door. Organisation and municipality numbers never do.

Recognised: fødselsnummer, D-number (day + 40), help numbers (month + 40, or beginning with 8 or 9) and the
synthetic numbers used for testing (month + 65 or + 80), with both check digits right. An 11-digit number that
is not one of these is let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from stdnum.no import fodselsnummer

from indicators.imports.table import Cell, Table, text_of

_CANDIDATE = re.compile(r"(?<![0-9])([0-9]{6})[ \u00a0.-]?([0-9]{5})(?![0-9])")
# Ten digits that are a whole cell: a spreadsheet drops the leading zero of a number.
_SHORTENED = re.compile(r"(?:^|\x1f)\s*([0-9]{10})(?:\.0)?\s*(?=\x1f|$)")
# Every digit as 0 and every sign that may part the two halves as a space: then two plain searches do.
_SHAPE = bytes(
    48 if 48 <= code <= 57 else 32 if chr(code) in " .-?" else 120 for code in range(256)
)  # what is not ASCII, as a space that does not break, becomes ?
_BLOCK, _LARGE = 256, 10**9
_ADDED_TO_MONTH = (0, 40, 65, 80)


def is_personal_id(digits: str) -> bool:
    """Whether these 11 digits are a valid number of a person, real or synthetic."""
    if not _checks(digits):
        return False
    return digits[0] in "89" or any(_names_a_day(digits, added) for added in _ADDED_TO_MONTH)


def has_long_number(text: str) -> bool:
    """Whether ten digits stand together, as they must before there is any need to look closer."""
    shape = text.encode("ascii", "replace").translate(_SHAPE)
    return b"0000000000" in shape or b"000000 0000" in shape


def holds_personal_id(text: str) -> bool:
    """Whether a personal identity number stands anywhere in the text, also with a space in it."""
    return place_of_one(text) is not None


def place_of_one(text: str) -> int | None:
    """Where in the text the first personal identity number begins. Cells are parted by U+001F."""
    if not has_long_number(text):
        return None
    return min((place for place, found in _candidates(text) if is_personal_id(found)), default=None)


def first_row_with_one(table: Table) -> int | None:
    """The number of the first row that holds one in any cell; None when no row does."""
    if not table.long_numbers:
        return None
    rows = table.rows()
    while block := list(islice(rows, _BLOCK)):
        if holds_personal_id(_joined(cell for _number, cells in block for cell in cells)):
            return next(number for number, cells in block if holds_personal_id(_joined(cells)))
    return None


def _joined(cells: Iterable[Cell]) -> str:
    """Texts and large numbers; the others are too short to be one."""
    found = (
        cell if isinstance(cell, str) else text_of(cell)
        for cell in cells
        if isinstance(cell, str) or (isinstance(cell, int | float) and abs(cell) >= _LARGE)
    )
    return "\x1f".join(found)


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    for found in _CANDIDATE.finditer(text):
        yield found.start(), found[1] + found[2]
    for found in _SHORTENED.finditer(text):
        yield found.start(1), "0" + found[1]


def _checks(digits: str) -> bool:
    first, second = digits[9], digits[10]
    return (
        fodselsnummer.calc_check_digit1(digits) == first and fodselsnummer.calc_check_digit2(digits) == second
    )


def _names_a_day(digits: str, added_to_month: int) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]) - added_to_month, int(digits[4:6])
    try:
        # The century is not looked up: it decides only whether 29 February 1900 was a day.
        date(2000 + year, month, day % 40)
    except ValueError:
        return False
    return True
