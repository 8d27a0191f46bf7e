"""Values against those of shorter and longer periods, and the holes between them."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.measurements.periods import parse_period
from indicators.quality.rhythm import delivery
from tests.indicators.quality.conftest import Judge, facts, months, row

YEAR = [40.0, 41, 39, 42, 38, 40, 43, 37, 40, 41, 39, 40]


def test_a_year_that_is_the_sum_of_its_months_is_left_alone(judge: Judge) -> None:
    assert judge([*months(YEAR), row("2023", sum(YEAR))]).codes == []


def test_a_year_that_is_not_is_told_of(judge: Judge) -> None:
    judged = judge([*months(YEAR), row("2023", sum(YEAR) + 9)])
    assert (judged.codes, judged.periods, judged.parts["against"]) == (["lengths"], ["2023"], sum(YEAR))


def test_some_months_may_be_less_than_the_year_and_never_more(judge: Judge) -> None:
    assert judge([*months(YEAR[:9]), row("2023", 700)]).codes == []
    assert judge([*months(YEAR[:9]), row("2023", 300)]).codes == ["lengths"]


@pytest.mark.parametrize(("code", "count"), [("2023-T1", 4), ("2023-Q1", 3)])
def test_a_tertial_and_a_quarter_are_summed_too(judge: Judge, code: str, count: int) -> None:
    total = sum(YEAR[:count])
    assert judge([*months(YEAR), row(code, total)]).codes == []
    assert judge([*months(YEAR), row(code, total + 1)]).codes == ["lengths"]


def test_a_stock_of_the_year_is_that_of_its_last_month(judge: Judge) -> None:
    stock = facts(over_time="last")
    assert judge([*months(YEAR), row("2023", YEAR[-1])], of=stock).codes == []
    assert judge([*months(YEAR), row("2023", YEAR[-1] + 5)], of=stock).codes == ["lengths"]


def test_unique_persons_of_a_year_lie_between_the_largest_month_and_all_of_them(judge: Judge) -> None:
    persons = facts(additive=False, over_time="none")
    assert judge([*months(YEAR), row("2023", 120)], of=persons).codes == []
    assert judge([*months(YEAR), row("2023", 30)], of=persons).codes == ["lengths"]
    assert judge([*months(YEAR), row("2023", sum(YEAR) + 1)], of=persons).codes == ["lengths"]


def test_a_month_that_lacks_is_told_of_where_the_series_goes_on(judge: Judge) -> None:
    judged = judge(months([*YEAR[:6], None, *YEAR[7:]]))
    assert (judged.codes, judged.periods, judged.parts["missing"]) == (["gap"], ["2023-08"], ["2023-07"])


def test_a_month_with_a_reason_fills_its_place(judge: Judge) -> None:
    rows = months([*YEAR[:6], None, *YEAR[7:]])
    assert judge([*rows, row("2023-07", reason="missing")]).codes == []


def test_a_series_delivered_now_and_then_has_no_holes(judge: Judge) -> None:
    assert judge(months([40, None, None, 41, None, 40, None, None, 39, 41, None, 40])).codes == []


def late(last: str, today: date, delivered: int = 6) -> tuple[int, bool, date]:
    found = delivery(
        first=parse_period("2026-01"), last=parse_period(last), delivered=delivered, delay=15, today=today
    )
    return found.missing, found.is_late, found.next_date


def test_a_month_is_waited_for_from_its_end_and_the_time_its_source_takes() -> None:
    assert late("2026-06", date(2026, 8, 15)) == (0, False, date(2026, 8, 15))
    assert late("2026-06", date(2026, 8, 16)) == (1, True, date(2026, 8, 15))
    assert late("2026-06", date(2026, 11, 22)) == (4, True, date(2026, 8, 15))


def test_one_that_is_ahead_of_time_lacks_nothing() -> None:
    assert late("2026-06", date(2026, 7, 1)) == (0, False, date(2026, 8, 15))


def test_one_that_lacks_a_month_in_the_middle_is_not_late_for_it() -> None:
    assert late("2026-06", date(2026, 8, 1), delivered=5) == (1, False, date(2026, 8, 15))


def test_one_a_year_behind_has_stopped_and_is_asked_for_nothing() -> None:
    found = delivery(
        first=parse_period("2021-12"),
        last=parse_period("2022-05"),
        delivered=6,
        delay=15,
        today=date(2026, 11, 22),
    )
    assert (found.has_stopped, found.is_late, found.missing) == (True, False, 0)


@pytest.mark.parametrize(
    ("first", "last", "due"), [("2020-W52", "2021-W02", 4), ("2019", "2022", 4), ("2021-T2", "2022-T1", 3)]
)
def test_every_kind_of_period_is_counted(first: str, last: str, due: int) -> None:
    end = parse_period(last)
    found = delivery(first=parse_period(first), last=end, delivered=due, delay=0, today=end.end)
    assert (found.due, found.missing) == (due, 0)
