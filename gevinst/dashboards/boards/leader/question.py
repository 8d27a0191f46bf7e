"""What a leader asks, as the address says it; what it does not know becomes something sensible.

Another's actor is not made into something else: it is answered as one that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gevinst.access import gate
from gevinst.access.gate import UNDER_A_LINE, Someone
from gevinst.access.models import Role
from gevinst.dashboards.tables import as_query
from gevinst.values import known
from gevinst.values.keys import key_of
from indicators.actors.models import Actor, Closure
from indicators.actors.numbers import Numbers
from indicators.actors.sorting import alphabetical
from indicators.measurements.known import day_of
from indicators.measurements.periods import Period, PeriodError, PeriodKind, parse_period

LINE = "linje"


@dataclass(frozen=True)
class Question:
    """`path`: those above the actor that the user may see, the topmost first; `under`: those next below in
    its line; `below`: everybody below, in any structure. `month` may be one without figures."""

    actor: Actor
    choices: Sequence[Actor]
    path: Sequence[Actor]
    under: Sequence[Actor]
    below: frozenset[int]
    group: str
    month: Period | None
    today: date
    numbers: Numbers = field(repr=False)
    as_known_on: date | None = None

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [
            ("aktor", key_of(self.actor)),
            ("gruppe", self.group),
            ("maned", self.month.code if self.month else ""),
            known.asked_for(self.as_known_on),
        ]

    def query_for(self, actor: Actor) -> str:
        """The same question about another actor, as the end of an address."""
        return as_query([("aktor", key_of(actor)), *self.asked[1:]])

    @property
    def crumbs(self) -> list[tuple[Actor, str]]:
        return [(actor, self.query_for(actor)) for actor in self.path]

    @property
    def keyed(self) -> list[tuple[str, Actor]]:
        return [(key_of(actor), actor) for actor in self.choices]


def ask(user: Someone, query: Mapping[str, str]) -> Question | None:
    """None for who has no role, and for an actor that is not the user's. Three queries besides those of the
    gate, however many units."""
    own, as_known_on = gate.own_actors(user), known.known_day(query)
    choices = sorted(gate.actors(user).filter(pk__in=own), key=_order) if own else []
    actor = _chosen(user, choices, query.get("aktor", ""))
    if actor is None:
        return None
    today = day_of(as_known_on)
    edges = Closure.objects.valid_on(today).exclude(depth=0)
    rows = list(edges.filter(ancestor=actor).values_list("descendant", "structure__code", "depth"))
    above = dict(edges.filter(descendant=actor, structure__code=LINE).values_list("ancestor", "depth"))
    next_below = {pk for pk, structure, depth in rows if structure == LINE and depth == 1}
    return Question(
        actor=actor,
        choices=choices,
        path=sorted((one for one in choices if one.pk in above), key=lambda one: -above[one.pk]),
        under=[one for one in choices if one.pk in next_below],
        below=frozenset(pk for pk, _structure, _depth in rows),
        group=query.get("gruppe", "").strip(),
        month=_month(query.get("maned", "")),
        today=today,
        numbers=Numbers.load(),
        as_known_on=as_known_on,
    )


def _chosen(user: Someone, choices: Sequence[Actor], key: str) -> Actor | None:
    """The one asked for; else the unit the user leads, else where the first role is."""
    if key:
        return next((one for one in choices if key_of(one) == key), None)
    held = sorted(gate.roles(user), key=lambda role: role.role != Role.LEADER)
    there = {one.pk for one in choices}
    return next((role.actor for role in held if role.actor_id in there), None)


def _order(actor: Actor) -> tuple[bool, object]:
    return actor.kind in UNDER_A_LINE, alphabetical(actor.name)


def _month(text: str) -> Period | None:
    try:
        period = parse_period(text)
    except PeriodError:
        return None
    return period if period.kind is PeriodKind.MONTH else None
