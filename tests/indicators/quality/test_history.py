"""Values against the others of their series: each check with what it finds, and what it must leave alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.quality.context import Population
from tests.indicators.quality.conftest import Judge, facts, months, row, steady

# The fixture judges and keeps nothing.
unchanged = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def replaced(numbers: list[float], place: int, number: float) -> list[float]:
    return [*numbers[:place], number, *numbers[place:][1:]]


def test_a_steady_series_is_left_alone(judge: Judge) -> None:
    assert judge(months(steady(400))).codes == []


def test_a_value_far_from_both_neighbours_is_an_outlier(judge: Judge) -> None:
    judged = judge(months(replaced(steady(400), 12, 900)))
    assert (judged.codes, judged.periods) == (["outlier"], ["2024-01"])
    assert judged.parts["low"] < 400 < judged.parts["high"] < 900


def test_a_level_that_stays_is_a_change_and_no_outlier(judge: Judge) -> None:
    assert judge(months([*steady(400, 12), *steady(250, 12)])).codes == []


def test_the_newest_value_is_an_outlier_with_less_certainty(judge: Judge) -> None:
    inside = judge(months(replaced(steady(400), 12, 620)))
    newest = judge(months(replaced(steady(400), 23, 620)))
    assert newest.codes == inside.codes == ["outlier"]
    assert newest.parts["beside"] == "before"
    assert newest.found[0][1].likelihood < inside.found[0][1].likelihood


def test_the_first_value_may_be_an_outlier_too(judge: Judge) -> None:
    judged = judge(months(replaced(steady(400), 0, 900)))
    assert (judged.codes, judged.parts["beside"]) == (["outlier"], "after")


def test_a_trend_has_no_outlier_at_its_ends(judge: Judge) -> None:
    growing = [100 + 40 * place + wave for place, wave in enumerate(steady(20, 30))]
    assert judge(months(growing), of=facts(over_time="last")).codes == []


def test_a_season_is_no_outlier(judge: Judge) -> None:
    year = (120, 118, 110, 104, 98, 90, 80, 84, 95, 104, 112, 118)
    assert judge(months([4 * number for number in year * 3])).codes == []


def test_rare_events_have_no_limits(judge: Judge) -> None:
    assert judge(months([0, 0, 3, 0, 31, 0, 0, 12, 0, 0, 0, 20] * 2)).codes == []


def test_a_burst_far_beyond_all_others_is_told_of_though_events_are_rare(judge: Judge) -> None:
    rare = [0, 0, 3, 0, 31, 0, 0, 12, 0, 0, 0, 20] * 2
    assert judge(months(replaced(rare, 9, 140.0))).codes == ["far_off"]


def test_a_short_series_is_judged_by_its_range(judge: Judge) -> None:
    assert judge(months([857, 444, 384, 359, 19_101, 142])).codes == ["far_off"]
    assert judge(months([857, 444, 384, 359, 1_000, 300])).codes == []


@pytest.mark.parametrize("factor", [10, 100, 1000, 0.1, 0.01])
def test_a_slipped_decimal_sign_is_told_by_its_factor(judge: Judge, factor: float) -> None:
    judged = judge(months(replaced(steady(4000), 12, 4000 * factor)))
    assert judged.codes == ["factor"]
    assert judged.parts["factor"] == pytest.approx(factor)


def test_three_yearly_values_are_too_few_to_say_what_is_usual(judge: Judge) -> None:
    few = [row("2021", 400), row("2022", 4100), row("2023", 390)]
    assert judge(few).codes == []
    assert judge([*few, row("2019", 395), row("2020", 402), row("2024", 399)]).codes == ["factor"]


def test_growth_to_the_tenfold_is_no_slip(judge: Judge) -> None:
    assert judge(months([30 * 1.12**place for place in range(24)]), of=facts(over_time="last")).codes == []


def test_a_fraction_among_percentages_is_the_wrong_unit(judge: Judge) -> None:
    rows = [
        row(each[3].strftime("%Y-%m"), stated=number)
        for each, number in zip(months(range(24)), steady(52), strict=True)
    ]
    rows[12] = row("2024-01", stated=0.52)
    judged = judge(rows, of=facts("share"))
    assert (judged.codes, judged.parts["cause"]) == (["unit"], "fraction")


def test_a_share_of_known_parts_is_never_told_it_is_a_fraction(judge: Judge) -> None:
    rows = [
        row(each[3].strftime("%Y-%m"), number * 100, 10_000)
        for each, number in zip(months(range(24)), steady(52), strict=True)
    ]
    rows[12] = row("2024-01", 52, 10_000)
    assert judge(rows, of=facts("share")).codes == ["factor"]


def test_a_first_delivery_in_fractions_is_found_by_the_other_actors(judge: Judge) -> None:
    known = [row("2024-01", stated=48 + actor, actor=actor) for actor in range(2, 10)]
    assert judge([row("2024-01", stated=0.51)], known, of=facts("share")).codes == ["unit"]
    assert judge([row("2024-01", stated=51)], known, of=facts("share")).codes == []


def test_a_first_delivery_of_nothing_but_fractions_is_asked_about_once(judge: Judge) -> None:
    fresh = [row("2024", stated=0.4 + actor / 100, actor=actor) for actor in range(1, 9)]
    judged = judge(fresh, of=facts("share"))
    assert (judged.codes, judged.parts["cause"], judged.parts["count"]) == (["unit"], "all_fractions", 8)
    assert judge([*fresh, row("2024", stated=1.4, actor=9)], of=facts("share")).codes == []
    assert judge(fresh, [row("2023", stated=0.5)], of=facts("share")).codes == []
    assert judge(fresh, of=facts("mean")).codes == []
    of_parts = [row("2024", 5, 1000 + actor, actor=actor) for actor in range(1, 9)]
    assert judge(of_parts, of=facts("share")).codes == []


def test_hours_for_minutes_are_the_wrong_unit(judge: Judge) -> None:
    judged = judge(months(replaced(steady(6000), 12, 100)), of=facts("duration"))
    assert (judged.codes, judged.parts["cause"]) == (["unit"], "hours")


def test_a_count_given_per_1000_inhabitants_is_the_wrong_unit(judge: Judge) -> None:
    everybody = Population(np.array([1]), np.array([2022]), np.array([35_000.0]))
    counts = replaced(steady(900), 12, 900 / 35)
    judged = judge(months(counts), of=facts(band="alle"), populations={"alle": everybody})
    assert (judged.codes, judged.parts["cause"]) == (["unit"], "rate")


def test_a_whole_series_in_the_wrong_unit_is_told_once(judge: Judge) -> None:
    known = [
        row(each[3].strftime("%Y-%m"), stated=number + actor / 10, actor=actor)
        for actor in range(2, 10)
        for each, number in zip(months(range(12)), steady(52, 12), strict=True)
    ]
    fresh = [row(each[3].strftime("%Y-%m"), stated=0.52) for each in months(range(12))]
    judged = judge(fresh, known, of=facts("share"), only=["unit"])
    assert (judged.codes, judged.parts["count"]) == (["unit"], 12)


def test_only_what_came_in_now_is_judged(judge: Judge) -> None:
    wild = replaced(steady(400), 12, 900)
    assert judge(months([410], first="2025-01"), months(wild)).codes == []


def test_a_value_that_is_replaced_is_judged_as_it_will_be(judge: Judge) -> None:
    wild = replaced(steady(400), 12, 900)
    assert judge([row("2024-01", 402)], months(wild)).codes == []


def test_below_nought_cannot_be(judge: Judge) -> None:
    assert judge(months([12, -3, 11])).codes == ["sign"]


def test_a_period_to_come_cannot_be_measured(judge: Judge) -> None:
    assert judge([row("2026-11", 3), row("2026-12", 4), row("2027", 4)]).codes == ["future", "future"]


def test_a_figure_that_stands_still_is_told_of(judge: Judge) -> None:
    judged = judge(months([*steady(400, 12), 417, 417, 417, 417, 417]))
    assert (judged.codes, judged.parts["count"]) == (["frozen"], 5)


def test_noughts_and_small_counts_may_stand_still(judge: Judge) -> None:
    assert judge(months([0] * 24)).codes == []
    assert judge(months([2, 3, 2, 2, 2, 2, 1, 3, 2, 2, 1, 2])).codes == []


def test_a_stock_may_stand_longer_than_a_flow(judge: Judge) -> None:
    still = [*range(400, 412), 417, 417, 417, 417, 417]
    assert judge(months(still), of=facts(over_time="last")).codes == []


def test_two_actors_with_the_same_series_are_told_of(judge: Judge) -> None:
    same = [410.0, 433, 395, 402, 451, 420, 399, 408]
    judged = judge([*months(same, actor=1), *months(same, actor=2)])
    assert (judged.codes, judged.parts["count"]) == (["copied"], 8)


def test_two_small_actors_may_be_alike(judge: Judge) -> None:
    assert judge([*months([1.0] * 8, actor=1), *months([1.0] * 8, actor=2)]).codes == []


def counts() -> Any:
    return st.lists(st.integers(180, 220), min_size=16, max_size=40)


@unchanged
@given(counts(), st.integers(2, 13))
def test_a_series_turned_upside_down_has_its_outliers_in_the_same_places(
    judge: Judge, numbers: list[int], place: int
) -> None:
    mean = facts("mean", decimals=0)
    wild = replaced([float(number) for number in numbers], place, 320.0)
    up = judge(
        [row(each[3].strftime("%Y-%m"), n, 1) for each, n in zip(months(wild), wild, strict=True)],
        of=mean,
        only=["outlier"],
    )
    turned = [400 - number for number in wild]
    down = judge(
        [row(each[3].strftime("%Y-%m"), n, 1) for each, n in zip(months(wild), turned, strict=True)],
        of=mean,
        only=["outlier"],
    )
    assert up.periods == down.periods


@unchanged
@given(counts(), st.integers(2, 13), st.sampled_from([2.0, 10.0, 60.0]))
def test_the_unit_of_a_mean_does_not_decide_what_is_far_off(
    judge: Judge, numbers: list[int], place: int, unit: float
) -> None:
    wild = replaced([float(number) for number in numbers], place, 320.0)

    def found(times: float) -> list[str]:
        rows = [
            row(each[3].strftime("%Y-%m"), n * times, 1) for each, n in zip(months(wild), wild, strict=True)
        ]
        return judge(rows, of=facts("mean", decimals=4), only=["outlier", "factor", "far_off"]).periods

    assert found(1.0) == found(unit)
