from __future__ import annotations

import pytest

from gevinst.onboarding.readiness import NEAR, Readiness, readiness
from gevinst.plans.models import Benefit
from tests.cast import Cast
from tests.gevinst.onboarding.conftest import ahead, facts, said, with_baseline

pytestmark = pytest.mark.django_db


def warning(cast: Cast, *, days: int) -> Readiness | None:
    said(cast, "go_live", go_live=ahead(days))
    return readiness(facts(cast.rauma))


def test_it_warns_from_ninety_days_before(cast: Cast, benefit: Benefit) -> None:
    assert NEAR == 90
    assert warning(cast, days=91) is None
    found = warning(cast, days=90)
    assert found is not None
    assert (found.days, found.tone, [one.benefit for one in found.missing]) == (90, "warn", [benefit])


def test_it_is_louder_in_the_last_month_and_afterwards(cast: Cast, benefit: Benefit) -> None:
    for days, tone, passed in ((30, "bad", False), (0, "bad", False), (-1, "bad", True), (31, "warn", False)):
        found = warning(cast, days=days)
        assert found is not None
        assert (found.tone, found.passed) == (tone, passed)


def test_it_is_silent_when_every_baseline_is_there(cast: Cast, benefit: Benefit) -> None:
    with_baseline(benefit, value=120)
    assert warning(cast, days=10) is None


def test_it_is_silent_without_benefits_or_a_day(cast: Cast, benefit: Benefit) -> None:
    assert readiness(facts(cast.rauma)) is None
    benefit.delete()
    assert warning(cast, days=10) is None


def test_a_baseline_that_is_to_be_measured_after_the_day_is_too_late(cast: Cast, benefit: Benefit) -> None:
    with_baseline(benefit, due=ahead(9))
    in_time = warning(cast, days=10)
    with_baseline(benefit, due=ahead(10))
    on_the_day = warning(cast, days=10)
    assert in_time is not None
    assert on_the_day is not None
    assert (in_time.too_late, [one.benefit for one in on_the_day.too_late]) == ([], [benefit])
