"""The network's plan: fewer days in hospital, for the whole, and for Rauma and Molde, who write their own.

Siri coordinates the network, Mona Molde. Kari is Rauma's; Per is Steinkjer's, who is no member.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from gevinst.access.models import Role, RoleAssignment, User
from gevinst.plans import services
from gevinst.plans.models import Action, Benefit, Contribution, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import BACKEND, PASSWORD, SINCE, Cast

BY = date(2027, 12, 31)


@dataclass(frozen=True)
class Shared:
    cast: Cast
    plan: Plan
    benefit: Benefit
    whole: Contribution
    rauma: Contribution
    molde: Contribution
    task: Action
    siri: User
    mona: User

    def client(self, who: str) -> Client:
        if who not in ("siri", "mona"):
            return self.cast.client(who)
        client = Client()
        client.force_login(getattr(self, who), backend=BACKEND)
        return client


@pytest.fixture
def shared_plan(cast: Cast, catalogue: dict[str, Indicator]) -> Shared:
    plan = services.create_plan(actor=cast.network, title="Felles plan")
    benefit = services.add_benefit(plan=plan, indicator=catalogue["ukp-dogn"], title="Færre døgn")
    whole = bring(benefit, cast.network, 1000, 400)
    rauma, molde = bring(benefit, cast.rauma, 300, 120), bring(benefit, cast.molde, 700, 280)
    task = services.add_action(benefit=benefit, title="Tavlemøte i Molde", actor=cast.molde)
    return Shared(
        cast, plan, benefit, whole, rauma, molde, task,
        siri=coordinator("siri", cast.network), mona=coordinator("mona", cast.molde),
    )  # fmt: skip


def bring(benefit: Benefit, actor: Actor, start: float, goal: float) -> Contribution:
    return services.set_contribution(
        benefit=benefit,
        actor=actor,
        baseline=Baseline(value=start, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=goal, by=BY),
    )


def coordinator(login: str, actor: Actor) -> User:
    user = User.objects.create_user(email=f"{login}@example.com", name=login.title(), password=PASSWORD)
    RoleAssignment.objects.create(user=user, actor=actor, role=Role.COORDINATOR, valid_from=SINCE)
    return user
