"""A handler is told to stop also while it waits for one long statement, on both databases."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError, connection

from gevinst.jobs import heartbeat, live, runner
from gevinst.jobs.breaking import Breaker
from gevinst.jobs.lease import JobCancelled, Lease, Progress
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel
from tests.gevinst.jobs.handlers import asked, marks
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


def begun(job: Job) -> threading.Thread:
    """The job, in the middle of its one endless statement, in a thread of its own."""
    asked.clear()
    thread = threading.Thread(target=run_and_close, args=(job.pk,))
    thread.start()
    assert asked.wait(timeout=PATIENCE)
    return thread


def stopped_by(stop) -> Job:
    """The job, when it is over, hours before its time."""
    job = enqueue(kind="tests.query", subject=1, by=None)
    thread = begun(job)
    stop(job)
    thread.join(timeout=PATIENCE)
    assert not thread.is_alive(), "the statement goes on"
    job.refresh_from_db()
    return job


def process_goes_down(job: Job) -> None:
    with live.interrupting():
        pass


def run_and_close(job: int) -> None:
    try:
        runner.run(job)
    finally:
        connection.close()


def test_a_long_statement_ends_when_it_is_cancelled():
    job = stopped_by(lambda job: request_cancel(job=job))
    assert (job.state, marks(1)) == (Job.State.CANCELLED, 0)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there web and worker share a process")
def test_a_cancellation_from_another_process_is_heard_as_soon():
    job = stopped_by(lambda job: Job.objects.update(cancel_requested=True))
    assert (job.state, marks(1)) == (Job.State.CANCELLED, 0)


def test_a_process_that_goes_down_gets_its_job_back_in_the_middle_of_a_statement():
    job = stopped_by(process_goes_down)
    assert (job.state, job.attempts, marks(1)) == (Job.State.WAITING, 0, 0)


def test_without_anybody_to_break_it_off_the_statement_goes_on(monkeypatch):
    """The control of the above."""
    with monkeypatch.context() as weakened:
        weakened.setattr(Breaker, "end_statement", lambda self: None)
        job = enqueue(kind="tests.query", subject=1, by=None)
        thread = begun(job)
        live.held[job.pk].cancel()
        thread.join(timeout=3)
        assert thread.is_alive()
    thread.join(timeout=PATIENCE)
    assert not thread.is_alive()


@pytest.fixture
def lease() -> Lease:
    return Lease(1, 1, Progress(0, 0, ""))


def test_a_handler_is_told_once_and_then_left_in_peace_to_tidy_up(lease):
    with connection.execute_wrapper(Breaker(connection, lease)):
        Job.objects.count()
        lease.cancel()
        with pytest.raises(JobCancelled):
            Job.objects.count()
        assert Job.objects.count() == 0


def test_what_is_finished_is_no_longer_cancelled(lease, monkeypatch):
    monkeypatch.setattr(Lease, "_end", lambda *arguments: None)
    lease.finish("ferdig")
    lease.cancel()
    with connection.execute_wrapper(Breaker(connection, lease)):
        assert Job.objects.count() == 0


def test_a_fault_that_nobody_ordered_is_a_fault(lease):
    with (
        connection.execute_wrapper(Breaker(connection, lease)),
        pytest.raises(OperationalError if connection.vendor == "sqlite" else Exception, match="finnes_ikke"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT finnes_ikke")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is no further away than the disk")
def test_who_has_not_been_heard_of_for_a_whole_lease_hangs_up(monkeypatch, settings):
    settings.JOB_LEASE_SECONDS = 1
    monkeypatch.setattr(heartbeat, "PAUSE", 0.1)

    def unheard(self: Lease) -> None:
        raise OperationalError("the network is down")

    monkeypatch.setattr(Lease, "beat", unheard)
    job = stopped_by(lambda job: None)
    assert (job.state, marks(1)) == (Job.State.RUNNING, 0)
