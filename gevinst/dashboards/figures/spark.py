"""The small drawing of a row: drawn by the template as SVG, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 120, 32, 3


@dataclass(frozen=True, slots=True)
class Spark:
    """A polyline in a 120 × 32 box, y downwards, the newest last; `upper`, `lower` and `mean` are their y.
    `segments`: the same, broken where the series is."""

    points: str
    last_x: float
    last_y: float
    upper: float | None = None
    lower: float | None = None
    segments: tuple[str, ...] = ()
    mean: float | None = None


def spark(
    values: Sequence[float],
    limits: tuple[float, float] | None = None,
    breaks: Sequence[int] = (),
    mean: float | None = None,
) -> Spark | None:
    """None with fewer than two values. `limits`: lower and upper; `breaks`: where a new series begins."""
    if len(values) < 2:
        return None
    reach: list[float] = [*values, *(limits or ())]
    low, size = min(reach), (max(reach) - min(reach)) or 1.0
    step = (SPARK_WIDTH - 2 * SPARK_MARGIN) / (len(values) - 1)
    room = SPARK_HEIGHT - 2 * SPARK_MARGIN

    def height(value: float) -> float:
        return round(SPARK_HEIGHT - SPARK_MARGIN - (value - low) / size * room, 1)

    places = [(round(SPARK_MARGIN + index * step, 1), height(value)) for index, value in enumerate(values)]
    ends = [0, *sorted({one for one in breaks if 0 < one < len(values)}), len(values)]
    drawn = [f"{x},{y}" for x, y in places]
    return Spark(
        " ".join(drawn),
        *places[-1],
        upper=height(limits[1]) if limits else None,
        lower=height(limits[0]) if limits else None,
        segments=tuple(" ".join(drawn[start:end]) for start, end in pairwise(ends)),
        mean=None if mean is None else height(mean),
    )
