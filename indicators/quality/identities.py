"""Equations between indicators, as the catalogue declares them: do the figures fit together?

Plain interval arithmetic: a figure its source has rounded is anywhere within half a unit of its last
decimal, and an equation is broken only when no such figures fulfil it. Works on numbers and on arrays of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.catalogue.vocabulary import Identity, Operand, load_vocabulary
from indicators.quality.values import Floats

# What the last bit of a float may be off by.
_HAIR = 1e-9
Number = Any  # a float or an array of them


@dataclass(frozen=True)
class Interval:
    low: Number
    high: Number

    @classmethod
    def around(cls, middle: Number, half: Number = 0.0) -> Interval:
        return cls(middle - half, middle + half)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: Interval) -> Interval:
        """Of what is not below nought, as figures are not."""
        return Interval(_floor(self.low) * _floor(other.low), self.high * other.high)

    def __truediv__(self, other: Interval) -> Interval:
        with np.errstate(divide="ignore", invalid="ignore"):
            low = np.divide(_floor(self.low), other.high)
            high = np.where(np.asarray(other.low) > 0, np.divide(self.high, other.low), np.inf)
        return Interval(low, high)

    def of_100(self, form: str) -> Interval:
        if form == "rest":
            return Interval(1 - self.high / 100, 1 - self.low / 100)
        return Interval(self.low / 100, self.high / 100) if form == "fraction" else self

    def meets(self, other: Interval) -> Any:
        slack = _HAIR * np.maximum(np.abs(self.high), np.abs(other.high)) + _HAIR
        return (self.low <= other.high + slack) & (other.low <= self.high + slack)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of an indicator's figure; None for what is not. `half`: how far rounding may have moved
    `value`, in its own unit."""

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    half: Number = 0.0

    def interval(self, operand: Operand) -> Interval | None:
        found = getattr(self, operand.part)
        if found is None:
            return None
        half = self.half if operand.part == "value" else 0.0
        return Interval.around(found, half).of_100(operand.of_100)


@dataclass(frozen=True)
class Residual:
    """`whole` as it is told, and `computed` from the others; both as fractions where the equation says so."""

    identity: Identity
    whole: Interval
    computed: Interval

    @property
    def holds(self) -> Any:
        return self.whole.meets(self.computed)


def residuals(known: Mapping[str, Known], identities: Iterable[Identity] | None = None) -> list[Residual]:
    """Each equation whose figures are all known, by indicator slug; the others are left out."""
    asked = load_vocabulary().identities if identities is None else identities
    found = []
    for identity in asked:
        intervals = {
            operand: known[operand.indicator].interval(operand) if operand.indicator in known else None
            for operand in identity.operands
        }
        if residual := residual_of(identity, intervals):
            found.append(residual)
    return found


def residual_of(identity: Identity, known: Mapping[Operand, Interval | None]) -> Residual | None:
    """The equation with these figures; None when one of them lacks."""
    computed = product(identity, known)
    whole = known.get(identity.whole)
    return Residual(identity, whole, computed) if whole and computed else None


def product(
    identity: Identity, known: Mapping[Operand, Interval | None], *, without: Operand | None = None
) -> Interval | None:
    """The right side; with `without`, all of it but the factor that is that operand alone."""
    result = Interval.around(1.0)
    for factors, divides in ((identity.times, False), (identity.per, True)):
        for factor in factors:
            if factor == (without,):
                continue
            total = _sum([known.get(operand) for operand in factor])
            if total is None:
                return None
            result = result / total if divides else result * total
    return result


def solved(identity: Identity, known: Mapping[Operand, Interval | None], operand: Operand) -> Interval | None:
    """What a factor that is one operand must be for the equation to hold; None when that cannot be told."""
    whole = known.get(identity.whole)
    others = product(identity, known, without=operand)
    if (operand,) not in identity.times or whole is None or others is None:
        return None
    needed = whole / others
    if operand.of_100 == "rest":
        return Interval(100 * (1 - needed.high), 100 * (1 - needed.low))
    return Interval(100 * needed.low, 100 * needed.high) if operand.of_100 else needed


def half_unit(number: float | Floats, decimals: int) -> Floats:
    """Half a unit of the last decimal a printed number shows, `decimals` at most."""
    printed = np.asarray(number, dtype=np.float64)
    shown = np.full(printed.shape, decimals)
    for fewer in range(decimals - 1, -1, -1):
        shown = np.where(np.isclose(printed, np.round(printed, fewer), atol=1e-9, rtol=0), fewer, shown)
    return 0.5 * 10.0**-shown


def _sum(terms: list[Interval | None]) -> Interval | None:
    total = Interval.around(0.0)
    for term in terms:
        if term is None:
            return None
        total = total + term
    return total


def _floor(number: Number) -> Number:
    return np.maximum(number, 0.0)
