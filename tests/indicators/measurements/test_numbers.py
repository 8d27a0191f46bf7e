"""Figures of a place that got a new number: here Molde was 1502 until 2024, and is 1506 since."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.actors.models import Actor, Membership, Structure, Succession
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.measurements.denominators import population_behind, population_of
from indicators.measurements.frontier import frontiers
from indicators.measurements.own import own_figures
from indicators.measurements.periods import Period, parse_period
from indicators.measurements.rollup import roll_up
from indicators.measurements.series import rolling, series_of
from indicators.measurements.tree import Tree
from tests.cast import Cast, make_former, measure

CHANGED = date(2024, 1, 1)
UKP = "ukp-dogn"


@pytest.fixture
def former(cast: Cast) -> Actor:
    """The number Molde had until 2024."""
    return make_former(cast.molde, "1502", until=CHANGED)


def series(indicator: Indicator, actor: Actor) -> dict[str, float | None]:
    points = series_of([(indicator, actor)]).get((indicator.pk, actor.pk), [])
    return {point.period.code: point.numerator for point in points}


def rolled(indicator: Indicator, *periods: str, on: date) -> dict[tuple[int, str], float | None]:
    figures = roll_up(
        indicator=indicator,
        tree=Tree.load(Structure.objects.get(code="nettverk"), on),
        periods=[parse_period(period) for period in periods],
    )
    return {(actor, period.code): figure.numerator for (actor, period), figure in figures.items()}


def test_a_series_goes_on_under_the_new_number_and_says_what_the_old_one_was(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    ukp = catalogue[UKP]
    for actor, month, value in ((former, "2023-12", 7), (cast.molde, "2024-01", 8)):
        measure(ukp, actor, month, numerator=value)
    assert series(ukp, cast.molde) == series(ukp, former) == {"2023-12": 7, "2024-01": 8}
    points = series_of([(ukp, cast.molde)])[(ukp.pk, cast.molde.pk)]
    assert [point.under and (point.under.code, point.under.until) for point in points] == [
        ("1502", CHANGED),
        None,
    ]


def test_twelve_months_are_summed_across_the_change(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    ukp, month = catalogue[UKP], parse_period("2023-07")
    for _month in range(12):
        measure(ukp, cast.molde if month.start >= CHANGED else former, month.code, numerator=10)
        month = month.next()
    (run,) = rolling(series_of([(ukp, cast.molde)])[(ukp.pk, cast.molde.pk)], 12)
    assert (run.numerator, run.period.code) == (120, "2024-06")
    assert run.under is not None


@pytest.mark.parametrize("first", [True, False])
def test_of_two_figures_of_a_period_the_one_under_the_number_in_force_counts(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator], first: bool
) -> None:
    ukp = catalogue[UKP]
    pairs = [(former, 7), (cast.molde, 99)]
    for actor, value in pairs if first else reversed(pairs):
        measure(ukp, actor, "2023", numerator=value)
        measure(ukp, actor, "2024", numerator=value)
    assert series(ukp, cast.molde) == {"2023": 7, "2024": 99}
    asked = [parse_period("2023"), parse_period("2024")]
    found = own_figures(ukp, [cast.molde.pk], asked)
    assert [found[period][cast.molde.pk].numerator for period in asked] == [7, 99]


def test_a_sum_counts_the_place_once_though_it_is_a_member_under_both_numbers(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    ukp = catalogue[UKP]
    for actor, year, value in ((former, "2023", 7), (cast.molde, "2024", 8)):
        measure(ukp, actor, year, numerator=value)
        measure(ukp, cast.rauma, year, numerator=1)
    sums = rolled(ukp, "2023", "2024", on=date(2024, 6, 1))
    assert (sums[(cast.network.pk, "2023")], sums[(cast.network.pk, "2024")]) == (8, 9)
    add_to(cast.network, former)
    sums = rolled(ukp, "2023", "2024", on=date(2024, 6, 1))
    assert (sums[(cast.network.pk, "2023")], sums[(cast.network.pk, "2024")]) == (8, 9)
    parts = frontiers([(ukp.pk, cast.network.pk)], on=date(2024, 6, 1))
    assert set(parts[(ukp.pk, cast.network.pk)]) == {cast.molde.pk, cast.rauma.pk}


def test_the_months_of_the_old_number_make_a_year_of_the_new(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    for month in parse_period("2023").children("M"):
        measure(catalogue[UKP], former, month.code, numerator=2)
    year: Period = parse_period("2023")
    assert own_figures(catalogue[UKP], [cast.molde.pk], [year])[year][cast.molde.pk].numerator == 24


def test_inhabitants_are_those_of_the_old_number_before_the_change(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    people = catalogue["folkemengde"]
    measure(people, former, "2023", numerator=31_000)
    measure(people, cast.molde, "2024", numerator=32_000)
    known = [population_of([cast.molde.pk], "alle", year)[cast.molde.pk] for year in (2023, 2024)]
    assert known == [31_000, 32_000]
    behind = population_behind(cast.molde.pk, "alle", 2023)
    assert behind is not None
    assert behind.actor == former


@pytest.mark.parametrize("old_first", [True, False])
def test_of_inhabitants_under_both_numbers_those_of_the_number_in_force_count(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator], old_first: bool
) -> None:
    given = [(former, 31_000), (cast.molde, 31_500)]
    for year in ("2023", "2024"):
        for number, people in given if old_first else reversed(given):
            measure(catalogue["folkemengde"], number, year, numerator=people)
    known = [population_of([cast.molde.pk], "alle", year)[cast.molde.pk] for year in (2023, 2024)]
    assert known == [31_000, 31_500]


def test_a_merger_still_breaks_the_series(cast: Cast, former: Actor, catalogue: dict[str, Indicator]) -> None:
    measure(catalogue[UKP], former, "2023", numerator=7)
    assert series(catalogue[UKP], cast.molde) == {"2023": 7}
    Succession.objects.update(kind="merge")
    assert series(catalogue[UKP], cast.molde) == {}


def add_to(network: Actor, member: Actor) -> None:
    structure = Structure.objects.get(code="nettverk")
    Membership.objects.create(structure=structure, parent=network, child=member, valid_from=date(2020, 1, 1))
    rebuild_closure(structure=structure)
