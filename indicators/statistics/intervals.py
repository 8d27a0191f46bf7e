"""How uncertain one figure is: confidence intervals for a proportion and for a count."""

from math import sqrt
from typing import NamedTuple

Z95 = 1.96
Z998 = 3.0902


class Interval(NamedTuple):
    """Lower and upper limit, both inclusive."""

    low: float
    high: float


def wilson(numerator: float, denominator: float, z: float = Z95) -> Interval:
    """Interval for the proportion numerator / denominator, as fractions in [0, 1].

    ValueError unless 0 <= numerator <= denominator and denominator > 0. Source: Wilson 1927, as in
    PHEindicatormethods.
    """
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError(f"{numerator} av {denominator} er ikke en andel")
    p, n = numerator / denominator, denominator
    middle = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At 0 and n the formula gives exactly 0 and 1, but floating point does not.
    low = 0.0 if numerator == 0 else (middle - half) / scale
    high = 1.0 if numerator == denominator else (middle + half) / scale
    return Interval(low, high)


def byar(count: float, z: float = Z95) -> Interval:
    """Interval for the expected number behind an observed count; for a rate, scale both limits alike.

    ValueError when the count is negative. Source: Breslow and Day 1987, as in PHEindicatormethods.
    """
    if not count >= 0:
        raise ValueError(f"{count} er ikke et antall")
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    above = count + 1
    return Interval(max(low, 0.0), above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3)
