"""Many indicators at once for the same municipalities: newest figures, parts and signals of each.

A figure is of the newest period most of them have: twelve months where months add up, else one period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Exists, OuterRef

from gevinst.dashboards.boards.compare.evidence import Part, part_of
from gevinst.dashboards.boards.compare.question import Question
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Signal
from indicators.measurements.denominators import population_of
from indicators.measurements.matrix import Matrix, matrices
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.statistics.direction import Direction
from indicators.statistics.xmr import LOCK_AT

MOST_INDICATORS = 20
YEARS_BACK = 5
MONTHS = 12
# Later than this is not late, but gone.
MOST_LATE = 12


@dataclass(frozen=True)
class Reading:
    """One indicator; lists in the order of the actors. `volumes`: what one more in the figure is worth.
    `period`: the last of it, `months` how many it covers; None where nobody has a figure."""

    indicator: Indicator
    as_rate: bool
    values: list[float | None]
    parts: list[Part | None]
    volumes: list[float | None]
    signals: list[Signal]
    examples: list[bool]
    period: Period | None
    months: int


def measured_indicators(question: Question, actors: Sequence[Actor]) -> list[Indicator]:
    """Those any of them has figures of: the chosen one first, then by title. One query."""
    ids = question.numbers.all_of([actor.pk for actor in actors])
    has = Exists(Measurement.objects.filter(indicator=OuterRef("pk"), actor_id__among=ids))
    there = set(Indicator.objects.published().filter(has).values_list("pk", flat=True))
    found = [one for one in question.indicators if one.pk in there]
    found.sort(
        key=lambda one: (one.pk != question.indicator.pk, not Direction(one.direction).sign, one.title)
    )
    return found


def read_many(question: Question, indicators: Sequence[Indicator], actors: Sequence[Actor]) -> list[Reading]:
    """Two queries, and one for each age band that is divided by."""
    ids, year = [actor.pk for actor in actors], question.today.year
    known, numbers = question.as_known_on, question.numbers
    found = matrices(
        indicators,
        ids,
        kinds=(PeriodKind.MONTH, PeriodKind.YEAR),
        since=date(year - YEARS_BACK, 1, 1),
        as_known_on=known,
        numbers=numbers,
    )
    by_month, by_year = found.values()
    signals = _signals(by_month)
    bands = {one.population_band for one in indicators if _by_people(one)}
    people = {
        band: population_of(ids, band, year, as_known_on=known, numbers=numbers) for band in sorted(bands)
    }
    return [
        _reading(at, one, by_month, by_year, signals[at], people.get(one.population_band, {}))
        for at, one in enumerate(indicators)
    ]


def _by_people(indicator: Indicator) -> bool:
    return bool(indicator.population_band) and (
        indicator.kind == "count" or kind_for(indicator.kind).population == "required"
    )


def _reading(
    at: int,
    indicator: Indicator,
    by_month: Matrix,
    by_year: Matrix,
    signals: list[Signal],
    people: dict[int, float],
) -> Reading:
    source = by_month if _has(by_month, at) else by_year
    sums = source is by_month and indicator.over_time == "sum"
    end = _newest(source, at, MONTHS if sums else 1)
    whole = slice(end + 1 - (MONTHS if sums else 1), end + 1)
    as_rate = indicator.kind == "count" and bool(indicator.population_band)
    values: list[float | None] = []
    parts: list[Part | None] = []
    volumes: list[float | None] = []
    for place, actor in enumerate(source.actors):
        top, bottom = (
            _number(table[at, place, whole].sum()) if end >= 0 else None
            for table in (source.tops, source.bottoms)
        )
        stated = _number(source.values[at, place, end]) if end >= 0 and not sums else None
        under = people.get(actor) if _by_people(indicator) and (as_rate or bottom is None) else bottom
        factor = indicator.population_factor if as_rate else indicator.factor
        kind = kind_for(indicator.kind)
        if as_rate:
            value = None if top is None or not under else top * factor / under
        else:
            value = kind.derive(top, under, stated, factor)
        part = None if value is None else part_of("rate" if as_rate else indicator.kind, top, under, factor)
        scale = factor if as_rate or kind.multiplier is None else kind.multiplier
        values.append(value)
        parts.append(part)
        divides = as_rate or kind.needs_denominator
        volumes.append(under / scale if divides and under and value is not None else None)
    return Reading(
        indicator=indicator,
        as_rate=as_rate,
        values=values,
        parts=parts,
        volumes=volumes,
        signals=signals,
        examples=[bool(each) for each in source.examples[at]],
        period=source.periods[end] if end >= 0 else None,
        months=MONTHS if sums else 1,
    )


def _has(found: Matrix, at: int) -> bool:
    return bool(found.periods) and not bool(np.isnan(found.values[at]).all())


def _newest(found: Matrix, at: int, months: int) -> int:
    """The place of the last period of the newest window most of the actors have whole; -1 for none."""
    if not _has(found, at):
        return -1
    has = ~np.isnan(found.values[at])
    last = int(np.flatnonzero(has.any(axis=0))[-1])
    counts = {
        end: int(has[:, end + 1 - months : end + 1].all(axis=1).sum())
        for end in range(last, max(last - MOST_LATE, months - 1) - 1, -1)
        if end + 1 >= months
    }
    best = max(counts.values(), default=0)
    return next((end for end, count in counts.items() if count == best), -1) if best else -1


def _signals(found: Matrix) -> list[list[Signal]]:
    """Of each indicator, each actor's newest month."""
    if not found.periods:
        return [[Signal.TOO_FEW] * len(found.actors) for _indicator in found.indicators]
    newest, size = found.newest(), len(found.actors)
    rows = []
    for at, indicator in enumerate(found.indicators):
        sign, here = Direction(indicator.direction).sign, range(at * size, (at + 1) * size)
        rows.append([_signal(int(newest.counts[one]), int(newest.sides[one]), sign) for one in here])
    return rows


def _signal(count: int, side: int, sign: int) -> Signal:
    if count < LOCK_AT:
        return Signal.TOO_FEW
    if not side:
        return Signal.COMMON
    if not sign:
        return Signal.CHANGE
    return Signal.IMPROVEMENT if side == sign else Signal.CONCERN


def _number(found: float) -> float | None:
    return None if np.isnan(found) else float(found)
