"""Rows whose cells are columns of the same name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gevinst.plans.models import Plan
from gevinst.plans.rows.kind import Row


def never(plan: Plan, under: int) -> Row:
    raise ValidationError(_("Slike rader kan ikke legges til her."))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleRows:
    """`form` is what a row is edited in on a page of its own, made with `about` it; `check` sees the row as
    it would be. `parent` names the column with the id of the row it is under.
    """

    code: str
    noun: str | Promise
    model: type[Model]
    under: str | None
    parent: str
    of: Callable[[Plan], QuerySet[Any]]
    form: type[forms.Form]
    about: Callable[[Row], dict[str, Any]] = lambda row: {}
    alike_by: Callable[[Row], Hashable] = lambda row: None
    make: Callable[[Plan, int], Row] = never
    check: Callable[[Row], None] = lambda row: None

    def of_plan(self, plan: Plan) -> QuerySet[Any]:
        return self.of(plan)

    def alike(self, row: Row) -> Hashable:
        return self.alike_by(row)

    def fields(self, row: Row) -> Mapping[str, forms.Field]:
        made = self.form(**self.about(row)).fields
        return {name: field for name, field in made.items() if name != "revision"}

    def values(self, row: Row) -> Mapping[str, Any]:
        return {name: getattr(row, name) for name in self.form.base_fields}

    def columns(self, row: Row, name: str, value: Any) -> dict[str, Any]:
        setattr(row, name, value)
        self.check(row)
        return {name: value}

    def belongs_to(self, row: Row) -> int:
        found: int = getattr(row, self.parent)
        return found

    def new(self, plan: Plan, under: int) -> Row:
        return self.make(plan, under)

    def title(self, row: Row) -> str:
        return str(row)
