"""How a value stands to the others of its series."""

from __future__ import annotations

import numpy as np

from indicators.quality.values import Floats, Values

# As many of the nearest values as say what is usual; more would let what was true years ago decide.
NEAREST = 24


def nearest(values: Values, row: int, most: int = NEAREST) -> Floats:
    """The counted values of the series nearest in time to the row, in order, the row itself left out."""
    place = values.of_series(row)
    rows = np.arange(place.start, place.stop)
    others = rows[values.counted[rows] & (rows != row)]
    kept = np.sort(others[np.argsort(np.abs(others - row), kind="stable")[:most]])
    found: Floats = values.value[kept]
    return found


def before_and_after(values: Values) -> tuple[Floats, Floats]:
    """The counted value just before and just after each row in its series; NaN where there is none."""
    before, after = np.full(len(values), np.nan), np.full(len(values), np.nan)
    rows = np.flatnonzero(values.counted)
    same = values.series[rows[1:]] == values.series[rows[:-1]]
    later, earlier = rows[1:][same], rows[:-1][same]
    before[later], after[earlier] = values.value[earlier], values.value[later]
    return before, after
