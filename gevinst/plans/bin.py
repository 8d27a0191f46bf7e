"""Rows that are thrown away stay in the bin for a while, and can be taken back as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gevinst.access.models import User
from gevinst.plans import history
from gevinst.plans.models import Action, Benefit, Milestone, Plan

BINNABLE: dict[str, Any] = {"gevinst": Benefit, "milepel": Milestone, "tiltak": Action}


@transaction.atomic
def throw_away(*, code: str, row: Benefit | Milestone | Action, by: User | None) -> None:
    """A benefit takes what is under it along. The measured values stay."""
    plan = plan_of(row)
    type(row).everything.filter(pk=row.pk, binned_at=None).update(binned_at=timezone.now(), binned_by=by)
    history.row_came(plan, code, row, by=by, what=history.WENT)


@transaction.atomic
def take_back(*, plan: Plan, code: str, pk: int, by: User | None) -> bool:
    """False when it is not in the bin of this plan."""
    row = in_bin(plan, code).filter(pk=pk).first()
    if row is None:
        return False
    type(row).everything.filter(pk=pk).update(binned_at=None, binned_by=None)
    history.row_came(plan, code, row, by=by, what=history.BACK)
    return True


def in_bin(plan: Plan, code: str) -> QuerySet[Any]:
    """Newest first."""
    own = {
        "gevinst": Q(plan=plan),
        "milepel": Q(contribution__benefit__plan=plan),
        "tiltak": Q(benefit__plan=plan),
    }[code]
    rows: QuerySet[Any] = BINNABLE[code].everything.filter(own, binned_at__isnull=False)
    if code == "milepel":
        rows = rows.select_related("contribution__benefit__indicator", "contribution__actor")
    return rows.select_related("binned_by").order_by("-binned_at")


def empty(before: datetime) -> int:
    """Removes for good what was thrown away before then. Answers how many rows."""
    return sum(
        model.everything.filter(binned_at__lt=before).delete()[0] for model in reversed(BINNABLE.values())
    )


def plan_of(row: Benefit | Milestone | Action) -> Plan:
    if isinstance(row, Benefit):
        return row.plan
    return row.contribution.benefit.plan if isinstance(row, Milestone) else row.benefit.plan
