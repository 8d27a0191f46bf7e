"""The made-up efforts say that they are, and go with the other examples."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gevinst.plans.models import Contribution, Plan
from gevinst.shared_plans.examples import EFFORTS, MADE_UP, load_efforts
from gevinst.values.examples import remove
from indicators.actors.models import Actor
from tests.gevinst.shared_plans.test_seven_rows import community, siri  # noqa: F401

pytestmark = pytest.mark.django_db


def test_they_are_labelled_and_loaded_once(community: Actor, siri) -> None:  # noqa: F811
    """Of the small country's two members: the whole, Trondheim twice and Malvik."""
    assert load_efforts() == 4
    assert load_efforts() == 0
    stated = Contribution.objects.exclude(effort_text="")
    assert all(one.effort_text.startswith(MADE_UP) for one in stated)
    plan = Plan.objects.get(actor=community)
    page = siri.get(reverse("shared_plans:carrying", args=[plan.pk])).content.decode()
    assert "Eksempeltall" in page
    # Trondheim 3 200 + 1 100 and Malvik 260; the community's own 400 are left out, for they overlap.
    assert "4\u00a0560 timer" in page
    assert "Summen er uten 400 timer fra Helsefellesskapet St. Olav" in page


def test_they_go_with_the_other_examples_but_not_what_somebody_has_changed(community: Actor) -> None:  # noqa: F811
    load_efforts()
    mine = Contribution.objects.filter(actor__code="5031", effort_hours=260)
    mine.update(effort_hours=300)
    remove()
    left = Contribution.objects.exclude(effort_text="").get()
    assert (left.actor.code, left.effort_hours) == ("5031", 300)
    assert not Contribution.objects.filter(cost_yearly__gt=310_000).exists()


def test_every_one_is_of_a_contributor_there_is() -> None:
    assert len({(slug, code) for slug, code, *_rest in EFFORTS}) == len(EFFORTS)
