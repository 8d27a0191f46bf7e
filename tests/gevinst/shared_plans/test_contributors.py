"""Contributors come, many at once, and go again unless something is decided about them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from gevinst.plans import services as plans
from gevinst.plans.models import Action, Contribution
from gevinst.plans.versions import submit
from gevinst.reviews.models import Review
from gevinst.shared_plans import services
from gevinst.shared_plans.queries import candidates
from indicators.actors.models import Actor
from tests.cast import make_actor, make_structure
from tests.gevinst.shared_plans.conftest import Shared


@pytest.fixture
def community(shared_plan: Shared) -> Actor:
    """Around a hospital: Rauma, Molde and Steinkjer, of which the county's list is no agreement."""
    cast = shared_plan.cast
    community = make_actor("health_community", "hef", "Helsefellesskapet")
    trust, county = make_actor("trust", "hf", "Sykehuset HF"), make_actor("county", "15", "Fylket")
    levels, members = ["health_community", "municipality"], [cast.rauma, cast.molde, cast.steinkjer]
    make_structure("samarbeid", levels, True, [(community, one) for one in members])
    make_structure("sykehus", ["trust", "municipality"], False, [(trust, one) for one in members])
    make_structure("fylke", ["county", "municipality"], False, [(county, cast.rauma)])
    return community


def names(actor: Actor) -> dict[str, list[str]]:
    plan = plans.create_plan(actor=actor, title="Prøve")
    return {group.kind: [one.name for one in group.actors] for group in candidates(plan)}


def test_members_who_share_figures_may_contribute_and_to_a_community_its_trusts(
    shared_plan: Shared, community: Actor
) -> None:
    assert names(community) == {
        "municipality": ["Molde", "Rauma", "Steinkjer"],
        "trust": ["Sykehuset HF"],
    }
    assert names(shared_plan.cast.network) == {"municipality": ["Molde", "Rauma"]}


def test_nobodys_figures_are_opened_by_naming_them_a_contributor(
    shared_plan: Shared, community: Actor
) -> None:
    """A county is no agreement, and a municipality reaches its own line only: not the hospital."""
    assert names(Actor.objects.get(code="15")) == {}
    assert names(shared_plan.cast.rauma) == {"unit": ["Hjemmetjenesten i Rauma"]}
    stranger = shared_plan.cast.steinkjer
    with pytest.raises(ValidationError, match="Steinkjer hører ikke til ROR-nettverket og kan ikke bidra"):
        services.add_contributors(benefit=shared_plan.benefit, actors=[stranger], by=shared_plan.siri)
    path = reverse("shared_plans:contributors", args=[shared_plan.benefit.pk])
    page = shared_plan.client("siri").post(path, {"municipality": [str(stranger.pk)]}).content.decode()
    assert "Velg" in page
    assert not Contribution.objects.filter(actor=stranger).exists()


def test_all_of_a_kind_are_added_at_once_each_with_a_part_of_its_own_to_fill_in(
    shared_plan: Shared, community: Actor
) -> None:
    plan = plans.create_plan(actor=community, title="Helsefellesskapets plan")
    benefit = plans.add_benefit(plan=plan, indicator=shared_plan.benefit.indicator, title="Færre døgn")
    made = services.add_contributors(benefit=benefit, actors=candidates(plan)[0].actors, by=shared_plan.siri)
    assert [one.actor.name for one in made] == ["Molde", "Rauma", "Steinkjer"]
    assert {(one.baseline, one.form) for one in made} == {(None, "")}
    again = services.add_contributors(benefit=benefit, actors=[shared_plan.cast.molde], by=shared_plan.siri)
    assert again == []
    assert plan.changes.filter(kind="mal", became="+").count() == 3


def test_the_page_adds_all_municipalities_with_one_tick(shared_plan: Shared) -> None:
    new = plans.add_benefit(plan=shared_plan.plan, indicator=shared_plan.benefit.indicator, title="En til")
    path, client = reverse("shared_plans:contributors", args=[new.pk]), shared_plan.client("siri")
    assert "Alle kommunene (2)" in client.get(path).content.decode()
    assert "Velg minst én som skal bidra." in client.post(path).content.decode()
    page = client.post(path, {"all_municipality": "on"}, follow=True).content.decode()
    assert "2 nye bidrar." in page
    assert "Alle som hører til ROR-nettverket, bidrar allerede." in page
    assert {one.actor.name for one in new.contributions.all()} == {"Rauma", "Molde"}


def test_who_is_removed_leaves_its_words_in_the_history_and_its_tasks_in_the_bin(shared_plan: Shared) -> None:
    molde, plan = shared_plan.molde, shared_plan.plan
    plans.add_milestone(contribution=molde, due=date(2026, 12, 31), basis="absolute", amount=400)
    path = reverse("shared_plans:remove", args=[shared_plan.benefit.pk, molde.actor_id])
    client = shared_plan.client("siri")
    page = client.get(path).content.decode()
    assert "Fjern bidraget fra Molde" in page
    assert "1 tiltak legges i papirkurven." in page
    assert "Molde bidrar ikke lenger." in client.post(path, follow=True).content.decode()
    assert not Contribution.objects.filter(pk=molde.pk).exists()
    assert Action.everything.get(pk=shared_plan.task.pk).binned_by == shared_plan.siri
    told = {(one.kind, one.field, one.was) for one in plan.changes.filter(became="", by=shared_plan.siri)}
    assert {("mal", "baseline", "700"), ("mal", "target", "280"), ("milepel", "amount", "400")} <= told
    assert plan.changes.filter(kind="mal", row=molde.pk, became="-").exists()
    assert client.get(reverse("plans:history", args=[plan.pk])).status_code == 200


def test_who_has_reviews_is_not_removed_and_is_told_why(shared_plan: Shared) -> None:
    Review.objects.create(
        contribution=shared_plan.molde,
        period_kind="T",
        period_start=date(2025, 1, 1),
        due=date(2025, 5, 31),
        prepared_at=timezone.now(),
        status="behind",
    )
    path = reverse("shared_plans:remove", args=[shared_plan.benefit.pk, shared_plan.molde.actor_id])
    page = shared_plan.client("siri").post(path, follow=True).content.decode()
    assert "Molde har oppfølginger av denne gevinsten." in page
    assert Contribution.objects.filter(pk=shared_plan.molde.pk).exists()
    assert Action.objects.filter(pk=shared_plan.task.pk).exists()


def test_the_owner_of_the_plan_is_not_removed(shared_plan: Shared) -> None:
    with pytest.raises(ValidationError, match="Planen tilhører ROR-nettverket, som ikke kan fjernes"):
        services.remove_contributor(contribution=shared_plan.whole, by=shared_plan.siri)


def test_a_new_contributor_takes_back_what_waits_for_approval(shared_plan: Shared) -> None:
    shared_plan.molde.delete()
    plan, benefit = shared_plan.plan, shared_plan.benefit
    benefit.owner_title, benefit.goal = "Leder", None
    version = plan.versions.create(number=1, content={}, submitted_by=shared_plan.siri)
    services.add_contributors(benefit=benefit, actors=[shared_plan.cast.molde], by=shared_plan.siri)
    version.refresh_from_db()
    assert version.state == "withdrawn"
    with pytest.raises(ValidationError, match="Færre døgn, Molde: Skriv nullpunktet"):
        submit(plan=plan, by=shared_plan.siri)
