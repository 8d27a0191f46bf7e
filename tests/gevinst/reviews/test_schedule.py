from __future__ import annotations

from datetime import date

import pytest

from gevinst.reviews.schedule import due_on, eased, period_on, prepared_on
from indicators.measurements.periods import PeriodKind, parse_period


@pytest.mark.parametrize(
    ("kind", "today", "period"),
    [
        ("M", date(2026, 9, 6), "2026-07"),
        ("M", date(2026, 9, 7), "2026-08"),
        ("T", date(2026, 9, 6), "2026-T1"),
        ("T", date(2026, 9, 7), "2026-T2"),
        ("Q", date(2026, 10, 7), "2026-Q3"),
        ("Y", date(2027, 1, 7), "2026"),
        ("Y", date(2027, 1, 6), "2025"),
    ],
)
def test_a_period_is_reviewed_a_week_after_it_is_over(kind: str, today: date, period: str) -> None:
    assert period_on(PeriodKind(kind), today).code == period


def test_the_first_night_of_a_period_is_the_one_it_says() -> None:
    period = parse_period("2026-T2")
    first = prepared_on(period)
    assert period_on(PeriodKind.TERTIAL, first) == period
    assert period_on(PeriodKind.TERTIAL, date.fromordinal(first.toordinal() - 1)) == period.previous()


def test_there_is_a_month_to_answer_in() -> None:
    assert due_on(parse_period("2026-T2")) == date(2026, 9, 30)


@pytest.mark.parametrize(("kind", "then"), [("M", "T"), ("Q", "Y"), ("T", "Y"), ("Y", "Y")])
def test_what_is_reached_is_looked_after_less_often(kind: str, then: str) -> None:
    assert eased(PeriodKind(kind)) == PeriodKind(then)
