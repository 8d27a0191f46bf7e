"""Baselines that measured values already give: the last whole year, twelve months, or last periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gevinst.plans.stretches import Stretch, stretch_of
from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point, divided_series, rolling, series_of
from indicators.statistics.rounding import round_half_up

RECENT = 3
LONGEST_SOURCE = 200


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
    """Longest first, each stretch once; none when nothing whole has been measured. Eight queries at most."""
    numbers = Numbers.load()
    if breakdown:
        want = (indicator.pk, actor.pk, breakdown)
        points = divided_series([want], numbers=numbers).get(want, [])
    else:
        points = series_of([(indicator, actor)], numbers=numbers).get((indicator.pk, actor.pk), [])
    usable = [
        point
        for point in points
        if point.is_whole and point.period.end <= today and point.value(indicator) is not None
    ]
    if not usable:
        return []
    sources = _sources(indicator, numbers.shared_by(actor.pk), breakdown)
    found: dict[Stretch, Suggestion] = {}
    for point in _worth_offering(usable, sums=indicator.over_time == "sum"):
        over, value = stretch_of(point), point.value(indicator)
        if value is not None and over not in found:
            shown = float(round_half_up(value, indicator.decimals))
            found[over] = Suggestion(shown, over, _source_of(over, sources), point.is_example)
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


def _sources(indicator: Indicator, actors: Sequence[int], breakdown: str) -> list[tuple[date, str]]:
    rows = Measurement.objects.of(indicator=indicator.pk, actors=actors).filter(breakdown__key=breakdown)
    return list(rows.values_list("period_start", "batch__source"))


def _source_of(over: Stretch, sources: list[tuple[date, str]]) -> str:
    named = dict.fromkeys(source for start, source in sources if over.start <= start <= over.end)
    return "; ".join(named)[:LONGEST_SOURCE] or _("Summert fra verdiene under")
