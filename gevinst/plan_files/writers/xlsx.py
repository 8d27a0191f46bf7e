"""The plan as a workbook that can be worked on and sent back: a sheet for each kind of row.

Row 1 is hidden and says which field a column holds; it follows the column wherever it is moved. Hidden
columns to the right say which row it is, and what stood in each cell when the file was made: what is sent
back says what it was written over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from gevinst.plan_files.document import CellSaid, PlanDocument, SheetSaid
from indicators.measurements.exports.spreadsheet import TRIGGERS

# In row 1: the column with the address of the row, one that is only told, and one with what stood.
ADDRESS, TOLD, STOOD = "#", "-", "="
HEAD = 2
# What a cell of a workbook can hold.
LONGEST = 32_767
NARROW, WIDEST = 12, 60
_MOST_IN_LIST = 255


def plan_mark(pk: int) -> str:
    """What row 1 has over the addresses: the plan the file was made from."""
    return f"{ADDRESS}plan-{pk}"


def write(document: PlanDocument) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": document.title,
                "author": document.actor,
                "created": document.made_at.replace(tzinfo=None),
            }
        )
        looks = {
            "head": book.add_format(
                {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"}
            ),
            "told_head": book.add_format(
                {"bold": True, "bottom": 1, "font_color": "#4C5868", "text_wrap": True, "valign": "top"}
            ),
            "told": book.add_format({"font_color": "#4C5868", "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "quoted": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
            "number": book.add_format({"num_format": "#,##0.######", "valign": "top"}),
            "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "day": book.add_format({"num_format": "dd.mm.yyyy", "align": "left", "valign": "top"}),
        }
        _about(book, document, looks)
        for said in document.sheets:
            _Sheet(book, said, looks, document.pk).write()
        if len(book.worksheets()) > 1:
            book.worksheets()[1].activate()
    return out.getvalue()


def _about(book: Any, document: PlanDocument, looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_("Om filen"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    told = [
        (_("Plan"), document.title),
        (_("Aktør"), document.actor),
        (_("Godkjenning"), document.state),
        (_("Status"), document.finding),
        (_("Laget"), f"{document.made_at:%d.%m.%Y %H.%M}"),
        (_("Planen på nett"), document.link),
        (_("Eksempel"), document.example),
        (
            _("Slik bruker du filen"),
            _(
                "Endre cellene i de andre arkene, og last filen opp igjen fra planen. Du ser alt som er "
                "endret, før noe lagres. Har noen skrevet i planen imens, blir begge tekstene tatt vare på. "
                "Kolonner med grå overskrift er bare til hjelp og blir ikke lest. Nye rader legges til i "
                "planen, ikke her."
            ),
        ),
    ]
    for line, (label, text) in enumerate((label, text) for label, text in told if text):
        sheet.write_string(line, 0, label, looks["head"])
        sheet.write_string(line, 1, text[:LONGEST], looks["text"])


class _Sheet:
    def __init__(self, book: Any, said: SheetSaid, looks: dict[str, Any], plan: int) -> None:
        self.sheet, self.said, self.looks, self.plan = book.add_worksheet(said.title), said, looks, plan
        self.first = len(said.about)
        self.stood = self.first + len(said.columns)
        self.address = self.stood + len(said.columns)

    def write(self) -> None:
        said, sheet = self.said, self.sheet
        for place, label in enumerate(said.about):
            self._head(place, TOLD, label, "told_head")
        for place, (name, label) in enumerate(said.columns):
            self._head(self.first + place, name, label, "head")
            self._head(
                self.stood + place, STOOD + name, _("Sto fra før: %(field)s") % {"field": label}, "told_head"
            )
        self._head(self.address, plan_mark(self.plan), _("Rad i planen"), "told_head")
        for line, row in enumerate(said.rows, HEAD):
            for place, text in enumerate(row.about):
                sheet.write_string(line, place, text[:LONGEST], self.looks["told"])
            for place, (name, _label) in enumerate(said.columns):
                self._cell(line, self.first + place, row.cells[name])
                stood = row.cells[name].text[:LONGEST]
                if stood:
                    sheet.write_string(line, self.stood + place, stood, self._look_of(stood))
            sheet.write_string(line, self.address, row.address)
        for place, width in enumerate(self._widths()):
            sheet.set_column(place, place, width)
        sheet.set_column(self.stood, self.address, None, None, {"hidden": True})
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.freeze_panes(HEAD, 1)
        self._offer_choices()
        if said.rows:
            sheet.autofilter(HEAD - 1, 0, HEAD + len(said.rows) - 1, self.address)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD - 1)

    def _head(self, place: int, mark: str, label: str, look: str) -> None:
        self.sheet.write_string(0, place, mark)
        self.sheet.write_string(HEAD - 1, place, label, self.looks[look])

    def _cell(self, line: int, place: int, cell: CellSaid) -> None:
        value = cell.value
        if isinstance(value, date):
            self.sheet.write_datetime(line, place, value, self.looks["day"])
        elif isinstance(value, float):
            self.sheet.write_number(
                line, place, value, self.looks["whole" if value.is_integer() else "number"]
            )
        elif value:
            self.sheet.write_string(line, place, value[:LONGEST], self._look_of(value))
        else:
            self.sheet.write_blank(line, place, None, self.looks["text"])

    def _look_of(self, text: str) -> Any:
        """A text a spreadsheet would run stays a text when its cell is opened and left."""
        return self.looks["quoted" if text.lstrip().startswith(TRIGGERS) else "text"]

    def _offer_choices(self) -> None:
        last = HEAD + len(self.said.rows) - 1
        for place, (name, _label) in enumerate(self.said.columns):
            found = self.said.choices.get(name, ())
            if not found or not self.said.rows or any("," in one for one in found):
                continue
            if len(",".join(found)) <= _MOST_IN_LIST:
                asked = {"validate": "list", "source": list(found), "error_type": "warning"}
                self.sheet.data_validation(HEAD, self.first + place, last, self.first + place, asked)

    def _widths(self) -> Iterator[int]:
        for place, label in enumerate(self.said.about):
            yield _width([label, *(row.about[place] for row in self.said.rows)])
        for name, label in self.said.columns:
            yield _width([label, *(row.cells[name].text for row in self.said.rows)])


def _width(texts: list[str]) -> int:
    longest = max(max(map(len, text.split("\n")), default=0) for text in texts)
    return min(max(longest + 2, NARROW), WIDEST)
