"""Medians of many groups at once."""

from __future__ import annotations

import numpy as np

from indicators.quality.values import Bools, Floats, Ints

# Makes the median absolute deviation of a normal distribution its standard deviation.
MAD_TO_SIGMA = 1.4826
# How much larger than its numbers the table of all groups may be, where one group is far longer than others.
ROOM, SMALL = 8, 100_000


def medians(numbers: Floats, group: Ints, usable: Bools, groups: int) -> tuple[Floats, Ints]:
    """The median of the usable numbers of each group (NaN where there are none), and how many there were.

    `group` holds numbers from 0 up to `groups`.
    """
    rows = np.flatnonzero(usable)
    mine = group[rows]
    if np.any(mine[1:] < mine[:-1]):
        order = np.argsort(mine, kind="stable")
        rows, mine = rows[order], mine[order]
    counts = np.bincount(mine, minlength=groups).astype(np.int64)
    first = np.cumsum(counts) - counts
    found, some = np.full(groups, np.nan), np.flatnonzero(counts)
    if len(some):
        low, high = (counts[some] - 1) // 2, counts[some] // 2
        found[some] = _middles(numbers[rows], mine, counts, first, some, low, high)
    return found, counts


def _middles(
    numbers: Floats, group: Ints, counts: Ints, first: Ints, some: Ints, low: Ints, high: Ints
) -> Floats:
    """The mean of the two numbers in the middle of each group, in order of group."""
    longest = int(counts.max())
    if len(counts) * longest > ROOM * len(numbers) + SMALL:
        order = np.lexsort((numbers, group))
        middle: Floats = (numbers[order[first[some] + low]] + numbers[order[first[some] + high]]) / 2
        return middle
    # A row a group: many short rows are sorted ten times faster than one long column.
    table = np.full((len(counts), longest), np.inf)
    table[group, np.arange(len(group)) - first[group]] = numbers
    table.sort(axis=1)
    both: Floats = (table[some, low] + table[some, high]) / 2
    return both


def spreads(numbers: Floats, centre: Floats, group: Ints, usable: Bools) -> Floats:
    """1.4826 · median absolute deviation from the centre of each group: a standard deviation that a few wild
    numbers do not move."""
    away = np.abs(numbers - centre[group])
    found, _counts = medians(away, group, usable, len(centre))
    return MAD_TO_SIGMA * found


def numbered(codes: Ints) -> tuple[Ints, int]:
    """The codes as numbers from 0, and how many there are."""
    names, found = np.unique(codes, return_inverse=True)
    return found.astype(np.int64), len(names)
