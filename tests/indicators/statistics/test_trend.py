import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.trend import Trend, _fit, recent_trend

RISING = [(100, 1000), (120, 1000), (140, 1000), (160, 1000), (180, 1000)]


def test_a_steady_rise_is_rising_and_its_mirror_falling() -> None:
    assert recent_trend(RISING, is_proportion=True) is Trend.RISING
    assert recent_trend(RISING[::-1], is_proportion=True) is Trend.FALLING


def test_the_same_rise_in_a_small_place_is_not_sure() -> None:
    small = [(n / 20, d / 20) for n, d in RISING]
    assert recent_trend(small, is_proportion=True) is Trend.NONE


def test_the_bar_is_998_and_not_950_in_a_thousand() -> None:
    modest = [(100, 1000), (108, 1000), (116, 1000), (124, 1000), (132, 1000)]
    assert 3.84 < _fit(list(enumerate(modest)), True)[1] < 9.5495
    assert recent_trend(modest, is_proportion=True) is Trend.NONE


def test_a_single_high_end_does_not_make_a_trend() -> None:
    assert recent_trend([(100, 1000)] * 4 + [(200, 1000)], is_proportion=True) is Trend.NONE


def test_a_gap_among_the_last_five_means_too_few() -> None:
    broken = [*RISING[:2], None, *RISING[2:]]
    assert recent_trend(broken, is_proportion=True) is Trend.TOO_FEW
    assert recent_trend([None, *RISING], is_proportion=True) is Trend.RISING
    assert recent_trend(RISING[:4], is_proportion=True) is Trend.TOO_FEW


@pytest.mark.parametrize("numerator", [0, 1000])
def test_nothing_and_all_have_no_trend(numerator: int) -> None:
    assert recent_trend([(numerator, 1000)] * 5, is_proportion=True) is Trend.NONE


def test_only_the_last_five_count() -> None:
    assert recent_trend([(900, 1000), *RISING], is_proportion=True) is Trend.RISING


cells = st.lists(st.tuples(st.integers(1, 50), st.integers(60, 500)), min_size=5, max_size=5)


@given(cells)
def test_chi_square_is_the_cochran_armitage_statistic(table: list[tuple[int, int]]) -> None:
    hits, total = sum(n for n, _ in table), sum(d for _, d in table)
    p = hits / total
    t = sum(x * (n - d * p) for x, (n, d) in enumerate(table))
    spread = (
        sum(x * x * d for x, (_, d) in enumerate(table))
        - sum(x * d for x, (_, d) in enumerate(table)) ** 2 / total
    )
    assert math.isclose(
        _fit(list(enumerate(table)), True)[1], t * t / (p * (1 - p) * spread), rel_tol=1e-9, abs_tol=1e-9
    )


@given(cells, st.booleans())
def test_reversing_time_reverses_the_trend(table: list[tuple[int, int]], share: bool) -> None:
    turned = {Trend.RISING: Trend.FALLING, Trend.FALLING: Trend.RISING}
    forwards = recent_trend(table, is_proportion=share)
    assert recent_trend(table[::-1], is_proportion=share) is turned.get(forwards, forwards)
