"""Medians of many groups at once."""

from __future__ import annotations

import numpy as np

from indicators.quality.values import Bools, Floats, Ints

# Makes the median absolute deviation of a normal distribution its standard deviation.
MAD_TO_SIGMA = 1.4826


def medians(numbers: Floats, group: Ints, usable: Bools, groups: int) -> tuple[Floats, Ints]:
    """The median of the usable numbers of each group (NaN where there are none), and how many there were.

    `group` holds numbers from 0 up to `groups`.
    """
    rows = np.flatnonzero(usable)
    order = rows[np.lexsort((numbers[rows], group[rows]))]
    counts = np.bincount(group[rows], minlength=groups).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]]) if groups else counts
    found = np.full(groups, np.nan)
    some = counts > 0
    low = order[first[some] + (counts[some] - 1) // 2] if len(order) else order
    high = order[first[some] + counts[some] // 2] if len(order) else order
    found[some] = (numbers[low] + numbers[high]) / 2
    return found, counts


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
