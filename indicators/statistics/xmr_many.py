"""The newest figure of many series at once: the rules of `xmr`, on a table of numbers.

The same answers as `xmr.chart` gives for the last point of each series, in one pass; a test holds the two
together. Source: as `xmr`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.statistics.quantiles import Floats
from indicators.statistics.xmr import LIMIT_FACTOR, LOCK_AT, RUN, Rule

Integers = NDArray[np.int64]
RULES = (Rule.NONE, Rule.OUTSIDE, Rule.TREND, Rule.TWO_OF_THREE, Rule.SHIFT)
NEAR, NEAREST = 1e-9, 1e-12


@dataclass(frozen=True, slots=True)
class Newest:
    """Of each series: how many values it has, the last of them (NaN where there is none), the place of its
    rule in `RULES`, the side it points to (1, -1, 0), and the limits. Limits are NaN under two values."""

    counts: Integers
    last: Floats
    rules: Integers
    sides: Integers
    mean: Floats
    half_width: Floats


def newest(values: Floats) -> Newest:
    """`values`: series × periods in time order, NaN where there is no number. Limits as `locked_limits`."""
    series, periods = values.shape
    if not periods:
        nothing, none = np.full(series, np.nan), np.zeros(series, dtype=np.int64)
        return Newest(none, nothing, none, none, nothing, nothing)
    packed = _packed_left(values)
    counts = (~np.isnan(packed)).sum(axis=1)
    mean, half = _limits(packed[:, :LOCK_AT])
    end = _packed_left(packed[:, ::-1])[:, :RUN][:, ::-1]
    end = np.pad(end, ((0, 0), (RUN - end.shape[1], 0)), constant_values=np.nan)
    outside = _side(end[:, -1:], mean - half, mean + half)[:, 0]
    beyond = _side(end, mean - half * 2 / 3, mean + half * 2 / 3)
    sides = _side(end, mean, mean)
    found = np.stack([outside, _trend(end), _two_of_three(beyond, sides), _shift(sides)])
    first = np.argmax(found != 0, axis=0)
    side = found[first, np.arange(series)]
    rules = np.where(side != 0, first + 1, 0)
    return Newest(counts, end[:, -1], rules, side, mean, half)


def _packed_left(values: Floats) -> Floats:
    """Each row's numbers first, in their order."""
    order = np.argsort(np.isnan(values), axis=1, kind="stable")
    return np.take_along_axis(values, order, axis=1)


def _limits(first: Floats) -> tuple[Floats, Floats]:
    there = ~np.isnan(first)
    count = there.sum(axis=1)
    ranges = np.abs(np.diff(first, axis=1))
    steps = (~np.isnan(ranges)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, np.nansum(first, axis=1) / count, np.nan)
        half = np.where(steps > 0, LIMIT_FACTOR * np.nansum(ranges, axis=1) / steps, np.nan)
    return mean, half


def _side(values: Floats, lower: Floats, upper: Floats) -> Integers:
    low, high = lower[:, None], upper[:, None]
    with np.errstate(invalid="ignore"):
        above = (values > high) & ~_is_near(values, high)
        below = (values < low) & ~_is_near(values, low)
    return above.astype(np.int64) - below.astype(np.int64)


def _is_near(one: Floats, other: Floats) -> NDArray[np.bool_]:
    """As math.isclose: relative to the larger of the two."""
    larger = np.maximum(np.abs(one), np.abs(other))
    near: NDArray[np.bool_] = np.abs(one - other) <= np.maximum(NEAR * larger, NEAREST)
    return near


def _trend(end: Floats) -> Integers:
    with np.errstate(invalid="ignore"):
        steps = np.diff(end, axis=1)
        return np.where((steps > 0).all(axis=1), 1, np.where((steps < 0).all(axis=1), -1, 0))


def _two_of_three(beyond: Integers, sides: Integers) -> Integers:
    """The newest must itself be beyond the inner line."""
    same = np.abs(sides[:, -3:].sum(axis=1)) == 3
    near = np.abs(beyond[:, -3:]).sum(axis=1) >= 2
    return np.where(same & near, beyond[:, -1], 0)


def _shift(sides: Integers) -> Integers:
    total = sides.sum(axis=1)
    return np.where(np.abs(total) == RUN, np.sign(total), 0)
