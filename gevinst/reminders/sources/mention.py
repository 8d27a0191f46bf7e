"""Comments somebody is named in, until they are settled."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.plans.models import Comment
from gevinst.reminders.reminder import Asked, Reminder


def reminders(asked: Asked) -> Iterable[Reminder]:
    """For those who are named. What was said is read on the page, not in a mail. One query."""
    found = (
        Comment.objects.filter(Q(answers=None) | Q(answers__resolved_at=None), mentions__in=asked.users)
        .filter(resolved_at=None)
        .select_related("plan__actor")
        .annotate(named=F("mentions"))
        .order_by("at", "pk")
    )
    for comment in found:
        page = reverse("plans:comments", args=[comment.plan_id])
        said = timezone.localtime(comment.at)
        yield Reminder(
            actor=comment.plan.actor_id,
            actor_name=comment.plan.actor.name,
            text=_("Du er nevnt i en kommentar i «%(plan)s»") % {"plan": comment.plan.title},
            reason=_("Skrevet %(day)s.") % {"day": f"{said:%d.%m.%Y}"},
            url=f"{page}?{urlencode({'celle': comment.address})}",
            label=_("Les og svar"),
            day=said.date(),
            tone="info",
            to=frozenset({comment.named}),
        )
