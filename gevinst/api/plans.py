"""A plan as rows with cells, as a program is told it: the texts that are kept, compared and written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import reverse
from rest_framework.request import Request

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import bin
from gevinst.plans.cells import Cells
from gevinst.plans.models import Plan, Version
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Row, RowKind
from gevinst.plans.rows.texts import choices_of

Told = dict[str, Any]


def briefly(plan: Plan, request: Request) -> Told:
    """One of a list."""
    return {
        "id": plan.pk,
        "url": request.build_absolute_uri(reverse("api:plan", args=[plan.pk])),
        "page": request.build_absolute_uri(reverse("plans:plan", args=[plan.pk])),
        "title": plan.title,
        "actor": f"{plan.actor.kind}:{plan.actor.code}",
        "actor_name": plan.actor.name,
        "revision": plan.revision,
        "may_edit": gate.may(request.user, Permission.EDIT_PLAN, plan.actor_id),
        "example": plan.is_example,
    }


def in_full(plan: Plan, request: Request) -> Told:
    """With every cell, the empty ones too. A constant number of queries, however many rows."""
    cells, kinds, rows = Cells(), list[Told](), list[Told]()
    for code in ROW_KINDS:
        kind = row_kind(code)
        found = list(kind.of_plan(plan))
        kinds.append(_kind(kind, found, cells))
        rows += [told_row(kind, row, cells) for row in found]
    newest = plan.versions.defer("content").first()
    return {**briefly(plan, request), "version": _version(newest), "kinds": kinds, "rows": rows}


def told_row(kind: RowKind, row: Row, cells: Cells) -> Told:
    fields = cells.fields(kind, row)
    return {
        "row": f"{kind.code}-{row.pk}",
        "kind": kind.code,
        "under": f"{kind.under}-{kind.belongs_to(row)}" if kind.under else None,
        "title": kind.title(row),
        "revision": row.revision,
        "cells": [
            {"cell": f"{kind.code}-{row.pk}-{name}", "label": str(fields[name].label), "text": text}
            for name, text in cells.texts(kind, row).items()
        ],
    }


def _kind(kind: RowKind, rows: list[Row], cells: Cells) -> Told:
    """`fields` are known by a row: they are empty where there is none."""
    fields = cells.fields(kind, rows[0]) if rows else {}
    return {
        "kind": kind.code,
        "name": str(kind.noun),
        "under": kind.under,
        "can_remove": kind.code in bin.BINNABLE,
        "fields": [
            {"name": name, "label": str(field.label), "choices": list(_choices(field))}
            for name, field in fields.items()
        ],
    }


def _choices(field: forms.Field) -> Iterator[Told]:
    if isinstance(field, forms.ChoiceField):
        for code, label in choices_of(field):
            yield {"code": code, "label": label}


def _version(version: Version | None) -> Told | None:
    return {"number": version.number, "state": version.state} if version else None
