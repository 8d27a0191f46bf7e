"""What each measure shall come to: from the actor's own plan, else from the plan of somebody above it.

A number that is summed is another for a part than for the whole, and is then not the part's goal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.plans.lines import SIGNS
from gevinst.plans.models import Contribution
from gevinst.plans.plain import ambition_of
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind

Form = Contribution.Form


@dataclass(frozen=True)
class Goal:
    """`note`: whose goal it is when it is another's, over how long, and by when."""

    text: str
    note: str
    url: str


def goals_of(
    user: Someone, actor: Actor, above: Sequence[Actor], indicators: Sequence[Indicator]
) -> dict[int, Goal]:
    """By indicator id. `above`: the topmost first. One query."""
    nearness = {one.pk: place for place, one in enumerate([actor, *reversed(above)])}
    rows = (
        Contribution.objects.filter(
            actor__in=nearness,
            benefit__indicator__in=[one.pk for one in indicators],
            benefit__plan__in=gate.plans(user),
            benefit__category=None,
            benefit__binned_at=None,
            scale=Contribution.Scale.VALUE,
        )
        .exclude(form=Form.NONE)
        .select_related("actor", "benefit__indicator")
    )
    goals: dict[int, Goal] = {}
    for row in sorted(rows, key=lambda one: (nearness[one.actor_id], one.pk)):
        indicator = row.benefit.indicator
        own = row.actor_id == actor.pk
        if indicator.pk in goals or not (own or kind_for(indicator.kind).needs_denominator):
            continue
        if text := _text(row):
            goals[indicator.pk] = Goal(
                text, _note(row, own=own), reverse("plans:benefit", args=[row.benefit_id])
            )
    return goals


def _text(row: Contribution) -> str:
    if row.target_text:
        return row.target_text
    indicator, ambition, form = row.benefit.indicator, ambition_of(row), Form(row.form)
    if form == Form.HOLD:
        return _("uendret") if row.baseline is None else _written(row.baseline, indicator)
    if ambition is None or (form == Form.RELATIVE and row.baseline is None):
        return ""
    return SIGNS.get(form, "") + _written(ambition.value(row.baseline or 0.0), indicator)


def _written(value: float, indicator: Indicator) -> str:
    """As the figures beside it: the unit stands under the measure."""
    kind = kind_for(indicator.kind)
    return kind.format(value, indicator.decimals, kind.fixed_unit)


def _note(row: Contribution, *, own: bool) -> str:
    over = row.baseline_over
    summed = (
        row.benefit.indicator.over_time == "sum"
        and not kind_for(row.benefit.indicator.kind).needs_denominator
    )
    said = [
        "" if own else _("for %(actor)s") % {"actor": row.actor},
        _LENGTHS[over.kind]() if summed and over and over.kind in _LENGTHS else "",
        _("innen %(day)s") % {"day": f"{row.target_date:%d.%m.%Y}"} if row.target_date else "",
    ]
    return ", ".join(filter(None, said))


_LENGTHS = {
    PeriodKind.YEAR: lambda: _("i året"),
    PeriodKind.TERTIAL: lambda: _("i tertialet"),
    PeriodKind.QUARTER: lambda: _("i kvartalet"),
}
