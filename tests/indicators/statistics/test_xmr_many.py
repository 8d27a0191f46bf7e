from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.statistics import xmr
from indicators.statistics.direction import Direction
from indicators.statistics.xmr_many import RULES, newest

VALUES = st.one_of(
    st.integers(0, 30).map(float), st.floats(0, 1000, allow_nan=False).map(lambda x: round(x, 2))
)
SERIES = st.lists(st.one_of(st.none(), VALUES), min_size=1, max_size=40)


@given(st.lists(SERIES, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_the_newest_of_many_is_judged_as_each_is_alone(table: list[list[float | None]]) -> None:
    widest = max(map(len, table))
    values = np.array([[*row, *[None] * (widest - len(row))] for row in table], dtype=np.float64)
    found = newest(values)
    for place, row in enumerate(table):
        numbers = [each for each in row if each is not None]
        assert found.counts[place] == len(numbers)
        if len(numbers) < 2:
            continue
        alone = xmr.chart(numbers, direction=Direction.UP)
        cause = alone.points[-1].cause
        assert (RULES[found.rules[place]], found.sides[place]) == (cause.rule, cause.side)
        assert np.isclose(found.mean[place], alone.limits.mean)
        assert np.isclose(found.half_width[place], alone.limits.half_width)
        assert found.last[place] == numbers[-1]


def test_nothing_measured_is_no_signal() -> None:
    found = newest(np.full((2, 5), np.nan))
    assert (list(found.counts), list(found.sides), np.isnan(found.last).all()) == ([0, 0], [0, 0], True)


def test_no_periods_is_no_signal() -> None:
    assert list(newest(np.empty((3, 0))).rules) == [0, 0, 0]


def test_the_order_of_the_rules_is_kept() -> None:
    rising = [10.0, 11] * 6 + [12.0, 13, 14, 15, 16, 17, 40]
    assert RULES[newest(np.array([rising])).rules[0]] is xmr.Rule.OUTSIDE
