"""The cells of a plan as they stand now, and what a text would make of each. Nothing is written here."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gevinst.plan_files.sheets import LAYOUTS
from gevinst.plans.cells import Cells
from gevinst.plans.models import Plan
from gevinst.plans.rows import row_kind
from gevinst.plans.rows.kind import Address, Row, RowKind
from gevinst.plans.rows.texts import read, shown, text_of
from indicators.imports.table import without_marks


class Fate(StrEnum):
    """What will become of a cell. SAME: the plan says so already."""

    CHANGED = "changed"
    CONFLICT = "conflict"
    REFUSED = "refused"
    GONE = "gone"
    SAME = "same"


@dataclass(kw_only=True)
class Standing:
    """A cell somebody wrote in, beside what stands there now. `fate` is known when `text` is.

    `text`, `stood` and `stands` are as a person reads them; `kept` and `base` are what `plans.edits` is told.
    """

    pk: str
    title: str = ""
    label: str = ""
    stands: str = ""
    stood: str = ""
    text: str = ""
    kept: str = ""
    base: str = ""
    fate: Fate = Fate.GONE
    why: str = ""


class Standings:
    """Of one plan: rows are fetched a kind at a time, when the first cell of the kind is asked for."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._cells = plan, Cells()
        self._rows: dict[str, dict[int, Row]] = {}

    def at(self, address: str) -> Standing:
        found = Standing(pk=address)
        place = Address.parse(address)
        row = self._row(place)
        if row is None:
            return found
        kind = row_kind(place.kind)
        field = self._cells.fields(kind, row).get(place.field)
        if field is None:
            return found
        found.title, found.label = kind.title(row), str(field.label or place.field)
        found.base = text_of(field, kind.values(row).get(place.field))
        found.stands = shown(field, found.base)
        return found

    def judge(self, cell: Standing, *, stood: str, text: str) -> None:
        """Sets the fate. A change that holds counts for the next cells of the row."""
        cell.stood, cell.text, cell.kept = stood, text, text
        place = Address.parse(cell.pk)
        row = self._row(place)
        if row is None:
            cell.fate, cell.base = Fate.GONE, stood
            return
        if not cell.label:
            cell.fate, cell.why = Fate.REFUSED, _("Planen har ikke dette feltet.")
            return
        kind = row_kind(place.kind)
        field = self._cells.fields(kind, row)[place.field]
        try:
            value = read(field, text)
            stands, was = text_of(field, kind.values(row).get(place.field)), _canonical(field, stood)
            cell.kept = text_of(field, value)
            cell.text = shown(field, cell.kept)
            if _same(cell.kept, stands) or _same(cell.kept, was):
                cell.fate = Fate.SAME
            elif not _same(was, stands):
                cell.fate, cell.base = Fate.CONFLICT, was
            else:
                self._try(kind, place, row, value)
                cell.fate = Fate.CHANGED
        except ValidationError as problem:
            cell.fate, cell.why = Fate.REFUSED, " ".join(problem.messages)

    def _try(self, kind: RowKind, place: Address, row: Row, value: Any) -> None:
        changed = copy.copy(row)
        columns = kind.columns(changed, place.field, value)
        changed = copy.copy(row)
        for name, written in columns.items():
            setattr(changed, name, written)
        self._rows[place.kind][place.pk] = changed

    def _row(self, place: Address) -> Row | None:
        if place.kind not in LAYOUTS:
            return None
        if place.kind not in self._rows:
            found = row_kind(place.kind).of_plan(self._plan)
            needs = LAYOUTS[place.kind].needs
            rows: Iterable[Row] = found.select_related(*needs) if needs else found
            self._rows[place.kind] = {row.pk: row for row in rows}
        return self._rows[place.kind].get(place.pk)


def _canonical(field: forms.Field, text: str) -> str:
    try:
        return text_of(field, read(field, text))
    except ValidationError:
        return text


def _same(one: str, other: str) -> bool:
    """What a file cannot carry makes no difference: signs nobody sees, and space around."""
    return without_marks(one).strip() == without_marks(other).strip()


def fate_words() -> dict[Fate, str]:
    return {
        Fate.CHANGED: _("Blir lagret"),
        Fate.CONFLICT: _("Endret av noen andre imens"),
        Fate.REFUSED: _("Lagres ikke"),
        Fate.GONE: _("Raden er ikke i planen lenger"),
        Fate.SAME: _("Står slik fra før"),
    }
