"""Values that are right but for a factor: a nought too many, minutes for hours, a fraction for per cent.

On the logarithmic scale such a value lies a known distance from the others. It is taken for one only where the
others agree among themselves, so that the distance cannot be chance, and where its neighbours in time lie as far
off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.quality.history import before_and_after
from indicators.quality.segments import medians, numbered, spreads
from indicators.quality.values import Bools, Floats, Ints, Values

# Fewer others say nothing of what is usual.
FEWEST = 4
# The others may vary by about a third, as one standard deviation.
TIGHTEST, WIDEST = 0.03, 0.125
# Below this many, chance alone makes a tenfold.
SMALLEST = 20.0


@dataclass(frozen=True, slots=True)
class Slip:
    """`row` is `factor` times the `usual`, where `others` say so; `spread` is theirs, as a factor."""

    row: int
    factor: float
    usual: float
    others: int
    spread: float


def slips(
    values: Values,
    rows: Ints,
    factors: Sequence[float] | Floats,
    *,
    group: Ints,
    beside: bool = True,
    smallest: float = 0.0,
    usable: Bools | None = None,
) -> Iterator[Slip]:
    """Those of `rows` that are one of `factors` times what is usual in their `group` (a number for each row of
    values). `factors` may also be one factor for each row. `beside`: the values just before and after must lie
    as far off. `smallest`: the larger of value and usual is at least that.
    """
    if not len(rows):
        return
    counted = values.counted if usable is None else values.counted & usable
    mine = rows[counted[rows] & (values.value[rows] > 0)]
    if not len(mine):
        return
    inside = np.isin(group, np.unique(group[mine])) & counted & (values.value > 0)
    numbers, many = numbered(group)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log10(values.value)
    centre, counts = medians(logs, numbers, inside, many)
    wide = spreads(logs, centre, numbers, inside)
    at = numbers[mine]
    tolerance = 3 * np.clip(wide[at], TIGHTEST, None)
    off = logs[mine] - centre[at]
    sure = (counts[at] > FEWEST) & (wide[at] <= WIDEST)
    sure &= np.maximum(values.value[mine], 10 ** centre[at]) >= smallest
    before, after = before_and_after(values) if beside else (None, None)
    for factor in _each(factors, len(values)):
        distance = np.log10(factor[mine])
        hit = sure & (np.abs(off - distance) <= tolerance) & (np.abs(distance) > 2 * tolerance)
        if before is not None and after is not None:
            for other in (before, after):
                with np.errstate(divide="ignore", invalid="ignore"):
                    apart = logs[mine] - np.log10(other[mine])
                hit &= np.isnan(other[mine]) | (np.abs(apart - distance) <= 2 * tolerance)
        for place in np.flatnonzero(hit):
            yield Slip(
                row=int(mine[place]),
                factor=float(factor[mine[place]]),
                usual=float(10 ** centre[at[place]]),
                others=int(counts[at[place]]) - 1,
                spread=float(10 ** wide[at[place]]),
            )


def _each(factors: Sequence[float] | Floats, many: int) -> Iterator[Floats]:
    if isinstance(factors, np.ndarray):
        yield factors
        return
    for factor in factors:
        yield np.full(many, factor)
