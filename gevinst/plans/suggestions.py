"""Baselines that measured values already give: the last whole year, twelve months, or last periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gevinst.plans.measured import Measured
from gevinst.plans.stretches import Stretch, stretch_of
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point, rolling
from indicators.statistics.rounding import round_half_up

RECENT = 3


@dataclass(frozen=True)
class Suggestion:
    """A value that could be the baseline, rounded as it is shown; over what, and where it is from."""

    value: float
    over: Stretch
    source: str
    is_example: bool


def baselines_from(
    indicator: Indicator, actor: Actor, today: date, *, breakdown: str = ""
) -> list[Suggestion]:
    """As `baselines_among`, of what is loaded here: ten queries at most."""
    return baselines_among(Measured.load(indicator, actor, today, breakdown=breakdown))


def baselines_among(measured: Measured) -> list[Suggestion]:
    """Longest first, each stretch once; none when nothing whole has been measured."""
    indicator, found = measured.indicator, dict[Stretch, Suggestion]()
    for point in _worth_offering(measured.whole, sums=indicator.over_time == "sum"):
        over, value = stretch_of(point), point.value(indicator)
        if value is not None and over not in found:
            shown = float(round_half_up(value, indicator.decimals))
            source = measured.source_of(point.period.kind, over.start, over.end)
            found[over] = Suggestion(shown, over, source, point.is_example)
    return list(found.values())


def _worth_offering(points: list[Point], *, sums: bool) -> Iterator[Point]:
    years = [point for point in points if point.period.kind is PeriodKind.YEAR]
    months = [point for point in points if point.period.kind is PeriodKind.MONTH]
    runs = rolling(months, 12) if sums else []
    whole_years = [*years, *(run for run in runs if run.period.start.month == 12)]
    yield from sorted(whole_years, key=lambda point: point.period.end)[-1:]
    yield from runs[-1:]
    shorter = [point for point in points if point.period.kind is not PeriodKind.YEAR]
    yield from shorter[-RECENT:][::-1]
