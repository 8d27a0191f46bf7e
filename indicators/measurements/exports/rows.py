"""The rows that leave: which, in what order, and what each says."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.tuple_lookups import TupleGreaterThan

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.known import AsKnownOn, sides
from indicators.measurements.models import FIGURE, Batch, EarlierMeasurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.querysets import MeasurementQuerySet
from indicators.measurements.values import Reason

# As the index of current rows has them, so that a page is a walk along it.
ORDER = ("indicator_id", "actor_id", "period_kind", "period_start", "breakdown_id")
_TOLD = (
    *("actor__kind", "actor__code", "actor__name", "breakdown__key"),
    *("batch_id", "batch__created_at", "batch__source", "batch__is_example"),
)
_CHUNK = 2_000


class Place(NamedTuple):
    """Where a row stands in ORDER: the page after it begins here."""

    indicator: int
    actor: int
    period_kind: str
    period_start: date
    breakdown: int


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which values. `readable`: the actors whose figures may be read where the indicator is not open.

    None is no limit. `first` and `last` bound the day a period begins; `breakdowns` are keys, "" the whole.
    `changed_since`: written, or brought back by an undoing, at that moment or after. `as_known_on`: as they
    were known then, not as they stand.
    """

    indicators: Sequence[Indicator]
    readable: frozenset[int]
    actors: Sequence[int] | None = None
    first: date | None = None
    last: date | None = None
    period_kind: str = ""
    breakdowns: Sequence[str] | None = None
    statuses: Sequence[str] = ()
    changed_since: datetime | None = None
    as_known_on: AsKnownOn = None

    def narrow(self, side: MeasurementQuerySet) -> MeasurementQuerySet:
        open_ones = [one.pk for one in self.indicators if one.open]
        guarded = [one.pk for one in self.indicators if not one.open]
        allowed = Q(indicator__in=open_ones)
        if guarded and self.readable:
            allowed |= Q(indicator__in=guarded, actor__in=self.readable)
        found = side.filter(allowed)
        if self.actors is not None:
            found = found.filter(actor__in=self.actors)
        if self.first:
            found = found.filter(period_start__gte=self.first)
        if self.last:
            found = found.filter(period_start__lte=self.last)
        if self.period_kind:
            found = found.filter(period_kind=self.period_kind)
        if self.breakdowns is not None:
            found = found.filter(breakdown__key__in=self.breakdowns)
        if self.statuses:
            found = found.filter(status__in=self.statuses)
        if self.changed_since:
            found = found.filter(_changed_since(self.changed_since))
        return found


class Row(NamedTuple):
    """One value as it leaves: the indicator, then ORDER, FIGURE and what is told of actor and batch.

    A plain tuple, as there may be millions. `reason` says why there is no number.
    """

    indicator: Indicator
    indicator_id: int
    actor_id: int
    period_kind: str
    period_start: date
    breakdown_id: int
    numerator: float | None
    denominator: float | None
    stated: float | None
    reason: str
    status: str
    as_of: date | None
    actor_kind: str
    actor_code: str
    actor_name: str
    breakdown: str
    batch: int
    written_at: datetime
    source: str
    is_example: bool

    @property
    def place(self) -> Place:
        return Place(*self[1:6])

    @property
    def period(self) -> Period:
        return _period(self.period_kind, self.period_start)

    @property
    def period_code(self) -> str:
        return _period_code(self.period_kind, self.period_start)

    @property
    def value(self) -> float | None:
        """As the indicator has it (per cent for shares), never rounded; None where there is a reason."""
        if self.reason not in (Reason.NONE, Reason.NIL):
            return None
        kind = kind_for(self.indicator.kind)
        return kind.derive(self.numerator, self.denominator, self.stated, self.indicator.factor)

    @property
    def bound(self) -> float | None:
        """What the number lies below, when that is the reason there is none."""
        return self.stated if self.reason == Reason.BELOW else None

    def categories(self) -> dict[str, str]:
        """Category code by dimension."""
        return dict(part.split("=", 1) for part in self.breakdown.split("|") if part)


def rows(selection: Selection, *, after: Place | None = None, limit: int | None = None) -> Iterator[Row]:
    """The rows in ORDER, those after a place, at most `limit`. One query, and of an earlier moment two.

    Streamed: each query is a walk along an index, and what they give is merged on the way.
    """
    known = {indicator.pk: indicator for indicator in selection.indicators}
    found = [
        _after(selection.narrow(side), after)
        .order_by(*ORDER)
        .values_list(*ORDER, *FIGURE, *_TOLD)[:limit]
        .iterator(chunk_size=_CHUNK)
        for side in sides(selection.as_known_on)
    ]
    # What was replaced between the two queries is in both, with the same figure.
    merged = (next(same) for _place, same in groupby(heapq.merge(*found, key=_place_of), key=_place_of))
    for values in islice(merged, limit):
        yield Row(known[values[0]], *values)


def dimensions(selection: Selection) -> list[str]:
    """What the chosen values are broken down by. One query, and of an earlier moment two."""
    keys: set[str] = set()
    for side in sides(selection.as_known_on):
        keys.update(selection.narrow(side).order_by().values_list("breakdown__key", flat=True).distinct())
    return sorted({part.split("=", 1)[0] for key in keys for part in key.split("|") if part})


def _after(found: MeasurementQuerySet, place: Place | None) -> MeasurementQuerySet:
    if place is None:
        return found
    # The first condition says the same once more, for an index to begin at.
    found = found.filter(indicator__gte=place.indicator)
    return found.filter(TupleGreaterThan(tuple(F(name) for name in ORDER), place))


def _place_of(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return values[: len(ORDER)]


@cache
def _period(kind: str, start: date) -> Period:
    return Period(PeriodKind(kind), start)


@cache
def _period_code(kind: str, start: date) -> str:
    return _period(kind, start).code


def _changed_since(moment: datetime) -> Q:
    """Of the batches since then; and of keys that an undoing since then gave an earlier figure back."""
    recent = Batch.objects.filter(created_at__gte=moment)
    written = Q(batch__in=list(recent.values_list("pk", flat=True)))
    undoings = list(recent.filter(origin=Batch.Origin.UNDO).values_list("pk", flat=True))
    if not undoings:
        return written
    same = {name: OuterRef(name) for name in ORDER}
    return written | Q(Exists(EarlierMeasurement.objects.filter(**same, replaced_by__in=undoings)))
