"""What a kind of row must be able to say."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from gevinst.plans.models import Plan

Row = Any  # a model instance of the kind


class RowKind(Protocol):
    """`fields` are form fields: they read what was typed, and write a value as it would be typed.

    `under`: the kind of row each belongs to one of; None for the plan itself.
    """

    @property
    def code(self) -> str: ...

    @property
    def noun(self) -> str | Promise: ...

    @property
    def model(self) -> type[Model]: ...

    @property
    def under(self) -> str | None: ...

    def of_plan(self, plan: Plan) -> QuerySet[Any]:
        """The plan's rows of this kind, with what the rest needs."""
        ...

    def alike(self, row: Row) -> Hashable:
        """Rows with the same answer have the same fields."""
        ...

    def fields(self, row: Row) -> Mapping[str, forms.Field]: ...

    def empty_fields(self, plan: Plan) -> Mapping[str, forms.Field]:
        """As `fields`, where the plan has no such row: enough to tell what its cells are called."""
        ...

    def values(self, row: Row) -> Mapping[str, Any]:
        """The value of each field."""
        ...

    def columns(self, row: Row, name: str, value: Any) -> dict[str, Any]:
        """What to write. Raises ValidationError when the value does not go with the rest of the row."""
        ...

    def belongs_to(self, row: Row) -> int:
        """The id of the row it is under."""
        ...

    def new(self, plan: Plan, under: int) -> Row:
        """A saved, empty row. Raises ValidationError where there can be none."""
        ...

    def title(self, row: Row) -> str:
        """What to call the row in a history."""
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """Which cell: «tiltak-12-due». An empty field is the row itself."""

    kind: str
    pk: int
    field: str = ""

    def __str__(self) -> str:
        return f"{self.kind}-{self.pk}-{self.field}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Raises ValueError."""
        kind, pk, field = text.split("-", 2)
        return cls(kind, int(pk), field)
