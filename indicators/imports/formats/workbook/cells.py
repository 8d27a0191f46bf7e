"""Rows of a sheet as a person sees them: per cent with its sign, errors by name, merged labels repeated."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from indicators.imports.formats.workbook.sheet import Sheet
from indicators.imports.table import Cell, Row, without_marks

_MOST_MERGED = 100_000
Overlay = dict[int, dict[int, str]]


@dataclass
class Cells:
    """`overlay`: by row (from 1) and column (from 0), what stands there instead of what calamine gives."""

    sheet: Any
    overlay: Overlay = field(default_factory=dict)
    percent: dict[int, bytearray] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: Any, scanned: Sheet | None) -> Cells:
        """`merged` becomes the labels that stand over several rows: (column, first row, last row)."""
        overlay: Overlay = defaultdict(dict)
        if scanned:
            for (row, column), text in (scanned.errors | scanned.formulas).items():
                overlay[row][column] = text
        cells = cls(sheet, overlay, scanned.percent if scanned else {})
        cells.merged = list(cells._spread(sheet.merged_cell_ranges or []))
        return cells

    def rows(self) -> Iterator[Row]:
        """Rows from the top of the sheet, cells from column A."""
        left = [""] * (self.sheet.start[1] if self.sheet.start else 0)
        number = 0
        for number, cells in enumerate(self.sheet.iter_rows(), 1):
            row = [*left, *map(_plain, cells)]
            for column, rows in self.percent.items():
                if number < len(rows) and rows[number] and column < len(row):
                    row[column] = _percent(row[column])
            if number in self.overlay:
                self._lay_over(row, number)
            yield number, row
        for below in sorted(self.overlay):
            if below > number:
                row = [*left]
                self._lay_over(row, below)
                yield below, row

    def tail(self, most: int) -> list[list[Cell]]:
        """The last rows, at most so many; none when cells without a value stand below the last one with."""
        last = deque(enumerate(self.sheet.iter_rows(), 1), maxlen=most)
        if not last or max(self.overlay, default=0) > last[-1][0]:
            return []
        rows = [(number, list(cells)) for number, cells in last]
        for number, row in rows:
            if number in self.overlay:
                self._lay_over(row, number)
        return [row for _number, row in rows]

    def _lay_over(self, row: list[Cell], number: int) -> None:
        for column, text in self.overlay[number].items():
            row.extend([""] * (column + 1 - len(row)))
            row[column] = text

    def _spread(self, ranges: list[Any]) -> Iterator[tuple[int, int, int]]:
        """A label merged over several rows holds for each. A number does not: it would be counted twice."""
        tall = {
            (top, left): bottom
            for (top, left), (bottom, _right) in ranges
            if top < bottom < top + _MOST_MERGED
        }
        if not tall or sum(bottom - top for (top, _), bottom in tall.items()) > _MOST_MERGED:
            return
        start = self.sheet.start[1] if self.sheet.start else 0
        tops = {top for top, _left in tall}
        for place, cells in enumerate(islice(self.sheet.iter_rows(), max(tops) + 1)):
            if place not in tops:
                continue
            for column, cell in enumerate(cells, start):
                if isinstance(cell, str) and cell and (bottom := tall.get((place, column))):
                    for row in range(place + 1, bottom + 1):
                        self.overlay.setdefault(row + 1, {})[column] = cell
                    yield column, place + 1, bottom + 1


def _plain(cell: Cell) -> Cell:
    # True equals 1 in Python, and must never be taken for a number.
    if cell is True or cell is False:
        return "SANN" if cell else "USANN"
    if isinstance(cell, str) and not cell.isascii():
        return without_marks(cell)
    return cell


def _percent(cell: Cell) -> Cell:
    """0.52 as «52 %». Shifted as written, so that no digit is lost or made."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return format((Decimal(repr(cell)) * 100).normalize(), "f").replace(".", ",") + " %"
