"""When the next figure is due, and what has come of what was due: plain reckoning of periods.

Nor is one late who is a year behind: it has stopped, and what came was all there was to come.

A period's figure is expected here `delay` days after it ended: what its source promises in the catalogue.
Who has delivered fewer than three times has shown no rhythm, and is late with nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from indicators.measurements.periods import Period
from indicators.quality.values import place_of

SHOWS_RHYTHM = 3
STOPPED = timedelta(days=366)


@dataclass(frozen=True)
class Delivery:
    """What one actor has delivered of one indicator: `delivered` of `due` periods since the first."""

    last: Period
    delivered: int
    due: int
    next_date: date
    is_late: bool
    has_stopped: bool

    @property
    def missing(self) -> int:
        return self.due - self.delivered


def delivery(
    *, first: Period, last: Period, delivered: int, delay: int, today: date, until: date | None = None
) -> Delivery:
    """`delivered`: how many periods from `first` to `last` have come, with a number or with a reason.

    A period that came before it was due counts as due. `until`: the last day there was such an actor; of a
    period that begins later nothing is expected.
    """
    expected_on = last.next().end + timedelta(days=delay)
    ended = until is not None and last.next().start > until
    stopped = ended or today - expected_on > STOPPED
    due = newest_due(first, delay=delay, today=today)
    if until is not None:
        due = min(due, Period.of(first.kind, until))
    newest = last if stopped else max(last, due)
    return Delivery(
        last=last,
        delivered=delivered,
        due=_count(first, newest),
        next_date=expected_on,
        is_late=expected_on < today and not stopped,
        has_stopped=stopped,
    )


def newest_due(period: Period, *, delay: int, today: date) -> Period:
    """The newest period of that kind whose figure should be here today; the one given when none is newer."""
    return max(period, Period.of(period.kind, today - timedelta(days=delay)).previous())


def _count(first: Period, last: Period) -> int:
    """How many periods from the one to the other."""
    return place_of(last.kind, last.start) - place_of(first.kind, first.start) + 1
