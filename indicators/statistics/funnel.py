"""Funnel: which actors differ from the group they are shown with by more than chance?

Source: Spiegelhalter 2005; exact Poisson limits as in FunnelPlotR.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from indicators.statistics.intervals import Z95, Z998
from indicators.statistics.quantiles import Floats, chi_square_quantile

ALPHA95 = 0.05
ALPHA998 = 0.002


class Place(StrEnum):
    """Where an actor lies. Only beyond 99.8 % is flagged: 1 in 20 lies beyond 95 % by chance."""

    WITHIN = "innenfor"
    NEAR_LOW = "under 95 %-grensen"
    NEAR_HIGH = "over 95 %-grensen"
    LOW = "klart lavere enn gruppen"
    HIGH = "klart høyere enn gruppen"

    @property
    def is_flagged(self) -> bool:
        """Whether the distance is more than chance should give."""
        return self in (Place.LOW, Place.HIGH)


@dataclass(frozen=True, slots=True)
class Funnel:
    """The group's own value, and per actor value, limits and place. Values are numerator / denominator."""

    centre: float
    values: Floats
    low95: Floats
    high95: Floats
    low998: Floats
    high998: Floats
    places: tuple[Place, ...]

    @property
    def expected_beyond_95(self) -> float:
        """How many of the actors lie beyond 95 % by chance alone."""
        return ALPHA95 * len(self.places)


def pooled(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """The group's value: sum of numerators over sum of denominators. ValueError when the latter is 0."""
    below = float(np.sum(denominators))
    if not below > 0:
        raise ValueError("gruppen har ingen nevner")
    return float(np.sum(numerators)) / below


def proportion_limits(centre: float, denominators: Floats, z: float) -> tuple[Floats, Floats]:
    """centre ± z · √(centre · (1 − centre) / n), clipped to [0, 1]."""
    half = z * np.sqrt(centre * (1 - centre) / denominators)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def poisson_limits(expected: Floats, alpha: float) -> tuple[Floats, Floats]:
    """Exact limits for counts with these expectations: χ²(α/2; 2E)/2 and χ²(1 − α/2; 2E + 2)/2."""
    low = chi_square_quantile(alpha / 2, 2 * expected) / 2
    return low, chi_square_quantile(1 - alpha / 2, 2 * expected + 2) / 2


def funnel(numerators: Sequence[float], denominators: Sequence[float], *, is_proportion: bool) -> Funnel:
    """Every actor against the group. Same order as given; denominators must be above zero.

    `is_proportion`: the numerator is part of the denominator. Otherwise it is a count, and the denominator a
    population or an expected count.
    """
    above, below = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    centre = pooled(numerators, denominators)
    if not np.all(below > 0) or not np.all(above >= 0) or (is_proportion and not np.all(above <= below)):
        raise ValueError("hver aktør må ha en nevner over null og en teller som passer til den")
    if is_proportion:
        low95, high95 = proportion_limits(centre, below, Z95)
        low998, high998 = proportion_limits(centre, below, Z998)
    else:
        low95, high95 = (limit / below for limit in poisson_limits(centre * below, ALPHA95))
        low998, high998 = (limit / below for limit in poisson_limits(centre * below, ALPHA998))
    values = above / below
    places = tuple(map(_place, values, low95, high95, low998, high998))
    return Funnel(centre, values, low95, high95, low998, high998, places)


def _place(value: float, low95: float, high95: float, low998: float, high998: float) -> Place:
    if value < low998:
        return Place.LOW
    if value > high998:
        return Place.HIGH
    if value < low95:
        return Place.NEAR_LOW
    return Place.NEAR_HIGH if value > high95 else Place.WITHIN
