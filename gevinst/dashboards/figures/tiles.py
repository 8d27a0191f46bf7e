"""Equal tiles, one for each actor, in classes of about as many each: every tile has its number in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

MOST_CLASSES = 5


@dataclass(frozen=True, slots=True)
class Class:
    """`number`: 1 for the lowest. From `low` to `high`, both values that are there."""

    number: int
    low: float
    high: float
    count: int


def classes(values: Sequence[float]) -> list[Class]:
    """About as many values in each, equal ones always together; no more classes than different values."""
    ordered = sorted(values)
    wanted = min(MOST_CLASSES, len(set(ordered)))
    tops = sorted({ordered[-(-len(ordered) * step // wanted) - 1] for step in range(1, wanted + 1)})
    groups: list[list[float]] = [[] for _top in tops]
    for value in ordered:
        groups[bisect_left(tops, value)].append(value)
    return [Class(at, group[0], group[-1], len(group)) for at, group in enumerate(groups, 1) if group]


def class_of(value: float, found: Sequence[Class]) -> int:
    return found[bisect_left([one.high for one in found], value)].number
