"""The window for a baseline that closes: go-live is near, or the day by which there must be one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gevinst.plans.pages import FROM_OURS
from gevinst.reminders import registry
from gevinst.reminders.reminder import Asked, Reminder

NEAR = timedelta(days=30)


def reminders(asked: Asked) -> Iterable[Reminder]:
    """The queries of whoever knows the days of going live, none where no baseline is lacking."""
    lacking = [one for one in asked.contributions if one.baseline is None]
    live = _going_live(asked) if lacking else {}
    for one in lacking:
        day, due = live.get(one.actor_id), one.baseline_due
        closes = min((each for each in (day, due) if each), default=None)
        if closes is None or closes - asked.today > NEAR:
            continue
        late, in_own_plan = closes < asked.today, one.actor_id == one.benefit.plan.actor_id
        page = reverse("plans:benefit", args=[one.benefit_id])
        targets = reverse("plans:edit_contribution", args=[one.benefit_id, one.actor_id])
        yield Reminder(
            actor=one.actor_id,
            actor_name=one.actor.name,
            text=_("«%(title)s» mangler nullpunkt") % {"title": one.benefit.title},
            reason=_reason(closes, is_live=closes == day and closes != due, late=late),
            url=targets if in_own_plan else f"{targets}?{FROM_OURS}",
            label=_("Sett nullpunkt"),
            page=page,
            day=closes,
            tone="bad" if late else "warn",
            owner=one.benefit.owner_id,
        )


def _going_live(asked: Asked) -> dict[int, date]:
    days: dict[int, date] = {}
    for path in registry.GO_LIVE.values():
        days |= import_string(path)(asked.actors)
    return days


def _reason(day: date, *, is_live: bool, late: bool) -> str:
    said = {"day": f"{day:%d.%m.%Y}"}
    if is_live and late:
        return _("Innføringen var %(day)s. Hent nullpunktet fra tiden før.") % said
    if is_live:
        return _("Innføringen er %(day)s. Nullpunktet må måles før den.") % said
    return (_("Det skulle vært på plass %(day)s.") if late else _("Det må være på plass %(day)s.")) % said
