from __future__ import annotations

import pytest

from indicators.actors.models import ActorKind, Membership, Structure
from indicators.measurements.frontier import frontiers
from tests.indicators.measurements.test_rollup import EVER, YEAR, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = World()
    world.place("HF", "Nord", kind=ActorKind.TRUST)
    world.place("Nord", "Aukra", "Molde", kind=ActorKind.HOSPITAL_AREA)
    return world


def parts(world: World, name: str) -> set[str]:
    want = (world.indicator.pk, world.actors[name].pk)
    return world.names(frontiers([want], on=YEAR.end).get(want, ()))


def test_the_nearest_measured_are_the_parts_and_those_below_them_are_not(world: World) -> None:
    for name in ("Aukra", "Molde"):
        world.measure(name, 1)
    assert parts(world, "HF") == {"Aukra", "Molde"}
    world.measure("Nord", 2)
    assert parts(world, "HF") == {"Nord"}


def test_parts_once_measured_are_parts_of_the_whole_series(world: World) -> None:
    world.measure("Aukra", 1)
    world.measure("Molde", 1, period=YEAR.next())
    assert parts(world, "Nord") == {"Aukra", "Molde"}


def test_of_two_structures_the_one_with_most_measured_is_taken_alone(world: World) -> None:
    other = Structure.objects.create(code="fylke", name="Fylke")
    for child in ("Aukra", "Molde", "Vestnes"):
        Membership.objects.create(
            structure=other, parent=world.actor("Nord"), child=world.actor(child), valid_from=EVER
        )
    for name in ("Molde", "Vestnes", "Aukra"):
        world.measure(name, 1)
    assert parts(world, "Nord") == {"Aukra", "Molde", "Vestnes"}


def test_a_figure_without_a_number_makes_nobody_a_part(world: World) -> None:
    world.measure("Molde", reason="hidden")
    assert parts(world, "Nord") == set()
