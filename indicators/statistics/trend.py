"""Recent trend: have the last five figures gone one way by more than chance?

Source: the recent trends of Fingertips (OHID): χ² test for a linear trend, at 99.8 %.
"""

from collections.abc import Sequence
from enum import StrEnum
from math import fsum

POINTS = 5
CRITICAL = 9.5495


class Trend(StrEnum):
    """The way of the last five points."""

    RISING = "stigende"
    FALLING = "synkende"
    NONE = "ingen sikker endring"
    TOO_FEW = "for få målinger"


def recent_trend(series: Sequence[tuple[float, float] | None], *, is_proportion: bool) -> Trend:
    """The trend of (numerator, denominator) pairs in time order, None where there is no number.

    `is_proportion`: the numerator is part of the denominator (binomial); otherwise a count over a
    population or a length of time (Poisson). The last five must all be there, with denominators above zero.
    A trend needs χ² > 9.5495 and a slope of the same sign when any one of the five is left out.
    """
    last = [pair for pair in series[-POINTS:] if pair is not None and pair[1] > 0]
    if len(last) < POINTS:
        return Trend.TOO_FEW
    slope, chi_square = _fit(list(enumerate(last)), is_proportion)
    if chi_square <= CRITICAL:
        return Trend.NONE
    for left_out in range(POINTS):
        rest = [point for point in enumerate(last) if point[0] != left_out]
        if _fit(rest, is_proportion)[0] * slope <= 0:
            return Trend.NONE
    return Trend.RISING if slope > 0 else Trend.FALLING


def _fit(points: Sequence[tuple[int, tuple[float, float]]], is_proportion: bool) -> tuple[float, float]:
    """Slope of the line weighted by denominators, and χ² of that slope under no trend."""
    weights = [denominator for _, (_, denominator) in points]
    total = fsum(weights)
    pooled = fsum(numerator for _, (numerator, _) in points) / total
    variance = pooled * (1 - pooled) if is_proportion else pooled
    middle = fsum(x * w for (x, _), w in zip(points, weights, strict=True)) / total
    spread = fsum(w * (x - middle) ** 2 for (x, _), w in zip(points, weights, strict=True))
    slope = fsum((x - middle) * (n - pooled * d) for x, (n, d) in points) / spread
    return slope, slope * slope * spread / variance if variance > 0 else 0.0
