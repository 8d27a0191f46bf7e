from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gevinst.plans.path import (
    Ambition,
    AmbitionForm,
    Milestone,
    MilestoneBasis,
    attainment_percent,
    expected_on,
    expected_path,
)

START, HALFWAY, END = date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)
TODAY = date(2025, 6, 30)
HALF_OF_BASELINE = Milestone(HALFWAY, MilestoneBasis.OF_BASELINE, 50)
HALF_OF_WAY = Milestone(HALFWAY, MilestoneBasis.OF_WAY, 50)


def test_fifty_percent_off_the_baseline_is_4995_and_half_of_the_way_5495() -> None:
    assert HALF_OF_BASELINE.value(9990, 1000) == 4995
    assert HALF_OF_WAY.value(9990, 1000) == 5495
    assert Milestone(HALFWAY, MilestoneBasis.ABSOLUTE, 80).value(70, 90) == 80


def test_a_milestone_of_the_baseline_follows_the_way_up_too() -> None:
    assert Milestone(HALFWAY, MilestoneBasis.OF_BASELINE, 10).value(70, 90) == 77


@pytest.mark.parametrize(
    ("value", "baseline", "target", "percent"),
    [(5495, 9990, 1000, 50), (80, 70, 90, 50), (10890, 9990, 990, -10), (100, 70, 90, 150), (5, 10, 0, 50)],
)
def test_one_formula_for_up_and_down(value: float, baseline: float, target: float, percent: float) -> None:
    assert attainment_percent(value, baseline=baseline, target=target) == percent


def test_a_target_equal_to_the_baseline_has_no_percent() -> None:
    assert attainment_percent(7, baseline=7.5, target=7.5) is None


def test_the_path_is_straight_lines_through_baseline_milestones_and_target() -> None:
    path = expected_path(9990, START, 1000, END, [HALF_OF_BASELINE])
    assert [(p.on, p.value) for p in path] == [(START, 9990), (HALFWAY, 4995), (END, 1000)]
    assert expected_on(path, START + timedelta(days=73)) == pytest.approx(9990 - 999)
    assert expected_on(path, HALFWAY) == 4995
    assert expected_on(path, START - timedelta(days=9)) == 9990
    assert expected_on(path, TODAY) == 1000


def test_milestones_outside_the_way_bend_no_path() -> None:
    late = Milestone(END + timedelta(days=1), MilestoneBasis.OF_WAY, 50)
    early = Milestone(START, MilestoneBasis.OF_WAY, 50)
    assert len(expected_path(9990, START, 1000, END, [late, early])) == 2


def test_a_relative_ambition_is_a_signed_percent_of_the_baseline() -> None:
    thirty_lower = Ambition(form=AmbitionForm.RELATIVE, target=-30, by=END)
    assert thirty_lower.value(70) == 49
    assert thirty_lower.is_met(49, 70)
    assert not thirty_lower.is_met(49.1, 70)
    assert Ambition(form=AmbitionForm.RELATIVE, target=20).is_met(84.1, 70)


def test_an_ambition_that_needs_a_value_says_so() -> None:
    with pytest.raises(ValueError, match="krever en verdi"):
        Ambition(form=AmbitionForm.AT_MOST).value(10)


values = st.integers(-1000, 1000).map(float)


@given(values, values, values)
def test_the_baseline_is_0_percent_and_the_target_100(baseline: float, target: float, value: float) -> None:
    if baseline == target:
        return
    assert attainment_percent(baseline, baseline=baseline, target=target) == 0
    assert attainment_percent(target, baseline=baseline, target=target) == 100
    turned = attainment_percent(-value, baseline=-baseline, target=-target)
    assert attainment_percent(value, baseline=baseline, target=target) == turned
