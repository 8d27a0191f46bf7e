"""What calamine does not tell of an ODS sheet: how far its cells reach, and which are per cent."""

from __future__ import annotations

from zipfile import ZipFile

from indicators.imports.formats.workbook.sheet import MOST_CELLS, Sheet, Vast
from indicators.imports.formats.workbook.xml import Attributes, Unsafe, walk
from indicators.messages import gettext as _

_ENDLESS = 10**9
_MOST_SPACES = 100_000  # calamine writes them all out
_CELLS = ("table-cell", "covered-table-cell")


class _Reader:
    """Follows the rows and cells of every sheet; repeated ones are counted, never copied."""

    def __init__(self) -> None:
        self.sheets: dict[str, Sheet] = {}
        self._sheet = Sheet()
        self._row = self._column = self._rows = 0

    def start(self, element: str, given: Attributes) -> None:
        if element == "table":
            self._sheet = self.sheets[given.get("name", "")] = Sheet()
            self._row = 1
        elif element == "table-row":
            self._rows, self._column = _times(given, "number-rows-repeated"), 0
            self._sheet.hidden_rows += given.get("visibility", "visible") != "visible"
        elif element in _CELLS:
            times = _times(given, "number-columns-repeated")
            if "value-type" in given:
                self._filled(given["value-type"], times)
            self._column += times
        elif element == "s" and _times(given, "c") > _MOST_SPACES:
            raise Unsafe(_("en celle er altfor lang"))

    def end(self, element: str) -> None:
        if element == "table-row":
            self._row += self._rows

    def _filled(self, kind: str, times: int) -> None:
        if times * self._rows > MOST_CELLS:
            raise Vast
        self._sheet.reach({self._row, self._row + self._rows - 1}, {self._column, self._column + times - 1})
        if kind == "percentage":
            for row in range(self._row, self._row + self._rows):
                for column in range(self._column, self._column + times):
                    self._sheet.set_percent(row, column)


def scan_all(archive: ZipFile) -> dict[str, Sheet]:
    """Every sheet by name, in one pass. Raises Unsafe or Vast."""
    reader = _Reader()
    with archive.open("content.xml") as file:
        walk(file, reader.start, reader.end)
    return reader.sheets


def _times(given: Attributes, name: str) -> int:
    text = given.get(name, "1")
    if not text.isdigit():
        return 1
    return max(int(text), 1) if len(text) < 9 else _ENDLESS
