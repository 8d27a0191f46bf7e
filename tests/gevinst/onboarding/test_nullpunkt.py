from __future__ import annotations

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from gevinst.access.models import User
from gevinst.onboarding.models import Programme
from gevinst.plans.models import Benefit, Contribution
from tests.cast import Cast
from tests.gevinst.plans.conftest import benefit, contribution, plan  # noqa: F401


def shown(tag: str, user: User, **context: object) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load nullpunkt %}" + tag).render(Context({"request": request, **context}))


def of_plan(one: Contribution, user: User) -> str:
    return shown("{% baselines_of_plan plan %}", user, plan=one.benefit.plan)


def of_benefit(one: Contribution, user: User) -> str:
    fresh = Benefit.objects.for_overview().get(pk=one.benefit_id)
    return shown("{% baseline_of_benefit benefit %}", user, benefit=fresh)


@pytest.fixture
def lacking(contribution: Contribution, cast: Cast) -> Contribution:  # noqa: F811
    """Without a baseline, thirty days before go-live."""
    Contribution.objects.filter(pk=contribution.pk).update(baseline=None)
    Programme.objects.create(actor=cast.rauma, go_live=timezone.localdate() + timedelta(days=30))
    return contribution


def test_the_plan_and_the_benefit_warn_while_go_live_nears(lacking: Contribution, cast: Cast) -> None:
    told = of_plan(lacking, cast.kari)
    assert "Det er 30 dager til innføringen, og 1 gevinst mangler nullpunkt" in told
    assert "Se nullpunktene" in told
    assert "Se nullpunktene" not in of_plan(lacking, cast.per)
    told = of_benefit(lacking, cast.kari)
    assert "Det er 30 dager til innføringen, og nullpunktet mangler" in told
    assert "Sett nullpunkt" in told
    assert "Sett nullpunkt" not in of_benefit(lacking, cast.liv)


def test_after_go_live_older_figures_are_asked_for(lacking: Contribution, cast: Cast) -> None:
    Programme.objects.update(go_live=timezone.localdate() - timedelta(days=1))
    assert "Innføringen har skjedd" in of_plan(lacking, cast.kari)
    assert "Finn tall fra tiden før innføringen" in of_benefit(lacking, cast.kari)


def test_nothing_is_said_when_nothing_is_missing_or_near(lacking: Contribution, cast: Cast) -> None:
    Contribution.objects.update(baseline=120)
    assert (of_plan(lacking, cast.kari).strip(), of_benefit(lacking, cast.kari).strip()) == ("", "")
    Contribution.objects.update(baseline=None)
    Programme.objects.update(go_live=timezone.localdate() + timedelta(days=200))
    assert (of_plan(lacking, cast.kari).strip(), of_benefit(lacking, cast.kari).strip()) == ("", "")
    Programme.objects.all().delete()
    assert (of_plan(lacking, cast.kari).strip(), of_benefit(lacking, cast.kari).strip()) == ("", "")
