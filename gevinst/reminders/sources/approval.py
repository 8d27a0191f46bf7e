"""Plans that wait for somebody's approval."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.plans.models import Version
from gevinst.reminders.reminder import Asked, Reminder


def reminders(asked: Asked) -> Iterable[Reminder]:
    """For those who may approve at the actor, but for whoever sent it. No query."""
    waiting = [
        (one.at, one)
        for one in asked.matter.plans
        if one.state == Version.State.SUBMITTED and one.at and one.plan.actor_id in asked.actors
    ]
    for at, one in sorted(waiting, key=lambda each: each[0]):
        plan, sent = one.plan, timezone.localtime(at)
        if who := asked.approvers.get(plan.actor_id, frozenset()) - {one.by}:
            yield Reminder(
                actor=plan.actor_id,
                actor_name=plan.actor.name,
                text=_("«%(plan)s» venter på godkjenning") % {"plan": plan.title},
                reason=_("Versjon %(number)s ble sendt %(day)s.")
                % {"number": one.number, "day": f"{sent:%d.%m.%Y}"},
                url=reverse("plans:version", args=[plan.pk, one.number]),
                label=_("Les og avgjør"),
                day=sent.date(),
                to=who,
            )
