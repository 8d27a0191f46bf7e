"""`{% load onboarding %}{% onboarding_entry actor %}`: how far an actor's start has come, and the way on.

Shows nothing to those who may not see it, nor when everything is done and nothing is to be warned of.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from gevinst.access import gate
from gevinst.onboarding.facts import facts_of
from gevinst.onboarding.readiness import readiness
from gevinst.onboarding.tasks import TASKS, lines_of
from indicators.actors.models import Actor

register = template.Library()


@register.inclusion_tag("onboarding/_entry.html", takes_context=True)
def onboarding_entry(context: Context, actor: Actor) -> dict[str, Any]:
    user = context["request"].user
    if actor.pk not in gate.own_actors(user):
        return {}
    facts = facts_of(actor, plans=gate.plans(user))
    done = sum(line.judged.done for line in lines_of(facts))
    warning = readiness(facts)
    if done == len(TASKS) and warning is None:
        return {}
    return {"actor": actor, "done": done, "total": len(TASKS), "readiness": warning}
