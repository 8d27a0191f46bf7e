from __future__ import annotations

import pytest

from indicators.actors.models import ActorKind
from indicators.measurements.own import own_figures
from indicators.measurements.periods import Period, PeriodKind, parse_period
from indicators.measurements.values import Reason, Status
from tests.indicators.measurements.test_rollup import World, indicator

pytestmark = pytest.mark.django_db
YEAR = parse_period("2023")
MONTHS = YEAR.children(PeriodKind.MONTH)


@pytest.fixture
def world() -> World:
    world = World()
    world.place("Nord", "Aukra", "Molde", kind=ActorKind.HOSPITAL_AREA)
    return world


def measure_months(world: World, name: str, months: list[Period], number: float = 10) -> None:
    for month in months:
        world.measure(name, number, period=month)


def test_a_year_nobody_printed_is_the_sum_of_its_twelve_months(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS))
    figure = world.rolled("Molde")
    assert (figure.numerator, figure.origin, figure.months) == (120, "months", 12)
    assert (figure.status, figure.as_of, figure.lacking) == (Status.FINAL, None, ())


def test_a_printed_year_stands_whatever_its_months_say(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS))
    world.measure("Molde", 125)
    assert (world.rolled("Molde").numerator, world.rolled("Molde").origin) == (125, "measured")


def test_half_a_year_is_partial_and_says_to_which_day_and_what_lacks(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS[:6]))
    figure = world.rolled("Molde")
    assert (figure.numerator, figure.status, figure.as_of) == (60, Status.PARTIAL, MONTHS[5].end)
    assert figure.lacking == MONTHS[6:]


def test_a_year_with_a_hole_goes_to_no_day(world: World) -> None:
    measure_months(world, "Molde", [month for month in MONTHS if month.number != 3])
    figure = world.rolled("Molde")
    assert (figure.status, figure.as_of, figure.lacking) == (Status.PARTIAL, None, (MONTHS[2],))


def test_a_month_said_to_be_missing_lacks(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS[:11]))
    world.measure("Molde", period=MONTHS[11], reason=Reason.MISSING)
    assert world.rolled("Molde").lacking == (MONTHS[11],)


def test_a_month_that_is_not_whole_makes_the_year_partial(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS[:11]))
    world.measure("Molde", 3, period=MONTHS[11], status=Status.PARTIAL, as_of=MONTHS[11].start)
    figure = world.rolled("Molde")
    assert (figure.numerator, figure.status, figure.as_of) == (113, Status.PARTIAL, MONTHS[11].start)


def test_a_hidden_month_hides_the_year(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS[:11]))
    world.measure("Molde", period=MONTHS[11], reason=Reason.HIDDEN)
    figure = world.rolled("Molde")
    assert (figure.reason, figure.numerator) == (Reason.HIDDEN, None)


def test_months_known_only_as_printed_shares_make_no_year(world: World) -> None:
    world.indicator = indicator("share")
    for month in MONTHS:
        world.measure("Molde", period=month, stated=50.0)
    assert world.rolled("Molde").reason is Reason.NOT_POSSIBLE


@pytest.mark.parametrize("over_time", ["last", "none"])
def test_a_stock_is_not_summed_over_time(world: World, over_time: str) -> None:
    measure_months(world, "Molde", list(MONTHS))
    world.indicator.over_time = over_time
    assert world.rolled("Molde").reason is Reason.MISSING


def test_months_make_tertials_too_and_never_weeks(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS[:4]))
    assert world.rolled("Molde", period=parse_period("2023-T1")).numerator == 40
    assert world.rolled("Molde", period=parse_period("2023-W05")).reason is Reason.MISSING


def test_areas_are_summed_by_the_months_of_each(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS))
    world.measure("Aukra", 7)
    figure = world.rolled("Nord")
    assert (figure.numerator, world.names(figure.parts)) == (127, {"Molde", "Aukra"})


def test_a_sum_of_areas_is_partial_when_one_of_them_is(world: World) -> None:
    measure_months(world, "Molde", list(MONTHS[:6]))
    world.measure("Aukra", 7)
    figure = world.rolled("Nord")
    assert (figure.status, figure.as_of) == (Status.PARTIAL, MONTHS[5].end)


def test_months_that_lack_are_no_difference_between_a_printed_total_and_its_parts(world: World) -> None:
    world.measure("Nord", 200)
    world.measure("Aukra", 7)
    measure_months(world, "Molde", list(MONTHS[:6]))
    assert world.rolled("Nord").difference is None
    measure_months(world, "Molde", list(MONTHS[6:]))
    assert world.rolled("Nord").difference == 73


@pytest.mark.parametrize("actors", [1, 300])
def test_three_queries_however_many_actors(world: World, django_assert_num_queries, actors: int) -> None:
    names = [f"Kommune {number}" for number in range(actors)]
    for name in names:
        world.actor(name)
        measure_months(world, name, list(MONTHS[:2]))
    with django_assert_num_queries(3):
        found = own_figures(world.indicator, [world.actors[name].pk for name in names], [YEAR])
    assert len(found[YEAR]) == actors
