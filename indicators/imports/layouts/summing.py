"""Adds rows together over a column: a file by single year of age becomes one figure for each municipality.

Only when a person has said so of the column (Role.SUM): a file may hold the total among its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from indicators.imports.errors import FileError, FileFault
from indicators.imports.headers import fold
from indicators.imports.mapping import FIGURE_ROLES, Mapping, Role
from indicators.imports.match import ALL
from indicators.imports.table import Cell, Row, Table, text_of
from indicators.measurements.values import NumberError, Reason, parse_number
from indicators.messages import gettext as _


@dataclass
class _Group:
    """The rows that become one: the first of them, and for each figure column a sum, or what prevents it."""

    number: int
    cells: list[Cell]
    sums: dict[int, Fraction] = field(default_factory=dict)
    instead: dict[int, Cell] = field(default_factory=dict)

    def add(self, column: int, cell: Cell) -> None:
        try:
            reading = parse_number(cell)
        except NumberError:
            self.instead.setdefault(column, cell)  # refused where it stands, as it would have been
            return
        if reading.number is None or reading.unit or reading.reason not in (Reason.NONE, Reason.NIL):
            self.instead.setdefault(column, cell)
        else:
            self.sums[column] = self.sums.get(column, Fraction(0)) + Fraction(repr(reading.number))


def summed(table: Table, mapping: Mapping, name: str) -> Table:
    """The table with one row for all rows that differ only in the columns to be added over; else itself.

    A sum has the row number of its first part. A part that is no number stands in place of the sum. Raises
    FileError, when the rows are read, where such a column holds a total among the parts.
    """
    over = [use.column for use in mapping.uses(Role.SUM)]
    if not over:
        return table
    figures = list(dict.fromkeys(use.column for use in mapping.uses(*FIGURE_ROLES)))
    own = {*over, *figures}
    width = 1 + max(use.column for use in mapping.columns)

    def rows() -> Iterator[Row]:
        groups: dict[tuple[Cell, ...], _Group] = {}
        for number, cells in table.rows():
            if number <= mapping.header_row:
                yield number, cells
                continue
            row = [*cells, *[""] * (width - len(cells))]
            if total := next((row[column] for column in over if fold(text_of(row[column])) in ALL), None):
                detail = _("Rad {row} er en sum («{text}»), og kan ikke legges sammen med delene.")
                detail = detail.format(row=number, text=text_of(total)[:40])
                raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
            same = tuple(cell for column, cell in enumerate(row) if column not in own)
            group = groups.setdefault(same, _Group(number, row))
            for column in figures:
                group.add(column, row[column])
        for group in groups.values():
            for column in figures:
                group.cells[column] = _shown(group, column)
            for column in over:
                group.cells[column] = ""
            yield group.number, group.cells

    headings = ", ".join(f"«{use.name}»" for use in mapping.uses(Role.SUM))
    told = _("Tallene er lagt sammen over kolonnen {columns}.").format(columns=headings)
    return replace(table, rows=rows, notes=(*table.notes, told))


def _shown(group: _Group, column: int) -> Cell:
    if column in group.instead:
        return group.instead[column]
    total = group.sums.get(column, Fraction(0))
    return int(total) if total.denominator == 1 else float(total)
