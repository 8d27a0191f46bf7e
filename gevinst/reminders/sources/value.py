"""Values that should have come: of an indicator in a plan, from an actor that delivers it regularly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.access.permissions import Permission
from gevinst.reminders.reminder import Asked, Reminder
from indicators.quality.completeness import completeness_of

# A source may be some days late without anybody having to be told.
PATIENCE = timedelta(days=7)


def reminders(asked: Asked) -> Iterable[Reminder]:
    """Each indicator and actor once, whatever benefits it stands in. One query, none where all
    series are at hand, and one more where a place has changed its number."""
    rows = sorted(asked.contributions, key=lambda one: (one.benefit.order, one.pk))
    wanted = {(one.benefit.indicator_id, one.actor_id): one for one in reversed(rows)}
    found = completeness_of(
        [(one.benefit.indicator, one.actor) for one in wanted.values()],
        today=asked.today,
        numbers=asked.matter.successions.numbers,
        measured=asked.matter.measured,
    )
    for each in found:
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
