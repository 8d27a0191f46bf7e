import itertools
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.measurements.periods import (
    Period,
    PeriodError,
    PeriodKind,
    parse_period,
)
from indicators.measurements.running import running, same_days, span

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
kinds = st.sampled_from(PeriodKind)
periods = st.builds(Period.of, kinds, days)


@given(kinds, days)
def test_a_day_lies_in_its_period(kind: PeriodKind, day: date) -> None:
    period = Period.of(kind, day)
    assert period.start <= day <= period.end
    assert period.days == (period.end - period.start).days + 1


@given(periods)
def test_next_and_previous_meet_without_gap_or_overlap(period: Period) -> None:
    following = period.next()
    assert (following.start - period.end).days == 1
    assert following.previous() == period
    assert period < following
    assert len({period, following, period.next()}) == 2


def test_a_period_begins_on_its_first_day_or_is_refused() -> None:
    for kind, day in [(PeriodKind.MONTH, date(2024, 3, 2)), (PeriodKind.WEEK, date(2024, 2, 13))]:
        with pytest.raises(PeriodError, match="ikke første dag"):
            Period(kind, day)
    with pytest.raises(PeriodError):
        Period(PeriodKind.YEAR, datetime(2024, 1, 1))  # noqa: DTZ001


def test_the_week_belongs_to_its_iso_year() -> None:
    new_year = Period.of(PeriodKind.WEEK, date(2024, 12, 30))
    assert (new_year.code, new_year.label()) == ("2025-W01", "uke 1 2025")
    assert not parse_period("2024").contains(new_year)
    assert not parse_period("2025").contains(new_year)


def test_the_same_period_last_year_has_the_same_name() -> None:
    assert parse_period("2024-02").same_last_year() == parse_period("2023-02")
    assert parse_period("2024-W07").same_last_year() == parse_period("2023-W07")
    assert parse_period("2021-W52").same_last_year() == parse_period("2020-W52")


def test_week_53_has_no_counterpart_in_a_year_of_52() -> None:
    assert parse_period("2020-W53").same_last_year() is None


def test_months_and_tertials_make_up_the_year_and_quarters_stand_apart() -> None:
    year, tertial = parse_period("2024"), parse_period("2024-T2")
    assert [p.code for p in tertial.children(PeriodKind.MONTH)] == [
        "2024-05",
        "2024-06",
        "2024-07",
        "2024-08",
    ]
    assert [p.code for p in year.children(PeriodKind.TERTIAL)] == ["2024-T1", "2024-T2", "2024-T3"]
    assert all(year.is_sum_of(kind) for kind in PeriodKind if kind is not PeriodKind.WEEK)
    assert not tertial.is_sum_of(PeriodKind.QUARTER)


def test_a_straddling_week_is_no_child_so_weeks_do_not_add_up_to_a_month() -> None:
    march = parse_period("2024-03")
    assert [p.code for p in march.children(PeriodKind.WEEK)] == [
        "2024-W10",
        "2024-W11",
        "2024-W12",
        "2024-W13",
    ]
    assert not march.is_sum_of(PeriodKind.WEEK)
    assert parse_period("2021-02").is_sum_of(PeriodKind.WEEK)


@given(periods, kinds)
def test_children_are_contained_in_order_and_never_overlap(period: Period, kind: PeriodKind) -> None:
    children = period.children(kind)
    assert all(period.contains(child) for child in children)
    assert all(a.end < b.start for a, b in itertools.pairwise(children))
    assert period.is_sum_of(kind) == (sum(c.days for c in children) == period.days)


def test_parents_are_the_longer_periods_around_it() -> None:
    assert [p.code for p in parse_period("2024-03").parents()] == ["2024-Q1", "2024-T1", "2024"]
    assert parse_period("2025-W01").parents() == ()
    assert parse_period("2024").parents() == ()


def test_sorting_is_by_first_day_and_the_longer_first() -> None:
    texts = ["2024-02", "2024-01", "2024", "2024-T1", "2023-12"]
    assert [p.code for p in sorted(map(parse_period, texts))] == [
        "2023-12",
        "2024",
        "2024-T1",
        "2024-01",
        "2024-02",
    ]


def test_the_running_part_ends_on_the_day_asked_for() -> None:
    may = parse_period("2022-05")
    assert running(may, date(2022, 5, 12)) == (date(2022, 5, 1), date(2022, 5, 12))
    assert running(may, date(2022, 7, 1)) == (date(2022, 5, 1), date(2022, 5, 31))
    with pytest.raises(PeriodError, match=r"mai 2022 har ikke begynt 30\.04\.2022"):
        running(may, date(2022, 4, 30))


@pytest.mark.parametrize(
    ("prior", "as_of", "last"),
    [
        ("2022-04", date(2022, 5, 12), date(2022, 4, 12)),
        ("2021-05", date(2022, 5, 12), date(2021, 5, 12)),
        ("2022-02", date(2022, 3, 30), date(2022, 2, 28)),
        ("2023", date(2024, 2, 29), date(2023, 2, 28)),
        ("2023-T2", date(2024, 1, 31), date(2023, 5, 31)),
        ("2024-W06", date(2024, 2, 14), date(2024, 2, 7)),
    ],
)
def test_the_same_days_of_a_prior_period(prior: str, as_of: date, last: date) -> None:
    period = parse_period(prior)
    assert same_days(period, as_of) == (period.start, last)


@given(kinds, days)
def test_the_same_days_stay_inside_the_prior_period(kind: PeriodKind, as_of: date) -> None:
    prior = Period.of(kind, as_of).previous()
    first, last = same_days(prior, as_of)
    assert prior.start == first <= last <= prior.end


def test_a_span_is_whole_unless_it_is_cut() -> None:
    assert span(parse_period("2022-05")).is_whole
    assert span(parse_period("2022-05"), date(2022, 5, 12)).label == "til og med 12.05."


def test_what_is_remembered_of_a_kind_written_as_text_is_good_for_all() -> None:
    loose, year = Period("M", date(1951, 3, 1)), Period(PeriodKind.YEAR, date(1951, 1, 1))  # type: ignore[arg-type]
    assert (
        type(loose.next().kind) is type(Period(PeriodKind.MONTH, date(1951, 3, 1)).next().kind) is PeriodKind
    )
    assert {type(one.kind) for one in year.children("M")} == {PeriodKind}  # type: ignore[arg-type]
    assert {type(one.kind) for one in year.children(PeriodKind.MONTH)} == {PeriodKind}
