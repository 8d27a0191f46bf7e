"""How each municipality stands in one measure, over the whole's time, and what is expected of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from gevinst.dashboards.boards.shared.gap import Gap, Member, Part, gap_of
from gevinst.dashboards.boards.shared.reading import Measure, Row
from gevinst.plans.lines import Line
from gevinst.plans.path import expected_on
from gevinst.plans.stretches import Run
from gevinst.values.known import asked_for
from gevinst.values.trail_urls import trail_url
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import MONTHS_IN, Point, rolling
from indicators.statistics.direction import Direction


@dataclass(frozen=True)
class Standing:
    """`baseline` is the plan's, else as it was `measured` over the same time as the whole's. `expected` is
    its own path's, else the same course as the whole's. `part` of the gap; None where it cannot be told."""

    row: Row
    point: Point | None
    value: float | None
    baseline: float | None
    is_measured: bool
    expected: float | None
    is_own: bool
    part: Part[Actor] | None = None

    @property
    def actor(self) -> Actor:
        return self.row.actor

    @property
    def line(self) -> Line | None:
        return self.row.line

    def trail(self, measure: Measure, as_known_on: date | None) -> str:
        """Where the figure can be traced."""
        if self.point is None or self.value is None:
            return ""
        asked = [
            ("maneder", str(self.point.months) if self.point.months > 1 else ""),
            ("kategori", measure.benefit.breakdown),
            asked_for(as_known_on),
        ]
        query = urlencode([pair for pair in asked if pair[1]])
        return trail_url(measure.benefit.indicator.slug, self.actor, self.point.period.code, query)


@dataclass(frozen=True)
class Standings:
    """`gap` is None where no path leads to the ambition: «uendret», no nullpunkt, no figure of the whole."""

    rows: Sequence[Standing]
    gap: Gap[Actor] | None


def standings_of(measure: Measure) -> Standings:
    """Most of what is left first, then those ahead, then those nothing can be told of."""
    whole = measure.whole
    stand = [_standing(row, measure) for row in measure.rows]
    gap = _gap(stand, measure) if whole and whole.latest and whole.assessment.path else None
    parts = {part.key: part for part in gap.parts} if gap else {}
    told = [replace(one, part=parts.get(one.actor)) for one in stand]
    return Standings(sorted(told, key=lambda one: -(one.part.amount if one.part else float("-inf"))), gap)


def same_time(points: Sequence[Point], wanted: Point, indicator: Indicator) -> Point | None:
    """The figure over the days `wanted` covers: as measured, else the sum of its months where they add up."""
    months = max(wanted.months, MONTHS_IN.get(wanted.period.kind, 1))
    if wanted.months <= 1:
        exact = next((one for one in points if one.period == wanted.period), None)
        if exact is not None or months == 1:
            return exact
    if indicator.over_time != "sum":
        return None
    end = wanted.period.end
    kept = [one for one in points if one.period.kind is PeriodKind.MONTH and one.period.end <= end]
    run = rolling(kept[-months:], months)
    return run[0] if run and run[0].period.end == end else None


def _standing(row: Row, measure: Measure) -> Standing:
    indicator, whole = measure.benefit.indicator, measure.whole
    latest = whole.latest if whole else row.line.latest if row.line else None
    point = same_time(row.points, latest, indicator) if latest else None
    if point is not None and not point.is_whole:
        point = None
    value = point.value(indicator) if point else None
    own = row.line.contribution.baseline if row.line else None
    measured = None if own is not None else _measured_baseline(row, whole)
    baseline = measured if own is None else own
    path = row.line.assessment.path if row.line else ()
    expected = expected_on(path, latest.period.end) if latest else None
    return Standing(
        row=row,
        point=point,
        value=value,
        baseline=baseline,
        is_measured=own is None and measured is not None,
        expected=_as_the_whole(baseline, whole, indicator) if expected is None else expected,
        is_own=expected is not None,
    )


def _measured_baseline(row: Row, whole: Line | None) -> float | None:
    """What was measured over the time of the nullpunkt of the whole."""
    over = whole.contribution.baseline_over if whole else None
    if whole is None or over is None or whole.contribution.baseline is None:
        return None
    wanted = Point(period=over.last, months=over.months) if isinstance(over, Run) else Point(period=over)
    found = same_time(row.points, wanted, whole.indicator)
    return found.value(whole.indicator) if found and found.is_whole else None


def _as_the_whole(baseline: float | None, whole: Line | None, indicator: Indicator) -> float | None:
    """Without a path of its own: of a count the same percent off as the whole; of a share or mean the same
    level."""
    then = whole.assessment.expected_then if whole else None
    if whole is None or then is None:
        return None
    if not kind_for(indicator.kind).value_is_sum:
        return then
    start = whole.contribution.baseline
    return baseline * then / start if start and baseline is not None else None


def _gap(stand: Sequence[Standing], measure: Measure) -> Gap[Actor] | None:
    """None where no way is better, and where figures cannot be added up."""
    indicator = measure.benefit.indicator
    sign, counted = Direction(indicator.direction).sign, kind_for(indicator.kind).value_is_sum
    if not sign or not indicator.additive or not stand:
        return None
    return gap_of(
        [
            Member(
                key=one.actor,
                value=one.value,
                expected=one.expected,
                weight=1.0 if counted else one.point.denominator if one.point else None,
            )
            for one in stand
        ],
        sign=sign,
    )
