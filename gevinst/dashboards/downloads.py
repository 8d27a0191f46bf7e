"""An answer as a file. Numbers are numbers; text that a spreadsheet would run is made harmless."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import xlsxwriter
from django.utils.translation import gettext as _

from gevinst.dashboards.jsonstat import as_jsonstat
from gevinst.dashboards.tables import Answer, Cell, Column
from indicators.measurements.exports.spreadsheet import csv_lines, harmless

WIDEST = 60


def as_csv(answer: Answer, link: str, made: datetime) -> bytes:
    """As Norwegian spreadsheets read it: semicolons, decimal comma, UTF-8 with a mark. Only the rows."""
    head = [harmless(column.label) for column in answer.columns]
    rows = (
        [_written(cell, column) for cell, column in zip(row, answer.columns, strict=True)]
        for row in answer.rows
    )
    return "".join(csv_lines([head, *rows])).encode()


def as_xlsx(answer: Answer, link: str, made: datetime) -> bytes:
    """One sheet with the rows, and one that says what they are, where they are from and how to come back."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Tall"))
        for place, column in enumerate(answer.columns):
            cells = [row[place] for row in answer.rows]
            shape = book.add_format({"num_format": _number_format(column)})
            sheet.set_column(
                place, place, _width(column, cells), shape if column.decimals is not None else None
            )
            sheet.write_string(0, place, column.label, bold)
            for line, cell in enumerate(cells, 1):
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell)
                elif cell is not None:
                    sheet.write_number(line, place, cell)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet(_("Om tallene"))
        about.set_column(0, 0, 20)
        about.set_column(1, 1, WIDEST)
        told = [*answer.facts, (_("Lenke"), link), (_("Hentet"), f"{made:%d.%m.%Y %H.%M}")]
        for line, (label, text) in enumerate(told):
            about.write_string(line, 0, label, bold)
            about.write_string(line, 1, text)
    return out.getvalue()


Writer = Callable[[Answer, str, datetime], bytes]
# By the ending of the file; `json` is JSON-stat.
FORMS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json; charset=utf-8", as_jsonstat),
}


def _written(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell:.{column.decimals or 0}f}".replace(".", ",")


def _number_format(column: Column) -> str:
    return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")


def _width(column: Column, cells: list[Cell]) -> int:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(max(longest, len(column.label)) + 2, WIDEST)
