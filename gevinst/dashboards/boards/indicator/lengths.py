"""The lengths of period a series can be shown in: as measured, or summed from months that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point, rolling
from indicators.measurements.whole_periods import whole_periods

LAST_YEAR = "12m"
KINDS = {
    "uke": PeriodKind.WEEK,
    "maned": PeriodKind.MONTH,
    "kvartal": PeriodKind.QUARTER,
    "tertial": PeriodKind.TERTIAL,
    "ar": PeriodKind.YEAR,
}
WORDS: dict[str, Promise] = {
    "uke": _("uke for uke"),
    "maned": _("måned for måned"),
    "kvartal": _("kvartal for kvartal"),
    "tertial": _("tertial for tertial"),
    "ar": _("år for år"),
    LAST_YEAR: _("siste 12 måneder"),
}


def lengths_of(points: Sequence[Point], indicator: Indicator) -> dict[str, list[Point]]:
    """By code, shortest first: the series in each length it has figures in, oldest first."""
    found = {code: _in(kind, points, indicator) for code, kind in KINDS.items()}
    if indicator.over_time == "sum":
        found[LAST_YEAR] = rolling(_of_kind(PeriodKind.MONTH, points), 12)
    return {code: series for code, series in found.items() if series}


def default_of(points: Sequence[Point]) -> str:
    """The length most figures were measured in."""
    counted = Counter(point.period.kind for point in points)
    code_of = {kind: code for code, kind in KINDS.items()}
    return code_of[counted.most_common(1)[0][0]] if counted else ""


def _in(kind: PeriodKind, points: Sequence[Point], indicator: Indicator) -> list[Point]:
    """Quarters are offered only where somebody measures in them."""
    sums = indicator.over_time == "sum" and kind is not PeriodKind.QUARTER
    return whole_periods(points, kind, sums_over_time=sums)


def _of_kind(kind: PeriodKind, points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.period.kind is kind]
