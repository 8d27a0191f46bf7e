"""For one indicator and one municipality: who like it has improved, and what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.learning.comparable import band_of, like, limits_of
from gevinst.learning.improvement import Improvement, judge
from gevinst.plans.models import Action, Plan
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator
from indicators.measurements.denominators import population_of
from indicators.measurements.population import EVERYBODY
from indicators.measurements.series import Point, of_length, own_series
from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number


@dataclass(frozen=True)
class Teacher:
    """A municipality that has improved. `actions` only where it shares them."""

    actor: Actor
    actions: list[Action]


@dataclass(frozen=True)
class Lesson:
    """`judged`: how many of those alike have figures enough; `band` in words; `own_plans` are the actor's."""

    indicator: Indicator
    actor: Actor
    band: str
    alike: int
    judged: int
    teachers: list[Teacher]
    has_direction: bool
    is_example: bool
    own_plans: list[Plan]

    @property
    def sharing(self) -> list[Teacher]:
        return [one for one in self.teachers if one.actions]

    @property
    def silent(self) -> list[Teacher]:
        return [one for one in self.teachers if not one.actions]

    @property
    def is_common(self) -> bool:
        """So many at once that the reason may lie outside what each of them did."""
        return self.judged > 2 and len(self.teachers) * 2 >= self.judged

    @property
    def sentence(self) -> str:
        if not self.has_direction:
            return _("Indikatoren har ingen retning som er bedre, så ingen kan sies å ha bedret seg.")
        if not self.band:
            return _("Folketallet er ikke kjent, så vi vet ikke hvem som ligner.")
        if not self.judged:
            return _("Ingen sammenlignbare kommuner har nok målinger du kan se.")
        words = ngettext(
            "%(n)s av %(judged)s sammenlignbare kommuner har bedret seg mer enn tilfeldigheter tilsier.",
            "%(n)s av %(judged)s sammenlignbare kommuner har bedret seg mer enn tilfeldigheter tilsier.",
            len(self.teachers),
        )
        return words % {"n": len(self.teachers), "judged": self.judged}


def lesson(user: Someone, indicator: Indicator, actor: Actor) -> Lesson:
    """A constant number of queries."""
    direction, today = Direction(indicator.direction), timezone.localdate()
    seen = Actor.objects.valid_on(today).filter(kind=ActorKind.MUNICIPALITY)
    if not indicator.open:
        seen = seen.filter(pk__in=gate.peers(user))
    people = {one.pk: one for one in seen}
    inhabitants = population_of({*people, actor.pk}, EVERYBODY, today.year)
    alike = like(actor.pk, inhabitants)
    series = own_series((indicator.pk, pk) for pk in alike) if direction.sign else {}
    judged = {pk: _judge(indicator, points) for (_indicator, pk), points in series.items()}
    improved = [pk for pk, found in judged.items() if found is Improvement.IMPROVED]
    shared = _by_actor(gate.shared_actions(user, indicator).filter(benefit__plan__actor__in=improved))
    return Lesson(
        indicator=indicator,
        actor=actor,
        band=band_words(inhabitants[actor.pk]) if actor.pk in inhabitants else "",
        alike=len(alike),
        judged=sum(found is not Improvement.TOO_FEW for found in judged.values()),
        teachers=sorted(
            (Teacher(people[pk], shared.get(pk, [])) for pk in improved),
            key=lambda one: (not one.actions, one.actor.name),
        ),
        has_direction=bool(direction.sign),
        is_example=any(point.is_example for points in series.values() for point in points),
        own_plans=list(gate.plans(user).filter(actor=actor)),
    )


def band_words(inhabitants: float) -> str:
    first, last = limits_of(band_of(inhabitants))
    if first is None:
        return _("under %(n)s innbyggere") % {"n": format_number((last or 0) + 1)}
    if last is None:
        return _("%(n)s innbyggere eller flere") % {"n": format_number(first)}
    said = {"first": format_number(first), "last": format_number(last)}
    return _("%(first)s–%(last)s innbyggere") % said


def _judge(indicator: Indicator, points: list[Point]) -> Improvement:
    """By the kind of period there is most of. Whole periods only, and of each only what is a number."""
    kept = of_length(points, None, sums_over_time=indicator.over_time == "sum")
    valued = [(point, point.value(indicator)) for point in kept if point.is_whole]
    whole = [(point, value) for point, value in valued if value is not None]
    counted = indicator.kind in ("count", "share", "rate")
    return judge(
        [value for _point, value in whole],
        direction=Direction(indicator.direction),
        pairs=[_pair(point) for point, _value in whole] if counted else [],
        is_proportion=indicator.kind == "share",
    )


def _pair(point: Point) -> tuple[float, float] | None:
    """A count stands alone: so many in one period."""
    return None if point.numerator is None else (point.numerator, point.denominator or 1.0)


def _by_actor(actions: Iterable[Action]) -> dict[int, list[Action]]:
    found: dict[int, list[Action]] = defaultdict(list)
    for action in actions:
        found[action.benefit.plan.actor_id].append(action)
    return found
