"""A format is one folder and one line here, loaded on first use; it turns a file into a `Table`, no more.

A reader module answers `NAME` (what a person calls it), `EXTENSIONS`, `recognises(head, name)` from the first
bytes and `read(path, name, sheet)`, which raises FileError. What the bytes are decides, not what the file is
called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from indicators.imports.errors import FileError, FileFault
from indicators.imports.table import Row, Table
from indicators.messages import gettext as _

FORMATS = {
    "workbook": "indicators.imports.formats.workbook.reader",
    "jsonstat": "indicators.imports.formats.jsonstat.reader",
    "rows": "indicators.imports.formats.rows.reader",
    "csv": "indicators.imports.formats.csv.reader",
}
HEAD = 8192


class Reader(Protocol):
    NAME: str
    EXTENSIONS: tuple[str, ...]

    def recognises(self, head: bytes, name: str) -> bool: ...

    def read(self, path: Path, name: str, sheet: str = "") -> Table: ...


@cache
def reader_for(code: str) -> Reader:
    """The reader of one format."""
    return cast(Reader, import_module(FORMATS[code]))


def extensions() -> tuple[str, ...]:
    """All file endings some format reads, with the dot."""
    return tuple(dict.fromkeys(ending for code in FORMATS for ending in reader_for(code).EXTENSIONS))


def recognise(head: bytes, name: str) -> Reader:
    """The format of a file by its first HEAD bytes. Raises FileError when empty or of the wrong type."""
    if not head.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise FileError.of(FileFault.EMPTY, name)
    for code in FORMATS:
        if reader_for(code).recognises(head, name):
            return reader_for(code)
    raise FileError.of(FileFault.WRONG_TYPE, name, known=known_formats())


def known_formats() -> str:
    """The names of all formats, as a sentence lists them."""
    *first, last = (reader_for(code).NAME for code in FORMATS)
    return _("{first} eller {last}").format(first=", ".join(first), last=last)


def open_table(path: Path, name: str, sheet: str = "") -> Table:
    """The file as a table. `name` is what the sender called it; `sheet` asks for one by name. Raises
    FileError.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    try:
        table = recognise(head, name).read(path, name, sheet)
    except (MemoryError, RecursionError):
        raise _too_much(name) from None

    def rows() -> Iterator[Row]:
        try:
            yield from table.rows()
        except MemoryError:
            raise _too_much(name) from None

    return replace(table, rows=rows)


def _too_much(name: str) -> FileError:
    return FileError.of(FileFault.TOO_MANY, name, detail=_("det er ikke plass til den i minnet"))
