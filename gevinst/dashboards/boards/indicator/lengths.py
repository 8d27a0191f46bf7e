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
    found = {code: in_length(code, points, indicator) for code in WORDS}
    return {code: series for code, series in found.items() if series}


def default_of(points: Sequence[Point]) -> str:
    """The length most figures were measured in."""
    counted = Counter(point.period.kind for point in points)
    code_of = {kind: code for code, kind in KINDS.items()}
    return code_of[counted.most_common(1)[0][0]] if counted else ""


def in_length(code: str, points: Sequence[Point], indicator: Indicator) -> list[Point]:
    """In this one; none for an unknown code. Quarters are not summed: they are offered where somebody has
    measured in them."""
    sums, kind = indicator.over_time == "sum", KINDS.get(code)
    if code == LAST_YEAR:
        return rolling(_of_kind(PeriodKind.MONTH, points), 12) if sums else []
    if kind is None:
        return []
    return whole_periods(points, kind, sums_over_time=sums and kind is not PeriodKind.QUARTER)


def _of_kind(kind: PeriodKind, points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.period.kind is kind]
