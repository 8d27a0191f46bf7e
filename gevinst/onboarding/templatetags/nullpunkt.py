"""`{% load nullpunkt %}{% baselines_of_plan plan %}` and `{% baseline_of_benefit benefit %}`: that go-live
nears, or has been, and a baseline is missing. They show nothing otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.onboarding.facts import Chosen
from gevinst.onboarding.models import Programme
from gevinst.onboarding.readiness import warning
from gevinst.plans.models import Benefit, Contribution, Plan

register = template.Library()


@register.inclusion_tag("onboarding/_of_plan.html", takes_context=True)
def baselines_of_plan(context: Context, plan: Plan) -> dict[str, Any]:
    """Three queries at most; one where no go-live is near, none where the page has the days at hand."""
    days, today = context.get("go_live"), timezone.localdate()
    day = _go_live(plan.actor_id) if days is None else days.get(plan.actor_id)
    if day is None:
        return {}
    own = {
        one.benefit_id: one for one in Contribution.objects.filter(benefit__plan=plan, actor=plan.actor_id)
    }
    chosen = [Chosen(benefit, own.get(benefit.pk)) for benefit in plan.benefits.all()]
    found = warning(day, today, [one for one in chosen if not one.has_baseline])
    at_home = plan.actor_id in gate.own_actors(context["request"].user)
    return {"readiness": found, "actor": plan.actor, "at_home": at_home}


@register.inclusion_tag("onboarding/_of_benefit.html", takes_context=True)
def baseline_of_benefit(context: Context, benefit: Benefit) -> dict[str, Any]:
    """What the actor of the plan brings. One query at most; expects the contributions loaded."""
    actor = benefit.plan.actor_id
    own = next((one for one in benefit.contributions.all() if one.actor_id == actor), None)
    chosen = Chosen(benefit, own)
    if chosen.has_baseline:
        return {}
    found = warning(_go_live(actor), timezone.localdate(), [chosen])
    may_edit = gate.may(context["request"].user, Permission.EDIT_PLAN, actor)
    return {"readiness": found, "benefit": benefit, "due": chosen.baseline_due, "may_edit": may_edit}


def _go_live(actor: int) -> date | None:
    return Programme.objects.filter(actor=actor).values_list("go_live", flat=True).first()
