from __future__ import annotations

import pytest

from gevinst.meetings.models import Meeting
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.gevinst.meetings.world import FALLEN, RISEN, STEADY, fill, make_meeting


@pytest.fixture
def days(catalogue: dict[str, Indicator]) -> Indicator:
    return catalogue["ukp-dogn"]


@pytest.fixture
def meeting(cast: Cast, days: Indicator) -> Meeting:
    """Rauma has fallen and Molde has risen, both for good."""
    fill(days, cast.rauma, STEADY + FALLEN)
    fill(days, cast.molde, STEADY + RISEN)
    return make_meeting(cast, [days])
