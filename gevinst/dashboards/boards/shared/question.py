"""What the board of a community is asked, as the address says it; what it does not know becomes something
sensible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.plans.models import Plan
from gevinst.values.keys import key_of
from gevinst.values.known import known_day
from indicators.actors.models import Actor, ActorKind
from indicators.measurements.known import day_of
from indicators.measurements.periods import PeriodKind

GROUPS = (ActorKind.HEALTH_COMMUNITY, ActorKind.COOPERATION_AREA, ActorKind.NETWORK)
RESOLUTIONS = {"maned": PeriodKind.MONTH, "uke": PeriodKind.WEEK}


@dataclass(frozen=True)
class Question:
    """`groups`: the communities with a plan the user may read; `plans`: those of the chosen one. `measure`
    and `municipality` as the address says them: a slug and a number, "" for none."""

    groups: Sequence[Actor]
    group: Actor
    plans: Sequence[Plan]
    resolution: str
    measure: str
    municipality: str
    today: date
    as_known_on: date | None = None

    @property
    def kind(self) -> PeriodKind:
        return RESOLUTIONS[self.resolution]

    @property
    def group_keys(self) -> list[tuple[str, Actor]]:
        return [(key_of(group), group) for group in self.groups]


def ask(user: Someone, query: Mapping[str, str]) -> Question | None:
    """None when no community has a plan the user may read. One query, and those of the gate."""
    found = gate.plans(user).filter(actor__kind__in=GROUPS).select_related("actor")
    plans = sorted(found.distinct(), key=lambda plan: (GROUPS.index(ActorKind(plan.actor.kind)), plan.pk))
    groups = list(dict.fromkeys(plan.actor for plan in plans))
    if not groups:
        return None
    group = next((one for one in groups if key_of(one) == query.get("gruppe")), groups[0])
    known = known_day(query)
    asked = query.get("opplosning", "")
    return Question(
        groups=groups,
        group=group,
        plans=[plan for plan in plans if plan.actor == group],
        resolution=asked if asked in RESOLUTIONS else "maned",
        measure=query.get("maaltall", "").strip(),
        municipality=query.get("kommune", "").strip(),
        today=day_of(known),
        as_known_on=known,
    )
