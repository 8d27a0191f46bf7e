"""Many series at once, as tables of numbers: indicators × actors × periods.

For what shows a signal or a sum of hundreds of series on one page. A series of `series.py` says more of each
figure, and costs more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.actors.numbers import Numbers
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.known import AsKnownOn, Side, read
from indicators.measurements.models import Batch
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.values import Reason, Status
from indicators.statistics.quantiles import Floats
from indicators.statistics.xmr_many import Newest, newest

Truths = NDArray[np.bool_]
Row = tuple[Any, ...]
_SAID = frozenset({Reason.NONE.value, Reason.NIL.value})
_COLUMNS = (
    *("indicator_id", "actor_id", "period_start", "numerator", "denominator", "stated"),
    *("reason", "batch_id", "period_kind"),
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Figures of whole periods of one kind: indicators × actors × periods, NaN where there is no number.

    `values` in the unit each indicator is shown in; `tops` and `bottoms` the parts. `there`: measured or told
    why not, so that a gap is told from what has not come. `examples`: indicators × actors, whether any figure
    is made up.
    """

    indicators: Sequence[Indicator]
    actors: Sequence[int]
    periods: Sequence[Period]
    values: Floats
    tops: Floats
    bottoms: Floats
    there: Truths
    examples: Truths

    def newest(self) -> Newest:
        """What the newest figure of each series signals; series in the order indicator by indicator."""
        return newest(self.values.reshape(-1, len(self.periods)))

    def sums(self, first: Period, last: Period) -> tuple[Floats, Floats]:
        """Numerators and denominators over the periods from `first` through `last`: indicators × actors.

        NaN where one of the periods has no number, or where an indicator's figures do not add up over time.
        """
        chosen = [place for place, period in enumerate(self.periods) if first <= period <= last]
        wanted, period = 1, first
        while period != last:
            wanted, period = wanted + 1, period.next()
        if len(chosen) < wanted:
            nothing = np.full(self.values.shape[:2], np.nan)
            return nothing, nothing
        adds = np.array([each.over_time == "sum" for each in self.indicators])[:, None]
        tops, bottoms = self.tops[:, :, chosen].sum(axis=2), self.bottoms[:, :, chosen].sum(axis=2)
        return np.where(adds, tops, np.nan), np.where(adds, bottoms, np.nan)


def matrices(
    indicators: Iterable[Indicator],
    actors: Iterable[int],
    *,
    kinds: Sequence[PeriodKind],
    since: date | None = None,
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> dict[PeriodKind, Matrix]:
    """Measured figures, not broken down, of these indicators and actor ids, under every number the places
    have had; by kind of period. Periods run without gaps from the first measured to the last. Two queries,
    and one more where `numbers` are not at hand.
    """
    asked, ids = list(indicators), list(dict.fromkeys(actors))
    numbers = Numbers.load() if numbers is None else numbers

    def narrow(rows: Side) -> Side:
        some = rows.whole().filter(
            indicator_id__among={each.pk for each in asked},
            actor_id__among=numbers.all_of(ids),
            period_kind__among=[kind.value for kind in kinds],
        )
        some = some.exclude(status=Status.PARTIAL)
        return some.filter(period_start__gte=since) if since else some

    rows = list(read(as_known_on, narrow, *_COLUMNS))
    made_up = set(Batch.objects.filter(is_example=True).values_list("pk", flat=True))
    return {
        kind: _matrix(asked, ids, kind, [row for row in rows if row[-1] == kind.value], made_up, numbers)
        for kind in kinds
    }


def _matrix(
    asked: Sequence[Indicator],
    ids: Sequence[int],
    kind: PeriodKind,
    rows: list[Row],
    made_up: Collection[int],
    numbers: Numbers,
) -> Matrix:
    rows = _one_a_place(rows, numbers, kind)
    of, whose, starts, *given, reasons, batches, _kinds = zip(*rows, strict=True) if rows else [()] * 9
    periods = _periods(kind, set(starts))
    shape = (len(asked), len(ids), len(periods))
    tops, bottoms, stated = (np.full(shape, np.nan) for _part in range(3))
    there, examples = np.zeros(shape, dtype=np.bool_), np.zeros(shape[:2], dtype=np.bool_)
    places = _places(of, whose, starts, asked, ids, periods, numbers)
    told = np.array([reason in _SAID for reason in reasons], dtype=np.bool_)
    for table, column in zip((tops, bottoms, stated), given, strict=True):
        table[places] = np.where(told, np.array(column, dtype=np.float64), np.nan)
    there[places] = True
    np.logical_or.at(examples, places[:2], np.array([batch in made_up for batch in batches], dtype=np.bool_))
    values = np.stack(
        [_derived(each, *parts) for each, *parts in zip(asked, tops, bottoms, stated, strict=True)]
    ) if asked else np.empty(shape)  # fmt: skip
    return Matrix(asked, ids, periods, values, tops, bottoms, there, examples)


def _periods(kind: PeriodKind, starts: set[date]) -> list[Period]:
    if not starts:
        return []
    periods, last = [Period(kind, min(starts))], max(starts)
    while periods[-1].start < last:
        periods.append(periods[-1].next())
    return periods


def _one_a_place(rows: list[Row], numbers: Numbers, kind: PeriodKind) -> list[Row]:
    """Of two numbers of a place with a figure each, the one that counts that day."""
    whose = {row[1] for row in rows}
    if len({numbers.place(actor) for actor in whose}) == len(whose):
        return rows
    kept: dict[tuple[int, int, date], Row] = {}
    for row in rows:
        indicator, actor, start = row[:3]
        key = (indicator, numbers.place(actor), start)
        before = kept.get(key)
        if before is None or numbers.goes_before(actor, before[1], Period(kind, start).end):
            kept[key] = row
    return list(kept.values())


def _places(
    of: Sequence[int],
    whose: Sequence[int],
    starts: Sequence[date],
    indicators: Sequence[Indicator],
    actors: Sequence[int],
    periods: Sequence[Period],
    numbers: Numbers,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Where each row belongs in the tables."""
    of_indicator = {each.pk: place for place, each in enumerate(indicators)}
    at = {numbers.place(actor): place for place, actor in enumerate(actors)}
    of_actor = {number: at[numbers.place(number)] for number in set(whose)}
    of_start = {period.start: place for place, period in enumerate(periods)}
    return (
        np.array([of_indicator[one] for one in of], dtype=np.int64),
        np.array([of_actor[one] for one in whose], dtype=np.int64),
        np.array([of_start[one] for one in starts], dtype=np.int64),
    )


def _derived(indicator: Indicator, tops: Floats, bottoms: Floats, stated: Floats) -> Floats:
    """As `Kind.derive`, on tables: what the source stated counts only where a part is missing."""
    kind = kind_for(indicator.kind)
    if not kind.needs_denominator:
        return np.where(np.isnan(tops), stated, tops)
    factor = indicator.factor if kind.multiplier is None else kind.multiplier
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(bottoms == 0, np.nan, tops * factor / bottoms)
    return np.where(np.isnan(tops) | np.isnan(bottoms), stated, found)
