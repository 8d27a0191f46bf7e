"""Has a series improved by more than chance? Plain arithmetic; the methods are those of the statistics.

With more than twelve values: the last one belongs to a special cause in the better direction (XmR, limits
from the first twelve). With fewer: the recent trend of the last five. Source: methods.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from indicators.statistics.direction import Direction
from indicators.statistics.trend import POINTS, Trend, recent_trend
from indicators.statistics.xmr import LOCK_AT, Verdict, chart

Pair = tuple[float, float]


class Improvement(StrEnum):
    """What can be said of one actor's series."""

    IMPROVED = "improved"
    NOT_SURE = "not_sure"
    WORSE = "worse"
    TOO_FEW = "too_few"


def judge(
    values: Sequence[float],
    *,
    direction: Direction,
    pairs: Sequence[Pair | None] = (),
    is_proportion: bool = False,
) -> Improvement:
    """`values` in time order without gaps; `pairs` their numerators and denominators, where they have some.

    ValueError for an indicator without a better side.
    """
    if not direction.sign:
        raise ValueError("uten en bedre retning kan ingenting bedre seg")
    if len(values) > LOCK_AT:
        return _of_verdict(chart(values, direction=direction).points[-1].verdict)
    if len(pairs) < POINTS:
        return Improvement.TOO_FEW
    return _of_trend(recent_trend(pairs, is_proportion=is_proportion), direction)


def _of_verdict(verdict: Verdict) -> Improvement:
    found = {Verdict.IMPROVEMENT: Improvement.IMPROVED, Verdict.CONCERN: Improvement.WORSE}
    return found.get(verdict, Improvement.NOT_SURE)


def _of_trend(trend: Trend, direction: Direction) -> Improvement:
    if trend is Trend.TOO_FEW:
        return Improvement.TOO_FEW
    way = {Trend.RISING: 1, Trend.FALLING: -1}.get(trend, 0) * direction.sign
    return {1: Improvement.IMPROVED, -1: Improvement.WORSE}.get(way, Improvement.NOT_SURE)
