"""What happened at actors while their figures were measured: the numbered marks of their charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.figures import Mark
from gevinst.plans.models import Action
from gevinst.reminders.registry import GO_LIVE
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.versions import definition_breaks


def events_of(
    actors: Iterable[Actor | int],
    *,
    user: Someone | None = None,
    indicator: Indicator | None = None,
    started: Mapping[int, Sequence[Action]] | None = None,
) -> dict[int, list[Mark]]:
    """By actor id, oldest first: the day Helseplattformen came, starts of actions, new definitions.

    Actions are those in plans that `user` may see, none without a user; of `indicator` alone where one is
    given, and then with its new definitions. `started`: the actions, where they are at hand. At most four
    queries, however many actors.
    """
    asked = frozenset(one if isinstance(one, int) else one.pk for one in actors)
    found: dict[int, list[Mark]] = {actor: [] for actor in asked}
    for path in GO_LIVE.values():
        for actor, day in import_string(path)(asked).items():
            text = _("Innføring av Helseplattformen %(day)s") % {"day": f"{day:%d.%m.%Y}"}
            found[actor].append(Mark(day, text))
    if started is None and user is not None:
        started = started_actions(asked, user=user, indicator=indicator)
    if started:
        for actor, actions in started.items():
            found[actor] += [
                Mark(one.start, _("Tiltak: %(title)s") % {"title": one.title}) for one in actions if one.start
            ]
    breaks = definition_breaks([indicator])[indicator.pk] if indicator else []
    for one in breaks:
        mark = Mark(one.day, _("Ny definisjon (versjon %(number)s)") % {"number": one.names[0]})
        for marks in found.values():
            marks.append(mark)
    return {actor: sorted(marks, key=lambda mark: (mark.day, mark.text)) for actor, marks in found.items()}


def started_actions(
    actors: Collection[int], *, user: Someone, indicator: Indicator | None = None
) -> dict[int, list[Action]]:
    """By actor id: actions with a start, oldest first, of its own plans and those it does in others', among
    the plans the user may see. What has an actor of its own is that one's. One query, and the gate's."""
    concerned = Q(actor__in=actors) | Q(actor=None, benefit__plan__actor__in=actors)
    rows = Action.objects.filter(
        concerned, benefit__plan__in=gate.plans(user), benefit__binned_at=None, start__isnull=False
    )
    if indicator is not None:
        rows = rows.filter(benefit__indicator=indicator)
    found: dict[int, list[Action]] = defaultdict(list)
    for row in rows.select_related("benefit__plan").order_by("start", "pk").distinct():
        found[row.actor_id or row.benefit.plan.actor_id].append(row)
    return dict(found)
