"""What there is of an indicator at an actor, for whoever is to choose a baseline among it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from indicators.actors.models import Actor
from indicators.actors.numbers import Break
from indicators.actors.successions import Successions
from indicators.catalogue.models import Indicator
from indicators.catalogue.versions import definition_breaks
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import Point, divided_series, series_of

LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Measured:
    """`points` of every kind of period, oldest first, those that ended by `today`, whole or not; `sources` by
    the period they are of, its kind and its first day."""

    indicator: Indicator
    points: list[Point]
    sources: list[tuple[str, date, str]]
    breaks: list[Break]

    @classmethod
    def load(cls, indicator: Indicator, actor: Actor, today: date, *, breakdown: str = "") -> Self:
        """Nine queries at most."""
        successions = Successions.load()
        numbers = successions.numbers
        if breakdown:
            want = (indicator.pk, actor.pk, breakdown)
            points = divided_series([want], numbers=numbers).get(want, [])
        else:
            points = series_of([(indicator, actor)], numbers=numbers).get((indicator.pk, actor.pk), [])
        ended = [point for point in points if point.period.end <= today]
        if not ended:
            return cls(indicator, [], [], [])
        areas, definitions = successions.breaks_of([actor.pk]), definition_breaks([indicator])
        return cls(
            indicator,
            ended,
            _sources(indicator, numbers.shared_by(actor.pk), breakdown),
            sorted([*areas[actor.pk], *definitions[indicator.pk]]),
        )

    @property
    def whole(self) -> list[Point]:
        """Those with a figure of all their days."""
        return [point for point in self.points if has_figure(point, self.indicator)]

    def source_of(self, kind: PeriodKind, first: date, last: date) -> str:
        """Where the figures of the periods of that kind in these days came from, as short as the column it
        goes into."""
        named = dict.fromkeys(
            source for of, start, source in self.sources if of == kind and first <= start <= last
        )
        return "; ".join(named)[:LONGEST_SOURCE] or _("Summert fra verdiene under")


def has_figure(point: Point, indicator: Indicator) -> bool:
    return point.is_whole and point.value(indicator) is not None


def periods_between(first: Period, last: Period) -> list[Period]:
    """Both included; they are of one kind, and in order."""
    found = [first]
    while found[-1] < last:
        found.append(found[-1].next())
    return found


def _sources(indicator: Indicator, actors: Sequence[int], breakdown: str) -> list[tuple[str, date, str]]:
    rows = Measurement.objects.of(indicator=indicator.pk, actors=actors).filter(breakdown__key=breakdown)
    return list(rows.values_list("period_kind", "period_start", "batch__source"))
