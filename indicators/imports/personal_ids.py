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

from indicators.imports.table import Cell, Table, text_of, without_marks

_CANDIDATE = re.compile(
    r"(?<![0-9])([0-9]{2})\.?([0-9]{2})\.?([0-9]{2})"  # the day, also with dots
    r"(?:[ \u00a0.-]| [-–] )?"
    r"([0-9]{3})[ \u00a0]?([0-9]{2})(?![0-9])"
)
# Ten digits that are a whole cell: a spreadsheet drops the leading zero of a number.
_SHORTENED = re.compile(r"(?:^|\x1f)\s*([0-9]{10})(?:\.0)?\s*(?=\x1f|$)")
# Every digit as 0 and every sign that may part the groups as a space: then some plain searches do.
_SHAPE = bytes(
    48 if 48 <= code <= 57 else 32 if chr(code) in " .-?" else 120 for code in range(256)
)  # what is not ASCII, as a space that does not break, becomes ?
_SHAPES = (
    b"0000000000",
    b"000000 0000",
    b"000000 000 00",
    b"000000   000",
    b"00000000 00",
    b"00 00 00 000",
    b"00 00 0000000",
    b"00 00 00   000",
    b"00 00 00000 00",
)
_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
# Headings under which birth date and number may stand in a cell each.
_PARTED = re.compile(r"(?:person|fødsels)\s*-?(?:nummer|nr)|\bfnr\b|\bd-(?:nummer|nr)\b", re.IGNORECASE)
_HEAD = 200
_BLOCK, _LARGE = 256, 10**9
_ADDED_TO_MONTH = (0, 40, 65, 80)


def is_personal_id(digits: str) -> bool:
    """Whether these 11 digits are a valid number of a person, real or synthetic."""
    if not _checks(digits):
        return False
    return digits[0] in "89" or any(_names_a_day(digits, added) for added in _ADDED_TO_MONTH)


def has_long_number(text: str) -> bool:
    """Whether so many digits stand together that there is need to look closer."""
    shape = folded(text).encode("ascii", "replace").translate(_SHAPE)
    return any(each in shape for each in _SHAPES)


def folded(text: str) -> str:
    """Without marks nobody sees, and with the digits of other scripts as ours."""
    if text.isascii():
        return text
    return _OTHER_DIGITS.sub(lambda found: str(int(found[0])), without_marks(text))


def holds_personal_id(text: str) -> bool:
    """Whether a personal identity number stands anywhere in the text, also with spaces or dots in it."""
    return place_of_one(folded(text)) is not None


def place_of_one(text: str) -> int | None:
    """Where in the `folded` text the first personal identity number begins. Cells are parted by U+001F."""
    if not has_long_number(text):
        return None
    return min((place for place, found in _candidates(text) if is_personal_id(found)), default=None)


def first_row_with_one(table: Table) -> int | None:
    """The number of the first row that holds one in any cell; None when no row does.

    In two cells beside each other only where a heading says so: chance makes others of the kind.
    """
    heads = (text_of(cell) for _number, cells in islice(table.rows(), _HEAD) for cell in cells)
    parted = any(map(_PARTED.search, heads))
    if not table.long_numbers and not parted:
        return None
    between = " " if parted else "\x1f"
    rows = table.rows()
    while block := list(islice(rows, _BLOCK)):
        whole = "\x1f".join(_joined(cells, between) for _number, cells in block)
        if holds_personal_id(whole):
            return next(number for number, cells in block if holds_personal_id(_joined(cells, between)))
    return None


def _joined(cells: Iterable[Cell], between: str) -> str:
    """Texts and large numbers, and where they may be parts of one, the others too."""
    large = _LARGE if between == "\x1f" else 1
    found = (
        cell if isinstance(cell, str) else text_of(cell)
        for cell in cells
        if isinstance(cell, str) or (isinstance(cell, int | float) and abs(cell) >= large)
    )
    return between.join(found)


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    for found in _CANDIDATE.finditer(text):
        yield found.start(), "".join(found.groups())
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
