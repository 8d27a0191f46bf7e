"""When a benefit is reviewed: which period, from what day, and by when. Plain arithmetic on days."""

from __future__ import annotations

from datetime import date, timedelta

from indicators.measurements.periods import Period, PeriodKind

# Figures come some days after the period; then there is a month from its end to say what they mean.
SETTLING = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=30)
# What most benefits follow, and what is told while there is none.
DEFAULT = PeriodKind.TERTIAL
# What has been reached is looked after, but not as often.
_EASED = {PeriodKind.MONTH: PeriodKind.TERTIAL, PeriodKind.QUARTER: PeriodKind.YEAR}


def period_on(kind: PeriodKind, today: date) -> Period:
    """The last period of the kind that is over, with time for its figures to come."""
    period = Period.of(kind, today).previous()
    while period.end + SETTLING > today:
        period = period.previous()
    return period


def prepared_on(period: Period) -> date:
    """The first night on which `period_on` gives this period."""
    return period.end + SETTLING


def due_on(period: Period) -> date:
    """The last day to answer."""
    return period.end + ANSWER_WITHIN


def eased(kind: PeriodKind) -> PeriodKind:
    """How often a benefit that has been reached is looked after: a third as often, or once a year."""
    return _EASED.get(kind, PeriodKind.YEAR)
