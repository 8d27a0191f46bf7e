"""A plan for Rauma with one benefit, as small as it can be; tests add what they are about."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.plans import services
from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast

UKP = "ukp-dogn"
BY = date(2027, 12, 31)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return services.create_plan(actor=cast.rauma, title="Plan for Rauma")


@pytest.fixture
def benefit(plan: Plan, catalogue: dict[str, Indicator]) -> Benefit:
    return services.add_benefit(plan=plan, indicator=catalogue[UKP], title="Færre døgn på sykehus")


@pytest.fixture
def contribution(benefit: Benefit, cast: Cast) -> Contribution:
    """From 120 døgn in 2022 to at most 40 by the end of 2027."""
    return services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=120, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=BY),
    )
