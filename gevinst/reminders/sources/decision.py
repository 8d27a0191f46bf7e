"""Decisions of meetings that are due."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.meetings.models import Decision
from gevinst.reminders.reminder import Asked, Reminder


def reminders(asked: Asked) -> Iterable[Reminder]:
    """For the one who is named, else for those who edit the plans where it is to be done. One query."""
    mine = Q(owner__in=asked.users) | Q(owner=None, owner_actor__in=asked.actors)
    found = Decision.objects.due_by(asked.today).filter(mine)
    for one in found.select_related("owner_actor", "meeting").order_by("due", "pk"):
        yield Reminder(
            actor=one.owner_actor_id,
            actor_name=one.owner_actor.name,
            text=_("En beslutning fra «%(meeting)s» skulle vært fulgt opp") % {"meeting": one.meeting.title},
            reason=_("Fristen var %(day)s.") % {"day": f"{one.due:%d.%m.%Y}"},
            url=reverse("meetings:page", args=[one.meeting_id]) + "#beslutninger",
            label=_("Se beslutningen"),
            day=one.due,
            to=frozenset({one.owner_id}) if one.owner_id is not None else None,
        )
