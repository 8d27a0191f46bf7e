"""What a baseline is measured over: a period of the calendar, or as many months in a row ending anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indicators.measurements.periods import Period, PeriodError, PeriodKind, parse_period
from indicators.measurements.series import MONTHS_IN, Point

_KIND_OF = {months: kind for kind, months in MONTHS_IN.items() if months > 1}
_RUN = re.compile(r"(\d{1,2}) måneder til og med (.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """The months from `start`, as many as a period of that kind has: «12 måneder til og med juni 2026»."""

    kind: PeriodKind
    start: date

    @property
    def months(self) -> int:
        return MONTHS_IN[self.kind]

    @property
    def last(self) -> Period:
        month = Period.of(PeriodKind.MONTH, self.start)
        for _step in range(self.months - 1):
            month = month.next()
        return month

    @property
    def end(self) -> date:
        return self.last.end

    @property
    def code(self) -> str:
        return f"{self.months}m-{self.last.code}"

    def label(self) -> str:
        return f"{self.months} måneder til og med {self.last.label()}"


Stretch = Period | Run


def stretch_from(kind: PeriodKind, start: date) -> Stretch:
    """The period of that kind which begins that day, else the run of months."""
    try:
        return Period(kind, start)
    except PeriodError:
        return Run(kind, start)


def stretch_of(point: Point) -> Stretch:
    """What a point covers: its period, or the months it was rolled over."""
    if point.months <= 1:
        return point.period
    month = point.period
    for _step in range(point.months - 1):
        month = month.previous()
    return stretch_from(_KIND_OF[point.months], month.start)


def parse_stretch(text: str) -> Stretch:
    """What `parse_period` reads, and «12 måneder til og med juni 2026» (3, 4 or 12). Else PeriodError."""
    run = _RUN.fullmatch(" ".join(text.split()))
    if run is None:
        return parse_period(text)
    kind, last = _KIND_OF.get(int(run[1])), parse_period(run[2])
    if kind is None or last.kind is not PeriodKind.MONTH:
        raise PeriodError(
            f"«{text}» er ikke 3, 4 eller 12 måneder. Skriv for eksempel «12 måneder til og med juni 2026»."
        )
    return stretch_of(Point(period=last, months=int(run[1])))
