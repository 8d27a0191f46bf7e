"""Plans that wait for somebody's approval."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import RoleAssignment
from gevinst.access.permissions import Permission, roles_with
from gevinst.plans.models import Version
from gevinst.reminders.reminder import Asked, Reminder


def reminders(asked: Asked) -> Iterable[Reminder]:
    """For those who may approve at the actor, but for whoever sent it. Two queries."""
    waiting = list(
        Version.objects.filter(state=Version.State.SUBMITTED, plan__actor__in=asked.actors)
        .select_related("plan__actor")
        .defer("content")
        .order_by("submitted_at")
    )
    held = RoleAssignment.objects.valid_on(asked.today).filter(
        actor__in={version.plan.actor_id for version in waiting},
        role__in=roles_with(Permission.APPROVE_PLAN),
        user__in=asked.users,
    )
    may: dict[int, set[int]] = {}
    for actor, user in held.values_list("actor", "user") if waiting else ():
        may.setdefault(actor, set()).add(user)
    for version in waiting:
        plan = version.plan
        who = may.get(plan.actor_id, set()) - {version.submitted_by_id}
        if who:
            sent = timezone.localtime(version.submitted_at)
            yield Reminder(
                actor=plan.actor_id,
                actor_name=plan.actor.name,
                text=_("«%(plan)s» venter på godkjenning") % {"plan": plan.title},
                reason=_("Versjon %(number)s ble sendt %(day)s.")
                % {"number": version.number, "day": f"{sent:%d.%m.%Y}"},
                url=reverse("plans:version", args=[plan.pk, version.number]),
                label=_("Les og avgjør"),
                day=sent.date(),
                to=frozenset(who),
            )
