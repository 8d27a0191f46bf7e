"""A table as its file has it: raw cells, with the row numbers and column letters the spreadsheet shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

Cell = str | float | int | bool | date | time | timedelta | None
Row = tuple[int, Sequence[Cell]]

MAX_ROWS = 1_048_576  # what a spreadsheet can hold
MAX_COLUMNS = 1_000

# Marks without width or for the direction of writing: they come along from web pages and hide in texts.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet. `rows()` starts from the top each time it is called, so nothing need be held in memory.

    `rows()` gives (row number from 1, cells); rows may be of different lengths and blank ones may be left
    out. `total`: about how many rows there are, for progress. `notes`: what the reader wants said
    (Norwegian). `long_numbers`: False when the reader knows that nowhere ten digits stand together.
    `declared`: what the file itself says a column (0-based) is for, as the value of a `Role`.
    """

    sheet: str
    rows: Callable[[], Iterator[Row]]
    total: int
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    long_numbers: bool = True
    declared: Mapping[int, str] = field(default_factory=dict)


def text_of(cell: Cell) -> str:
    """The cell as a person would read it, without spaces around: 301.0 is «301»."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def without_marks(text: str) -> str:
    """The text without what a person cannot see in it."""
    return INVISIBLE.sub("", text)


def is_blank(cells: Iterable[Cell]) -> bool:
    return not any(text_of(cell) for cell in cells)


def letter(column: int) -> str:
    """The spreadsheet's name of the column with this 0-based place: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def column_number(name: str) -> int:
    """The 0-based place of a column letter. Raises ValueError for anything but A to XFD."""
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        raise ValueError(f"«{name}» er ikke en kolonnebokstav.")
    number = 0
    for character in name.upper():
        number = number * 26 + ord(character) - ord("A") + 1
    return number - 1
