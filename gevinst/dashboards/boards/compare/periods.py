"""Which periods a comparison may be made over: those where the actors can be set side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator
from indicators.measurements.known import AsKnownOn, Side, read, sides
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.values import Status

LAST_YEAR = "12m"
MOST_MONTHS, MOST_OTHERS = 24, 12
# Later than this is not late, but gone: the comparison no longer waits.
MOST_LATE = 11


@dataclass(frozen=True)
class Choice:
    """`code` as in the address; `start`: the first day that must be read; `year`: whose inhabitants count."""

    code: str
    label: str
    start: date
    year: int


@dataclass(frozen=True)
class Choices:
    """`last_month`: the last one everybody has, so that nobody who is late falls out of the comparison."""

    offered: list[Choice]
    last_month: Period | None

    def chosen(self, code: str) -> Choice | None:
        """The one asked for, else the first."""
        return next(
            (one for one in self.offered if one.code == code), self.offered[0] if self.offered else None
        )


def choices_for(
    indicator: Indicator,
    actors: Collection[int],
    *,
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> Choices:
    """The last twelve months where months add up, then years, then months these actors have.

    Two queries, one more for an earlier day, and one where `numbers` are not at hand.
    """
    numbers = Numbers.load() if numbers is None else numbers
    every = numbers.all_of(actors)

    def these(rows: Side) -> Side:
        return rows.of(indicator=indicator.pk, actors=every).whole().exclude(status=Status.PARTIAL)

    found = {
        Period(PeriodKind(kind), start)
        for kind, start in read(
            as_known_on, lambda rows: these(rows).distinct(), "period_kind", "period_start"
        )
    }
    months = sorted((period for period in found if period.kind is PeriodKind.MONTH), reverse=True)
    sides_of_these = [these(side) for side in sides(as_known_on)]
    last_month = _last_common(sides_of_these, months[0], numbers) if months else None
    years = {period for period in found if period.kind is PeriodKind.YEAR}
    others = sorted(found - set(months) - years, reverse=True)[:MOST_OTHERS]
    offered: list[Choice] = []
    if indicator.over_time == "sum" and last_month:
        offered += _last_year(last_month, months)
        years |= _whole_years(months)
    elif last_month:
        offered.append(_choice(last_month))
    offered += [_choice(period) for period in [*sorted(years, reverse=True), *others]]
    known = {choice.code for choice in offered}
    offered += [_choice(month) for month in months[:MOST_MONTHS] if month.code not in known]
    return Choices(offered, last_month)


def _last_common(rows: Sequence[Side], newest: Period, numbers: Numbers) -> Period:
    """The earliest of the last months each of them has; who has been late too long is not waited for."""
    waited_for = _months_before(newest, MOST_LATE).start
    lasts: dict[int, date] = {}
    for side in rows:
        months = side.filter(period_kind=PeriodKind.MONTH, period_start__gte=waited_for).order_by()
        for actor, last in months.values_list("actor").annotate(last=Max("period_start")):
            place = numbers.place(actor)
            lasts[place] = max(last, lasts.get(place, last))
    return Period(PeriodKind.MONTH, min(lasts.values()))


def _last_year(last: Period, months: list[Period]) -> list[Choice]:
    first = _months_before(last, 11)
    if first not in months:
        return []
    label = _("siste 12 måneder, til og med %(month)s") % {"month": last.label()}
    return [Choice(LAST_YEAR, label, first.start, last.year)]


def _whole_years(months: list[Period]) -> set[Period]:
    there = set(months)
    years = {Period.of(PeriodKind.YEAR, month.start) for month in months}
    return {year for year in years if there.issuperset(year.children(PeriodKind.MONTH))}


def _months_before(month: Period, steps: int) -> Period:
    for _step in range(steps):
        month = month.previous()
    return month


def _choice(period: Period) -> Choice:
    return Choice(period.code, period.label(), period.start, period.year)
