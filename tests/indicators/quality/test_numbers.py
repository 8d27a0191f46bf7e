"""Values of a place under several numbers: here 1 became 2 on 1 January 2024."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.actors.numbers import Numbers
from tests.indicators.quality.conftest import Judge, months, row, steady

OLD, NEW = 1, 2
NUMBERS = Numbers.of([(OLD, NEW, date(2024, 1, 1), "renumber", "3024", "3201")])


def test_a_jump_is_seen_across_the_change_of_number(judge: Judge) -> None:
    before = months(steady(400), first="2022-01", actor=OLD)
    after = months([4000.0, 401, 399], first="2024-01", actor=NEW)
    assert judge(after, before, numbers=NUMBERS).periods == ["2024-01"]
    assert judge(after, before).codes == []


def test_a_series_that_goes_on_under_the_new_number_is_left_alone(judge: Judge) -> None:
    before = months(steady(400), first="2022-01", actor=OLD)
    assert judge(months(steady(400, 12), first="2024-01", actor=NEW), before, numbers=NUMBERS).codes == []


@pytest.mark.parametrize(("year", "left_over"), [("2023", NEW), ("2024", OLD)])
def test_the_figure_under_the_number_not_in_force_is_the_one_left_over(
    judge: Judge, year: str, left_over: int
) -> None:
    other = NEW if left_over == OLD else OLD
    judged = judge([row(year, 99, actor=left_over), row(year, 70, actor=other)], numbers=NUMBERS)
    assert judged.codes == ["renumbered"]
    assert judged.parts["value"] == 99
    assert judged.parts["used"] == 70


def test_a_figure_alone_under_a_number_not_in_force_is_no_finding(judge: Judge) -> None:
    assert judge([row("2023", 99, actor=NEW)], numbers=NUMBERS).codes == []


def test_two_places_are_never_taken_for_one(judge: Judge) -> None:
    assert judge([row("2023", 99, actor=7), row("2023", 70, actor=8)], numbers=NUMBERS).codes == []
