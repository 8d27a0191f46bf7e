from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gevinst.jobs import runner
from gevinst.jobs.services import enqueue
from gevinst.plans.attainment import AttainmentStatus as Status
from gevinst.plans.models import Contribution, Plan
from gevinst.reviews import preparing, services
from gevinst.reviews.models import Review
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.gevinst.reviews.conftest import (
    DEVIATES,
    GOES_WELL,
    REACHES,
    TODAY,
    UKP,
    add_benefit,
    measured,
    prepared,
)


@pytest.mark.parametrize(
    ("monthly", "status", "deviates"),
    [
        (REACHES, Status.REACHED, False),
        (GOES_WELL, Status.ON_TRACK, False),
        (DEVIATES, Status.BEHIND, True),
        (11.0, Status.WRONG_DIRECTION, True),
        (None, Status.MISSING_MEASUREMENT, True),
    ],
)
def test_the_status_is_that_of_the_overview(
    contribution: Contribution, monthly: float | None, status: Status, deviates: bool
) -> None:
    if monthly:
        measured(contribution, monthly)
    if status is Status.WRONG_DIRECTION:
        measured(contribution, 9.0, 2022)
        measured(contribution, monthly or 0, 2023)
    review = prepared(contribution)
    assert (review.stands, review.deviates) == (status, deviates)
    assert review.stands is preparing.line_of(contribution).status


def test_the_figures_stay_as_they_were_when_it_was_prepared(contribution: Contribution, cast: Cast) -> None:
    measured(contribution, GOES_WELL)
    review = prepared(contribution)
    assert (review.value, review.percent, review.period.code, review.due) == (
        48,
        90,
        "2026-T2",
        date(2026, 9, 30),
    )
    assert review.measured is not None
    assert review.measured.label() == "12 måneder til og med desember 2025"
    measure(contribution.benefit.indicator, cast.rauma, "2026-01", numerator=50)
    assert prepared(contribution).value == 48


def test_the_job_can_be_done_twice(contribution: Contribution) -> None:
    measured(contribution, GOES_WELL)
    assert preparing.prepare(today=TODAY) == 1
    assert preparing.prepare(today=TODAY) == 0
    assert Review.objects.count() == 1


def test_two_who_prepare_at_once_make_one(contribution: Contribution) -> None:
    wanted = preparing.wanted_on(TODAY)
    assert [preparing.prepare_these(wanted) for _who in range(2)] == [1, 0]


def test_the_nightly_job_says_how_many(contribution: Contribution) -> None:
    job = enqueue(kind="nightly.reviews", subject=0, by=None)
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "Klargjort: 1 oppfølginger.")


def test_the_next_period_makes_the_next_review(contribution: Contribution) -> None:
    measured(contribution, GOES_WELL)
    first = prepared(contribution)
    second = prepared(contribution, date(2027, 1, 20))
    assert (first.period.code, second.period.code) == ("2026-T2", "2026-T3")
    assert list(Review.objects.waiting()) == [second], "the later period overtakes the earlier one"


def test_it_is_reviewed_as_often_as_was_chosen(contribution: Contribution) -> None:
    services.set_frequency(benefit=contribution.benefit, rhythm="M")
    assert prepared(contribution).period.code == "2026-08"


def test_what_has_no_baseline_waits_for_one(plan: Plan, catalogue: dict[str, Indicator]) -> None:
    contribution = add_benefit(plan, catalogue[UKP], "Færre døgn på sykehus")
    Contribution.objects.filter(pk=contribution.pk).update(baseline=None, baseline_on=None)
    assert preparing.prepare(today=TODAY) == 0


def test_a_plan_is_not_reviewed_for_a_time_before_it_was_made(contribution: Contribution) -> None:
    Plan.objects.update(is_example=False, created_at="2026-09-01T12:00:00Z")
    assert preparing.prepare(today=TODAY) == 0
    assert preparing.prepare(today=date(2027, 1, 20)) == 1


def test_what_was_ended_is_not_reviewed_again(contribution: Contribution) -> None:
    measured(contribution, GOES_WELL)
    review = prepared(contribution)
    services.answer(review=review, revision=0, by=None, decision="end", comment="Tjenesten er lagt ned.")
    assert preparing.prepare(today=date(2027, 1, 20)) == 0


def reached(contribution: Contribution, cast: Cast) -> Review:
    measured(contribution, REACHES)
    review = prepared(contribution)
    services.confirm(reviews=[review], by=cast.ola)
    return review


def test_what_is_reached_is_left_alone_until_the_year_is_over(contribution: Contribution, cast: Cast) -> None:
    assert reached(contribution, cast).newly_reached
    assert preparing.prepare(today=date(2026, 9, 30)) == 0
    yearly = prepared(contribution, date(2027, 1, 20))
    assert (yearly.period.code, yearly.newly_reached, yearly.fell_back) == ("2026", False, False)
    services.confirm(reviews=[yearly], by=cast.ola)
    assert preparing.prepare(today=date(2027, 5, 20)) == 0


def test_what_falls_back_is_taken_up_at_once(contribution: Contribution, cast: Cast) -> None:
    reached(contribution, cast)
    measured(contribution, 8.0, 2026)
    back = prepared(contribution, date(2027, 1, 20))
    assert (back.period.code, back.fell_back, back.deviates) == ("2026-T3", True, True)


def test_five_hundred_are_prepared_with_as_many_reads_as_five(
    plan: Plan, catalogue: dict[str, Indicator]
) -> None:
    reads = []
    for number in (5, 495):
        for each in range(number):
            add_benefit(plan, catalogue[UKP], f"Gevinst {number} {each}")
        with CaptureQueriesContext(connection) as captured:
            assert preparing.prepare(today=TODAY) == number
        reads.append(sum(query["sql"].startswith("SELECT") for query in captured))
    assert reads[0] == reads[1] <= 14
