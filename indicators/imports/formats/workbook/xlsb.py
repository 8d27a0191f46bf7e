"""What calamine does not tell of an XLSB: the same as of an XLSX, from the records of its binary parts.

A record is a number, a length and its content; numbers and lengths take seven bits a byte. [MS-XLSB] 2.1.4
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from indicators.imports.formats.workbook.percent import BUILT_IN_PERCENT, is_percent
from indicators.imports.formats.workbook.sheet import Sheet
from indicators.imports.formats.workbook.xml import Unsafe
from indicators.messages import gettext as _

_ROW, _BLANK, _RK, _ERROR, _REAL, _FORMULA_NUMBER, _FORMULA_ERROR = 0, 1, 2, 3, 5, 9, 11
_SHEET, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 156, 44, 47, 617, 618
_NUMBERS = (_RK, _REAL, _FORMULA_NUMBER)
_ERRORS = (_ERROR, _FORMULA_ERROR)
_NAMES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LONGEST_RECORD = 1 << 20
_CELL = struct.Struct("<II")


def sheets(archive: ZipFile) -> dict[str, str]:
    """Sheet name to the relation that says where it lies."""
    found = {}
    with archive.open("xl/workbook.bin") as file:
        for number, content in _records(file):
            if number == _SHEET:
                relation, end = _text(content, 8)
                name, _end = _text(content, end)
                found[name] = relation
    return found


def percent_styles(archive: ZipFile) -> set[int]:
    """The style numbers that show 0,52 as 52 %."""
    formats = {int(number) for number in BUILT_IN_PERCENT}
    styles: list[int] = []
    inside = False
    with archive.open("xl/styles.bin") as file:
        for number, content in _records(file):
            if number == _FORMAT and len(content) > 2 and is_percent(_text(content, 2)[0]):
                formats.add(int.from_bytes(content[:2], "little"))
            elif number in (_STYLES_BEGIN, _STYLES_END):
                inside = number == _STYLES_BEGIN
            elif number == _STYLE and inside:
                styles.append(int.from_bytes(content[2:4], "little"))
    return {place for place, style in enumerate(styles) if style in formats}


def scan(file: IO[bytes], percent: set[int]) -> Sheet:
    """One pass over a sheet's records. Raises Vast, or Unsafe for what is no sequence of records."""
    sheet, row = Sheet(), 1
    rows: set[int] = set()
    columns: set[int] = set()
    for number, content in _records(file):
        if number == _ROW and len(content) >= 4:
            sheet.reach(rows, columns)
            rows, columns, row = set(), set(), int.from_bytes(content[:4], "little") + 1
        elif _BLANK < number <= _FORMULA_ERROR and len(content) >= _CELL.size:
            column, style = _CELL.unpack_from(content)
            rows.add(row)
            columns.add(column)
            if number in _ERRORS and len(content) > _CELL.size:
                sheet.keep(sheet.errors, (row, column), _NAMES.get(content[_CELL.size], "#"))
            elif number in _NUMBERS and style & 0xFFFFFF in percent:
                sheet.reach(rows, columns)
                sheet.set_percent(row, column)
    sheet.reach(rows, columns)
    return sheet


def _records(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    while first := file.read(1):
        number = first[0]
        if number & 0x80:
            number = number & 0x7F | (_byte(file) & 0x7F) << 7
        size = shift = 0
        for _place in range(4):
            part = _byte(file)
            size |= (part & 0x7F) << shift
            shift += 7
            if not part & 0x80:
                break
        if size > _LONGEST_RECORD or len(content := file.read(size)) < size:
            raise Unsafe(_("en celle er altfor lang"))
        yield number, content


def _byte(file: IO[bytes]) -> int:
    found = file.read(1)
    if not found:
        raise Unsafe(_("noe av innholdet mangler"))
    return found[0]


def _text(content: bytes, start: int) -> tuple[str, int]:
    size = int.from_bytes(content[start : start + 4], "little")
    end = start + 4 + 2 * size
    return content[start + 4 : end].decode("utf-16-le", "replace"), end
