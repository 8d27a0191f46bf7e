"""Values that are right but for a factor: a nought too many, minutes for hours, a fraction for per cent.

On the logarithmic scale such a value lies a known distance from the others. It is taken for one only where
the others agree among themselves, so that the distance cannot be chance, and where its neighbours in time
lie as far off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.quality.history import before_and_after
from indicators.quality.segments import medians, numbered, spreads
from indicators.quality.values import Floats, Ints, Values

# Fewer others say nothing of what is usual.
FEWEST = 4
# The others may vary by about a third, as one standard deviation.
TIGHTEST, WIDEST = 0.03, 0.125
# A value is a slip only within this of the factor, as a power of ten: 0,7 to 1,4 times.
NEAREST = 0.15
# Below this many, chance alone makes a tenfold.
SMALLEST = 50.0
# Where nothing is common, so is ten times as much as nothing.
SELDOM_NOTHING = 0.9


@dataclass(frozen=True, slots=True)
class Slip:
    """`row` is `factor` times the `usual`, where `others` say so; `which` of the factors asked for."""

    row: int
    which: int
    factor: float
    usual: float
    others: int


def slips(
    values: Values,
    factors: Sequence[Floats],
    *,
    group: Ints,
    smallest: Floats,
    beside: bool = True,
) -> Iterator[Slip]:
    """Touched values that are a factor times what is usual in their `group` (a number for each row).

    Each of `factors` has a factor for each row, NaN where it is not asked. `smallest`: what the larger of
    value and usual is at least. `beside`: the values just before and after must lie as far off.
    """
    counted = values.counted
    above = counted & (values.value > 0)
    numbers, many = numbered(group)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(above, np.log10(values.value), np.nan)
    centre, counts = medians(logs, numbers, above, many)
    wide = spreads(logs, centre, numbers, above)
    agreed = (counts > FEWEST) & (wide <= WIDEST)
    agreed &= counts >= SELDOM_NOTHING * np.bincount(numbers[counted], minlength=many)
    tolerance = np.minimum(3 * np.maximum(wide, TIGHTEST), NEAREST)
    off = logs - centre[numbers]
    # The few that lie far off are looked at one by one.
    some = np.flatnonzero(values.touched & above & agreed[numbers] & (np.abs(off) > 2 * tolerance[numbers]))
    some = some[np.maximum(values.value[some], 10 ** centre[numbers[some]]) >= smallest[some]]
    room, apart = tolerance[numbers[some]], _apart(values, logs, some) if beside else []
    for which, factor in enumerate(factors):
        distance = np.log10(factor[some])
        hit = (np.abs(off[some] - distance) <= room) & (np.abs(distance) > 2 * room)
        for step in apart:
            hit &= np.isnan(step) | (np.abs(step - distance) <= 2 * room)
        for place in np.flatnonzero(hit):
            row = int(some[place])
            usual, others = float(10 ** centre[numbers[row]]), int(counts[numbers[row]]) - 1
            yield Slip(row, which, float(factor[row]), usual, others)


def _apart(values: Values, logs: Floats, rows: Ints) -> list[Floats]:
    """How far each row lies from the value before and after it, on the logarithmic scale."""
    before, after = before_and_after(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        return [logs[rows] - np.log10(other[rows]) for other in (before, after)]
