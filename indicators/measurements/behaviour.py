"""What a series says when chance is set aside: its limits, what the newest figure signals, and since when.

The arithmetic is that of `indicators.statistics.xmr` and `trend`; here is which figures of a series may be
judged together. See docs/calculations.md, `behaviour`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period
from indicators.measurements.series import MONTHS_IN, Point, Want, of_length
from indicators.messages import gettext as _
from indicators.statistics import xmr
from indicators.statistics.direction import Direction
from indicators.statistics.trend import Trend, recent_trend
from indicators.statistics.xmr import LOCK_AT, Verdict

DRAWN_FROM = 5


class Signal(StrEnum):
    """What the newest figure of a series says. CHANGE is for indicators without a better side."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"
    COMMON = "common"
    TOO_FEW = "too_few"

    @property
    def words(self) -> str:
        return str(_WORDS[self])

    @property
    def is_real(self) -> bool:
        """Whether something has happened that is more than chance."""
        return self in (Signal.IMPROVEMENT, Signal.CONCERN, Signal.CHANGE)


_WORDS = {
    Signal.IMPROVEMENT: _("Forbedring"),
    Signal.CONCERN: _("Bekymring"),
    Signal.CHANGE: _("Reell endring"),
    Signal.COMMON: _("Vanlig variasjon"),
    Signal.TOO_FEW: _("For få målinger"),
}
_SIGNALS = {
    Verdict.IMPROVEMENT: Signal.IMPROVEMENT,
    Verdict.CONCERN: Signal.CONCERN,
    Verdict.CHANGE: Signal.CHANGE,
    Verdict.COMMON: Signal.COMMON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A series judged. `points` are those judged together, oldest first, `values` theirs in the same order.

    `chart` has a point for each; None with fewer than five values. `since`: the first period of the signal
    that stands, None where there is none. `trend`: of the last five, TOO_FEW for kinds it is not made for.
    """

    points: tuple[Point, ...] = ()
    values: tuple[float, ...] = ()
    chart: xmr.Chart | None = None
    signal: Signal = Signal.TOO_FEW
    since: Period | None = None
    trend: Trend = Trend.TOO_FEW

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def rule(self) -> xmr.Rule:
        """Why the newest figure is a signal."""
        return self.chart.points[-1].cause.rule if self.chart and self.signal.is_real else xmr.Rule.NONE

    @property
    def side(self) -> int:
        """Which way the signal points: 1 up, -1 down, 0 where there is none."""
        return self.chart.points[-1].cause.side if self.chart and self.signal.is_real else 0


def behaviour(
    points: Sequence[Point],
    indicator: Indicator,
    *,
    since: date | None = None,
    baseline_on: date | None = None,
    screen: bool = False,
) -> Behaviour:
    """One series judged, in the kind of period it has most of; figures that cover part of a period left out.

    `since`: only figures of periods that begin that day or later: after a break, or where somebody has
    re-based. `baseline_on`: the nullpunkt, whose figures lock the limits. `screen`: as `xmr.limits`.
    """
    judged = judgeable(points, indicator, since=since)
    values = tuple(value for _point, value in judged)
    kept = tuple(point for point, _value in judged)
    trend = _trend(kept, indicator)
    if len(values) < DRAWN_FROM:
        return Behaviour(points=kept, values=values, trend=trend)
    locked = sum(point.period.end <= baseline_on for point in kept) if baseline_on else 0
    chart = xmr.chart(values, direction=Direction(indicator.direction), baseline_points=locked, screen=screen)
    verdict = chart.points[-1].verdict
    signal = _SIGNALS[verdict] if len(values) >= LOCK_AT else Signal.TOO_FEW
    return Behaviour(
        points=kept,
        values=values,
        chart=chart,
        signal=signal,
        since=_since(kept, chart) if signal.is_real else None,
        trend=trend,
    )


def behaviours(
    series: Mapping[Want, Sequence[Point]],
    indicators: Iterable[Indicator],
    *,
    since: Mapping[Want, date] | None = None,
) -> dict[Want, Behaviour]:
    """Each series of `series_of` or `own_series` judged by its own indicator."""
    by_id = {indicator.pk: indicator for indicator in indicators}
    starts = since or {}
    return {
        want: behaviour(points, by_id[want[0]], since=starts.get(want)) for want, points in series.items()
    }


def judgeable(
    points: Sequence[Point], indicator: Indicator, *, since: date | None = None
) -> list[tuple[Point, float]]:
    """The figures that may be judged together, with their values: one kind of period, whole periods, numbers.

    Sums that share months with the next would vary too little: of those every one is taken that shares none
    with the one after it, from the newest backwards.
    """
    kept = of_length(list(points), None, sums_over_time=indicator.over_time == "sum")
    valued = [
        (point, value)
        for point in kept
        if point.is_whole
        and (since is None or point.period.start >= since)
        and (value := point.value(indicator)) is not None
    ]
    return valued[:: -_step(kept)][::-1] if valued else []


def pairs_of(points: Iterable[Point], indicator: Indicator) -> list[tuple[float, float] | None]:
    """Numerators and denominators for `recent_trend`; a count stands alone, so many in one period."""
    needs = kind_for(indicator.kind).needs_denominator
    return [
        None
        if point.numerator is None or (needs and not point.denominator)
        else (point.numerator, point.denominator if needs and point.denominator else 1.0)
        for point in points
    ]


def _step(points: Sequence[Point]) -> int:
    if not points or points[-1].months <= 1:
        return 1
    return points[-1].months // MONTHS_IN.get(points[-1].period.kind, 1)


def _trend(points: Sequence[Point], indicator: Indicator) -> Trend:
    if indicator.kind not in ("count", "share", "rate"):
        return Trend.TOO_FEW
    return recent_trend(pairs_of(points, indicator), is_proportion=indicator.kind == "share")


def _since(points: Sequence[Point], chart: xmr.Chart) -> Period:
    """The first of the figures that say the same as the newest, without another in between."""
    verdict, first = chart.points[-1].verdict, len(points) - 1
    while first and chart.points[first - 1].verdict is verdict:
        first -= 1
    return points[first].period
