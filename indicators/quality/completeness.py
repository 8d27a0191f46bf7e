"""How much of what was expected has been delivered, by indicator and source, and what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import get_language

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Source, load_vocabulary
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.quality.rhythm import SHOWS_RHYTHM, Delivery, delivery

# The kinds of period a rhythm may be kept in, the shortest first.
_SHORTEST_FIRST = tuple(PeriodKind)


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
    others, and last those that have stopped. `source` and `indicator` are keys to show only. Three queries.
    """
    day = today or timezone.localdate()
    known = {each.key: each for each in load_vocabulary().sources}
    rows = (
        Measurement.objects.whole()
        .filter(actor__in=list(actors))
        .order_by()
        .values("indicator_id", "actor_id", "period_kind")
        .annotate(n=Count("pk"), first=Min("period_start"), last=Max("period_start"))
        .filter(n__gte=SHOWS_RHYTHM)
    )
    series: dict[tuple[int, int], dict[PeriodKind, tuple[int, date, date]]] = defaultdict(dict)
    for row in rows:
        kinds = series[row["indicator_id"], row["actor_id"]]
        kinds[PeriodKind(row["period_kind"])] = (row["n"], row["first"], row["last"])
    indicators = Indicator.objects.in_bulk({pk for pk, _actor in series})
    people = Actor.objects.in_bulk({pk for _indicator, pk in series})
    deliveries: dict[int, dict[Actor, Delivery]] = defaultdict(dict)
    for (pk, actor), kinds in series.items():
        sources = indicators[pk].definition.get("sources", [])
        delay = max((known[key].delivered_after_days for key in sources if key in known), default=0)
        kind = next(each for each in _SHORTEST_FIRST if each in kinds)
        n, first, last = kinds[kind]
        deliveries[pk][people[actor]] = delivery(
            first=Period(kind, first), last=Period(kind, last), delivered=n, delay=delay, today=day
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


def _keys(indicator: Indicator) -> list[str]:
    keys: list[str] = indicator.definition.get("sources", [])
    return keys
