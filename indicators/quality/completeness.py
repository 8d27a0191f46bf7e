"""How much of what was expected has been delivered, by indicator and source, and what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Source, load_vocabulary
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period
from indicators.quality.delivered import Delivered, delivered, delivered_in
from indicators.quality.rhythm import Delivery, delivery


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
    numbers = Numbers.load()
    series = delivered(Measurement.objects.all(), actors, numbers)
    indicators = Indicator.objects.in_bulk({pk for pk, _place in series})
    found = _completeness(series, indicators, {}, numbers, today or timezone.localdate())
    return [
        each
        for each in found
        if (not source or source in _keys(each.indicator))
        and (not indicator or each.indicator.slug == indicator)
    ]


def completeness_of(
    wants: Iterable[tuple[Indicator, Actor]],
    *,
    today: date,
    numbers: Numbers,
    measured: Mapping[tuple[int, int], Iterable[Period]],
) -> list[Completeness]:
    """As `completeness_for`, of these alone, with all that is at hand. `measured`: by the ids of indicator
    and actor, the periods of a series somebody has read already. One query for the others, and one more where
    a place has changed its number, or has figures of the same time under two."""
    asked = list(wants)
    indicators = {indicator.pk: indicator for indicator, _actor in asked}
    people = {actor.pk: actor for _indicator, actor in asked}
    series = {
        (indicator, numbers.place(actor)): found
        for (indicator, actor), periods in measured.items()
        if indicator in indicators and actor in people and (found := delivered_in(periods))
    }
    rest = [each for each in asked if (each[0].pk, each[1].pk) not in measured]
    if rest:
        rows = Measurement.objects.filter(indicator__in={indicator.pk for indicator, _actor in rest})
        series |= delivered(rows, {actor.pk for _indicator, actor in rest}, numbers)
    return _completeness(series, indicators, people, numbers, today)


def _completeness(
    series: Mapping[tuple[int, int], Delivered],
    indicators: Mapping[int, Indicator],
    at_hand: Mapping[int, Actor],
    numbers: Numbers,
    day: date,
) -> list[Completeness]:
    """Those late first. One query for the actors that are not at hand."""
    known = {each.key: each for each in load_vocabulary().sources}
    shown = {place: numbers.number_on(place, day) for _indicator, place in series}
    lacking = {*shown, *shown.values()} - at_hand.keys()
    people = {**at_hand, **(Actor.objects.in_bulk(lacking) if lacking else {})}
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
    ]
    return sorted(
        found, key=lambda each: (each.has_stopped, not each.late, each.next_date, each.indicator.title)
    )


def _keys(indicator: Indicator) -> list[str]:
    keys: list[str] = indicator.definition.get("sources", [])
    return keys
