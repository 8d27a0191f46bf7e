"""Reads a sheet of a workbook, values only: formulas give what they gave when the file was saved."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from indicators.imports.errors import FileError, FileFault
from indicators.imports.table import MAX_COLUMNS, MAX_ROWS, Cell, Row, Table

NAME = "Excel-arbeidsbok (XLSX)"
EXTENSIONS = (".xlsx",)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ERROR = b' t="e"'
_MAX_UNPACKED = 1 << 30
_CHUNK = 1 << 20


def recognises(head: bytes, name: str) -> bool:
    """A zip that is called a workbook, or an OLE file, as an encrypted workbook is."""
    if head.startswith(_OLE):
        return True
    return head.startswith(_ZIP) and (b"[Content_Types].xml" in head or name.casefold().endswith(EXTENSIONS))


def read(path: Path, name: str, sheet: str = "") -> Table:
    """The asked-for sheet, else the first visible one with content. Raises FileError."""
    has_errors = _look_inside(path, name)
    try:
        book = CalamineWorkbook.from_path(str(path))
        found, others = _choose(book, name, sheet)
    except PasswordError:
        raise FileError.of(FileFault.PASSWORD, name) from None
    except CalamineError:
        raise FileError.of(FileFault.BROKEN, name, detail="arbeidsboken kan ikke åpnes") from None
    if found.total_height >= MAX_ROWS or found.total_width >= MAX_COLUMNS:
        detail = f"arket «{found.name}» har celler langt nede eller langt ute til høyre"
        raise FileError.of(FileFault.TOO_MANY, name, detail=detail)

    # Rows are given from the top of the sheet, but cells only from the first used column.
    left = [""] * (found.start[1] if found.start else 0)

    def rows() -> Iterator[Row]:
        for number, cells in enumerate(found.iter_rows(), 1):
            yield number, [*left, *map(_plain, cells)]

    return Table(
        sheet=found.name,
        sheets=others,
        rows=rows,
        total=found.total_height,
        notes=_said_aloud(book, found, has_errors),
    )


def _look_inside(path: Path, name: str) -> bool:
    """What calamine does not tell apart: a password, an old XLS, another zip, a zip that explodes.

    Answers whether any cell holds an error (#DIV/0!), which calamine gives as an empty one.
    """
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            if _ENCRYPTED in _OLE + file.read():
                raise FileError.of(FileFault.PASSWORD, name)
            raise FileError.of(FileFault.WRONG_TYPE, name, known="XLSX eller CSV")
    try:
        with ZipFile(path) as archive:
            if not any(part.startswith("xl/workbook") for part in archive.namelist()):
                raise FileError.of(FileFault.WRONG_TYPE, name, known="XLSX eller CSV")
            if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
                detail = "den er større enn 1 GB når den pakkes ut"
                raise FileError.of(FileFault.TOO_MANY, name, detail=detail)
            return _has_error_cells(archive)
    except (BadZipFile, zlib.error, EOFError, RuntimeError):
        raise FileError.of(FileFault.BROKEN, name, detail="noe av innholdet mangler") from None


def _has_error_cells(archive: ZipFile) -> bool:
    for part in archive.namelist():
        if part.startswith("xl/worksheets/"):
            before = b""
            with archive.open(part) as sheet:
                while chunk := sheet.read(_CHUNK):
                    if _ERROR in before + chunk:
                        return True
                    before = chunk[-len(_ERROR) :]
    return False


def _choose(book: Any, name: str, wanted: str) -> tuple[Any, tuple[str, ...]]:
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    if wanted:
        if wanted not in visible:
            detail = f"Arket «{wanted}» finnes ikke. Arkene er {_listed(visible)}."
            raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
        return book.get_sheet_by_name(wanted), tuple(visible)
    for sheet in visible:
        found = book.get_sheet_by_name(sheet)
        if found.height:
            return found, tuple(visible)
    raise FileError.of(FileFault.EMPTY, name)


def _plain(cell: Cell) -> Cell:
    # True equals 1 in Python, and must never be taken for a number.
    if cell is True or cell is False:
        return "SANN" if cell else "USANN"
    return cell


def _said_aloud(book: Any, chosen: Any, has_errors: bool) -> tuple[str, ...]:
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    hidden = [sheet.name for sheet in book.sheets_metadata if sheet.name not in visible]
    others = [name for name in visible if name != chosen.name]
    notes = []
    if others:
        notes.append(f"Bare arket «{chosen.name}» er lest. Boken har også {_listed(others)}.")
    if hidden:
        notes.append(f"Skjulte ark er ikke lest: {_listed(hidden)}.")
    if has_errors:
        notes.append("Boken har celler med feil, som #DIV/0!. De er lest som tomme.")
    return tuple(notes)


def _listed(names: list[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
