"""What the reader may see that an actor has set itself for an indicator: nullpunkt and ambition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.plans.models import Contribution
from gevinst.plans.path import AmbitionForm
from gevinst.plans.plain import ambition_of
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind

ABSOLUTE = (AmbitionForm.AT_MOST, AmbitionForm.AT_LEAST, AmbitionForm.EQUAL)


@dataclass(frozen=True)
class Goal:
    """Values in the unit of the indicator, over a period of `kind`, None where that is not said."""

    baseline: float | None
    baseline_on: date | None
    target: float | None
    by: date | None
    kind: PeriodKind | None
    url: str


def goal_of(user: Someone, actor: Actor, indicator: Indicator) -> Goal | None:
    """Of the actor's own plan before another's; never of a part of the figures. One query, and the gate's."""
    rows = Contribution.objects.filter(
        actor=actor,
        benefit__plan__in=gate.plans(user),
        benefit__indicator=indicator,
        benefit__category=None,
        benefit__binned_at=None,
    )
    return _goal(list(rows.select_related("benefit__plan")), actor)


def _goal(rows: list[Contribution], actor: Actor) -> Goal | None:
    if not rows:
        return None
    row = min(rows, key=lambda one: (one.benefit.plan.actor_id != actor.pk, one.baseline is None, one.pk))
    over = row.baseline_over
    return Goal(
        baseline=row.baseline,
        baseline_on=row.baseline_on,
        target=_target(row),
        by=row.target_date,
        kind=over.kind if over else None,
        url=reverse("plans:benefit", args=[row.benefit_id]),
    )


def _target(row: Contribution) -> float | None:
    """None while the ambition waits for a baseline to be counted from."""
    ambition = ambition_of(row)
    if ambition is None:
        return None
    if row.baseline is None:
        return ambition.target if ambition.form in ABSOLUTE else None
    return ambition.value(row.baseline)
