"""The figures of a region: each indicator for the whole and each of its parts, measured or summed (Σ/Σ)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.boards.regional.question import Question
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Behaviour, behaviour
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point, Want, of_length, own_series, summed

# Later than this is not late, but gone: the comparison no longer waits.
MOST_LATE = 366


@dataclass(frozen=True)
class Series:
    """One indicator of one actor. `lacking`: how many municipalities below it no figure covers; `is_shared`:
    whether the reader may see it."""

    indicator: Indicator
    actor: Actor
    points: Sequence[Point]
    lacking: int
    is_shared: bool

    @cached_property
    def yearly(self) -> dict[date, Point]:
        """Figures over a year, or over what is measured, by their last day: those that may be compared."""
        sums = self.indicator.over_time == "sum"
        found = of_length(list(self.points), PeriodKind.YEAR, sums_over_time=sums)
        return {p.period.end: p for p in found if p.is_whole and p.value(self.indicator) is not None}

    @cached_property
    def behaviour(self) -> Behaviour:
        return behaviour(self.points, self.indicator)


@dataclass(frozen=True)
class Compared:
    """One indicator over the same time for the whole and its parts. `period` is None where nothing is
    known."""

    indicator: Indicator
    whole: Series
    parts: Sequence[Series]
    end: date | None

    @property
    def everybody(self) -> list[Series]:
        return [self.whole, *self.parts]

    @property
    def period(self) -> str:
        point = next((p for one in self.everybody if (p := self.point(one))), None)
        return point.label() if point else ""

    @property
    def is_shared(self) -> bool:
        return any(one.is_shared for one in self.everybody)

    @property
    def has_figures(self) -> bool:
        return any(self.value(one) is not None for one in self.everybody)

    def point(self, series: Series) -> Point | None:
        return series.yearly.get(self.end) if self.end and series.is_shared else None

    def value(self, series: Series) -> float | None:
        point = self.point(series)
        return point.value(self.indicator) if point else None

    def against(self, series: Series) -> float | None:
        """From the whole's own value, in percent or points of a share; of what is counted, its part in
        percent. None where either lacks."""
        value, whole = self.value(series), self.value(self.whole)
        if value is None or not whole or series is self.whole:
            return None
        if kind_for(self.indicator.kind).value_is_sum:
            return value * 100 / whole if self.indicator.additive else None
        return value - whole if self.indicator.kind == "share" else (value - whole) * 100 / whole


def read(user: Someone, question: Question) -> list[Compared]:
    """Two queries and those of the gate, however many actors and indicators."""
    asked = [question.chosen] if question.chosen else list(question.indicators)
    tree, under = question.tree, question.under
    below = {under.pk, *tree.below(under.pk)}
    series = own_series(
        ((one.pk, actor) for one in asked for actor in below),
        since=_since(asked, question),
        as_known_on=question.as_known_on,
        numbers=question.numbers,
    )
    measured: dict[int, set[int]] = defaultdict(set)
    for of, actor in series:
        measured[of].add(actor)
    seen = gate.peers(user, question.numbers)

    def one(indicator: Indicator, actor: Actor) -> Series:
        points, lacking = _points(indicator, actor.pk, series, measured, question)
        return Series(indicator, actor, points, lacking, indicator.open or actor.pk in seen)

    found = []
    for indicator in asked:
        whole, parts = one(indicator, under), [one(indicator, actor) for actor in question.parts]
        found.append(Compared(indicator, whole, parts, _end([whole, *parts], question)))
    return found


def _points(
    indicator: Indicator,
    actor: int,
    series: Mapping[Want, list[Point]],
    measured: Mapping[int, set[int]],
    question: Question,
) -> tuple[list[Point], int]:
    """Its own, else the sum of the nearest measured below, and how many municipalities that leaves out."""
    own = series.get((indicator.pk, actor), [])
    if own or not indicator.additive:
        return own, 0
    tree = question.tree
    parts, missing = tree.frontier(actor, measured.get(indicator.pk, ()))
    if not parts:
        return [], 0
    without: set[int] = set()
    for branch in missing:
        without |= {branch, *tree.below(branch)}
    lacking = sum(tree.kinds[pk] == ActorKind.MUNICIPALITY for pk in without)
    return summed([series[(indicator.pk, part)] for part in parts]), lacking


def _end(everybody: Sequence[Series], question: Question) -> date | None:
    """The last day that all who are not long gone have figures to; within the year that is asked for."""
    year = question.year
    lasts = [
        max(days)
        for one in everybody
        if one.is_shared and (days := [day for day in one.yearly if year in (None, day.year)])
    ]
    if not lasts:
        return None
    newest = max(lasts)
    return min(last for last in lasts if (newest - last).days < MOST_LATE)


def _since(asked: Sequence[Indicator], question: Question) -> date | None:
    """Two years back from the oldest that is shown: enough to judge, and no more than is looked at."""
    newest = [question.newest[one.pk] for one in asked if one.pk in question.newest]
    year = question.year or min(newest, default=None)
    return date(year - 2, 1, 1) if year else None
