from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actors.models import ActorKind
from indicators.measurements.periods import PeriodKind, parse_period
from indicators.measurements.series import Point, of_length, own_series, rolling, series_of, summed
from indicators.measurements.values import Reason, Status
from tests.indicators.measurements.test_rollup import World

MONTHS = [parse_period(f"2023-{number:02}") for number in range(1, 13)]


def points(*numbers: float | None, status: Status = Status.FINAL) -> list[Point]:
    """Months from January 2023; None leaves one out."""
    return [
        Point(period=month, numerator=number, status=status)
        for month, number in zip(MONTHS, numbers, strict=False)
        if number is not None
    ]


def test_a_rolling_sum_stands_at_the_end_of_every_run() -> None:
    run = rolling(points(1, 2, 3, 4), 3)
    assert [(point.period, point.numerator, point.months) for point in run] == [
        (MONTHS[2], 6, 3),
        (MONTHS[3], 9, 3),
    ]


def test_a_rolling_sum_never_reaches_over_a_gap() -> None:
    assert [point.period for point in rolling(points(1, 2, None, 4, 5, 6), 3)] == [MONTHS[5]]


@pytest.mark.parametrize("reason", [Reason.HIDDEN, Reason.MISSING, Reason.BELOW])
def test_a_month_without_a_number_is_a_gap(reason: Reason) -> None:
    with_hole = [*points(1, 2), Point(period=MONTHS[2], stated=5.0, reason=reason)]
    assert rolling(with_hole, 3) == []


def test_a_month_of_exactly_nothing_is_no_gap() -> None:
    with_nil = [*points(1, 2), Point(period=MONTHS[2], numerator=0.0, reason=Reason.NIL)]
    assert [point.numerator for point in rolling(with_nil, 3)] == [3]


def test_a_month_that_is_not_whole_is_never_summed_with_whole_ones() -> None:
    running = [
        *points(1, 2),
        Point(period=MONTHS[2], numerator=1, status=Status.PARTIAL, as_of=date(2023, 3, 9)),
    ]
    assert rolling(running, 3) == []
    assert rolling(running, 2)[-1].period == MONTHS[1]


def test_a_rolling_share_sums_numerators_and_denominators_each_for_themselves() -> None:
    months = [
        Point(period=MONTHS[0], numerator=1, denominator=10),
        Point(period=MONTHS[1], numerator=9, denominator=10),
    ]
    run = rolling(months, 2)[0]
    assert (run.numerator, run.denominator) == (10, 20)


def test_a_rolling_share_without_all_denominators_has_none() -> None:
    months = [Point(period=MONTHS[0], numerator=1, denominator=10), Point(period=MONTHS[1], numerator=9)]
    assert rolling(months, 2)[0].denominator is None


def test_parts_make_one_series_where_all_of_them_are() -> None:
    whole = summed([points(1, 2), points(10, 20)])
    assert [(point.numerator, point.is_whole, point.parts) for point in whole] == [
        (11, True, 2),
        (22, True, 2),
    ]


def test_a_period_some_part_lacks_is_partial_and_is_left_out_of_every_rolling_sum() -> None:
    whole = summed([points(1, 2, 3), points(10, 20)])
    assert [point.is_whole for point in whole] == [True, True, False]
    assert rolling(whole, 3) == []


def test_a_part_that_is_not_whole_makes_the_sum_partial() -> None:
    whole = summed([points(1), points(10, status=Status.PARTIAL)])
    assert [(point.numerator, point.is_whole) for point in whole] == [(11, False)]


def test_a_hidden_part_is_not_counted_and_shows() -> None:
    hidden = [Point(period=MONTHS[0], reason=Reason.HIDDEN)]
    assert [(point.numerator, point.is_whole) for point in summed([points(1), hidden])] == [(1, False)]


def test_a_yearly_baseline_meets_yearly_sums_of_months() -> None:
    year = of_length(points(*range(1, 13)), PeriodKind.YEAR, sums_over_time=True)
    assert [(point.numerator, point.period) for point in year] == [(78, MONTHS[11])]


def test_a_stock_meets_its_months_as_they_are() -> None:
    months = points(*range(1, 13))
    assert of_length(months, PeriodKind.YEAR, sums_over_time=False) == months


def test_years_as_printed_are_kept_where_months_give_no_more_of_them() -> None:
    printed = Point(period=parse_period("2022"), numerator=99)
    assert of_length([printed, *points(1, 2)], PeriodKind.YEAR, sums_over_time=True) == [printed]


@pytest.mark.django_db
class TestStored:
    @pytest.fixture
    def world(self) -> World:
        world = World()
        world.place("Nord", "Aukra", "Molde", kind=ActorKind.HOSPITAL_AREA)
        return world

    def test_measured_figures_come_oldest_first_and_with_what_they_are(self, world: World) -> None:
        world.measure("Molde", 3, period=MONTHS[1], status=Status.PARTIAL, as_of=date(2023, 2, 9))
        world.measure("Molde", 2, period=MONTHS[0])
        want = (world.indicator.pk, world.actors["Molde"].pk)
        found = own_series([want])[want]
        assert [(point.period, point.numerator) for point in found] == [(MONTHS[0], 2), (MONTHS[1], 3)]
        assert (found[1].is_whole, found[1].as_of) == (False, date(2023, 2, 9))

    def test_one_who_is_measured_is_never_summed_from_below(self, world: World) -> None:
        world.measure("Nord", 50, period=MONTHS[0])
        world.measure("Molde", 2, period=MONTHS[0])
        nord = world.actors["Nord"]
        assert [
            point.numerator for point in series_of([(world.indicator, nord)])[world.indicator.pk, nord.pk]
        ] == [50]

    def test_one_who_is_not_is_the_sum_of_those_below(self, world: World) -> None:
        world.measure("Aukra", 1, period=MONTHS[0])
        world.measure("Molde", 2, period=MONTHS[0])
        nord = world.actors["Nord"]
        found = series_of([(world.indicator, nord)])[world.indicator.pk, nord.pk]
        assert [(point.numerator, point.parts) for point in found] == [(3, 2)]

    def test_unique_persons_are_not_summed(self, world: World) -> None:
        world.measure("Molde", 2, period=MONTHS[0])
        world.indicator.additive = False
        nord = world.actors["Nord"]
        assert series_of([(world.indicator, nord)]).get((world.indicator.pk, nord.pk), []) == []

    def test_the_queries_are_as_many_for_five_hundred_actors_as_for_five(self, world: World) -> None:
        def asked(names: list[str]) -> int:
            wanted = [(world.indicator, world.actor(name)) for name in names]
            with CaptureQueriesContext(connection) as queries:
                series_of([*wanted, (world.indicator, world.actors["Nord"])])
            return len(queries)

        for number in range(500):
            world.place("Nord", f"Kommune {number}", kind=ActorKind.HOSPITAL_AREA)
        world.measure("Kommune 1", 1, period=MONTHS[0])
        few = asked([f"Kommune {number}" for number in range(5)])
        assert asked([f"Kommune {number}" for number in range(500)]) == few <= 6
