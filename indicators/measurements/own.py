"""An actor's own figure of a period: as it is stored, or else the sum of its months where they may be summed.

Fewer months than the period has make a partial figure that says which are lacking. Months that are withheld,
or known only as printed shares, make no sum: the figure then says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from indicators.actors.numbers import Numbers
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.known import AsKnownOn, Side, read
from indicators.measurements.models import FIGURE
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.shapes import Summable
from indicators.measurements.values import Reason, Status

T = TypeVar("T")
UNSAID = (Reason.MISSING, Reason.NOT_YET)
WEAKEST_FIRST = (Status.PARTIAL, Status.PRELIMINARY, Status.FINAL)
MOST_NAMED = 150
_WITHHELD = (Reason.HIDDEN, Reason.BELOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """As stored; else the sum of `months`, those `lacking` not being there to sum.

    `batches`: ids of those the stored rows behind it came in.
    """

    numerator: float | None = None
    denominator: float | None = None
    stated: float | None = None
    reason: Reason = Reason.NONE
    status: Status = Status.FINAL
    as_of: date | None = None
    is_example: bool = False
    batches: frozenset[int] = frozenset()
    months: int = 0
    lacking: tuple[Period, ...] = ()


def own_figures(
    indicator: Indicator,
    actors: Iterable[int],
    periods: Iterable[Period],
    breakdown: str = "",
    *,
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> dict[Period, dict[int, OwnFigure]]:
    """By period and actor id, for those who have one. Three queries at most: for `numbers` where they are not
    at hand, the figures, and their months where they may be summed.

    A figure under another number of the same place is the actor's own (`Numbers`), and there once where both
    are asked for. A row that only says that its number is missing, or not yet there, is no figure.
    """
    wanted, asked = set(actors), list(dict.fromkeys(periods))
    numbers = Numbers.load() if numbers is None else numbers
    every = numbers.all_of(wanted)

    # A lookup for each of very many is slower than to read the periods, and leave the others out below.
    named = every if len(every) <= MOST_NAMED else None

    def of_these(rows: Side) -> Side:
        return rows.of(indicator=indicator.pk, actors=named).filter(breakdown__key=breakdown)

    def of_actors(places: dict[int, T], period: Period) -> dict[int, T]:
        whose = {place: numbers.one_among(place, wanted, period.end) for place in places}
        return {actor: places[place] for place, actor in whose.items() if actor is not None}

    places = _by_place(_stored(of_these, asked, as_known_on), numbers)
    found = {period: of_actors(places.get(period, {}), period) for period in asked}
    composed = [period for period in asked if _is_of_months(period)] if indicator.over_time == "sum" else []
    months = [month for period in composed for month in period.children(PeriodKind.MONTH)]
    by_place: dict[int, dict[Period, OwnFigure]] = defaultdict(dict)
    for month, there in _by_place(_stored(of_these, months, as_known_on), numbers).items():
        for place, figure in there.items():
            by_place[place][month] = figure
    for period in composed:
        for actor, measured in of_actors(by_place, period).items():
            if actor not in found[period] and (summed := of_months(indicator, period, measured)):
                found[period][actor] = summed
    return found


def _by_place(
    stored: Iterable[tuple[int, Period, OwnFigure]], numbers: Numbers
) -> dict[Period, dict[int, OwnFigure]]:
    """One figure of a place and period, whatever number it was delivered under."""
    found: dict[Period, dict[int, OwnFigure]] = defaultdict(dict)
    whose: dict[tuple[Period, int], int] = {}
    for actor, period, figure in stored:
        place = numbers.place(actor)
        before = whose.setdefault((period, place), actor)
        if before == actor or numbers.goes_before(actor, before, period.end):
            whose[(period, place)] = actor
            found[period][place] = figure
    return found


def of_months(indicator: Indicator, period: Period, measured: dict[Period, OwnFigure]) -> OwnFigure | None:
    """The period out of its own months among those measured; None when there is not one of them."""
    months = period.children(PeriodKind.MONTH)
    there = [measured[month] for month in months if month in measured]
    if not there:
        return None
    lacking = tuple(month for month in months if month not in measured)
    reason = why_not(there, indicator)
    return OwnFigure(
        numerator=None if reason else total(each.numerator for each in there),
        denominator=None if reason else total(each.denominator for each in there),
        reason=reason,
        status=Status.PARTIAL if lacking else weakest(there),
        as_of=_last_day(months, there, lacking),
        is_example=any(each.is_example for each in there),
        batches=frozenset().union(*(each.batches for each in there)),
        months=len(there),
        lacking=lacking,
    )


def why_not(figures: Sequence[Summable], indicator: Indicator) -> Reason:
    """Why these figures cannot be summed; NONE when they can."""
    if any(each.reason in _WITHHELD for each in figures):
        return Reason.HIDDEN
    needs_both = kind_for(indicator.kind).needs_denominator
    if any(each.numerator is None or (needs_both and each.denominator is None) for each in figures):
        return Reason.NOT_POSSIBLE
    return Reason.NONE


def total(numbers: Iterable[float | None]) -> float | None:
    """The sum of those that are known; None when none is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def weakest(figures: Sequence[OwnFigure]) -> Status:
    """A sum is no more finished than the least finished of its parts."""
    return next(
        (status for status in WEAKEST_FIRST if any(each.status == status for each in figures)), Status.FINAL
    )


def _is_of_months(period: Period) -> bool:
    return period.kind is not PeriodKind.MONTH and period.is_sum_of(PeriodKind.MONTH)


def _last_day(months: Sequence[Period], there: Sequence[OwnFigure], lacking: Sequence[Period]) -> date | None:
    """The day a running sum goes to; None for a whole one, and for one with a hole in it."""
    if any(month in lacking for month in months[: len(there)]):
        return None
    return there[-1].as_of or (months[len(there) - 1].end if lacking else None)


def _stored(
    of_these: Callable[[Side], Side], periods: Sequence[Period], as_known_on: AsKnownOn
) -> Iterator[tuple[int, Period, OwnFigure]]:
    if not periods:
        return
    asked = {(period.kind.value, period.start): period for period in periods}

    def narrow(rows: Side) -> Side:
        kinds, starts = {kind for kind, _start in asked}, {start for _kind, start in asked}
        some = of_these(rows).filter(period_kind__in=kinds, period_start__in=starts)
        return some.exclude(reason__in=UNSAID)

    columns = ("actor_id", "period_kind", "period_start", *FIGURE, "batch__is_example", "batch_id")
    for actor, kind, start, top, bottom, stated, reason, status, as_of, is_example, batch in read(
        as_known_on, narrow, *columns
    ):
        if period := asked.get((kind, start)):
            yield (
                actor,
                period,
                OwnFigure(
                    numerator=top,
                    denominator=bottom,
                    stated=stated,
                    reason=Reason(reason),
                    status=Status(status),
                    as_of=as_of,
                    is_example=is_example,
                    batches=frozenset({batch}),
                ),
            )
