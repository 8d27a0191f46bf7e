from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from gevinst.dashboards.events import events_of, started_actions
from gevinst.onboarding.models import Programme
from gevinst.plans import services
from indicators.catalogue.models import Indicator
from tests.cast import Cast

UKP, SHARE = "ukp-dogn", "ukp-andel-liggedogn"


@pytest.fixture
def plan(cast: Cast, catalogue: dict[str, Indicator]) -> Any:
    found = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    for slug, title in ((UKP, "Faste soner"), (SHARE, "Ny rutine")):
        benefit = services.add_benefit(plan=found, indicator=catalogue[slug], title=f"Om {title}")
        services.add_action(benefit=benefit, title=title, start=date(2025, 2, 1))
        services.add_action(benefit=benefit, title="Uten start")
    return found


def texts(cast: Cast, **asked: Any) -> list[str]:
    return [mark.text for mark in events_of([cast.rauma], **asked)[cast.rauma.pk]]


def test_a_go_live_is_told_with_its_day(cast: Cast) -> None:
    Programme.objects.create(actor=cast.rauma, go_live=date(2022, 11, 12))
    assert texts(cast) == ["Innføring av Helseplattformen 12.11.2022"]
    assert events_of([cast.molde]) == {cast.molde.pk: []}


def test_actions_are_told_to_those_who_may_see_the_plan(cast: Cast, plan: Any) -> None:
    assert texts(cast, user=cast.kari) == ["Tiltak: Faste soner", "Tiltak: Ny rutine"]
    assert texts(cast, user=cast.per) == texts(cast) == []


def test_of_one_indicator_only_its_own_actions_are_told(
    cast: Cast, plan: Any, catalogue: dict[str, Indicator]
) -> None:
    assert texts(cast, user=cast.kari, indicator=catalogue[UKP]) == ["Tiltak: Faste soner"]


def test_an_action_somebody_else_does_is_theirs(cast: Cast, plan: Any) -> None:
    action = plan.benefits.first().actions.first()
    action.actor = cast.molde
    action.save()
    found = started_actions([cast.rauma.pk, cast.molde.pk], user=cast.kari)
    assert [one.pk for one in found[cast.molde.pk]] == [action.pk]
    assert action.pk not in [one.pk for one in found[cast.rauma.pk]]


def test_what_is_in_the_bin_is_not_told(cast: Cast, plan: Any) -> None:
    plan.benefits.filter(indicator__slug=UKP).update(binned_at=timezone.now())
    assert texts(cast, user=cast.kari) == ["Tiltak: Ny rutine"]


def test_events_of_many_cost_no_more_queries_than_of_one(
    cast: Cast, plan: Any, catalogue: dict[str, Indicator], django_assert_max_num_queries: Any
) -> None:
    few = [cast.rauma]
    many = [cast.rauma, cast.molde, cast.steinkjer, cast.home_care]
    for actors in (few, many):
        cast.kari.__dict__.pop("_roles", None)
        cast.kari.__dict__.pop("_reach", None)
        with django_assert_max_num_queries(4):
            events_of(actors, user=cast.kari, indicator=catalogue[UKP])
