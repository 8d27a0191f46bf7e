"""A benefit in Rauma that is to go from 120 døgn in 2022 to 40 by the end of 2027, measured by the month."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.plans import services
from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.plans.targets import Ambition, Baseline
from gevinst.reviews import preparing
from gevinst.reviews.models import Review
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure

UKP = "ukp-dogn"
BY = date(2027, 12, 31)
# The second tertial of 2026 is over, and its figures have had time to come.
TODAY = date(2026, 9, 20)
DEVIATES, GOES_WELL, REACHES = 9.5, 4.0, 3.0


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return services.create_plan(actor=cast.rauma, title="Plan for Rauma", is_example=True)


def add_benefit(plan: Plan, indicator: Indicator, title: str, actor: Actor | None = None) -> Contribution:
    benefit = services.add_benefit(plan=plan, indicator=indicator, title=title)
    return services.set_contribution(
        benefit=benefit,
        actor=actor or plan.actor,
        baseline=Baseline(value=120, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=BY),
    )


@pytest.fixture
def contribution(plan: Plan, catalogue: dict[str, Indicator]) -> Contribution:
    return add_benefit(plan, catalogue[UKP], "Færre døgn på sykehus")


@pytest.fixture
def benefit(contribution: Contribution) -> Benefit:
    return contribution.benefit


def measured(contribution: Contribution, monthly: float, *years: int) -> None:
    """The same every month of these years; else of the two before TODAY's."""
    for year in years or (2024, 2025):
        for month in range(1, 13):
            indicator = contribution.benefit.indicator
            measure(indicator, contribution.actor, f"{year}-{month:02}", numerator=monthly)


def prepared(contribution: Contribution, today: date = TODAY) -> Review:
    preparing.prepare(today=today)
    return Review.objects.for_page().filter(contribution=contribution).latest("due")
