"""Bring a table to agree with reviewed rows: add what is new, change what differs, leave the rest alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Changes:
    new: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.new + other.new, self.changed + other.changed, self.removed + other.removed)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)

    def __str__(self) -> str:
        new, changed = "ny" if self.new == 1 else "nye", "endret" if self.changed == 1 else "endrede"
        removed = f", {self.removed} {'fjernet' if self.removed == 1 else 'fjernede'}" if self.removed else ""
        return f"{self.new} {new}, {self.changed} {changed}{removed}"


def agree(rows: QuerySet[M], wanted: Iterable[M], *, key: Sequence[str], remove: bool = False) -> Changes:
    """Write `wanted` into the table, matched by `key` (attribute names) against `rows`, all in bulk.

    Every column but the primary key is compared. The wanted objects have their primary keys afterwards.
    Rows nobody wants are deleted when `remove`, else left.
    """
    columns = [field.attname for field in rows.model._meta.concrete_fields if not field.primary_key]
    current = {_values(row, key): row for row in rows}
    new, changed = [], []
    for row in wanted:
        found = current.pop(_values(row, key), None)
        if found is None:
            new.append(row)
            continue
        row.pk = found.pk
        if _values(row, columns) != _values(found, columns):
            changed.append(row)
    manager = rows.model._default_manager
    manager.bulk_create(new)
    if changed:
        manager.bulk_update(changed, columns, batch_size=200)
    removed = [row.pk for row in current.values()] if remove else []
    if removed:
        manager.filter(pk__in=removed).delete()
    return Changes(len(new), len(changed), len(removed))


def _values(row: Model, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)
