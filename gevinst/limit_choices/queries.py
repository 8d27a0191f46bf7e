"""The choices that stand, as charts and pages ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.access.permissions import Permission
from gevinst.limit_choices.models import LimitChoice
from indicators.measurements.periods import Period, PeriodKind

Want = tuple[int, int]


@dataclass(frozen=True)
class Standing:
    """What holds for one indicator at one actor; `new` oldest first."""

    new: list[LimitChoice] = field(default_factory=list)
    screen: LimitChoice | None = None

    @property
    def starts(self) -> list[date]:
        """The days from which limits are counted anew, oldest first."""
        return [one.since for one in self.new if one.since]


def choices_of(wants: Iterable[Want]) -> dict[Want, Standing]:
    """By (indicator id, actor id); nothing of those where nobody has chosen. One query."""
    wanted = set(wants)
    rows = LimitChoice.objects.filter(
        withdrawn_at=None,
        indicator__in={indicator for indicator, _actor in wanted},
        actor__in={actor for _indicator, actor in wanted},
    ).select_related("by")
    found: dict[Want, list[LimitChoice]] = defaultdict(list)
    for row in rows:
        found[(row.indicator_id, row.actor_id)].append(row)
    return {want: _standing(found[want]) for want in wanted if want in found}


def may_choose(user: Someone, actor_id: int) -> bool:
    return gate.may(user, Permission.EDIT_PLAN, actor_id)


def choice_to_take_back(user: Someone, pk: int) -> LimitChoice:
    """One that stands, at an actor where the user may choose; Http404 for all others."""
    own = gate.own_actors(user, Permission.EDIT_PLAN)
    found = _with_both().filter(pk=pk, actor__in=own, withdrawn_at=None).first()
    if found is None:
        raise Http404
    return found


def told(choice: LimitChoice) -> str:
    """«Nye grenser fra mars 2024: ny turnus (Kari koordinator, 12.11.2026)»."""
    day = f"{timezone.localtime(choice.at):%d.%m.%Y}"
    who = f"{choice.by.name}, {day}" if choice.by else day
    if choice.since is None:
        return _("Uvanlige sprang er holdt utenfor grensene (%(who)s)") % {"who": who}
    return _("Nye grenser fra %(month)s: %(reason)s (%(who)s)") % {
        "month": Period.of(PeriodKind.MONTH, choice.since).label(),
        "reason": choice.reason,
        "who": who,
    }


def _with_both() -> QuerySet[LimitChoice]:
    return LimitChoice.objects.select_related("indicator", "actor")


def _standing(rows: list[LimitChoice]) -> Standing:
    new = [row for row in rows if row.kind == LimitChoice.Kind.NEW_LIMITS]
    screen = next((row for row in rows if row.kind == LimitChoice.Kind.SCREEN), None)
    return Standing(new, screen)
