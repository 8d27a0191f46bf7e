from __future__ import annotations

import pytest

from gevinst.learning.improvement import Improvement, judge
from indicators.statistics.direction import Direction

# Twelve ordinary values around 50, then what comes after.
BEFORE = [50, 52, 48, 51, 49, 50, 53, 47, 50, 51, 49, 50]


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ([30.0], Improvement.IMPROVED),
        ([70.0], Improvement.WORSE),
        ([51.0], Improvement.NOT_SURE),
        ([49.5] * 7, Improvement.IMPROVED),
        ([49.5] * 6, Improvement.NOT_SURE),
    ],
)
def test_a_long_series_is_judged_by_its_usual_variation(after: list[float], found: Improvement) -> None:
    assert judge([*BEFORE, *after], direction=Direction.DOWN) is found


def test_the_better_side_is_that_of_the_indicator() -> None:
    assert judge([*BEFORE, 30.0], direction=Direction.UP) is Improvement.WORSE


@pytest.mark.parametrize(
    ("numerators", "found"),
    [
        ([400, 350, 300, 250, 200], Improvement.IMPROVED),
        ([200, 250, 300, 350, 400], Improvement.WORSE),
        ([300, 310, 295, 305, 300], Improvement.NOT_SURE),
        ([400, 300, 200, 100], Improvement.TOO_FEW),
    ],
)
def test_a_short_series_is_judged_by_its_trend(numerators: list[float], found: Improvement) -> None:
    pairs = [(one, 1000.0) for one in numerators]
    said = judge([n / d for n, d in pairs], direction=Direction.DOWN, pairs=pairs, is_proportion=True)
    assert said is found


def test_means_have_no_trend_to_test_and_wait_for_more_values() -> None:
    assert judge(BEFORE, direction=Direction.DOWN) is Improvement.TOO_FEW


def test_nothing_improves_without_a_better_side() -> None:
    with pytest.raises(ValueError, match="uten en bedre retning"):
        judge(BEFORE, direction=Direction.NEUTRAL)
