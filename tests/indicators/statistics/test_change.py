import itertools
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.measurements.periods import Period, PeriodKind, parse_period
from indicators.measurements.running import same_days, span
from indicators.statistics.change import Change, LikeForLike, change, total_change
from indicators.statistics.rounding import format_number

ADHD = [610, 650, 585, 762, 1044]
SERIOUS_ILLNESS = [37, 30, 28, 30, 42]


def test_change_is_relative_to_the_old_figure() -> None:
    yearly = [change(a, b).percent for a, b in itertools.pairwise(ADHD)]
    assert [format_number(p or 0, 1) for p in yearly] == ["6,6", "−10,0", "30,3", "37,0"]
    assert [format_number(total_change(ADHD).percent or 0, 1)] == ["71,1"]


def test_it_does_not_repeat_the_wrong_years_of_the_published_table() -> None:
    assert change(585, 762).words() == "+30,3\u00a0%"  # printed as 23,2: divided by the new year
    assert total_change(SERIOUS_ILLNESS).words() == "+13,5\u00a0%"  # printed as −23,3


def test_the_formula_shows_both_operands() -> None:
    assert change(610, 650).formula() == "(650 − 610) / 610 · 100 = 6,6\u00a0%"


def test_shares_change_in_points_first() -> None:
    assert change(13.3, 15.3, is_share=True, decimals=1).words() == "+2,0\u00a0prosentpoeng (+15,0\u00a0%)"


def test_change_from_zero_cannot_be_computed() -> None:
    found = change(0, 5)
    assert (found.percent, found.points, found.note) == (None, 5, "kan ikke beregnes")
    assert found.words() == "kan ikke beregnes"
    assert found.formula() == "(5 − 0) / 0 · 100 = kan ikke beregnes"


def test_a_share_that_rises_from_zero_still_has_its_points() -> None:
    assert change(0, 3, is_share=True).words() == "+3\u00a0prosentpoeng"


@pytest.mark.parametrize(
    ("old", "decimals", "has_percent"), [(0.6, 0, False), (1.0, 0, True), (0.6, 1, True), (0.05, 1, False)]
)
def test_a_base_below_one_unit_shown_gives_points_only(old: float, decimals: int, has_percent: bool) -> None:
    found = change(old, 1.5, is_share=True, decimals=decimals)
    assert (found.percent is not None) == has_percent
    assert found.points == 1.5 - old


@pytest.mark.parametrize(
    ("old", "new"), [("hidden", 5), (5, "hidden"), ("hidden", "missing"), ("missing", "hidden")]
)
def test_a_hidden_operand_hides_the_change(old: float | str, new: float | str) -> None:
    found = change(old, new)
    assert found == Change(reason="hidden", note="kan ikke beregnes")
    assert found.words() == "kan ikke beregnes"
    assert found.formula() == ""


def test_a_missing_operand_keeps_its_reason() -> None:
    assert change(5, "not_yet").reason == "not_yet"


def test_total_change_uses_the_ends_and_does_not_look_for_better_ones() -> None:
    assert total_change(["missing", 5, 10]).reason == "missing"
    assert total_change([4, "hidden", 5]).percent == 25
    with pytest.raises(ValueError, match="tom rekke"):
        total_change([])


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_the_new_figure_is_the_old_one_plus_its_change(old: int, new: int) -> None:
    found = change(old, new)
    assert found.percent is not None
    assert old * (1 + found.percent / 100) == pytest.approx(new, abs=1e-6 * old)
    assert (found.percent > 0) == (new > old)


def test_the_running_may_is_not_compared_with_all_of_april() -> None:
    running_may = span(parse_period("2022-05"), date(2022, 5, 12))
    against = LikeForLike(old=span(parse_period("2022-04")), new=running_may)
    assert not against.is_comparable
    assert against.label == "til og med 12.05."
    assert against.words == (
        "01.05.2022–12.05.2022 mot 01.04.2022–30.04.2022: ikke samme dager, og derfor ikke sammenlignet"
    )


def test_the_running_may_is_compared_with_the_same_days() -> None:
    new = span(parse_period("2022-05"), date(2022, 5, 12))
    for prior in ("2022-04", "2021-05"):
        period = parse_period(prior)
        against = LikeForLike(old=span(period, same_days(period, date(2022, 5, 12))[1]), new=new)
        assert against.is_comparable
        assert against.label == "til og med 12.05."


def test_whole_periods_of_one_kind_are_compared_without_a_label() -> None:
    whole = LikeForLike(old=span(parse_period("2024-02")), new=span(parse_period("2024-03")))
    assert (whole.is_comparable, whole.label) == (True, "")
    assert not LikeForLike(old=span(parse_period("2024-02")), new=span(parse_period("2024-Q1"))).is_comparable


def test_year_to_date_stops_on_the_same_day_last_year() -> None:
    last_year = parse_period("2023")
    for day, other in [(date(2024, 2, 29), date(2023, 2, 28)), (date(2024, 2, 28), date(2023, 2, 28))]:
        new = span(parse_period("2024"), day)
        assert LikeForLike(old=span(last_year, other), new=new).is_comparable
        assert not LikeForLike(old=span(last_year, date(2023, 3, 1)), new=new).is_comparable


def test_a_day_the_prior_month_lacks_is_not_made_up() -> None:
    march, february = parse_period("2023-03"), parse_period("2023-02")
    new = span(march, date(2023, 3, 30))
    assert not LikeForLike(old=span(february, same_days(february, new.through)[1]), new=new).is_comparable


@given(st.sampled_from(PeriodKind), st.dates(date(1960, 1, 1), date(2080, 12, 31)))
def test_same_days_are_always_alike_unless_a_period_is_whole(kind: PeriodKind, as_of: date) -> None:
    current = Period.of(kind, as_of)
    prior = current.same_last_year()
    assume(prior is not None)
    assert prior is not None
    against = LikeForLike(old=span(prior, same_days(prior, as_of)[1]), new=span(current, as_of))
    assert against.is_comparable == (against.old.is_whole == against.new.is_whole)
