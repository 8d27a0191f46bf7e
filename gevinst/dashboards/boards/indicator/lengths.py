"""The lengths of period a series can be shown in: as measured, or summed from months that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import MONTHS_IN, Point, rolling

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
    measured = _of_kind(kind, points)
    if kind not in (PeriodKind.TERTIAL, PeriodKind.YEAR) or indicator.over_time != "sum":
        return measured
    runs = rolling(_of_kind(PeriodKind.MONTH, points), MONTHS_IN[kind])
    summed = [
        run._replace(period=whole, months=0)
        for run in runs
        if (whole := Period.of(kind, run.period.start)).end == run.period.end
    ]
    return summed if len(summed) > len(measured) else measured


def _of_kind(kind: PeriodKind, points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.period.kind is kind]
