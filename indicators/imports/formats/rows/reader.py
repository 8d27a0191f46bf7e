"""Reads a list of flat objects: each is a row, and its keys are the headings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats.json_text import begins, load
from indicators.imports.table import MAX_COLUMNS, MAX_ROWS, Cell, Row, Table, without_marks
from indicators.messages import gettext as _

NAME = "JSON"
EXTENSIONS = (".json",)


def recognises(head: bytes, name: str) -> bool:
    """A list, whatever the file is called."""
    return begins(head) == b"["


def read(path: Path, name: str, sheet: str = "") -> Table:
    """The list as one table. Raises FileError, naming the row that is not flat."""
    found = load(path, name)
    if not isinstance(found, list) or not found:
        raise FileError.of(FileFault.EMPTY, name)
    headings = _headings(found, name)

    def rows() -> Iterator[Row]:
        yield 0, headings
        for number, given in enumerate(found, 1):
            yield number, [_plain(given.get(heading)) for heading in headings]

    return Table(sheet="", rows=rows, total=len(found))


def _headings(found: list[Any], name: str) -> list[Cell]:
    headings: dict[Cell, None] = {}
    for number, given in enumerate(found, 1):
        if not isinstance(given, dict):
            detail = _("Rad {row} er ikke et objekt med nøkler og verdier.").format(row=number)
            raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
        for key, value in given.items():
            if isinstance(value, list | dict):
                detail = _("«{key}» i rad {row} er en liste eller et objekt. Skriv én verdi.")
                detail = detail.format(key=key[:40], row=number)
                raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
            headings[key] = None
        if len(headings) > MAX_COLUMNS or number > MAX_ROWS:
            detail = _("rad {row} er over grensen").format(row=number)
            raise FileError.of(FileFault.TOO_MANY, name, detail=detail)
    return list(headings)


def _plain(value: Any) -> Cell:
    if value is True or value is False:
        return "SANN" if value else "USANN"
    if isinstance(value, str) and not value.isascii():
        return without_marks(value)
    plain: Cell = value
    return plain
