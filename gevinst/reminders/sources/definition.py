"""Indicators that have come to measure something else than when they were chosen."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gevinst.reminders.reminder import Asked, Reminder


def reminders(asked: Asked) -> Iterable[Reminder]:
    """For those who edit the plan, and the owner of the benefit. No query."""
    theirs = [
        one
        for one in asked.matter.benefits
        if one.plan.actor_id in asked.actors or one.owner_id in asked.users
    ]
    for question in asked.matter.definitions.questions(theirs).values():
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
