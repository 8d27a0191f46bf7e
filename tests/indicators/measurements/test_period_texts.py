"""Periods as people write them, and as they are written back."""

from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indicators.measurements.periods import (
    Period,
    PeriodError,
    parse_period,
)
from tests.indicators.measurements.test_periods import periods

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
