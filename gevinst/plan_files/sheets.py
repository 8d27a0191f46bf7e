"""The cells of a plan as sheets: what they hold now, as it would be typed, and what can be chosen in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gevinst.plan_files.document import CellSaid, RowSaid, SheetSaid
from gevinst.plans.cells import Cells
from gevinst.plans.fields import unit_words
from gevinst.plans.models import Plan
from gevinst.plans.rows import row_kind
from gevinst.plans.rows.kind import Row
from gevinst.plans.rows.texts import choices_of, shown, text_of

_NUMBER = re.compile(r"-?\d{1,15}(?:,\d+)?")
# Read as text by its form, and a number all the same.
_FIGURES = {("milepel", "amount")}


@dataclass(frozen=True)
class Layout:
    """`about`: what is told of a row beside its cells, by heading. `needs`: the rows that takes."""

    title: str | Promise
    needs: tuple[str, ...]
    about: Mapping[str | Promise, Callable[[Row], str]]


LAYOUTS = {
    "gevinst": Layout(
        _("Gevinster"),
        ("indicator", "goal", "plan__actor"),
        {_("Måleindikator"): lambda row: row.indicator.title},
    ),
    "mal": Layout(
        _("Nullpunkt og ambisjon"),
        ("benefit__indicator", "actor"),
        {
            _("Gevinst"): lambda row: row.benefit.title,
            _("Hvem"): lambda row: row.actor.name,
            _("Slik skrives tallene"): lambda row: str(unit_words(row.benefit.indicator)),
        },
    ),
    "milepel": Layout(
        _("Milepæler"),
        ("contribution__benefit__indicator", "contribution__actor"),
        {
            _("Gevinst"): lambda row: row.contribution.benefit.title,
            _("Hvem"): lambda row: row.contribution.actor.name,
        },
    ),
    "tiltak": Layout(_("Tiltak"), ("benefit",), {_("Gevinst"): lambda row: row.benefit.title}),
    "risiko": Layout(_("Risiko"), ("benefit",), {_("Gevinst"): lambda row: row.benefit.title}),
    "ulempe": Layout(_("Ulemper"), ("benefit", "indicator"), {_("Gevinst"): lambda row: row.benefit.title}),
    "ledd": Layout(_("Funksjonalitet og endringer"), (), {}),
    "kobling": Layout(_("Koblinger i gevinstkartet"), (), {}),
}


def sheets_of(plan: Plan) -> tuple[SheetSaid, ...]:
    cells = Cells()
    return tuple(_sheet(plan, code, layout, cells) for code, layout in LAYOUTS.items())


def _sheet(plan: Plan, code: str, layout: Layout, cells: Cells) -> SheetSaid:
    kind = row_kind(code)
    rows = kind.of_plan(plan)
    rows = rows.select_related(*layout.needs) if layout.needs else rows
    columns: dict[str, str] = {}
    choices: dict[str, tuple[str, ...]] = {}
    said = []
    for row in rows:
        fields, values = cells.fields(kind, row), kind.values(row)
        if not columns:
            columns = {name: str(field.label or name) for name, field in fields.items()}
            choices = {name: found for name, field in fields.items() if (found := _choices(field))}
        said.append(
            RowSaid(
                address=f"{code}-{row.pk}",
                about=tuple(tell(row) for tell in layout.about.values()),
                cells={
                    name: _cell(field, values.get(name), figure=(code, name) in _FIGURES)
                    for name, field in fields.items()
                },
            )
        )
    return SheetSaid(
        code=code,
        title=str(layout.title),
        about=tuple(map(str, layout.about)),
        columns=tuple(columns.items()),
        choices=choices,
        rows=tuple(said),
    )


def _cell(field: forms.Field, value: Any, *, figure: bool) -> CellSaid:
    text = shown(field, text_of(field, value))
    if isinstance(value, date):
        return CellSaid(text=text, value=value)
    # What a person might write with letters stays text, also where it happens to be digits: «2022».
    if (not isinstance(value, str) or figure) and _NUMBER.fullmatch(text):
        return CellSaid(text=text, value=float(text.replace(",", ".")))
    return CellSaid(text=text, value=text)


def _choices(field: forms.Field) -> tuple[str, ...]:
    if not isinstance(field, forms.ChoiceField):
        return ()
    return tuple(label for code, label in choices_of(field) if code)
