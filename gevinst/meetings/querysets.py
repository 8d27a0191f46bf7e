"""Named reads of meetings and decisions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q, QuerySet

if TYPE_CHECKING:
    from gevinst.meetings.models import Decision, Meeting  # noqa: F401 - the base classes name them

OPEN = "open"


class MeetingQuerySet(QuerySet["Meeting"]):
    def with_counts(self) -> Self:
        """How many items and decisions, and how many of the latter are open."""
        return self.select_related("group").annotate(
            item_count=Count("items", distinct=True),
            decision_count=Count("decisions", distinct=True),
            open_count=Count("decisions", distinct=True, filter=Q(decisions__state=OPEN)),
        )


class DecisionQuerySet(QuerySet["Decision"]):
    def for_page(self) -> Self:
        return self.select_related(
            "owner", "owner_actor", "actor", "indicator", "meeting", "action__benefit__plan__actor"
        )

    def due_by(self, day: date) -> Self:
        return self.filter(state=OPEN, due__lte=day)

    def before(self, meeting: Meeting) -> Self:
        """Those of the previous meeting, and what is still open from earlier ones of the same group."""
        earlier = Q(meeting=meeting.previous_id)
        if meeting.group_id is not None:
            older = Q(meeting__group=meeting.group_id, meeting__date__lt=meeting.date, state=OPEN)
            earlier |= older & ~Q(meeting=meeting.pk)
        return self.filter(earlier).for_page().order_by("due", "pk")
