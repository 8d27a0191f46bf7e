"""What has come of an indicator from a place: of the shortest kind of period that shows a rhythm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Count, Max, Min

from indicators.actors.numbers import Numbers
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.querysets import MeasurementQuerySet
from indicators.quality.rhythm import SHOWS_RHYTHM

# The kinds of period a rhythm may be kept in, the shortest first.
_SHORTEST_FIRST = tuple(PeriodKind)


class Delivered(NamedTuple):
    """The first and the last period, and how many have come."""

    first: Period
    last: Period
    n: int


class _Span(NamedTuple):
    """What has come of one kind of period under one number."""

    first: date
    last: date
    n: int


def delivered_in(periods: Iterable[Period]) -> Delivered | None:
    """Of the periods of one series, each there once; None where they show no rhythm."""
    by_kind: dict[PeriodKind, list[Period]] = defaultdict(list)
    for period in periods:
        by_kind[period.kind].append(period)
    shown = (by_kind[kind] for kind in _SHORTEST_FIRST if len(by_kind.get(kind, ())) >= SHOWS_RHYTHM)
    of_kind = next(shown, None)
    return Delivered(min(of_kind), max(of_kind), len(of_kind)) if of_kind else None


def delivered(
    rows_of: MeasurementQuerySet, actors: Iterable[int], numbers: Numbers
) -> dict[tuple[int, int], Delivered]:
    """By indicator and place, counted by the database. One query; one more where two numbers of a place have
    figures of the same time."""
    spans: dict[tuple[int, int], dict[PeriodKind, list[_Span]]] = defaultdict(lambda: defaultdict(list))
    whole = rows_of.whole().filter(actor__in=numbers.all_of(actors)).order_by()
    rows = whole.values_list("indicator_id", "actor_id", "period_kind").annotate(
        first=Min("period_start"), last=Max("period_start"), n=Count("pk")
    )
    for pk, actor, kind, first, last, n in rows:
        spans[pk, numbers.place(actor)][PeriodKind(kind)].append(_Span(first, last, n))
    twice = {
        (pk, place, kind)
        for (pk, place), kinds in spans.items()
        for kind, each in kinds.items()
        if len(each) > 1 and _overlap(each)
    }
    exact = _counted(twice, numbers)
    found = {}
    for (pk, place), kinds in spans.items():
        counts = {
            kind: exact.get((pk, place, kind), sum(span.n for span in each)) for kind, each in kinds.items()
        }
        kind = next((kind for kind in _SHORTEST_FIRST if counts.get(kind, 0) >= SHOWS_RHYTHM), None)
        if kind:
            first, last = min(span.first for span in kinds[kind]), max(span.last for span in kinds[kind])
            found[pk, place] = Delivered(Period(kind, first), Period(kind, last), counts[kind])
    return found


def _overlap(spans: list[_Span]) -> bool:
    ordered = sorted(spans)
    return any(later.first <= earlier.last for earlier, later in pairwise(ordered))


def _counted(
    twice: set[tuple[int, int, PeriodKind]], numbers: Numbers
) -> dict[tuple[int, int, PeriodKind], int]:
    """How many different periods have come under all numbers of the place together."""
    if not twice:
        return {}
    rows = Measurement.objects.whole().filter(
        indicator__in={pk for pk, _place, _kind in twice},
        actor__in=numbers.all_of(place for _pk, place, _kind in twice),
    )
    told = rows.order_by().values_list("indicator_id", "actor_id", "period_kind", "period_start")
    periods = {(pk, numbers.place(actor), PeriodKind(kind), start) for pk, actor, kind, start in told}
    return Counter((pk, place, kind) for pk, place, kind, _start in periods)
