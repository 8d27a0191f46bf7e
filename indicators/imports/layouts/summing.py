"""Adds rows together over a column: a file by single year of age becomes one figure for each municipality.

Over any column a person has said so of (Role.SUM): a file may hold the total among its parts. Over single
years of age (Role.AGE) to everybody and to each age group of which every year is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from indicators.imports.errors import FileError, FileFault
from indicators.imports.headers import fold
from indicators.imports.layouts.ages import EVERYBODY, AgeGroup, Year, age_groups, year_of
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role
from indicators.imports.match import ALL
from indicators.imports.table import Cell, Row, Table, text_of
from indicators.measurements.values import NumberError, Reason, parse_number
from indicators.messages import Message
from indicators.messages import gettext as _

_PRINTED = "alle"  # a total that stands in the file


@dataclass
class _Group:
    """The rows that become one: the first of them, and for each figure column a sum, or what prevents it."""

    number: int
    cells: list[Cell]
    sums: dict[int, Fraction] = field(default_factory=dict)
    instead: dict[int, Cell] = field(default_factory=dict)
    years: set[Year] = field(default_factory=set)

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
    FileError, when the rows are read, where a column to be added over holds a total among the parts; among
    ages it is taken for what it is.
    """
    over, ages = [use.column for use in mapping.uses(Role.SUM)], mapping.first(Role.AGE)
    if not over and ages is None:
        return table
    figures = list(dict.fromkeys(use.column for use in mapping.uses(*FIGURE_ROLES)))
    own = {*over, *figures} | ({ages.column} if ages else set())
    width = 1 + max(use.column for use in mapping.columns)

    def rows() -> Iterator[Row]:
        groups: dict[tuple[str, *tuple[Cell, ...]], _Group] = {}
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
            for target, year in _targets(ages, row):
                group = groups.setdefault((target, *same), _Group(number, row.copy()))
                if year:
                    group.years.add(year)
                for column in figures:
                    group.add(column, row[column])
        for (target, *rest), group in groups.items():
            printed = (_PRINTED, *rest) in groups
            if ages and not _is_sure(group, target, age_groups(ages.dimension), printed=printed):
                continue
            for column in figures:
                group.cells[column] = _shown(group, column)
            for column in over:
                group.cells[column] = ""
            if ages:
                group.cells[ages.column] = target
            yield group.number, group.cells

    return replace(table, rows=rows, notes=(*table.notes, *_told(mapping)))


def _targets(ages: ColumnUse | None, row: list[Cell]) -> Iterator[tuple[str, Year | None]]:
    """What a row is a part of: everybody, and each group that holds its year; what names no year, itself."""
    if ages is None:
        yield "", None
        return
    text = text_of(row[ages.column])
    if year := year_of(text):
        yield "", year
        yield from ((key, year) for key, group in age_groups(ages.dimension).items() if group.holds(year))
    else:
        yield _PRINTED if fold(text) in ALL else text, None


def _is_sure(group: _Group, target: str, known: dict[str, AgeGroup], *, printed: bool) -> bool:
    """Whether all years are there, and no total is printed that it would stand against."""
    if not group.years:
        return True
    return known.get(target, EVERYBODY).is_whole(group.years) and not (target == "" and printed)


def _told(mapping: Mapping) -> Iterator[Message]:
    if over := mapping.uses(Role.SUM):
        headings = ", ".join(f"«{use.name}»" for use in over)
        yield _("Tallene er lagt sammen over kolonnen {columns}.").format(columns=headings)
    if ages := mapping.first(Role.AGE):
        told = _(
            "Ettårig alder i «{column}» er lagt sammen til alle, og til aldersgruppene der hvert år er med."
        )
        yield told.format(column=ages.name)


def _shown(group: _Group, column: int) -> Cell:
    if column in group.instead:
        return group.instead[column]
    total = group.sums.get(column, Fraction(0))
    return int(total) if total.denominator == 1 else float(total)
