from __future__ import annotations

from datetime import date

import pytest

from gevinst.plans.suggestions import baselines_from
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind
from tests.cast import Cast, measure

TODAY = date(2026, 11, 22)
UKP, CARERS, SHARE = "ukp-dogn", "pleiekontinuitet-hjemmetjenesten", "ukp-andel-liggedogn"


def months(first: date, how_many: int) -> list[Period]:
    found = [Period(PeriodKind.MONTH, first)]
    while len(found) < how_many:
        found.append(found[-1].next())
    return found


@pytest.fixture
def ukp(cast: Cast, catalogue: dict[str, Indicator]) -> Indicator:
    """Ten a month from January 2025 to June 2026."""
    for month in months(date(2025, 1, 1), 18):
        measure(catalogue[UKP], cast.rauma, month.code, numerator=10)
    return catalogue[UKP]


def test_the_last_whole_year_twelve_months_and_the_last_months_are_offered(
    ukp: Indicator, cast: Cast
) -> None:
    found = baselines_from(ukp, cast.rauma, TODAY)
    assert [(one.over.code, one.value) for one in found] == [
        ("2025", 120),
        ("12m-2026-06", 120),
        ("2026-06", 10),
        ("2026-05", 10),
        ("2026-04", 10),
    ]
    assert {one.source for one in found} == {"NPR"}


def test_months_that_do_not_add_up_are_offered_alone(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in months(date(2025, 1, 1), 12):
        measure(catalogue[CARERS], cast.rauma, month.code, numerator=20, denominator=60)
    found = baselines_from(catalogue[CARERS], cast.rauma, TODAY)
    assert [(one.over.code, one.value) for one in found] == [
        ("2025-12", 0.33),
        ("2025-11", 0.33),
        ("2025-10", 0.33),
    ]


def test_a_running_period_is_no_baseline(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    measure(catalogue[SHARE], cast.rauma, "2024", numerator=2, denominator=100)
    measure(
        catalogue[SHARE],
        cast.rauma,
        "2025",
        numerator=1,
        denominator=50,
        status="partial",
        as_of=date(2025, 6, 30),
    )
    assert [one.over.code for one in baselines_from(catalogue[SHARE], cast.rauma, TODAY)] == ["2024"]


def test_without_figures_there_is_nothing_to_offer(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    measure(catalogue[UKP], cast.molde, "2024", numerator=3)
    assert baselines_from(catalogue[UKP], cast.rauma, TODAY) == []
