from __future__ import annotations

from datetime import date

import pytest

from gevinst.plans import services
from gevinst.plans.models import Contribution, Plan
from tests.gevinst.reviews.conftest import add_benefit, contribution, plan  # noqa: F401

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def late(plan: Plan, contribution: Contribution) -> Contribution:  # noqa: F811
    """A benefit with an action that should have been done."""
    services.add_action(benefit=contribution.benefit, title="Faste soner", due=date(2026, 6, 1))
    return contribution
