"""Reads the XML of a sheet for what calamine does not tell: its reach, errors, formulas and per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.sax.saxutils import unescape

from indicators.imports.formats.workbook.xml import Unsafe
from indicators.imports.table import column_number
from indicators.messages import gettext as _

_CHUNK = 1 << 20
_LONGEST_ROW = 16 << 20
_FEW = 200  # styles to look for by name; with more, every styled cell is looked at
MOST_ODD_CELLS = 10_000
MOST_CELLS = 8_000_000  # calamine holds the whole rectangle in memory, about 65 bytes a cell

_FILLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_TOKENS = re.compile(rb"<(?:\w+:)?(?:(row)\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_TYPE = re.compile(rb'\bt="([a-zA-Z]+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)<)")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]*\bhidden="(?:1|true)"')

Place = tuple[int, int]


class Vast(Exception):  # noqa: N818 - it is a finding, said by the reader as a FileError
    """The cells with content lie so far apart that the sheet cannot be held in memory."""


@dataclass
class Sheet:
    """Rows from 1, columns from 0. `errors` and `formulas`: what to show for cells calamine gives as empty.

    `percent`: for each column with such cells, a byte per row. `first` and `last` enclose what has content.
    """

    first: Place = (0, 0)
    last: Place = (0, 0)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    percent: dict[int, bytearray] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: bool = False

    @property
    def is_empty(self) -> bool:
        return self.last[0] == 0

    @property
    def cells(self) -> int:
        """How many cells lie in the rectangle from the first to the last, as they are held in memory."""
        return 0 if self.is_empty else (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)

    def reach(self, rows: set[int], columns: set[int]) -> None:
        if not rows:
            return
        if self.is_empty:
            self.first = self.last = (min(rows), min(columns))
        self.first = (min(self.first[0], *rows), min(self.first[1], *columns))
        self.last = (max(self.last[0], *rows), max(self.last[1], *columns))
        if self.cells > MOST_CELLS:
            raise Vast

    @staticmethod
    def keep(known: dict[Place, str], place: Place, text: str) -> None:
        """Remembers an odd cell. Raises Unsafe when there are too many."""
        if len(known) >= MOST_ODD_CELLS:
            told = _("mer enn {count} celler har feil, eller formler uten lagret verdi")
            raise Unsafe(told.format(count=MOST_ODD_CELLS))
        known[place] = text[:200]

    def set_percent(self, row: int, column: int) -> None:
        rows = self.percent.setdefault(column, bytearray())
        if len(rows) <= row:
            rows.extend(bytes(row + 1 - len(rows) + (row >> 1)))
        rows[row] = 1


def scan(file: IO[bytes], percent: set[bytes]) -> Sheet:
    """One pass over a sheet's XML. Raises Vast, or Unsafe when it holds too much of what cannot be read."""
    sheet = Sheet()
    named = b"|".join(percent) if len(percent) < _FEW else b"[0-9]+"
    looks_percent = re.compile(rb'\bs="(?:' + named + rb')"') if percent else None
    rest, row = b"", 0
    while chunk := file.read(_CHUNK):
        rest += chunk
        cut = rest.rfind(b"row>") + 4
        if cut > 4:
            piece, rest = rest[:cut], rest[cut:]
            row = _scan(piece, sheet, percent, looks_percent, row)
        elif len(rest) > _LONGEST_ROW:
            raise Unsafe(_("en rad er altfor lang"))
    _scan(rest, sheet, percent, looks_percent, row)
    return sheet


def _scan(
    piece: bytes, sheet: Sheet, percent: set[bytes], looks_percent: re.Pattern[bytes] | None, row: int
) -> int:
    """Whole rows, by the quick way when every cell says where it is and none is odd. Answers the last row."""
    if b"hidden=" in piece:
        sheet.hidden_rows += len(_HIDDEN_ROW.findall(piece))
        sheet.hidden_columns = sheet.hidden_columns or bool(_HIDDEN_COLUMN.search(piece))
    cells = piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b"<c/>") + piece.count(b":c ")
    placed = cells == piece.count(b'<c r="') and b"<c\n" not in piece and b":c>" not in piece
    odd = b't="e"' in piece or b"<f" in piece or b":f" in piece
    if placed and not odd and not (looks_percent and looks_percent.search(piece)):
        found = _FILLED.findall(piece)
        rows = {int(number) for number in {number for _, number in found}}
        sheet.reach(rows, {column_number(name.decode()) for name in {name for name, _ in found}})
        return max(rows, default=row)
    for place, attributes, body in _cells(piece, row):
        row = place[0]
        if body:
            sheet.reach({place[0]}, {place[1]})
            _look_at(sheet, place, attributes, body, percent)
    return row


def _cells(piece: bytes, row: int) -> Iterator[tuple[Place, bytes, bytes]]:
    column = -1
    for token in _TOKENS.finditer(piece):
        if token[1]:
            said = _ROW_NUMBER.search(token[2])
            row, column = int(said[1]) if said else row + 1, -1
            continue
        column += 1
        if reference := _REFERENCE.search(token[3]):
            row, column = int(reference[2]), column_number(reference[1].decode())
        yield (row, column), token[3], token[4] or b""


def _look_at(sheet: Sheet, place: Place, attributes: bytes, body: bytes, percent: set[bytes]) -> None:
    kind = found[1] if (found := _TYPE.search(attributes)) else b"n"
    value = _VALUE.search(body)
    if kind == b"e":
        sheet.keep(sheet.errors, place, value[1].decode("utf-8", "replace") if value else "#")
    elif value is None and kind != b"str" and (formula := _FORMULA.search(body)):
        sheet.keep(sheet.formulas, place, "=" + unescape((formula[1] or b"").decode("utf-8", "replace")))
    elif kind == b"n" and value and percent and (style := _STYLE.search(attributes)) and style[1] in percent:
        sheet.set_percent(*place)
