"""Series of figures for drawing and judging: one query for all that a page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from indicators.actors.models import Actor
from indicators.actors.numbers import Number, Numbers
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.frontier import frontiers
from indicators.measurements.known import AsKnownOn, Side, day_of, read
from indicators.measurements.models import FIGURE
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.values import Reason, Status
from indicators.messages import gettext as _

Want = tuple[int, int]
Cell = tuple[int, int, str]
_COLUMNS = (
    *("indicator_id", "actor_id", "breakdown__key", "period_kind", "period_start"),
    *FIGURE,
    "batch__is_example",
)
# As texts: a page goes through tens of thousands of figures, and a member of an enum is slow to reach.
_NUMBERED = frozenset((Reason.NONE.value, Reason.NIL.value))
_PARTIAL = Status.PARTIAL.value
MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.TERTIAL: 4, PeriodKind.YEAR: 12}


class Point(NamedTuple):
    """A figure of one period - or, after `rolling`, of the `months` that end with it; `parts` when it was
    summed; `under` the number it was delivered under, where the actor has got another since.

    A plain tuple, as there are tens of thousands on one page; after the period as FIGURE has them, and
    whether it is made up.
    """

    period: Period
    numerator: float | None = None
    denominator: float | None = None
    stated: float | None = None
    reason: str = ""
    status: str = Status.FINAL
    as_of: date | None = None
    is_example: bool = False
    months: int = 0
    parts: int = 0
    under: Number | None = None

    def value(self, indicator: Indicator) -> float | None:
        """None where there is a reason instead of a number: `stated` is then a bound, not a figure."""
        if self.reason not in _NUMBERED:
            return None
        kind = kind_for(indicator.kind)
        return kind.derive(self.numerator, self.denominator, self.stated, indicator.factor)

    @property
    def is_whole(self) -> bool:
        """Covers all its days, so that it can be compared with another period."""
        return self.status != _PARTIAL

    @property
    def adds_up(self) -> bool:
        """Has a number that can be summed with others."""
        return self.numerator is not None and self.reason in _NUMBERED

    def label(self) -> str:
        if self.months <= 1:
            return self.period.label()
        words = _("%(n)s måneder til og med %(last)s")
        return str(words % {"n": self.months, "last": self.period.words()})


def own_series(
    wants: Iterable[Want],
    *,
    since: date | None = None,
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> dict[Want, list[Point]]:
    """As `divided_series`, of figures not broken down by anything."""
    cells = ((indicator, actor, "") for indicator, actor in wants)
    found = divided_series(cells, since=since, as_known_on=as_known_on, numbers=numbers)
    return {(indicator, actor): points for (indicator, actor, _whole), points in found.items()}


def divided_series(
    wants: Iterable[Cell],
    *,
    since: date | None = None,
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> dict[Cell, list[Point]]:
    """Measured figures of each (indicator id, actor id, key of breakdown), oldest first.

    With those under other numbers of the same place (`Numbers`), each period once. One query, and one more
    where `numbers` are not at hand.
    """
    wanted = set(wants)
    numbers = Numbers.load() if numbers is None else numbers

    def narrow(rows: Side) -> Side:
        some = rows.filter(
            breakdown__key__among={key for _indicator, _actor, key in wanted},
            indicator_id__among={indicator for indicator, _actor, _key in wanted},
            actor_id__among=numbers.all_of({actor for _indicator, actor, _key in wanted}),
        )
        return some.filter(period_start__gte=since) if since else some

    places = {want: (want[0], numbers.place(want[1]), want[2]) for want in wanted}
    found: dict[Cell, dict[tuple[str, date], tuple[int, Point]]] = {place: {} for place in places.values()}
    every = numbers.all_of(actor for _indicator, actor, _key in wanted)
    place_of = {number: numbers.place(number) for number in every}
    under = {number: numbers.replaced(number) for number in every}
    # As many as there are rows, and few of them different.
    periods: dict[tuple[str, date], Period] = {}
    for indicator, actor, key, kind, start, *figure in read(
        as_known_on, narrow, *_COLUMNS, order_by="period_start"
    ):
        there = found.get((indicator, place_of[actor], key))
        if there is None:
            continue
        when = kind, start
        period = periods.get(when)
        if period is None:
            period = periods[when] = Period(PeriodKind(kind), start)
        before = there.get(when)
        if before is None or numbers.goes_before(actor, before[0], period.end):
            there[when] = actor, Point._make((period, *figure, 0, 0, under[actor]))
    series = {place: [point for _actor, point in there.values()] for place, there in found.items()}
    return {want: series[place] for want, place in places.items() if series[place]}


def of_length(points: list[Point], length: PeriodKind | None, *, sums_over_time: bool) -> list[Point]:
    """The series in periods as long as `length`, so that a yearly baseline meets yearly values.

    Where months may be summed and give more of them, each run of that many whole months in a row; else those
    measured in that length; else, of what was measured, the kind of period with most points.
    """
    if not points:
        return []
    by_kind: dict[PeriodKind, list[Point]] = defaultdict(list)
    for point in points:
        by_kind[point.period.kind].append(point)
    months = by_kind.get(PeriodKind.MONTH, [])
    if length in MONTHS_IN and sums_over_time and length != PeriodKind.MONTH:
        rolled = rolling(months, MONTHS_IN[length])
        if len(rolled) > len(by_kind.get(length, [])):
            return rolled
    if length in by_kind:
        return by_kind[length]
    return max(by_kind.values(), key=len)


def rolling(points: list[Point], months: int) -> list[Point]:
    """Sums over every run of `months` whole months without a gap.

    Numerators and denominators each for themselves. A month that is hidden, missing or not whole breaks it.
    """
    usable = [point for point in points if point.adds_up and point.is_whole]
    rolled, unbroken = [], 0
    for place, point in enumerate(usable):
        follows = place > 0 and usable[place - 1].period.next() == point.period
        unbroken = unbroken + 1 if follows else 1
        if unbroken < months:
            continue
        run = usable[place + 1 - months : place + 1]
        denominators = [point.denominator for point in run if point.denominator is not None]
        rolled.append(
            Point(
                period=point.period,
                numerator=sum(point.numerator or 0.0 for point in run),
                denominator=sum(denominators) if len(denominators) == months else None,
                is_example=any(point.is_example for point in run),
                months=months,
                under=run[0].under,
            )
        )
    return rolled


def series_of(
    wants: Iterable[tuple[Indicator, Actor]],
    *,
    since: date | None = None,
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> dict[Want, list[Point]]:
    """Series of each indicator and actor: as measured, or summed from the actors below where none was.

    `as_known_on`: as the values, and the structures, were that day or moment (known.py); else as they are.
    Three queries and those of `frontiers`, however many are asked for.
    """
    wanted = [(indicator, actor) for indicator, actor in wants]
    ids = [(indicator.pk, actor.pk) for indicator, actor in wanted]
    numbers = Numbers.load() if numbers is None else numbers
    found = own_series(ids, since=since, as_known_on=as_known_on, numbers=numbers)
    lacking = [
        (indicator.pk, actor.pk)
        for indicator, actor in wanted
        if indicator.additive and not found.get((indicator.pk, actor.pk))
    ]
    below = frontiers(lacking, on=day_of(as_known_on), as_known_on=as_known_on, numbers=numbers)
    under = [(indicator, part) for (indicator, _actor), actors in below.items() for part in actors]
    parts = own_series(under, since=since, as_known_on=as_known_on, numbers=numbers)
    for (indicator_id, actor_id), actors in below.items():
        found[(indicator_id, actor_id)] = summed([parts.get((indicator_id, part), []) for part in actors])
    return found


def summed(parts: Sequence[Sequence[Point]]) -> list[Point]:
    """One series out of several, numerators and denominators each for themselves.

    A period that some part has and another lacks is partial: it is left to the reader to see, never to
    compare.
    """
    by_period: dict[Period, list[Point]] = defaultdict(list)
    for series in parts:
        for point in series:
            if point.numerator is not None and point.reason in _NUMBERED:
                by_period[point.period].append(point)
    return [_sum_of(period, here, len(parts)) for period, here in sorted(by_period.items())]


def _sum_of(period: Period, points: Sequence[Point], expected: int) -> Point:
    bottoms = [point.denominator for point in points if point.denominator is not None]
    whole = len(points) == expected and _PARTIAL not in [point.status for point in points]
    return Point(
        period=period,
        numerator=sum([point.numerator or 0.0 for point in points]),
        denominator=sum(bottoms) if len(bottoms) == len(points) else None,
        status=Status.FINAL if whole else Status.PARTIAL,
        is_example=True in [point.is_example for point in points],
        parts=len(points),
    )
