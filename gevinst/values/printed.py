"""The way from an imported file to the control of the figures printed in it, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from gevinst.values.audit_form import MOST_BYTES, MOST_ROWS
from gevinst.values.reading import ReadColumn, Reading
from indicators.imports.mapping import Role
from indicators.imports.models import Upload
from indicators.imports.parsing.blocks import rows_of
from indicators.imports.parsing.parent import parsed
from indicators.imports.table import Row, letter, text_of
from indicators.measurements.values import NumberError, parse_number
from indicators.table_audit.headings import is_label, kinds_in

_NAMES = (Role.ACTOR, Role.ACTOR_CODE, Role.PERIOD, Role.YEAR, Role.MONTH, Role.WEEK)


def holds_printed(reading: Reading) -> bool:
    """Whether columns look like changes, shares or sums of other columns. Opens nothing."""
    upload = reading.upload
    if reading.mapping is None or not upload.file or upload.size > MOST_BYTES:
        return False
    names = {letter(use.column) for use in reading.mapping.uses(*_NAMES)}
    counts = [column for column in reading.columns if column.letter not in names and _counts(column)]
    return len(counts) > 1 and any(kinds_in(column.header) for column in counts)


def text_of_file(upload: Upload, sheet: str = "") -> str:
    """The table as pasted cells, each row on the line it has in the file. A child parses it.

    Raises FileError.
    """
    with parsed(Path(upload.file.path), upload.file_name, sheet) as file:
        rows = list(islice(rows_of(file.blocks), MOST_ROWS + 1))
    return "\n".join(_lines(rows))


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    at = 1
    for number, cells in rows:
        yield from [""] * (number - at)
        yield "\t".join(" ".join(text_of(cell).split()) for cell in cells)
        at = number + 1


def _counts(column: ReadColumn) -> bool:
    return not is_label(column.header) and any(_is_number(text) for text in column.samples)


def _is_number(text: str) -> bool:
    try:
        return parse_number(text).number is not None
    except NumberError:
        return False
