"""Rows written as wholes: on a page of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from gevinst.access.models import User
from gevinst.plans.history import remembered, row_came
from gevinst.plans.models import Plan
from gevinst.plans.rows.kind import Row
from gevinst.plans.rows.simple import SimpleRows
from gevinst.plans.services import ConflictError


@transaction.atomic
def add_row(*, plan: Plan, kind: SimpleRows, under: int, values: Mapping[str, Any], by: User | None) -> Row:
    """Raises ValidationError for values that do not go together."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    row = kind.new(plan, under)
    kind.model._default_manager.filter(pk=row.pk).update(**kind.columns_of(row, values))
    row_came(plan, kind.code, row, by=by)
    return row


@transaction.atomic
def edit_row(
    *, plan: Plan, kind: SimpleRows, row: Row, revision: int, values: Mapping[str, Any], by: User | None
) -> None:
    """Save over `revision`, or raise ConflictError when somebody saved after it was shown."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    columns = kind.columns_of(row, values)
    with remembered(plan, kind.code, row.pk, by=by):
        as_shown = kind.model._default_manager.filter(pk=row.pk, revision=revision)
        if not as_shown.update(**columns, revision=F("revision") + 1):
            raise ConflictError
