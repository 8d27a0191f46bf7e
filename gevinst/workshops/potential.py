"""Hours a year a task could free, with its range: plain arithmetic, no Django.

hours = times a week × weeks a year × people who do it × (minutes today − minutes after) / 60

Source: the time-thief mapping of the documents' workshops (docs/calculations.md). An estimate is low, likely
and high; few minutes after mean many saved, so the high saving comes of the low number of minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """`times`: a week, by each of `people`. Minutes each time: today, and after as low ≤ likely ≤ high."""

    times: float
    people: int = 1
    now: float
    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError("minutes after must be in order: low, likely, high")
        if min(self.times, self.people, self.now, self.low) < 0:
            raise ValueError("times, people and minutes are never negative")


@dataclass(frozen=True)
class Hours:
    """Saved a year, low ≤ likely ≤ high. Below zero: the task will take more time."""

    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0

    def __add__(self, other: Hours) -> Hours:
        return Hours(self.low + other.low, self.likely + other.likely, self.high + other.high)

    @property
    def is_more_work(self) -> bool:
        return self.likely < 0


@dataclass(frozen=True)
class Total:
    """`freed` by tasks that save time, and `more` (below zero) by those that will take more; `net` is both.

    The range is that of all turning out low, or all high, at once.
    """

    freed: Hours
    more: Hours

    @property
    def net(self) -> Hours:
        return self.freed + self.more


def hours_saved(estimate: Estimate, weeks: int) -> Hours:
    """A year of `weeks` working weeks."""

    def saved(after: float) -> float:
        return estimate.times * weeks * estimate.people * (estimate.now - after) / MINUTES_AN_HOUR

    return Hours(saved(estimate.high), saved(estimate.likely), saved(estimate.low))


def total_of(each: Iterable[Hours]) -> Total:
    """Gains and extra work kept apart, so that neither hides in the other."""
    freed, more = Hours(), Hours()
    for hours in each:
        if hours.is_more_work:
            more += hours
        else:
            freed += hours
    return Total(freed, more)
