"""Reads a sheet of a workbook, values only: formulas give what they gave when the file was saved."""

from __future__ import annotations

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
_MAX_UNPACKED = 1 << 30


def recognises(head: bytes, name: str) -> bool:
    """A zip that is called a workbook, or an OLE file, as an encrypted workbook is."""
    if head.startswith(_OLE):
        return True
    return head.startswith(_ZIP) and (b"[Content_Types].xml" in head or name.casefold().endswith(EXTENSIONS))


def read(path: Path, name: str, sheet: str = "") -> Table:
    """The asked-for sheet, else the first visible one with content. Raises FileError."""
    _look_inside(path, name)
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
        sheet=found.name, sheets=others, rows=rows, total=found.total_height, notes=_said_aloud(book, found)
    )


def _look_inside(path: Path, name: str) -> None:
    """What calamine does not tell apart: a password, an old XLS, another zip, a zip that explodes."""
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            if _ENCRYPTED in _OLE + file.read():
                raise FileError.of(FileFault.PASSWORD, name)
            raise FileError.of(FileFault.WRONG_TYPE, name, known="XLSX eller CSV")
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(part.file_size for part in archive.infolist())
    except BadZipFile:
        raise FileError.of(FileFault.BROKEN, name, detail="slutten av filen mangler") from None
    if not any(part.startswith("xl/workbook") for part in names):
        raise FileError.of(FileFault.WRONG_TYPE, name, known="XLSX eller CSV")
    if unpacked > _MAX_UNPACKED:
        raise FileError.of(FileFault.TOO_MANY, name, detail="den er større enn 1 GB når den pakkes ut")


def _choose(book: Any, name: str, wanted: str) -> tuple[Any, tuple[str, ...]]:
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    if wanted:
        if wanted not in visible:
            detail = (
                f"Arket «{wanted}» finnes ikke. Arkene er {', '.join(f'«{sheet}»' for sheet in visible)}."
            )
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


def _said_aloud(book: Any, chosen: Any) -> tuple[str, ...]:
    hidden = [sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible]
    others = [
        sheet.name for sheet in book.sheets_metadata if sheet.name != chosen.name and sheet.name not in hidden
    ]
    notes = []
    if others:
        notes.append(
            f"Bare arket «{chosen.name}» er lest. Boken har også {', '.join(f'«{name}»' for name in others)}."
        )
    if hidden:
        notes.append(f"Skjulte ark er ikke lest: {', '.join(f'«{name}»' for name in hidden)}.")
    return tuple(notes)
