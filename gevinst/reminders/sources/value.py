"""Values that should have come: of an indicator in a plan, from an actor that delivers it regularly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.access.permissions import Permission
from gevinst.plans.models import Benefit, Contribution
from gevinst.reminders.reminder import Asked, Reminder
from indicators.quality.completeness import completeness_for

# A source may be some days late without anybody having to be told.
PATIENCE = timedelta(days=7)


def reminders(asked: Asked) -> Iterable[Reminder]:
    """Each indicator and actor once, whatever benefits it stands in. A constant number of queries."""
    chosen = Contribution.objects.filter(asked.contributions(), benefit__in=Benefit.objects.all())
    rows = chosen.select_related("actor", "benefit").order_by("benefit__order", "pk")
    wanted = {(one.benefit.indicator_id, one.actor_id): one for one in reversed(rows)}
    if not wanted:
        return
    for each in completeness_for({actor for _indicator, actor in wanted}, today=asked.today):
        for actor in each.late:
            one, delivery = wanted.get((each.indicator.pk, actor.pk)), each.deliveries[actor]
            if one is None or asked.today - delivery.next_date <= PATIENCE:
                continue
            said = {"title": each.indicator.title, "period": delivery.last.next().label()}
            yield Reminder(
                actor=actor.pk,
                actor_name=actor.name,
                text=_("Målingen for %(period)s mangler: %(title)s") % said,
                reason=_("Den var ventet %(day)s.") % {"day": f"{delivery.next_date:%d.%m.%Y}"},
                url=f"{reverse('values:new')}?indikator={each.indicator.slug}",
                label=_("Importer målinger"),
                page=reverse("plans:benefit", args=[one.benefit_id]),
                permission=Permission.IMPORT_VALUES,
                day=delivery.next_date,
                owner=one.benefit.owner_id,
            )
