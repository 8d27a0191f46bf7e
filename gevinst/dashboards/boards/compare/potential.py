"""Where there is most to gain: the distance to the group's best tenth, times one's own volume.

In the indicator's own unit, and never added up across indicators. See docs/calculations.md, `potential`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gevinst.dashboards.boards.compare.evidence import Part, interval_of
from indicators.statistics.direction import Direction

# A best tenth of fewer than this is nobody in particular.
FEWEST = 5
TENTH = 10


@dataclass(frozen=True, slots=True)
class Potential:
    """`amount`: what reaching the best tenth would mean, 0 for those there already; `share`: of one's own
    figure, 0 to 1. `is_sure`: the 95 % interval does not reach the best tenth; None where it is not known.
    """

    amount: float
    share: float
    is_sure: bool | None


def best_tenth(values: Sequence[float | None], direction: Direction) -> float | None:
    """The 10th percentile where lower is better, the 90th where higher is (linear interpolation).

    None with fewer than five values, or without a better side.
    """
    known = [value for value in values if value is not None]
    if not direction.sign or len(known) < FEWEST:
        return None
    return float(np.percentile(known, TENTH if direction.sign < 0 else 100 - TENTH))


def potential(
    value: float, best: float, volume: float | None, direction: Direction, part: Part | None = None
) -> Potential | None:
    """`volume`: what one more in the figure is worth in its own unit. None where it is not known."""
    if not volume or not direction.sign:
        return None
    gap = max((best - value) * direction.sign, 0.0)
    interval = interval_of(part)
    reaches = None
    if interval is not None:
        reaches = interval.low <= best if direction.sign < 0 else interval.high >= best
    sure = None if reaches is None else not reaches
    return Potential(gap * volume, gap / abs(value) if value else 0.0, sure)
