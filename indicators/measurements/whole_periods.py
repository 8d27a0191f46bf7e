"""A series in whole calendar periods: as measured in them, or summed from months that add up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import MONTHS_IN, Point


def whole_periods(points: Sequence[Point], kind: PeriodKind, *, sums_over_time: bool) -> list[Point]:
    """Of a series, oldest first: those measured in periods of that kind; where months may be summed and give
    more of them, each period all of whose months are there and whole."""
    measured = [point for point in points if point.period.kind is kind]
    if kind not in MONTHS_IN or kind is PeriodKind.MONTH or not sums_over_time:
        return measured
    summed = _of_months(points, kind)
    return summed if len(summed) > len(measured) else measured


def _of_months(points: Sequence[Point], kind: PeriodKind) -> list[Point]:
    length = MONTHS_IN[kind]

    def place(point: Point) -> int:
        start = point.period.start
        return (start.year * 12 + start.month - 1) // length

    months = [point for point in points if point.period.kind is PeriodKind.MONTH]
    usable = [point for point in months if point.adds_up and point.is_whole]
    by_whole = [list(there) for _place, there in groupby(usable, key=place)]
    return [_sum(there[0].period.within(kind), there) for there in by_whole if len(there) == length]


def _sum(whole: Period, months: Sequence[Point]) -> Point:
    bottoms = [point.denominator for point in months if point.denominator is not None]
    return Point(
        period=whole,
        numerator=sum(point.numerator or 0.0 for point in months),
        denominator=sum(bottoms) if len(bottoms) == len(months) else None,
        is_example=any(point.is_example for point in months),
        under=months[0].under,
    )
