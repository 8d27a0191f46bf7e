from datetime import date

import pytest

from gevinst.plans.stretches import Run, parse_stretch, stretch_from, stretch_of
from indicators.measurements.periods import Period, PeriodError, PeriodKind, parse_period
from indicators.measurements.series import Point

TWELVE = "12 måneder til og med juni 2026"


def test_twelve_months_in_a_row_are_read_as_they_are_written() -> None:
    run = parse_stretch(TWELVE)
    assert run == Run(PeriodKind.YEAR, date(2025, 7, 1))
    assert (run.label(), run.code, run.end) == (TWELVE, "12m-2026-06", date(2026, 6, 30))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022", "2022"),
        ("mars 2024", "2024-03"),
        ("12 måneder til og med desember 2025", "2025"),
        ("4 måneder til og med april 2025", "2025-T1"),
        ("3  måneder til og med mars 2023", "2023-Q1"),
    ],
)
def test_months_that_make_a_period_of_the_calendar_are_that_period(text: str, period: str) -> None:
    assert parse_stretch(text) == parse_period(period)


def test_what_is_stored_is_what_was_read() -> None:
    for text in (TWELVE, "2022", "2024-03", "4 måneder til og med juni 2025"):
        read = parse_stretch(text)
        assert stretch_from(read.kind, read.start) == read


def test_a_rolled_point_covers_all_its_months() -> None:
    june = parse_period("2026-06")
    assert stretch_of(Point(period=june, numerator=1, months=12)) == parse_stretch(TWELVE)
    assert stretch_of(Point(period=june, numerator=1)) == june
    assert isinstance(stretch_of(Point(period=parse_period("2025-12"), numerator=1, months=12)), Period)


@pytest.mark.parametrize("text", ["5 måneder til og med juni 2026", "12 måneder til og med 2026"])
def test_other_numbers_of_months_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(PeriodError, match="3, 4 eller 12 måneder"):
        parse_stretch(text)
