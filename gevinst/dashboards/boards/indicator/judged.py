"""A series judged by the limits that hold for each part of it: the first, and those a person chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gevinst.limit_choices.queries import Standing
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Behaviour, behaviour
from indicators.measurements.series import Point
from indicators.statistics.xmr import Cause, Limits, Verdict


@dataclass(frozen=True)
class Judged:
    """`parts`: the series between one choice of new limits and the next, oldest first; never empty."""

    parts: tuple[Behaviour, ...]

    @property
    def now(self) -> Behaviour:
        """The part that still goes on."""
        return self.parts[-1]

    @property
    def rebased(self) -> bool:
        return len(self.parts) > 1

    @property
    def verdicts(self) -> dict[date, tuple[Verdict, Cause]]:
        """Of every point, by the first day of its period."""
        return {
            point.period.start: (one.verdict, one.cause)
            for part in self.parts
            if part.chart
            for point, one in zip(part.points, part.chart.points, strict=True)
        }

    def limits(self, first: date, last: date) -> list[tuple[date, date, Limits]]:
        """From which day to which they hold, of what is shown from `first` to `last`; days are the last of a
        period."""
        found = []
        for part in self.parts:
            days = [point.period.end for point in part.points if first <= point.period.end <= last]
            if part.chart and days:
                found.append((days[0], days[-1], part.chart.limits))
        return found


def judge(
    points: Sequence[Point],
    indicator: Indicator,
    chosen: Standing,
    *,
    baseline_on: date | None = None,
) -> Judged:
    """What somebody chose new limits from is judged alone; what lies before keeps the limits it had."""
    screen = chosen.screen is not None
    ends: list[date | None] = [None, *chosen.starts, None]
    parts = [
        behaviour(
            [point for point in points if until is None or point.period.start < until],
            indicator,
            since=since,
            baseline_on=baseline_on if since is None else None,
            screen=screen,
        )
        for since, until in pairwise(ends)
    ]
    kept = tuple(part for part in parts[:-1] if part.values)
    return Judged((*kept, parts[-1]))
