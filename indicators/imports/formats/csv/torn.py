"""A decimal comma in a file with commas between the cells tears a figure in two: 12,5 becomes 12 and 5."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import pairwise

from indicators.imports.errors import FileError, FileFault
from indicators.imports.table import MAX_COLUMNS
from indicators.messages import gettext as _

_WHOLE = re.compile(r"\s*[-\u2212]?[0-9]+\s*")
_DECIMALS = re.compile(r"[0-9]+ ?[%*]?\s*")
_YEAR = re.compile(r"\s*(?:19|20)[0-9]{2}\s*")


def headings_in(lines: Sequence[str]) -> int:
    """How many cells the headings have: the widest row above the first with a number that is no year.

    MAX_COLUMNS, as many as may be, where nothing stands above it.
    """
    widest = 0
    for cells in csv.reader(lines):
        if any(_WHOLE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells):
            break
        widest = max(widest, len(cells))
    return widest if widest > 1 else MAX_COLUMNS


def refuse_torn(block: Sequence[Sequence[str]], first: int, headings: int, name: str) -> None:
    """Raises FileError for the first row with more filled cells than headings and two numbers side by side.

    `first`: the number of the first row of the block.
    """
    for number, cells in enumerate(block, first):
        if any(cells[headings:]) and any(
            _WHOLE.fullmatch(left) and _DECIMALS.fullmatch(right) for left, right in pairwise(cells)
        ):
            detail = _(
                "rad {row} har {cells} celler, men overskriftene bare {headings}, trolig fordi et "
                "desimalkomma står mellom celler som er skilt med komma. Velg semikolon som skilletegn"
            ).format(row=number, cells=len(cells), headings=headings)
            raise FileError.of(FileFault.BROKEN, name, detail=detail)
