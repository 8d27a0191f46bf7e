from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from gevinst.onboarding.facts import Facts, facts_of
from gevinst.onboarding.services import save_part
from gevinst.plans import services as plans
from gevinst.plans.models import Benefit, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from tests.cast import Cast

UKP = "ukp-dogn"


def ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def facts(actor: Actor) -> Facts:
    return facts_of(actor, plans=Plan.objects.all())


def said(cast: Cast, part: str, **values: Any) -> None:
    """What Kari has answered before."""
    revision = facts(cast.rauma).programme.revision_of(part)
    save_part(actor=cast.rauma, part=part, revision=revision, by=cast.kari, values=values)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plans.create_plan(actor=cast.rauma, title="Plan for Rauma")


@pytest.fixture
def benefit(plan: Plan, catalogue: dict[str, Indicator]) -> Benefit:
    return plans.add_benefit(
        plan=plan, indicator=catalogue[UKP], title="Færre døgn", owner_title="enhetsleder"
    )


def with_baseline(benefit: Benefit, *, value: float | None = None, due: date | None = None) -> None:
    given = (
        {"value": value, "text": "2022", "stated_on": date(2022, 12, 31), "source": "NPR"} if value else {}
    )
    plans.set_contribution(
        benefit=benefit,
        actor=benefit.plan.actor,
        baseline=Baseline(**given, due=due),
        ambition=Ambition(form="at_most", target=40, by=date(2030, 12, 31)),
    )
