"""Measured values as arrays, in order of series and time: what every check judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.actors.numbers import Numbers
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.values import Reason, Status

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# What a row is, in this order: a plain tuple, so that a million of them cost little.
COLUMNS = (
    "indicator_id",
    "actor_id",
    "period_kind",
    "period_start",
    "breakdown_id",
    "numerator",
    "denominator",
    "stated",
    "reason",
    "status",
)
CHUNK = 2_000
KINDS = tuple(PeriodKind)
MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.TERTIAL: 4, PeriodKind.YEAR: 12}
_KIND_NUMBER = {kind.value: number for number, kind in enumerate(KINDS)}
_SPOKEN = frozenset({Reason.NONE.value, Reason.NIL.value})
ONE_NUMBER_EACH = Numbers({})
_FAR = 10**9
_MONDAY = date(1969, 12, 29)
_WEEK = KINDS.index(PeriodKind.WEEK)
_LENGTHS = np.array([MONTHS_IN.get(kind, 1) for kind in KINDS])


@dataclass(frozen=True)
class Columns:
    """Rows by column, unordered. `place` counts periods of a kind, so that the next one has the next
    number.
    """

    indicator: Ints
    actor: Ints
    breakdown: Ints
    kind: Ints
    place: Ints
    numerator: Floats
    denominator: Floats
    stated: Floats
    spoken: Bools
    whole: Bools

    def __len__(self) -> int:
        return len(self.indicator)

    def take(self, rows: Ints | Bools) -> Columns:
        return Columns(*(column[rows] for column in self._all()))

    def _all(self) -> tuple[NDArray[Any], ...]:
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Columns:
        every = [part._all() for part in parts] or [_columns([])._all()]
        return cls(*(np.concatenate(column) for column in zip(*every, strict=True)))


def columns_from(rows: Iterable[Sequence[Any]]) -> Columns:
    """Rows of COLUMNS, read a chunk at a time: what is kept is 66 bytes a row."""
    iterator = iter(rows)
    parts = []
    while chunk := list(islice(iterator, CHUNK)):
        parts.append(_columns(chunk))
    return Columns.joined(parts)


def _columns(rows: Sequence[Sequence[Any]]) -> Columns:
    empty: tuple[Any, ...] = ((),) * len(COLUMNS)
    indicator, actor, kinds, starts, breakdown, top, bottom, stated, reason, status = (
        zip(*rows, strict=True) if rows else empty
    )
    # A file has few periods, and few of everything said in words.
    places = {pair: _place(*pair) for pair in set(zip(kinds, starts, strict=True))}
    return Columns(
        indicator=np.array(indicator, dtype=np.int64),
        actor=np.array(actor, dtype=np.int64),
        breakdown=np.array(breakdown, dtype=np.int64),
        kind=np.array([_KIND_NUMBER[each] for each in kinds], dtype=np.int64),
        place=np.array([places[pair] for pair in zip(kinds, starts, strict=True)], dtype=np.int64),
        numerator=_numbers(top),
        denominator=_numbers(bottom),
        stated=_numbers(stated),
        spoken=np.array([each in _SPOKEN for each in reason], dtype=np.bool_),
        whole=np.array([each != Status.PARTIAL for each in status], dtype=np.bool_),
    )


def _numbers(column: Sequence[float | None]) -> Floats:
    if not any(column) and column.count(None) == len(column):
        return np.full(len(column), np.nan)
    return np.array(column, dtype=np.float64)


def _place(kind: str, start: date | str) -> int:
    return place_of(PeriodKind(kind), start if isinstance(start, date) else date.fromisoformat(start))


def place_of(kind: PeriodKind, day: date) -> int:
    """The place of the period of that kind in which the day lies."""
    if kind is PeriodKind.WEEK:
        return (day - _MONDAY).days // 7
    return ((day.year - 1970) * 12 + day.month - 1) // MONTHS_IN[kind]


def period_at(kind: int, place: int) -> Period:
    if kind == _WEEK:
        return Period(PeriodKind.WEEK, _MONDAY + timedelta(weeks=place))
    years, month = divmod(place * int(_LENGTHS[kind]), 12)
    return Period(KINDS[kind], date(1970 + years, month + 1, 1))


@dataclass(frozen=True)
class Values(Columns):
    """Columns in order of indicator, breakdown, place, kind of period and time, one row a key. A place that
    has had several numbers is one series; a figure under a number not in force then stands alone.

    `value` is the figure in the unit it is shown in, NaN until it is derived; `touched` marks those that came
    in now, the others being what they are judged against; `series` numbers the series from 0.
    """

    touched: Bools
    value: Floats
    series: Ints

    @classmethod
    def of(
        cls, fresh: Columns, known: Columns | None = None, *, numbers: Numbers = ONE_NUMBER_EACH
    ) -> Values:
        """`fresh` replaces what is `known` of the same key."""
        both = Columns.joined([known, fresh] if known is not None else [fresh])
        touched = np.zeros(len(both), dtype=np.bool_)
        touched[len(both) - len(fresh) :] = True
        series = packed(both.indicator, both.breakdown, _whose(both, numbers), both.kind)
        order = np.lexsort((touched, both.place, series))
        series = series[order]
        ordered = both.take(order)
        last = np.ones(len(both), dtype=np.bool_)
        last[:-1] = (series[1:] != series[:-1]) | (ordered.place[1:] != ordered.place[:-1])
        kept = ordered.take(last)
        _names, numbered = np.unique(series[last], return_inverse=True)
        columns: dict[str, Any] = dict(zip(Columns.__dataclass_fields__, kept._all(), strict=True))
        columns |= {"touched": touched[order][last], "value": np.full(len(kept), np.nan)}
        return cls(**columns, series=numbered.astype(np.int64))

    def _all(self) -> tuple[NDArray[Any], ...]:
        return tuple(getattr(self, name) for name in Columns.__dataclass_fields__)

    @cached_property
    def counted(self) -> Bools:
        """A whole period with a number."""
        return self.spoken & self.whole & ~np.isnan(self.value)

    @cached_property
    def starts(self) -> Ints:
        """Where each series begins, and the end of the last."""
        edges = np.flatnonzero(np.diff(self.series, prepend=-1))
        return np.append(edges, len(self)).astype(np.int64)

    @cached_property
    def cell(self) -> Ints:
        """A number for each indicator, actor and period, whatever it is broken down by."""
        return packed(self.indicator, self.actor, self.kind, self.place)

    @cached_property
    def group(self) -> Ints:
        """A number for each indicator, breakdown and period, whoever the actor is."""
        return packed(self.indicator, self.breakdown, self.kind, self.place)

    def of_series(self, row: int) -> slice:
        number = self.series[row]
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def of_indicators(self) -> Iterator[tuple[int, slice]]:
        """Each indicator id with the rows it has."""
        edges = np.append(np.flatnonzero(np.diff(self.indicator, prepend=-1)), len(self))
        for start, end in pairwise(edges):
            yield int(self.indicator[start]), slice(int(start), int(end))

    def period(self, row: int) -> Period:
        return period_at(int(self.kind[row]), int(self.place[row]))

    @cached_property
    def step(self) -> Bools:
        """Whether the row before is the period before of the same series, both with numbers."""
        return self._beside(self.counted)

    def _beside(self, usable: Bools) -> Bools:
        found = np.zeros(len(self), dtype=np.bool_)
        found[1:] = (
            (self.series[1:] == self.series[:-1])
            & (self.place[1:] == self.place[:-1] + 1)
            & usable[1:]
            & usable[:-1]
        )
        return found


def _whose(rows: Columns, numbers: Numbers) -> Ints:
    """The place each row belongs to, by the id of its last number; below nought what is under another number
    than that of the day."""
    whose = rows.actor.copy()
    if not numbers.lines:
        return whose
    actors = np.array(sorted(numbers.lines), dtype=np.int64)
    several = np.flatnonzero(np.isin(rows.actor, actors))
    actor, kind, place = rows.actor[several], rows.kind[several], rows.place[several]
    at = np.searchsorted(actors, actor)
    spans = np.array([_spans(numbers, one) for one in actors.tolist()])
    held = (spans[at, kind, 0] <= place) & (place < spans[at, kind, 1])
    places = np.array([numbers.place(one) for one in actors.tolist()], dtype=np.int64)
    whose[several] = np.where(held, places[at], -actor)
    return whose


def _spans(numbers: Numbers, actor: int) -> list[tuple[int, int]]:
    """For each kind of period: the place the number is in force from, and the first it is not."""
    line = numbers.lines[actor]
    index = next(place for place, number in enumerate(line) if number.actor == actor)
    since, until = line[index - 1].until if index else None, line[index].until
    return [
        (place_of(kind, since) if since else -_FAR, place_of(kind, until) if until else _FAR)
        for kind in KINDS
    ]


def packed(*columns: Ints) -> Ints:
    """One number for each combination, in the order of the columns. ValueError when there are too many."""
    code = np.zeros(len(columns[0]), dtype=np.int64)
    room = 1
    for column in columns:
        if not len(column):
            return code
        low = int(column.min())
        width = int(column.max()) - low + 1
        room *= width
        if room > 2**62:
            raise ValueError("for mange kombinasjoner til å telle dem")
        code = code * width + (column - low)
    return code
