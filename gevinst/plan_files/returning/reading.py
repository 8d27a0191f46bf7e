"""From a workbook that came back to the cells somebody changed in it, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from gevinst.plan_files.sheets import LAYOUTS
from gevinst.plan_files.writers.xlsx import ADDRESS, HEAD, STOOD, TOLD, plan_mark
from indicators.imports.errors import FileError, FileFault
from indicators.imports.parsing.blocks import rows_of
from indicators.imports.parsing.parent import parsed
from indicators.imports.table import Cell, Row, is_blank, letter, without_marks

_ADDRESS = re.compile(rf"({'|'.join(LAYOUTS)})-(\d{{1,18}})")
MOST_CHANGED = 20_000


@dataclass(frozen=True, kw_only=True)
class Note:
    """`what`: new_row, unknown_row, twice or unknown_column. `text`: what stands there."""

    sheet: str
    row: int
    column: str = ""
    what: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangedCell:
    """`stood`: what the cell held when the file was made."""

    sheet: str
    row: int
    column: str
    address: str
    stood: str
    text: str


@dataclass
class Returned:
    cells: list[ChangedCell] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rows: int = 0


def read_file(path: Path, name: str, *, plan: int) -> Returned:
    """Raises FileError: one of the faults of any file, or one that was not made from this plan."""
    found = Returned()
    ours = 0
    for sheet in _sheets(path, name):
        with parsed(path, name, sheet) as file:
            ours += _take(found, sheet, rows_of(file.blocks), name, plan)
    if not ours:
        detail = _("Last ned planen som regneark, gjør endringene i den filen, og last den opp igjen.")
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
    return found


def _sheets(path: Path, name: str) -> Sequence[str]:
    with parsed(path, name) as file:
        return file.table.sheets or (file.table.sheet,)


def _take(found: Returned, sheet: str, rows: Iterable[Row], name: str, plan: int) -> bool:
    """Whether the sheet is one of ours."""
    columns: _Columns | None = None
    marks: list[str] = []
    seen: set[str] = set()
    for number, cells in rows:
        if number < HEAD:
            marks = [text_in(cell) for cell in cells]
            if not any(mark.startswith(plan_mark(0)[:-1]) for mark in marks):
                return False
            if plan_mark(plan) not in marks:
                detail = _("Filen er laget av en annen plan. Last den opp fra den planen den hører til.")
                raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
        elif number == HEAD and marks:
            columns = _Columns.of(marks, plan_mark(plan))
            found.notes += _unknown_columns(sheet, marks, cells)
        elif columns is not None and not is_blank(cells):
            _take_row(found, sheet, number, cells, columns, seen)
    return columns is not None


@dataclass(frozen=True)
class _Columns:
    address: int
    fields: dict[str, int]
    stood: dict[str, int]

    @classmethod
    def of(cls, marks: list[str], ours: str) -> _Columns:
        places = {mark: place for place, mark in enumerate(marks) if mark}
        names = [mark for mark in places if not mark.startswith((ADDRESS, STOOD)) and mark != TOLD]
        return cls(
            places[ours],
            {name: places[name] for name in names},
            {name: places[STOOD + name] for name in names if STOOD + name in places},
        )


def _unknown_columns(sheet: str, marks: list[str], heads: Sequence[Cell]) -> Iterator[Note]:
    for place, head in enumerate(heads):
        text = text_in(head)
        if text and (place >= len(marks) or not marks[place]):
            yield Note(sheet=sheet, row=HEAD, column=letter(place), what="unknown_column", text=text[:120])


def _take_row(
    found: Returned, sheet: str, number: int, cells: Sequence[Cell], columns: _Columns, seen: set[str]
) -> None:
    def at(place: int | None) -> str:
        return text_in(cells[place]) if place is not None and place < len(cells) else ""

    address = at(columns.address)
    fault = "" if _ADDRESS.fullmatch(address) else "unknown_row" if address else "new_row"
    if not fault and address in seen:
        fault = "twice"
    if fault:
        said = " · ".join(filter(None, map(at, columns.fields.values())))
        found.notes.append(Note(sheet=sheet, row=number, what=fault, text=said[:120]))
        return
    seen.add(address)
    found.rows += 1
    for name, place in columns.fields.items():
        stood, text = at(columns.stood.get(name)), at(place)
        if text == stood:
            continue
        if len(found.cells) >= MOST_CHANGED:
            detail = _("mer enn 20 000 endrede celler")
            raise FileError.of(FileFault.TOO_MANY, sheet, detail=detail)
        found.cells.append(
            ChangedCell(
                sheet=sheet,
                row=number,
                column=letter(place),
                address=f"{address}-{name}",
                stood=stood,
                text=text,
            )
        )


def text_in(cell: Cell) -> str:
    """What stands in a cell, as it would be typed into the plan: «31.12.2027», «12,5»."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        # PostgreSQL holds no NUL.
        return without_marks(cell.replace("\r\n", "\n").replace("\x00", "")).strip()
    if isinstance(cell, datetime | date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return format(Decimal(repr(cell)).normalize(), "f").replace(".", ",")
    return str(cell)
