"""All figures of the board, read for every measure and every member at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.boards.shared.question import Question
from gevinst.definitions.asking import Definitions
from gevinst.plans.line_breaks import told_of_breaks
from gevinst.plans.lines import Line
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.progress import line_of
from gevinst.plans.queries import benefits_of
from indicators.actors.models import Actor, ActorKind, Closure
from indicators.actors.numbers import Break
from indicators.actors.sorting import alphabetical
from indicators.actors.successions import Successions
from indicators.measurements.series import Cell, Point, divided_series, summed

# A trust that serves fewer of the municipalities than this is a neighbour's.
SERVES_AT_LEAST = 1 / 3


@dataclass(frozen=True)
class Row:
    """One municipality in one measure. `line` is None where it has no part in the plan; `points` of every
    kind of period; `is_shared`: whether the reader may see its figures."""

    actor: Actor
    points: Sequence[Point]
    is_shared: bool
    judge: Callable[[], Line | None]

    @cached_property
    def line(self) -> Line | None:
        """Judged when it is asked for: of sixty municipalities in seven measures few are."""
        return self.judge()


@dataclass(frozen=True)
class Measure:
    """One KPI. `main`: of the whole, or of the only one that contributes; `points` are the whole's, measured
    or summed from `summed_from` members."""

    benefit: Benefit
    main: Line | None
    points: Sequence[Point]
    summed_from: int
    rows: Sequence[Row]
    trusts: Sequence[tuple[Actor, Sequence[Point], bool]]

    @property
    def whole(self) -> Line | None:
        """The line of the whole, where it has one."""
        of_all = self.main and self.main.actor.pk == self.benefit.plan.actor_id
        return self.main if of_all else None

    @property
    def is_example(self) -> bool:
        shown = [*self.points, *(point for row in self.rows if row.is_shared for point in row.points)]
        return any(point.is_example for point in shown)


@dataclass(frozen=True)
class Reading:
    """`members` are the municipalities of the community, `trusts` those that serve most of them."""

    measures: Sequence[Measure]
    members: Sequence[Actor]
    trusts: Sequence[Actor]

    @property
    def contributions(self) -> list[Contribution]:
        return [one for each in self.measures for one in each.benefit.contributions.all()]


def read(user: Someone, question: Question) -> Reading:
    """Eleven queries and those of the gate, however many measures and members."""
    readable = benefits_of(question.group, within=gate.plans(user))
    benefits = [one for one in readable if one.plan.actor_id == question.group.pk]
    members, trusts = _members(question), _trusts(question)
    successions = Successions.load()
    contributing = {one.actor_id for benefit in benefits for one in benefit.contributions.all()}
    everybody = {question.group.pk, *contributing, *(one.pk for one in [*members, *trusts])}
    cells = [(each.indicator_id, actor, each.breakdown) for each in benefits for actor in everybody]
    series = divided_series(cells, as_known_on=question.as_known_on, numbers=successions.numbers)
    breaks = successions.breaks_of(everybody)
    definitions = Definitions.of(benefits)
    make = _Making(
        question=question,
        series=series,
        breaks=breaks,
        definitions=definitions,
        seen=gate.peers(user) | contributing,
    )
    return Reading([make.measure(each, members, trusts) for each in benefits], members, trusts)


@dataclass(frozen=True)
class _Making:
    question: Question
    series: dict[Cell, list[Point]]
    breaks: dict[int, list[Break]]
    definitions: Definitions
    seen: frozenset[int]

    def measure(self, benefit: Benefit, members: Iterable[Actor], trusts: Iterable[Actor]) -> Measure:
        group, by_actor = self.question.group, {one.actor_id: one for one in benefit.contributions.all()}
        rows = [self._row(benefit, actor, by_actor.get(actor.pk)) for actor in members]
        own = self._points(benefit, group.pk)
        parts = [row.points for row in rows if row.is_shared and row.points]
        whole = own or (summed(parts) if benefit.indicator.additive else [])
        main = by_actor.get(group.pk)
        if main is not None:
            line: Line | None = self._line(benefit, main, whole)
        elif len(by_actor) == 1:
            (only,) = by_actor.values()
            line = self._line(benefit, only, self._points(benefit, only.actor_id))
        else:
            line = None
        return Measure(
            benefit=benefit,
            main=line,
            points=whole,
            summed_from=0 if own else len(parts),
            rows=rows,
            trusts=[
                (actor, self._points(benefit, actor.pk), self._may_see(benefit, actor)) for actor in trusts
            ],
        )

    def _row(self, benefit: Benefit, actor: Actor, contribution: Contribution | None) -> Row:
        may_see = self._may_see(benefit, actor)
        points = self._points(benefit, actor.pk) if may_see else []

        def judge() -> Line | None:
            return self._line(benefit, contribution, points) if contribution else None

        return Row(actor, points, may_see, judge)

    def _line(self, benefit: Benefit, contribution: Contribution, points: list[Point]) -> Line:
        line = line_of(benefit, contribution, points, self.question.today)
        redefined = self.definitions.breaks.get(benefit.indicator_id, ())
        both = sorted([*self.breaks[contribution.actor_id], *redefined])
        return told_of_breaks(
            replace(
                line,
                as_known_on=self.question.as_known_on,
                breaks=both,
                accepted=self.definitions.held.get(benefit.pk, 0),
            )
        )

    def _points(self, benefit: Benefit, actor: int) -> list[Point]:
        return self.series.get((benefit.indicator_id, actor, benefit.breakdown), [])

    def _may_see(self, benefit: Benefit, actor: Actor) -> bool:
        return benefit.indicator.open or actor.pk in self.seen


def _members(question: Question) -> list[Actor]:
    found = Actor.objects.valid_on(question.today).members_of(
        question.group, on=question.today, kind=ActorKind.MUNICIPALITY
    )
    return sorted(found, key=lambda one: alphabetical(one.name))


def _trusts(question: Question) -> list[Actor]:
    """Of a health community alone: a network is a part of what its hospitals count. One query."""
    if question.group.kind != ActorKind.HEALTH_COMMUNITY:
        return []
    today = question.today
    below = Closure.objects.valid_on(today).filter(ancestor=question.group.pk, depth__gt=0)
    served = below.filter(descendant__kind=ActorKind.MUNICIPALITY).values("descendant")
    above = Closure.objects.valid_on(today).filter(descendant__in=served, ancestor__kind=ActorKind.TRUST)
    serves: dict[Actor, set[int]] = {}
    for link in above.select_related("ancestor"):
        serves.setdefault(link.ancestor, set()).add(link.descendant_id)
    every = set().union(*serves.values())
    near = [actor for actor, some in serves.items() if len(some) >= SERVES_AT_LEAST * len(every)]
    return sorted(near, key=lambda one: alphabetical(one.name))
