import itertools
from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indicators.measurements.periods import (
    Period,
    PeriodError,
    PeriodKind,
    parse_period,
    running,
    same_days,
    span,
)

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
kinds = st.sampled_from(PeriodKind)
periods = st.builds(Period.of, kinds, days)

ACCEPTED = {
    "2024": "2024",
    "2024-03": "2024-03",
    "202403": "2024-03",
    "03.2024": "2024-03",
    "mars 2024": "2024-03",
    "Mars\u00a02024": "2024-03",
    "mar 2024": "2024-03",
    "mar 24": "2024-03",
    "mar.24": "2024-03",
    "des 21": "2021-12",
    "des. 2021": "2021-12",
    "januar 2024": "2024-01",
    "2024M03": "2024-03",
    "2024-W07": "2024-W07",
    "2024U07": "2024-W07",
    "uke 7 2024": "2024-W07",
    "U07 2024": "2024-W07",
    "2020-W53": "2020-W53",
    "2024-T1": "2024-T1",
    "2024T1": "2024-T1",
    "T1 2024": "2024-T1",
    "1. tertial 2024": "2024-T1",
    "2024-Q1": "2024-Q1",
    "2024K1": "2024-Q1",
    "1. kvartal 2024": "2024-Q1",
    "2024 uke 1": "2024-W01",
    "2024-uke 12": "2024-W12",
    "2024 U12": "2024-W12",
    "Uke 12, 2024": "2024-W12",
    "uke 12/2024": "2024-W12",
    "2024 T1": "2024-T1",
    "2024 Q2": "2024-Q2",
    "1.tertial 2024": "2024-T1",
    "tertial 3, 2024": "2024-T3",
    "kvartal 2 2024": "2024-Q2",
}


@pytest.mark.parametrize(("text", "code"), ACCEPTED.items())
def test_it_reads_the_accepted_forms(text: str, code: str) -> None:
    assert parse_period(text).code == code


NOT_PERIODS = (
    [
        "",
        "24",
        "2024-3",
        "3.2024",
        "01.03.2024",
        "2024-03-01",
        "2024-2",
        "2023-2024",
        "2024*",
        "٢٠٢٤",
        "1850",
    ],
    [
        "2200",
        "HDM",
        "mars",
        "2024 mars",
        "mars-24",
        "uke 7",
        "T1",
        "1. tertial",
        "2024Q",
        "Q5 2024x",
        "1234,5",
    ],
)


@pytest.mark.parametrize("text", [text for row in NOT_PERIODS for text in row])
def test_it_refuses_what_is_not_listed_and_says_what_to_write(text: str) -> None:
    with pytest.raises(PeriodError, match=r"Skriv for eksempel 2024, 2024-03"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2021-W53", "2021 har uke 1 til 52"),
        ("uke 0 2024", "2024 har uke 1 til 52"),
        ("2024-13", "2024 har måned 1 til 12"),
        ("202400", "2024 har måned 1 til 12"),
        ("2024-T4", "2024 har tertial 1 til 3"),
        ("5. kvartal 2024", "2024 har kvartal 1 til 4"),
    ],
)
def test_it_refuses_a_number_the_year_does_not_have(text: str, message: str) -> None:
    with pytest.raises(PeriodError, match=f"«{text}» finnes ikke: {message}"):
        parse_period(text)


@pytest.mark.parametrize(
    ("cell", "code"), [(2024, "2024"), (202403, "2024-03"), (2024.0, "2024"), (date(2024, 3, 1), "2024-03")]
)
def test_it_reads_spreadsheet_cells(cell: object, code: str) -> None:
    assert parse_period(cell).code == code


def test_it_reads_a_midnight_on_the_first_as_the_month_and_refuses_any_other_moment() -> None:
    assert parse_period(datetime(2024, 3, 1)).code == "2024-03"  # noqa: DTZ001
    for moment in (date(2024, 3, 2), datetime(2024, 3, 1, 12)):  # noqa: DTZ001
        with pytest.raises(PeriodError, match="er en dag, ikke en periode"):
            parse_period(moment)


@pytest.mark.parametrize("cell", [None, True, 3.2024, float("nan"), float("inf"), [], 10**12])
def test_it_refuses_other_cells(cell: object) -> None:
    with pytest.raises(PeriodError):
        parse_period(cell)


def test_it_never_repeats_a_fodselsnummer() -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period("uke 01019012345")
    assert "01019012345" not in str(caught.value)


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_a_period_error(text: str) -> None:
    try:
        period = parse_period(text)
    except PeriodError:
        return
    assert parse_period(period.code) == period


@given(periods)
def test_code_and_labels_are_read_back_as_the_same_period(period: Period) -> None:
    assert parse_period(period.code) == period
    assert parse_period(period.label()) == period
    assert parse_period(period.short_label()) == period


@pytest.mark.parametrize(("code", "label"), [("2024-W07", "veke 7 2024"), ("2024-T1", "1. tertial 2024")])
def test_labels_in_nynorsk_are_read_back(code: str, label: str) -> None:
    period = parse_period(code)
    with translation.override("nn"):
        assert period.label() == label
        assert parse_period(period.label()) == parse_period(period.short_label()) == period


def test_a_fault_is_told_in_the_language_of_the_reader() -> None:
    with translation.override("nn"), pytest.raises(PeriodError, match="er ikkje ein periode"):
        parse_period("i fjor")


def test_labels_are_as_norwegians_write_them() -> None:
    codes = ("2024-W07", "2024-03", "2024-01", "2024-T1", "2024-Q1", "2024")
    assert [parse_period(code).label() for code in codes] == [
        "uke 7 2024",
        "mars 2024",
        "januar 2024",
        "1. tertial 2024",
        "1. kvartal 2024",
        "2024",
    ]
    assert [parse_period(code).short_label() for code in codes] == [
        "U7 2024",
        "mars 2024",
        "jan. 2024",
        "T1 2024",
        "K1 2024",
        "2024",
    ]


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
