"""Indicators that have come to measure something else than when they were chosen."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.translation import gettext as _

from gevinst.definitions.asking import questions
from gevinst.plans.models import Benefit
from gevinst.reminders.reminder import Asked, Reminder


def reminders(asked: Asked) -> Iterable[Reminder]:
    """For those who edit the plan, and the owner of the benefit. One query, and two where there are any."""
    mine = Q(plan__actor__in=asked.actors) | Q(owner__in=asked.users)
    older = Benefit.objects.filter(mine, indicator_version__number__lt=F("indicator__version"))
    for question in questions(older.select_related("indicator", "plan__actor")).values():
        benefit = question.benefit
        yield Reminder(
            actor=benefit.plan.actor_id,
            actor_name=benefit.plan.actor.name,
            text=_("«%(title)s» måles etter en ny definisjon") % {"title": benefit.title},
            reason=question.short,
            url=question.url,
            label=_("Se og svar"),
            day=question.since,
            owner=benefit.owner_id,
        )
