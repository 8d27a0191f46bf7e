"""A member finds its own part from where it is; who contributes nothing is offered nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gevinst.plans import services
from tests.gevinst.shared_plans.conftest import Shared


@pytest.fixture
def ours(shared_plan: Shared) -> str:
    return reverse("shared_plans:ours", args=[shared_plan.plan.pk, shared_plan.molde.actor_id])


@pytest.mark.parametrize("where", ["plan", "list", "overview", "benefit"])
def test_a_member_comes_to_its_own_part_from_every_page_of_the_plan(
    shared_plan: Shared, ours: str, where: str
) -> None:
    path = {
        "plan": reverse("plans:plan", args=[shared_plan.plan.pk]),
        "list": reverse("plans:list"),
        "overview": reverse("dashboards:overview", args=["municipality", "1506"]),
        "benefit": reverse("plans:benefit", args=[shared_plan.benefit.pk]),
    }[where]
    assert f'href="{ours}"' in shared_plan.client("mona").get(path).content.decode()


def test_the_owner_of_the_plan_is_offered_the_ways_that_are_the_owners(shared_plan: Shared) -> None:
    page = reverse("plans:benefit", args=[shared_plan.benefit.pk])
    contributors = reverse("shared_plans:contributors", args=[shared_plan.benefit.pk])
    assert contributors in shared_plan.client("siri").get(page).content.decode()
    assert contributors not in shared_plan.client("mona").get(page).content.decode()
    plan = shared_plan.client("siri").get(reverse("plans:plan", args=[shared_plan.plan.pk])).content.decode()
    assert reverse("shared_plans:carrying", args=[shared_plan.plan.pk]) in plan
    assert "Bidraget fra" not in plan


def test_a_plan_of_one_alone_speaks_of_no_sharing(shared_plan: Shared) -> None:
    plan = services.create_plan(actor=shared_plan.cast.rauma, title="Raumas egen")
    page = shared_plan.client("kari").get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "Hvem bærer og hvem får" not in page
    assert "Bidraget fra" not in page


def test_a_task_says_whose_it_is(shared_plan: Shared) -> None:
    page = shared_plan.client("kari").get(reverse("plans:benefit", args=[shared_plan.benefit.pk]))
    assert 'Tavlemøte i Molde <span class="muted small">Molde</span>' in page.content.decode()
