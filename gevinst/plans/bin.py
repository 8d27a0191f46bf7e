"""Rows that are thrown away stay in the bin for a while, and can be taken back as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gevinst.access.models import User
from gevinst.plans import history
from gevinst.plans.models import (
    Action,
    Benefit,
    Binnable,
    Dependency,
    Disbenefit,
    Enabler,
    Milestone,
    Plan,
    Risk,
    Via,
)

BINNABLE: dict[str, Any] = {
    "gevinst": Benefit,
    "milepel": Milestone,
    "tiltak": Action,
    "risiko": Risk,
    "ulempe": Disbenefit,
    "ledd": Enabler,
    "kobling": Dependency,
}
# The way from a row to its plan; under a benefit where nothing else is said.
TO_PLAN = {"gevinst": "plan", "milepel": "contribution__benefit__plan", "ledd": "plan", "kobling": "plan"}
SHOWN_WITH = {
    "milepel": ("contribution__benefit__indicator", "contribution__actor"),
    "kobling": ("before_enabler", "before_benefit", "after_enabler", "after_benefit"),
}


@transaction.atomic
def throw_away(*, code: str, row: Any, by: User | None, via: str = Via.PAGE) -> None:
    """A benefit takes what is under it along. The measured values stay."""
    plan = plan_of(code, row)
    type(row).everything.filter(pk=row.pk, binned_at=None).update(binned_at=timezone.now(), binned_by=by)
    history.row_came(plan, code, row, by=by, what=history.WENT, via=via)


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
    own = {to_plan(code): plan}
    rows: QuerySet[Any] = BINNABLE[code].everything.filter(**own, binned_at__isnull=False)
    return rows.select_related("binned_by", *SHOWN_WITH.get(code, ())).order_by("-binned_at")


def to_plan(code: str) -> str:
    """The way from a row of this kind to its plan, as a lookup."""
    return TO_PLAN.get(code, "benefit__plan")


def empty(before: datetime) -> int:
    """Removes for good what was thrown away before then. Answers how many rows."""
    return sum(
        model.everything.filter(binned_at__lt=before).delete()[0] for model in reversed(BINNABLE.values())
    )


def plan_of(code: str, row: Binnable) -> Plan:
    found: Any = row
    for step in to_plan(code).split("__"):
        found = getattr(found, step)
    return cast("Plan", found)
