"""XmR, the process behaviour chart: is a change real, or the usual variation?

Source of limits and rules: NHS England, Making data count; checked against NHSRplotthedots.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import fsum, isclose
from typing import NamedTuple

from indicators.statistics.direction import Direction

LIMIT_FACTOR = 2.66
SCREEN_FACTOR = 3.267
RUN = 7
LOCK_AT = 12


class Rule(StrEnum):
    """The special cause a point belongs to, in order of precedence."""

    NONE = ""
    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"

    @property
    def words(self) -> str:
        """The rule as the reader is told it."""
        return {
            Rule.NONE: "vanlig variasjon",
            Rule.OUTSIDE: "utenfor grensene",
            Rule.TREND: "sju målinger på rad i samme retning",
            Rule.TWO_OF_THREE: "to av tre målinger nær samme grense",
            Rule.SHIFT: "sju målinger på rad på samme side av gjennomsnittet",
        }[self]


class Verdict(StrEnum):
    """What a point means for the one who reads the chart. CHANGE is for indicators without a better side."""

    COMMON = "tilfeldig"
    IMPROVEMENT = "forbedring"
    CONCERN = "bekymring"
    CHANGE = "endring"


class Assurance(StrEnum):
    """What the process will do about a target if nothing changes."""

    MEETS = "når målet hver gang"
    MISSES = "når ikke målet uten endring"
    INCONSISTENT = "når målet av og til"


@dataclass(frozen=True, slots=True)
class Limits:
    """Process limits from `points` measurements. `trial` until there are 12."""

    mean: float
    half_width: float
    points: int

    @property
    def lower(self) -> float:
        return self.mean - self.half_width

    @property
    def upper(self) -> float:
        return self.mean + self.half_width

    @property
    def inner_lower(self) -> float:
        return self.mean - self.half_width * 2 / 3

    @property
    def inner_upper(self) -> float:
        return self.mean + self.half_width * 2 / 3

    @property
    def trial(self) -> bool:
        return self.points < LOCK_AT


@dataclass(frozen=True, slots=True)
class Cause:
    """The rule a point falls under, and which way it points: 1 up, -1 down, 0 for none."""

    rule: Rule = Rule.NONE
    side: int = 0


COMMON_CAUSE = Cause()


class Point(NamedTuple):
    """One measurement on the chart."""

    value: float
    cause: Cause
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Chart:
    """Limits, and every measurement judged by them."""

    limits: Limits
    points: tuple[Point, ...]


def limits(values: Sequence[float], *, screen: bool = False) -> Limits:
    """Limits X̄ ± 2.66 · mean moving range of the values, which are in time order without gaps.

    `screen` drops moving ranges of 3.267 times their mean or more, and takes the mean of the rest once.
    ValueError with fewer than two values.
    """
    if len(values) < 2:
        raise ValueError("grenser krever minst to målinger")
    ranges = [abs(b - a) for a, b in pairwise(values)]
    if screen:
        ceiling = SCREEN_FACTOR * _mean(ranges)
        ranges = [r for r in ranges if r < ceiling] or ranges
    return Limits(_mean(values), LIMIT_FACTOR * _mean(ranges), len(values))


def locked_limits(values: Sequence[float], *, baseline_points: int = 0, screen: bool = False) -> Limits:
    """Limits from the points up to the nullpunkt, or from the first 12 where those are fewer.

    Later values never move them.
    """
    return limits(values[: max(baseline_points, LOCK_AT)], screen=screen)


def chart(
    values: Sequence[float], *, direction: Direction, baseline_points: int = 0, screen: bool = False
) -> Chart:
    """The values judged by their locked limits. ValueError with fewer than two values."""
    locked = locked_limits(values, baseline_points=baseline_points, screen=screen)
    causes = special_causes(values, locked)
    verdicts = {side: _verdict(side, direction) for side in (-1, 0, 1)}
    points = (Point(v, cause, verdicts[cause.side]) for v, cause in zip(values, causes, strict=True))
    return Chart(locked, tuple(points))


def special_causes(values: Sequence[float], within: Limits) -> list[Cause]:
    """For every value the first of the four rules it belongs to. All points of a run belong to it."""
    sides = _sides(values, within.mean, within.mean)
    outside = _sides(values, within.lower, within.upper)
    beyond = _sides(values, within.inner_lower, within.inner_upper)
    trends = _whole_runs(trend_ends(values))
    pairs = [near * side for near, side in zip(two_of_three(beyond, sides), beyond, strict=True)]
    shifts = _whole_runs([end * side for end, side in zip(shift_ends(sides), sides, strict=True)])
    order = (Rule.OUTSIDE, Rule.TREND, Rule.TWO_OF_THREE, Rule.SHIFT)
    return [
        next(Cause(rule, side) for rule, side in zip(order, each, strict=True) if side)
        if any(each)
        else COMMON_CAUSE
        for each in zip(outside, trends, pairs, shifts, strict=True)
    ]


def shift_ends(sides: Sequence[int]) -> list[int]:
    """1 where seven in a row on one side of the mean are complete, else 0. A 0 in `sides` breaks the run."""
    return [int(length >= RUN) for length in _lengths(sides)]


def trend_ends(values: Sequence[float]) -> list[int]:
    """1 where seven strictly rising values are complete, -1 where seven falling are, else 0."""
    steps = [0] + [(b > a) - (b < a) for a, b in pairwise(values)]
    # Seven values rise in six steps.
    ends = (length >= RUN - 1 for length in _lengths(steps))
    return [step if end else 0 for step, end in zip(steps, ends, strict=True)]


def two_of_three(beyond: Sequence[int], sides: Sequence[int]) -> list[int]:
    """1 for each of three in a row on one side of the mean, at least two of them beyond the inner line."""
    marked = [0] * len(sides)
    for i in range(len(sides) - 2):
        near = abs(beyond[i]) + abs(beyond[i + 1]) + abs(beyond[i + 2])
        if near >= 2 and abs(sides[i] + sides[i + 1] + sides[i + 2]) == 3:
            marked[i : i + 3] = [1, 1, 1]
    return marked


def assurance(within: Limits, target: float, direction: Direction) -> Assurance | None:
    """Whether the process meets the target by itself; None when neither way is better."""
    if not direction.sign:
        return None
    position = _side(target, within.lower, within.upper) * direction.sign
    return {-1: Assurance.MEETS, 0: Assurance.INCONSISTENT, 1: Assurance.MISSES}[position]


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _sides(values: Sequence[float], lower: float, upper: float) -> list[int]:
    """1 above `upper`, -1 below `lower`, else 0. A hair's breadth of floating point is not beyond."""
    return [0 if lower <= value <= upper else _side(value, lower, upper) for value in values]


def _side(value: float, lower: float, upper: float) -> int:
    if value > upper and not isclose(value, upper, rel_tol=1e-9, abs_tol=1e-12):
        return 1
    if value < lower and not isclose(value, lower, rel_tol=1e-9, abs_tol=1e-12):
        return -1
    return 0


def _lengths(signs: Sequence[int]) -> list[int]:
    """How many of the same sign there have been in a row, up to and with each; 0 where there is none."""
    lengths, length, before = [], 0, 0
    for sign in signs:
        length = (length + 1 if sign == before else 1) if sign else 0
        before = sign
        lengths.append(length)
    return lengths


def _whole_runs(ends: Sequence[int]) -> list[int]:
    marked = [0] * len(ends)
    for i, end in enumerate(ends):
        if end:
            marked[i - RUN + 1 : i + 1] = [end] * RUN
    return marked


def _verdict(side: int, direction: Direction) -> Verdict:
    if not side:
        return Verdict.COMMON
    if direction is Direction.NEUTRAL:
        return Verdict.CHANGE
    return Verdict.IMPROVEMENT if side == direction.sign else Verdict.CONCERN
