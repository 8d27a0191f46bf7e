"""Rows whose cells are columns of the same name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gevinst.plans.forms import PlanForm
from gevinst.plans.models import Plan
from gevinst.plans.rows.kind import Row


def never(plan: Plan, under: int) -> Row:
    raise ValidationError(_("Slike rader kan ikke legges til her."))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleRows:
    """`form` is what a row is edited in on a page of its own, made with `about` it; `check` sees the row as
    it would be. `parent` names the column with the id of the row it is under. `derived` gives the values of
    cells that are no columns, and `written` the columns of one. `headings` of the pages
    that add, edit and throw away; a kind without has no such pages.
    """

    code: str
    noun: str | Promise
    model: type[Model]
    under: str | None
    parent: str
    of: Callable[[Plan], QuerySet[Any]]
    form: type[PlanForm]
    about: Callable[[Row], dict[str, Any]] = lambda row: {}
    alike_by: Callable[[Row], Hashable] = lambda row: None
    make: Callable[[Plan, int], Row] = never
    check: Callable[[Row], None] = lambda row: None
    headings: tuple[Promise | str, Promise | str, Promise | str] = ("", "", "")
    derived: Callable[[Row], Mapping[str, Any]] = lambda row: {}
    written: Mapping[str, Callable[[Row, Any], dict[str, Any]]] = field(default_factory=dict)

    def of_plan(self, plan: Plan) -> QuerySet[Any]:
        return self.of(plan)

    def alike(self, row: Row) -> Hashable:
        return self.alike_by(row)

    def fields(self, row: Row) -> Mapping[str, forms.Field]:
        made = self.form(**self.about(row)).fields
        return {name: field for name, field in made.items() if name != "revision"}

    def empty_fields(self, plan: Plan) -> Mapping[str, forms.Field]:
        own = {"plan_id": plan.pk} if self.under == "plan" else {}
        return self.fields(self.model(**own))

    def values(self, row: Row) -> Mapping[str, Any]:
        derived = self.derived(row)
        names = (name for name in self.form.base_fields if name not in derived)
        return {name: getattr(row, name) for name in names} | dict(derived)

    def columns(self, row: Row, name: str, value: Any) -> dict[str, Any]:
        return self.columns_of(row, {name: value})

    def columns_of(self, row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
        """Of several cells at once, judged together."""
        columns: dict[str, Any] = {}
        for name, value in values.items():
            columns |= self.written[name](row, value) if name in self.written else {name: value}
        for column, value in columns.items():
            setattr(row, column, value)
        self.check(row)
        return columns

    def belongs_to(self, row: Row) -> int:
        found: int = getattr(row, self.parent)
        return found

    def new(self, plan: Plan, under: int) -> Row:
        return self.make(plan, under)

    def title(self, row: Row) -> str:
        return str(row)
