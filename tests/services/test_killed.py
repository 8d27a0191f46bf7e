"""R1: SIGKILL of a worker at swept moments of an import, on both databases. Whole and once, or not at all."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from indicators.imports import staging
from indicators.imports.models import Upload
from tests.services.sweeping import Forking, let_go, moments, no_orphans
from tests.services.weeks import Weeks, read, stored, take_back, weeks_of, whole_or_not_at_all

pytestmark = pytest.mark.django_db(transaction=True)


def job_of(weeks: Weeks, kind: str) -> Job:
    return enqueue(kind=kind, subject=weeks.upload.pk, by=None)


def done(job: Job) -> None:
    job.refresh_from_db()
    assert job.state == Job.State.DONE, (job.state, job.message)


def test_a_reading_killed_at_any_moment_is_done_again_and_nothing_counts(forking):
    weeks = weeks_of(2024, 15)
    job = job_of(weeks, "imports.read")
    _, events = forking.do(job)
    done(job)
    swept = 0
    for moment in moments(events, usual=6):
        job = job_of(weeks, "imports.read")
        with no_orphans(Path(weeks.upload.file.path)):
            status, _ = forking.do(job, at=moment, signal=signal.SIGKILL)
        assert status == signal.SIGKILL
        assert stored() == weeks.before
        let_go(job)
        forking.do(job)
        done(job)
        weeks.upload.refresh_from_db()
        assert (weeks.upload.state, staging.to_write(weeks.upload.pk)) == (Upload.State.READY, weeks.rows)
        swept += 1
    print(f"R1 reading: {swept} of {events} moments")


def test_a_worker_killed_while_its_child_parses_leaves_no_orphan(forking):
    weeks = weeks_of(2024, 52)
    path = Path(weeks.upload.file.path)
    for later in (0.05, 0.15, 0.3):
        job = job_of(weeks, "imports.read")
        with no_orphans(path):
            forking.do(job, at=4, signal=signal.SIGKILL, later=later)
        let_go(job)
        forking.do(job)
        done(job)
    weeks.upload.refresh_from_db()
    assert staging.to_write(weeks.upload.pk) == weeks.rows


def half_standing(year: int) -> Weeks:
    weeks = weeks_of(year, 15, standing=0.5)
    read(weeks.upload)
    return weeks


def killed_while_saving(forking: Forking, weeks: Weeks, *, usual: int, without: list[str]) -> tuple[int, int]:
    """Every moment: nothing to see or all, and all when it was taken up again. How many of how many."""
    job = job_of(weeks, "imports.commit")
    _, events = forking.do(job)
    done(job)
    assert whole_or_not_at_all(weeks)
    swept = 0
    for moment in moments(events, usual=usual):
        take_back(weeks)
        job = job_of(weeks, "imports.commit")
        status, _ = forking.do(job, at=moment, signal=signal.SIGKILL, without=without)
        assert status == signal.SIGKILL
        whole_or_not_at_all(weeks)
        let_go(job)
        forking.do(job)
        done(job)
        assert whole_or_not_at_all(weeks)
        swept += 1
    return swept, events


def test_a_saving_killed_at_any_moment_shows_all_or_nothing_and_then_all(forking):
    swept, events = killed_while_saving(forking, half_standing(2024), usual=10, without=[])
    print(f"R1 saving: {swept} of {events} moments")


def test_a_saving_without_one_transaction_is_seen_to_be_half(forking):
    """The control of the above."""
    with pytest.raises(AssertionError, match=r"are new|batches|earlier values"):
        killed_while_saving(forking, half_standing(2024), usual=12, without=["transaction"])
