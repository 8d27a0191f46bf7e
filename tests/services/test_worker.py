"""R2, R3 and R5 on worker processes: what one that dies, hears twice or stands still does to the work."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel, wake
from tests.gevinst.jobs.handlers import HOURS, marks
from tests.services.sweeping import MOMENTS
from tests.waiting import PATIENCE, until
from tests.worker import WorkerProcess, forget_messages

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def wait(condition: Callable[[], bool], worker: WorkerProcess, seconds: float = PATIENCE) -> float:
    """Seconds until it holds."""
    start = time.monotonic()
    until(condition, lambda: f"{Job.objects.values()}\n{worker.log()}", seconds=seconds)
    return time.monotonic() - start


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def test_a_worker_does_a_job_whose_message_came_five_times_once(worker, another_worker):
    another_worker.start()
    job = enqueue(kind="tests.late", subject=10, by=None)
    for _ in range(4):
        wake(job.pk)
    wait(lambda: state(job) == Job.State.DONE, worker)
    wake(job.pk)
    time.sleep(1.5)
    assert marks(10) == 2
    assert Job.objects.get(pk=job.pk).attempts == 1


def test_workers_that_do_not_ask_who_has_the_job_do_it_again_and_again(transactional_db, tmp_path):
    """The control of the above."""
    with WorkerProcess(tmp_path, without=["claim"]) as worker:
        job = enqueue(kind="tests.late", subject=10, by=None)
        wake(job.pk)
        wait(lambda: marks(10) > 2, worker)


def test_progress_is_true_while_the_transaction_is_open(worker):
    job = enqueue(kind="tests.write", subject=HOURS, by=None)
    wait(lambda: Job.objects.get(pk=job.pk).done > 5, worker)
    assert (marks(HOURS), state(job)) == (0, Job.State.RUNNING)


@pytest.mark.parametrize("kind", ["tests.write", "tests.query"])
def test_a_running_job_ends_soon_after_it_is_cancelled(worker, kind):
    job = enqueue(kind=kind, subject=HOURS, by=None)
    wait(lambda: state(job) == Job.State.RUNNING, worker)
    request_cancel(job=job)
    seconds = wait(lambda: state(job) == Job.State.CANCELLED, worker)
    assert marks(HOURS) == 0
    print(f"cancelled ({kind}): {seconds:.1f} s")


def resumed(
    worker: WorkerProcess, *, moment: float = 0.5, later: float = 0.0, within: float = PATIENCE
) -> float:
    """The worker is killed, and started again later: seconds from then until the job is taken up again."""
    job = enqueue(kind="tests.write", subject=50, by=None)
    wait(lambda: state(job) == Job.State.RUNNING, worker)
    time.sleep(moment)
    worker.kill()
    assert marks(50) in (0, 2)
    time.sleep(later)
    worker.start()
    seconds = wait(lambda: Job.objects.get(pk=job.pk).attempts == 2, worker, seconds=within)
    wait(lambda: state(job) == Job.State.DONE, worker)
    assert marks(50) == 2
    return seconds


@pytest.mark.parametrize(("moment", "later"), [(0.5, 0.0), (1.0, 5.0)])
def test_a_job_whose_worker_was_killed_is_taken_up_when_one_is_back(worker, moment, later):
    print(f"R2 back after {later} s: {resumed(worker, moment=moment, later=later):.1f} s")


@pytest.mark.skipif(not MOMENTS, reason="takes a minute; GEVINST_TEST_SWEEP asks for it")
def test_with_the_lease_of_production_it_is_taken_up_within_a_minute(transactional_db, tmp_path):
    with WorkerProcess(tmp_path, pace="production") as worker:
        print(f"R2 as in production: {resumed(worker, within=60):.1f} s")


def test_where_no_lease_runs_out_nobody_takes_it_up(transactional_db, tmp_path):
    """The control of the above. Also the message is of no use: it comes again after hours."""
    with (
        WorkerProcess(tmp_path, without=["takeover"]) as worker,
        pytest.raises(AssertionError, match="running"),
    ):
        resumed(worker, within=10)


def test_a_process_of_the_worker_that_is_killed_alone_is_no_loss(worker):
    job = enqueue(kind="tests.late", subject=30, by=None)
    wait(lambda: Job.objects.get(pk=job.pk).message.isdigit(), worker)
    os.kill(int(Job.objects.get(pk=job.pk).message), signal.SIGKILL)
    wait(lambda: state(job) == Job.State.DONE, worker)
    assert marks(30) == 2
    assert Job.objects.get(pk=job.pk).attempts == 2


def stood_still(old: WorkerProcess, new: WorkerProcess, *, heard_for: float) -> None:
    """The job is begun by one, which is stopped; the other does it; the first goes on for a while."""
    job = enqueue(kind="tests.late", subject=20, by=None)
    wait(lambda: state(job) == Job.State.RUNNING, old)
    old.signal(signal.SIGSTOP)
    new.start()
    wait(lambda: state(job) == Job.State.DONE, new)
    token = Job.objects.get(pk=job.pk).token
    old.signal(signal.SIGCONT)
    give_up = time.monotonic() + heard_for
    while time.monotonic() < give_up:
        assert marks(20) == 2, "the old one has written"
        time.sleep(0.1)
    assert (state(job), Job.objects.get(pk=job.pk).token) == (Job.State.DONE, token)


def test_a_worker_that_stood_still_while_another_took_over_writes_nothing(worker, another_worker):
    stood_still(worker, another_worker, heard_for=4)


def test_without_a_fence_the_one_that_stood_still_writes_too(transactional_db, tmp_path, another_worker):
    """The control of the above."""
    with (
        WorkerProcess(tmp_path, without=["fence"]) as old,
        pytest.raises(AssertionError, match="the old one has written"),
    ):
        stood_still(old, another_worker, heard_for=PATIENCE)


def test_a_message_that_never_came_delays_the_job_but_does_not_lose_it(worker):
    job = Job.objects.create(kind="tests.write", subject=1)
    wait(lambda: state(job) == Job.State.DONE, worker)
    assert marks(1) == 2


def test_where_nobody_looks_in_the_database_a_lost_message_is_a_lost_job(transactional_db, tmp_path):
    """The control of the above."""
    with WorkerProcess(tmp_path, without=["wake"]) as worker:
        forget_messages()
        job = Job.objects.create(kind="tests.write", subject=1)
        with pytest.raises(AssertionError, match="waiting"):
            wait(lambda: state(job) == Job.State.DONE, worker, seconds=10)
