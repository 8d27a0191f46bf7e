"""Reviews nobody has answered in time."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.plans.models import Benefit
from gevinst.reminders.reminder import Asked, Reminder
from gevinst.reviews.models import Review


def reminders(asked: Asked) -> Iterable[Reminder]:
    """One query."""
    found = Review.objects.overdue(asked.today).filter(
        asked.is_theirs("contribution__"), contribution__benefit__in=Benefit.objects.all()
    )
    for review in found.select_related("contribution__actor", "contribution__benefit").order_by("due"):
        contribution = review.contribution
        yield Reminder(
            actor=contribution.actor_id,
            actor_name=contribution.actor.name,
            text=_("«%(title)s» er ikke fulgt opp for %(period)s")
            % {"title": contribution.benefit.title, "period": review.period.label()},
            reason=_("Fristen var %(day)s.") % {"day": f"{review.due:%d.%m.%Y}"},
            url=reverse("reviews:mine") + f"#o{review.pk}",
            label=_("Følg opp"),
            day=review.due,
            owner=contribution.benefit.owner_id,
        )
