from __future__ import annotations

from datetime import date

import pytest

from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Signal, behaviour, behaviours, judgeable
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import Point, rolling
from indicators.measurements.values import Reason, Status
from indicators.statistics.trend import Trend
from indicators.statistics.xmr import Rule

STEADY = [100.0, 104, 98, 101, 103, 97, 100, 102, 99, 101, 98, 103]


def indicator(**given: str) -> Indicator:
    return Indicator(
        **{"pk": 1, "kind": "count", "direction": "down", "over_time": "sum", "factor": 1} | given
    )


def months(values: list[float], **given: object) -> list[Point]:
    points, month = [], Period(PeriodKind.MONTH, date(2023, 1, 1))
    for value in values:
        points.append(Point(period=month, numerator=value, **given))  # type: ignore[arg-type]
        month = month.next()
    return points


def test_eleven_figures_are_too_few_to_say_anything() -> None:
    found = behaviour(months([*STEADY[:10], 10]), indicator())
    assert (found.signal, found.since, found.side) == (Signal.TOO_FEW, None, 0)
    assert found.chart is not None
    assert found.chart.limits.trial


def test_four_figures_are_not_even_drawn_with_limits() -> None:
    assert behaviour(months(STEADY[:4]), indicator()).chart is None


def test_usual_variation_is_no_signal() -> None:
    found = behaviour(months(STEADY), indicator())
    assert (found.signal, found.since, found.rule) == (Signal.COMMON, None, Rule.NONE)


@pytest.mark.parametrize(
    ("direction", "signal"),
    [
        ("down", Signal.IMPROVEMENT),
        ("up", Signal.CONCERN),
        ("hold", Signal.CONCERN),
        ("neutral", Signal.CHANGE),
    ],
)
def test_the_same_fall_is_told_by_the_direction(direction: str, signal: Signal) -> None:
    found = behaviour(months([*STEADY, 100, 60, 58, 61]), indicator(direction=direction))
    assert (found.signal, found.side, found.rule) == (signal, -1, Rule.OUTSIDE)
    assert found.since == Period(PeriodKind.MONTH, date(2024, 2, 1))


def test_a_signal_that_was_broken_is_told_from_where_it_began_again() -> None:
    found = behaviour(months([*STEADY, 60, 58, 100, 61]), indicator())
    assert found.since == Period(PeriodKind.MONTH, date(2024, 4, 1))


def test_figures_of_part_of_a_period_and_those_without_a_number_are_left_out() -> None:
    points = months(STEADY)
    points[3] = Point(period=points[3].period, reason=Reason.MISSING)
    points.append(
        Point(period=points[-1].period.next(), numerator=3, status=Status.PARTIAL, as_of=date(2024, 1, 4))
    )
    assert len(behaviour(points, indicator()).values) == 11


def test_figures_from_before_are_not_judged_with_those_after() -> None:
    found = behaviour(months([300.0] * 6 + STEADY), indicator(), since=date(2023, 7, 1))
    assert (len(found.values), found.signal) == (12, Signal.COMMON)


def test_the_nullpunkt_locks_the_limits() -> None:
    values = [*STEADY, *[value + 1 for value in STEADY]]
    locked = behaviour(months(values), indicator(), baseline_on=date(2024, 6, 30))
    assert locked.chart is not None
    assert locked.chart.limits.points == 18


def test_sums_that_share_months_are_not_judged_as_if_they_did_not() -> None:
    run = rolling(months([float(number) for number in range(40)]), 12)
    assert [point.period.start for point, _value in judgeable(run, indicator())] == [
        date(2024, 4, 1),
        date(2025, 4, 1),
        date(2026, 4, 1),
    ]


def test_the_recent_trend_is_not_made_for_means() -> None:
    falling = months([100.0, 80, 60, 40, 20])
    assert behaviour(falling, indicator()).trend is Trend.FALLING
    means = [Point(period=one.period, numerator=one.numerator, denominator=1) for one in falling]
    assert behaviour(means, indicator(kind="mean")).trend is Trend.TOO_FEW


def test_each_series_is_judged_by_its_own_indicator() -> None:
    series = months([*STEADY, 60])
    up = indicator(direction="up")
    up.pk = 2
    found = behaviours({(1, 7): series, (2, 7): series}, [indicator(), up])
    assert [each.signal for each in found.values()] == [Signal.IMPROVEMENT, Signal.CONCERN]


def test_no_figures_say_that_there_are_too_few() -> None:
    found = behaviour([], indicator())
    assert (found.signal, found.latest) == (Signal.TOO_FEW, None)
