from datetime import date

import pytest

from indicators.actors.models import Actor, ActorKind, Closure, Membership, Structure
from indicators.actors.services import rebuild_closure

pytestmark = pytest.mark.django_db
START = date(2020, 1, 1)


@pytest.fixture
def structure() -> Structure:
    return Structure.objects.create(code="proveordning", name="Prøveordning")


def actor(code: str) -> Actor:
    return Actor.objects.create(kind=ActorKind.UNIT, code=code, name=code, valid_from=START)


def link(
    structure: Structure, parent: Actor, child: Actor, *, since: date = START, until: date | None = None
) -> None:
    Membership.objects.create(
        structure=structure, parent=parent, child=child, valid_from=since, valid_to=until
    )


def below(structure: Structure, top: Actor, on: date) -> list[str]:
    return [found.code for found in Actor.objects.descendants_of(top, structure=structure, on=on)]


def test_a_child_of_two_parents_is_once_under_what_is_above_both(structure: Structure) -> None:
    trust, east, west, split = actor("hf"), actor("ost"), actor("vest"), actor("delt")
    for parent, child in ((trust, east), (trust, west), (east, split), (west, split)):
        link(structure, parent, child)
    rebuild_closure(structure=structure)
    assert below(structure, trust, START) == ["delt", "ost", "vest"]
    assert Closure.objects.filter(ancestor=trust, descendant=split).count() == 1
    assert below(structure, east, START) == below(structure, west, START) == ["delt"]


def test_a_path_holds_only_while_all_its_links_do(structure: Structure) -> None:
    top, middle, leaf = actor("topp"), actor("midt"), actor("blad")
    link(structure, top, middle, until=date(2022, 12, 31))
    link(structure, middle, leaf, since=date(2021, 1, 1))
    rebuild_closure(structure=structure)
    assert below(structure, top, date(2020, 6, 1)) == ["midt"]
    assert below(structure, top, date(2022, 12, 31)) == ["blad", "midt"]
    assert below(structure, top, date(2023, 1, 1)) == []


def test_a_move_from_one_parent_to_another_leaves_no_day_uncovered(structure: Structure) -> None:
    top, old, new, leaf = actor("topp"), actor("gammel"), actor("ny"), actor("blad")
    link(structure, top, old)
    link(structure, top, new)
    link(structure, old, leaf, until=date(2021, 12, 31))
    link(structure, new, leaf, since=date(2022, 1, 1))
    rebuild_closure(structure=structure)
    (row,) = Closure.objects.filter(ancestor=top, descendant=leaf)
    assert (row.valid_from, row.valid_to, row.depth) == (START, None, 2)


def test_a_ring_is_refused(structure: Structure) -> None:
    one, two = actor("en"), actor("to")
    link(structure, one, two)
    link(structure, two, one)
    with pytest.raises(ValueError, match="går i ring"):
        rebuild_closure(structure=structure)
