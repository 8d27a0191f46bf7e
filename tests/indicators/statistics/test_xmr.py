import csv
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.direction import Direction
from indicators.statistics.xmr import (
    Assurance,
    Cause,
    Limits,
    Rule,
    Verdict,
    assurance,
    chart,
    limits,
    locked_limits,
    shift_ends,
    special_causes,
    trend_ends,
    two_of_three,
)

AROUND_ZERO = Limits(mean=0.0, half_width=3.0, points=12)
QUIET = [10.0, 12, 9, 11, 8, 12, 10, 11, 9, 12, 8, 11]


def rules(values: list[float]) -> list[Rule]:
    return [cause.rule for cause in special_causes(values, AROUND_ZERO)]


def test_limits_agree_with_nhsrplotthedots(reference: Callable[[str], Any]) -> None:
    for case in reference("xmr_fasit.json")["cases"]:
        found = limits(case["y"], screen=case["screen"])
        expected = case["expected"]
        assert (found.mean, found.lower, found.upper) == pytest.approx(
            (expected["mean"], expected["lpl"], expected["upl"]), abs=5e-6
        )


def test_the_rules_agree_with_nhsrplotthedots(reference: Callable[[str], Any]) -> None:
    given_ = reference("xmr_fasit.json")["rules"]
    assert all(shift_ends(case["rel"]) == case["exp"] for case in given_["seven_one_side"])
    assert all(trend_ends(case["y"]) == case["exp"] for case in given_["seven_trend"])
    assert all(two_of_three(case["close"], case["rel"]) == case["exp"] for case in given_["two_in_three"])


def test_glasgow_bed_days_have_their_known_limits(real_file: Callable[[str], Path]) -> None:
    path = real_file("helse/phs_delayed_discharge_council_area_2016_2021.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    glasgow = sorted(
        (row["date"], float(row["num_delayed_bed_days"]))
        for row in rows
        if (row["ltla_code"], row["age_group"], row["delay_reason"])
        == ("S12000049", "18plus", "All Delay Reasons")
    )
    found = limits([value for _, value in glasgow[:24]])
    assert (found.mean, found.lower, found.upper) == pytest.approx((2783.25, 2373.15, 3193.35), abs=0.01)


def test_screening_drops_wide_jumps_once() -> None:
    calm = [10.0, 11, 10, 11, 10, 11, 10, 11, 10, 11]
    jumped = [*calm, 60, 11, 10]
    assert limits(jumped).half_width > 20
    assert limits(jumped, screen=True).half_width == pytest.approx(2.66)
    assert limits(jumped, screen=True).mean == limits(jumped).mean


def test_a_series_that_never_moves_has_no_signals() -> None:
    values = [0.1] * 20
    assert limits(values, screen=True).half_width == 0
    assert {p.verdict for p in chart(values, direction=Direction.UP).points} == {Verdict.COMMON}


def test_on_the_limit_is_inside_and_beyond_it_is_outside() -> None:
    assert rules([3.0, 3.1, -3.0, -3.1]) == [Rule.NONE, Rule.OUTSIDE, Rule.NONE, Rule.OUTSIDE]


def test_all_seven_of_a_trend_belong_to_it_and_six_do_not() -> None:
    rising = [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]
    assert rules(rising) == [Rule.TREND] * 7
    assert rules(rising[:6]) == [Rule.NONE] * 6
    assert special_causes(rising[::-1], AROUND_ZERO)[0] == Cause(Rule.TREND, -1)


def test_only_the_points_beyond_the_inner_line_are_marked_by_two_of_three() -> None:
    assert rules([2.5, 0.5, 2.5, -1]) == [Rule.TWO_OF_THREE, Rule.NONE, Rule.TWO_OF_THREE, Rule.NONE]
    assert rules([2.5, -0.5, 2.5]) == [Rule.NONE] * 3
    assert rules([2.0, 0.5, 2.5]) == [Rule.NONE] * 3


def test_seven_on_one_side_is_a_shift_and_the_mean_itself_breaks_it() -> None:
    assert rules([1, 0.5] * 3 + [1]) == [Rule.SHIFT] * 7
    assert rules([1, 0.5, 1, 0, 1, 0.5, 1, 0.5]) == [Rule.NONE] * 8


def test_the_first_rule_in_order_names_the_point() -> None:
    assert rules([1, 0.5, 1, 4, 1, 0.5, 1])[3] is Rule.OUTSIDE


@pytest.mark.parametrize(
    ("direction", "verdict"),
    [
        (Direction.DOWN, Verdict.IMPROVEMENT),
        (Direction.UP, Verdict.CONCERN),
        (Direction.HOLD, Verdict.CONCERN),
        (Direction.NEUTRAL, Verdict.CHANGE),
    ],
)
def test_a_signal_is_coloured_by_direction(direction: Direction, verdict: Verdict) -> None:
    points = chart([*QUIET, 1], direction=direction).points
    assert points[-1].verdict is verdict
    assert points[0].verdict is Verdict.COMMON


def test_limits_are_locked_and_later_values_never_move_them() -> None:
    before = chart(QUIET, direction=Direction.DOWN).limits
    after = chart([*QUIET, 1, 2, 1, 2], direction=Direction.DOWN).limits
    assert before == after
    assert not after.trial


def test_limits_are_trial_until_twelve_and_reach_to_a_later_nullpunkt() -> None:
    assert limits(QUIET[:11]).trial
    assert locked_limits(QUIET + QUIET, baseline_points=18).points == 18
    assert locked_limits(QUIET + QUIET, baseline_points=3).points == 12


def test_one_value_has_no_limits() -> None:
    with pytest.raises(ValueError, match="minst to"):
        limits([1.0])


@pytest.mark.parametrize(
    ("target", "up", "down"),
    [
        (-4, Assurance.MEETS, Assurance.MISSES),
        (-3, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (0, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (4, Assurance.MISSES, Assurance.MEETS),
    ],
)
def test_assurance_compares_the_target_with_the_limits(target: float, up: Assurance, down: Assurance) -> None:
    assert assurance(AROUND_ZERO, target, Direction.UP) is up
    assert assurance(AROUND_ZERO, target, Direction.DOWN) is down
    assert assurance(AROUND_ZERO, target, Direction.NEUTRAL) is None


series = st.lists(st.integers(-1000, 1000), min_size=2, max_size=40)


@given(series, st.integers(-500, 500))
def test_moving_the_whole_series_moves_the_limits_and_changes_no_signal(values: list[int], by: int) -> None:
    moved = [v + by for v in values]
    assert limits(moved).half_width == pytest.approx(limits(values).half_width)
    assert special_causes(moved, limits(moved)) == special_causes(values, limits(values))


@given(series)
def test_turning_the_series_upside_down_turns_every_signal(values: list[int]) -> None:
    upside_down = [-v for v in values]
    turned = special_causes(upside_down, limits(upside_down))
    assert turned == [Cause(c.rule, -c.side) for c in special_causes(values, limits(values))]
