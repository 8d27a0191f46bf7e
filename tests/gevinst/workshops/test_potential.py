"""Hours a year from times, people and minutes, and how they are added up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gevinst.workshops.potential import Estimate, Hours, hours_saved, total_of

minutes = st.floats(min_value=0, max_value=10_080, allow_nan=False)
estimates = st.builds(
    lambda after, **rest: Estimate(low=after[0], likely=after[1], high=after[2], **rest),
    after=st.tuples(minutes, minutes, minutes).map(sorted),
    times=st.floats(min_value=0, max_value=10_000, allow_nan=False),
    people=st.integers(min_value=0, max_value=10_000),
    now=minutes,
)
weeks = st.integers(min_value=1, max_value=53)


def test_ten_times_a_week_from_twelve_minutes_to_six_is_46_hours_in_46_weeks():
    estimate = Estimate(times=10, now=12, low=4, likely=6, high=9)
    assert hours_saved(estimate, 46) == Hours(23.0, 46.0, pytest.approx(61.333, abs=1e-3))


def test_each_of_three_people_saves_as_much():
    one = hours_saved(Estimate(times=5, now=10, low=5, likely=5, high=5), 46)
    three = hours_saved(Estimate(times=5, people=3, now=10, low=5, likely=5, high=5), 46)
    assert three.likely == pytest.approx(3 * one.likely)


def test_more_minutes_after_than_today_is_more_work_and_never_a_gain():
    worse = hours_saved(Estimate(times=10, now=5, low=6, likely=8, high=9), 46)
    assert worse.is_more_work
    assert worse.high < 0
    total = total_of([worse, Hours(10, 20, 30)])
    assert total.freed == Hours(10, 20, 30)
    assert total.more == worse
    assert total.net.likely == 20 + worse.likely


def test_minutes_after_out_of_order_are_refused():
    with pytest.raises(ValueError, match="in order"):
        Estimate(times=1, now=10, low=6, likely=5, high=7)
    with pytest.raises(ValueError, match="never negative"):
        Estimate(times=-1, now=10, low=5, likely=5, high=5)


@given(estimates, weeks)
def test_the_range_is_always_in_order(estimate, weeks):
    hours = hours_saved(estimate, weeks)
    assert hours.low <= hours.likely <= hours.high


@given(estimates, weeks)
def test_nothing_is_saved_beyond_what_is_spent_today(estimate, weeks):
    spent = estimate.times * estimate.people * weeks * estimate.now / 60
    assert hours_saved(estimate, weeks).high <= spent * (1 + 1e-12)


@given(st.lists(estimates, max_size=20), weeks)
def test_gains_and_extra_work_are_kept_apart_and_their_sum_is_the_net(all_of_them, weeks):
    each = [hours_saved(estimate, weeks) for estimate in all_of_them]
    total = total_of(each)
    assert total.more.likely <= 0 <= total.freed.likely
    assert total.net.low <= total.net.likely <= total.net.high
    assert total.net.likely == pytest.approx(sum(hours.likely for hours in each), rel=1e-9, abs=1e-6)
    assert total.freed.likely == pytest.approx(
        sum(max(hours.likely, 0) for hours in each), rel=1e-9, abs=1e-6
    )


@given(estimates, weeks)
def test_twice_the_weeks_is_twice_the_hours(estimate, weeks):
    once, twice = hours_saved(estimate, weeks), hours_saved(estimate, 2 * weeks)
    assert twice.likely == pytest.approx(2 * once.likely, rel=1e-9)
