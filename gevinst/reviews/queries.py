"""What pages and other leaves ask of reviews."""

from __future__ import annotations

from gevinst.plans.models import Benefit
from gevinst.reviews.models import ReviewFrequency
from gevinst.reviews.schedule import DEFAULT
from indicators.measurements.periods import PeriodKind


def frequency_of(benefit: Benefit) -> PeriodKind:
    chosen = ReviewFrequency.objects.filter(benefit=benefit).values_list("rhythm", flat=True).first()
    return PeriodKind(chosen) if chosen else DEFAULT
