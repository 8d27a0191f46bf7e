"""How much of what was expected has been delivered, by indicator and source, and what is late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import get_language

from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Source, load_vocabulary
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.quality.rhythm import SHOWS_RHYTHM, Delivery, delivery

# The kinds of period a rhythm may be kept in, the shortest first.
_SHORTEST_FIRST = tuple(PeriodKind)


class _Span(NamedTuple):
    """What has come of one kind of period under one number."""

    first: date
    last: date
    n: int


@dataclass(frozen=True)
class Completeness:
    """One indicator as delivered by these actors: `late` are those something is expected from now."""

    indicator: Indicator
    sources: tuple[Source, ...]
    deliveries: Mapping[Actor, Delivery]

    @property
    def source_names(self) -> str:
        language = get_language() or "nb"
        return ", ".join(source.name.in_language(language).split(" – ")[0] for source in self.sources)

    @property
    def delivered(self) -> int:
        return sum(each.delivered for each in self.deliveries.values())

    @property
    def due(self) -> int:
        return sum(each.due for each in self.deliveries.values())

    @property
    def percent(self) -> float:
        return self.delivered * 100 / self.due

    @property
    def last(self) -> Period:
        return max(each.last for each in self.deliveries.values())

    @property
    def has_stopped(self) -> bool:
        """Nothing more is expected of anybody."""
        return all(each.has_stopped for each in self.deliveries.values())

    @property
    def next_date(self) -> date:
        going_on = [each.next_date for each in self.deliveries.values() if not each.has_stopped]
        return min(going_on or [each.next_date for each in self.deliveries.values()])

    @property
    def late(self) -> list[Actor]:
        """Those something is expected from now, by name."""
        late = [actor for actor, each in self.deliveries.items() if each.is_late]
        return sorted(late, key=lambda actor: actor.name)


def completeness_for(
    actors: Iterable[int], *, source: str = "", indicator: str = "", today: date | None = None
) -> list[Completeness]:
    """Each indicator these actors deliver regularly, the late ones first, those waited for longest before the
    others, and last those that have stopped. `source` and `indicator` are keys to show only.

    A place is told of once, as its number of the day, with what came under any of its numbers. Four queries;
    one more where two numbers of a place have figures of the same time.
    """
    day = today or timezone.localdate()
    numbers = Numbers.load()
    known = {each.key: each for each in load_vocabulary().sources}
    series = _series(numbers.all_of(actors), numbers)
    indicators = Indicator.objects.in_bulk({pk for pk, _place in series})
    shown = {place: numbers.number_on(place, day) for _indicator, place in series}
    people = Actor.objects.in_bulk({*shown, *shown.values()})
    deliveries: dict[int, dict[Actor, Delivery]] = defaultdict(dict)
    for (pk, place), (first, last, n) in series.items():
        sources = indicators[pk].definition.get("sources", [])
        delay = max((known[key].delivered_after_days for key in sources if key in known), default=0)
        deliveries[pk][people[shown[place]]] = delivery(
            first=first, last=last, delivered=n, delay=delay, today=day, until=people[place].valid_to
        )
    found = [
        Completeness(indicators[pk], tuple(known[key] for key in _keys(indicators[pk]) if key in known), each)
        for pk, each in deliveries.items()
        if indicators[pk].published
        and (not source or source in _keys(indicators[pk]))
        and (not indicator or indicators[pk].slug == indicator)
    ]
    return sorted(
        found, key=lambda each: (each.has_stopped, not each.late, each.next_date, each.indicator.title)
    )


def _series(actors: set[int], numbers: Numbers) -> dict[tuple[int, int], tuple[Period, Period, int]]:
    """By indicator and place: the first and the last period, and how many have come, of the shortest kind
    that shows a rhythm.
    """
    spans: dict[tuple[int, int], dict[PeriodKind, list[_Span]]] = defaultdict(lambda: defaultdict(list))
    whole = Measurement.objects.whole().filter(actor__in=actors).order_by()
    rows = whole.values_list("indicator_id", "actor_id", "period_kind").annotate(
        first=Min("period_start"), last=Max("period_start"), n=Count("pk")
    )
    for pk, actor, kind, first, last, n in rows:
        spans[pk, numbers.place(actor)][PeriodKind(kind)].append(_Span(first, last, n))
    twice = {
        (pk, place, kind)
        for (pk, place), kinds in spans.items()
        for kind, each in kinds.items()
        if len(each) > 1 and _overlap(each)
    }
    exact = _counted(twice, numbers)
    found = {}
    for (pk, place), kinds in spans.items():
        counts = {
            kind: exact.get((pk, place, kind), sum(span.n for span in each)) for kind, each in kinds.items()
        }
        kind = next((kind for kind in _SHORTEST_FIRST if counts.get(kind, 0) >= SHOWS_RHYTHM), None)
        if kind:
            first, last = min(span.first for span in kinds[kind]), max(span.last for span in kinds[kind])
            found[pk, place] = Period(kind, first), Period(kind, last), counts[kind]
    return found


def _overlap(spans: list[_Span]) -> bool:
    ordered = sorted(spans)
    return any(later.first <= earlier.last for earlier, later in pairwise(ordered))


def _counted(
    twice: set[tuple[int, int, PeriodKind]], numbers: Numbers
) -> dict[tuple[int, int, PeriodKind], int]:
    """How many different periods have come under all numbers of the place together."""
    if not twice:
        return {}
    rows = Measurement.objects.whole().filter(
        indicator__in={pk for pk, _place, _kind in twice},
        actor__in=numbers.all_of(place for _pk, place, _kind in twice),
    )
    told = rows.order_by().values_list("indicator_id", "actor_id", "period_kind", "period_start")
    periods = {(pk, numbers.place(actor), PeriodKind(kind), start) for pk, actor, kind, start in told}
    return Counter((pk, place, kind) for pk, place, kind, _start in periods)


def _keys(indicator: Indicator) -> list[str]:
    keys: list[str] = indicator.definition.get("sources", [])
    return keys
