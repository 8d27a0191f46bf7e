from __future__ import annotations

import pytest

from indicators.measurements.denominators import population_behind, population_of
from indicators.measurements.models import Breakdown
from indicators.measurements.periods import parse_period
from indicators.measurements.population import INDICATOR
from tests.indicators.measurements.test_rollup import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = World()
    world.indicator.slug = INDICATOR
    world.indicator.save()
    world.actor("Rauma")
    old = Breakdown.objects.create(key="alder=75+")
    for year, people, of_them_old in (("2020", 7400, 900), ("2023", 7000, 1000)):
        world.measure("Rauma", people, period=parse_period(year))
        world.measure("Rauma", of_them_old, period=parse_period(year), breakdown=old)
    return world


@pytest.mark.parametrize(
    ("year", "people"), [(2019, None), (2020, 7400), (2022, 7400), (2023, 7000), (2026, 7000)]
)
def test_the_population_is_that_of_the_year_or_the_last_one_known_before(
    world: World, year: int, people: float | None
) -> None:
    rauma = world.actors["Rauma"].pk
    assert population_of([rauma], "alle", year).get(rauma) == people
    behind = population_behind(rauma, "alle", year)
    assert (behind.numerator if behind else None) == people


def test_a_rate_of_the_old_is_divided_by_the_old(world: World) -> None:
    assert population_of([world.actors["Rauma"].pk], "75+", 2023) == {world.actors["Rauma"].pk: 1000}


def test_nobody_is_divided_by_nought_or_by_a_band_nobody_asked_for(world: World) -> None:
    world.measure("Rauma", 0, period=parse_period("2024"))
    rauma = world.actors["Rauma"].pk
    assert population_of([rauma], "alle", 2024) == {rauma: 7000}
    assert population_of([rauma], "", 2023) == {}
    assert population_behind(rauma, "", 2023) is None
