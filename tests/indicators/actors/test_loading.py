from datetime import date

from indicators.actors.loading import load_actors
from indicators.actors.models import Actor, ActorKind, Closure, Membership
from tests.indicators.actors.conftest import Reference

TODAY = date(2024, 6, 1)


def test_a_second_load_changes_nothing(reference: Reference) -> None:
    assert [what for what, changes in load_actors().items() if changes] == []


def test_a_load_puts_right_what_has_been_changed(reference: Reference) -> None:
    Actor.objects.filter(code="1539").update(name="Raume", aliases=[])
    changes = load_actors()
    assert str(changes["Aktører"]) == "0 nye, 1 endret"
    assert reference.actor("1539").name == "Rauma"


def test_a_membership_the_facts_do_not_have_is_removed_with_its_closure(reference: Reference) -> None:
    rauma, wrong = reference.actor("1539"), reference.actor("hef-oslo")
    structure = reference.structure("samarbeid")
    Membership.objects.create(
        structure=structure, parent=wrong, child=rauma, valid_from=date(2020, 1, 1), valid_to=None
    )
    changes = load_actors()
    assert str(changes["Medlemskap"]) == "0 nye, 0 endrede, 1 fjernet"
    above = Actor.objects.ancestors_of(rauma, structure=structure, on=TODAY)
    assert {actor.code for actor in above} == {"hef-more-og-romsdal", "NO"}


def test_what_users_have_made_is_left_alone(reference: Reference) -> None:
    rauma = reference.actor("1539")
    unit = Actor.objects.create(
        kind=ActorKind.UNIT, code="1539-hjemme", name="Hjemmetjenesten", valid_from=date(2020, 1, 1)
    )
    link = Membership.objects.create(
        structure=reference.structure("linje"), parent=rauma, child=unit, valid_from=date(2020, 1, 1)
    )
    assert not any(load_actors().values())
    assert Membership.objects.filter(pk=link.pk).exists()


def test_a_municipality_that_left_a_network_is_not_brought_back(reference: Reference) -> None:
    left = Membership.objects.filter(structure__code="nettverk", child__code="1535")
    left.update(valid_to=date(2023, 12, 31))
    assert not any(load_actors().values())
    assert left.get().valid_to == date(2023, 12, 31)


def test_the_structure_for_units_has_no_members_of_its_own(reference: Reference) -> None:
    assert not Closure.objects.filter(structure__code="linje").exists()
