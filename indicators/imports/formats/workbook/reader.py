"""Reads a sheet of a workbook, values only: formulas give what they gave when the file was saved."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats.workbook import ods, xlsb
from indicators.imports.formats.workbook.book import Book
from indicators.imports.formats.workbook.cells import Cells
from indicators.imports.formats.workbook.sheet import Sheet, Vast, scan
from indicators.imports.formats.workbook.told import listed, said_aloud
from indicators.imports.formats.workbook.xml import Unsafe, look_through
from indicators.imports.notes import TAIL, notes_below, tell
from indicators.imports.table import MAX_COLUMNS, MAX_ROWS, Row, Table
from indicators.messages import gettext as _
from indicators.messages import gettext_noop

NAME = "Excel (XLSX, XLS, XLSB), ODS"
EXTENSIONS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_EXCEL = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_KNOWN = gettext_noop("XLSX, XLS, XLSB, ODS eller CSV")
_MAX_UNPACKED = 600 << 20
_MAX_SHEETS = 2_000
# What zipfile, zlib, expat and struct make of bytes that are not what they say they are.
_DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, LookupError, ValueError, OSError)


@dataclass
class _Package:
    """What lies in the file beside what calamine gives. `sheets` are scanned when they are asked for."""

    kind: str
    path: Path
    book: Book = field(default_factory=Book)
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def scanned(self, name: str) -> Sheet | None:
        """None for the kinds of file we cannot look into."""
        if name not in self.sheets and (part := self.book.paths.get(name)):
            with ZipFile(self.path) as archive, archive.open(part) as file:
                binary = self.kind == "xlsb"
                self.sheets[name] = (
                    xlsb.scan(BufferedReader(file), self.book.styles)  # type: ignore[type-var]
                    if binary
                    else scan(file, self.book.percent)
                )
        return self.sheets.get(name)


def recognises(head: bytes, name: str) -> bool:
    """A zip that is a workbook or is called one, or an OLE file, as old and encrypted workbooks are."""
    if head.startswith(_OLE):
        return True
    known = b"[Content_Types].xml" in head or b"opendocument.spreadsheet" in head
    return head.startswith(_ZIP) and (known or name.casefold().endswith(EXTENSIONS))


def read(path: Path, name: str, sheet: str = "") -> Table:
    """The asked-for sheet, else the first visible one with content. Raises FileError."""
    try:
        return _read(path, name, sheet)
    except PasswordError:
        raise FileError.of(FileFault.PASSWORD, name) from None
    except Unsafe as fault:
        raise FileError.of(FileFault.BROKEN, name, detail=fault.message) from None
    except Vast:
        detail = _("arket har celler langt nede eller langt ute til høyre")
        raise FileError.of(FileFault.TOO_MANY, name, detail=detail) from None
    except _DAMAGED:
        raise FileError.of(FileFault.BROKEN, name, detail=_("noe av innholdet mangler")) from None
    except CalamineError:
        raise FileError.of(FileFault.BROKEN, name, detail=_("arbeidsboken kan ikke åpnes")) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's own "this cannot happen"
            raise
        raise FileError.of(FileFault.BROKEN, name, detail=_("arbeidsboken kan ikke åpnes")) from None


def _read(path: Path, name: str, sheet: str) -> Table:
    package = _look_inside(path, name)
    book = CalamineWorkbook.from_path(str(path))
    worksheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if len(worksheets) > _MAX_SHEETS:
        raise FileError.of(FileFault.TOO_MANY, name, detail=_("{count} ark").format(count=len(worksheets)))
    visible = [each.name for each in worksheets if each.visible == SheetVisibleEnum.Visible]
    found = _choose(book, package, name, visible, sheet)
    if found.total_height >= MAX_ROWS or found.total_width >= MAX_COLUMNS:
        raise Vast

    scanned = package.scanned(found.name)
    cells = Cells.of(found, scanned)
    notes = notes_below(cells.tail(TAIL))
    last = found.total_height + 1 - len(notes)

    def rows() -> Iterator[Row]:
        for number, row in cells.rows():
            if notes and number > last:
                return
            yield number, row

    hidden = [each.name for each in worksheets if each.name not in visible]
    told = said_aloud(package.kind, package.book, scanned, found.name, visible, hidden, cells.merged)
    return Table(
        sheet=found.name,
        sheets=tuple(visible),
        rows=rows,
        total=found.total_height,
        notes=(*told, *tell(notes)),
    )


def _look_inside(path: Path, name: str) -> _Package:
    """What calamine does not tell apart: a password, another OLE file, another zip, a zip that explodes."""
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            content = file.read()
            if _ENCRYPTED in content:
                raise FileError.of(FileFault.PASSWORD, name)
            if not any(mark in content for mark in _OLD_EXCEL):
                raise FileError.of(FileFault.WRONG_TYPE, name, known=_(_KNOWN))
            return _Package("xls", path)
    with ZipFile(path) as archive:
        parts = archive.namelist()
        kind = _kind(set(parts))
        if not kind:
            raise FileError.of(FileFault.WRONG_TYPE, name, known=_(_KNOWN))
        if _is_locked(archive, kind):
            raise FileError.of(FileFault.PASSWORD, name)
        if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
            detail = _("den er større enn {size} MB når den pakkes ut").format(size=_MAX_UNPACKED >> 20)
            raise FileError.of(FileFault.TOO_MANY, name, detail=detail)
        look_through(archive)
        package = _Package(kind, path)
        if kind != "ods":
            package.book = Book.of(archive)
        else:
            package.sheets = ods.scan_all(archive)
        return package


def _is_locked(archive: ZipFile, kind: str) -> bool:
    """A zip with a password on its parts, or an ODS whose list of parts says that they are encrypted."""
    if any(part.flag_bits & 1 for part in archive.infolist()):
        return True
    manifest = "META-INF/manifest.xml"
    if kind != "ods" or manifest not in archive.namelist():
        return False
    with archive.open(manifest) as file:
        return b"encryption-data" in file.read(1 << 20)


def _kind(parts: set[str]) -> str:
    if "xl/workbook.bin" in parts:
        return "xlsb"
    if any(part.startswith("xl/workbook") for part in parts):
        return "xlsx"
    return "ods" if "content.xml" in parts and not any(part.startswith("word/") for part in parts) else ""


def _choose(book: Any, package: _Package, name: str, visible: list[str], wanted: str) -> Any:
    if wanted:
        if wanted not in visible:
            detail = _("Arket «{wanted}» finnes ikke. Arkene er {sheets}.")
            detail = detail.format(wanted=wanted, sheets=listed(visible))
            raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
        package.scanned(wanted)
        return book.get_sheet_by_name(wanted)
    for sheet in visible:
        scanned = package.scanned(sheet)
        if scanned is None or not scanned.is_empty:
            found = book.get_sheet_by_name(sheet)
            if found.height or (scanned and (scanned.formulas or scanned.errors)):
                return found
    raise FileError.of(FileFault.EMPTY, name)
