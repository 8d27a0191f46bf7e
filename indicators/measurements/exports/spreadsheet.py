"""Text for a Norwegian spreadsheet: semicolons, a byte order mark, and nothing it would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from indicators.measurements.values import NumberError, parse_number

BOM = "\ufeff"
# Any of these first in a cell, blanks apart, makes a spreadsheet read the rest as a formula.
TRIGGERS = ("=", "+", "-", "@")


class _Echo:
    """A file that hands back what is written to it, for csv to write to while the answer is on its way."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as lines, the mark before the first. Cells of text are to be harmless already."""
    writer, mark = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n"), BOM
    for row in rows:
        yield mark + writer.writerow(row)
        mark = ""


@lru_cache(maxsize=10_000)
def harmless(text: str) -> str:
    """The text as a spreadsheet will show it and never run it. For text only: a number needs no guard."""
    return f"'{text}" if text.lstrip().startswith(TRIGGERS) else text


def harmless_unless_number(text: str) -> str:
    """As `harmless`, of what stood in somebody's cell: −75,63 stays a number."""
    try:
        parse_number(text)
    except NumberError:
        return harmless(text)
    return text
