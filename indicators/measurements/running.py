"""The days of a period that is still running, and the same days of another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from indicators.measurements.periods import Period, PeriodError, PeriodKind
from indicators.messages import gettext as _
from indicators.statistics.change import Span


def running(period: Period, as_of: date) -> tuple[date, date]:
    """The days of `period` that a figure as of that date covers (first, last inclusive).

    Raises PeriodError when the period has not begun.
    """
    if as_of < period.start:
        said = {"period": period.words(), "day": f"{as_of:%d.%m.%Y}"}
        raise PeriodError(_("%(period)s har ikke begynt %(day)s.") % said)
    return period.start, min(as_of, period.end)


def span(period: Period, as_of: date | None = None) -> Span:
    """The days a figure of `period` covers: all of them, or those until `as_of` when it is partial."""
    start, through = running(period, as_of or period.end)
    return Span(period.kind, start, through, period.end)


def same_days(prior: Period, as_of: date) -> tuple[date, date]:
    """The days of `prior` that match the running period of the same kind as of that date (first, last).

    12 May against April gives 1-12 April; against May last year, 1-12 May. A day that `prior` lacks
    (30 March against February) gives its last day.
    """
    current = Period.of(prior.kind, as_of)
    if prior.kind is PeriodKind.WEEK:
        return prior.start, prior.start + (as_of - current.start)
    month = prior.start.month + as_of.month - current.start.month
    return prior.start, date(prior.start.year, month, min(as_of.day, monthrange(prior.start.year, month)[1]))
