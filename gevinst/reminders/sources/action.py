"""Actions past their day."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.plans.models import Action, Benefit
from gevinst.plans.pages import FROM_OURS
from gevinst.reminders.reminder import Asked, Reminder


def reminders(asked: Asked) -> Iterable[Reminder]:
    """Of the actor that carries it out, where that is said, else of the plan's. One query."""
    mine = Q(actor__in=asked.actors) | Q(actor=None, benefit__plan__actor__in=asked.actors)
    found = Action.objects.filter(
        mine | Q(benefit__owner__in=asked.users),
        benefit__in=Benefit.objects.all(),
        state__in=Action.GOING_ON,
        due__lt=asked.today,
    )
    for action in found.select_related("actor", "benefit__plan__actor").order_by("due", "pk"):
        plan = action.benefit.plan
        actor, in_own_plan = action.actor or plan.actor, action.actor_id in (None, plan.actor_id)
        page, task = (
            reverse("plans:benefit", args=[action.benefit_id]),
            reverse("plans:edit_action", args=[action.pk]),
        )
        yield Reminder(
            actor=actor.pk,
            actor_name=actor.name,
            text=_("Tiltaket «%(title)s» er over fristen") % {"title": action.title},
            reason=_("Fristen var %(day)s. Gjelder «%(benefit)s».")
            % {"day": f"{action.due:%d.%m.%Y}", "benefit": action.benefit.title},
            url=task if in_own_plan else f"{task}?{FROM_OURS}",
            label=_("Oppdater tiltaket"),
            page=page,
            day=action.due,
            owner=action.benefit.owner_id,
        )
