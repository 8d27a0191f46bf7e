"""What a worker that dies or stands still does to the work: nothing that shows."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

import pytest

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel
from tests.gevinst.jobs.handlers import marks
from tests.worker import WorkerProcess

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def wait(condition: Callable[[], bool], worker: WorkerProcess, seconds: float = 40) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, f"{Job.objects.values()}\n{worker.log()}"
        time.sleep(0.05)


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def test_a_worker_process_does_the_job(worker):
    job = enqueue(kind="tests.write", subject=1, by=None)
    wait(lambda: state(job) == Job.State.DONE, worker)
    assert marks(1) == 2


def test_progress_is_true_while_the_transaction_is_open(worker):
    job = enqueue(kind="tests.write", subject=40, by=None)
    wait(lambda: Job.objects.get(pk=job.pk).done > 5, worker)
    assert (marks(40), state(job)) == (0, Job.State.RUNNING)


def test_a_running_job_ends_soon_after_it_is_cancelled(worker):
    job = enqueue(kind="tests.write", subject=200, by=None)
    wait(lambda: state(job) == Job.State.RUNNING, worker)
    request_cancel(job=job)
    wait(lambda: state(job) == Job.State.CANCELLED, worker, seconds=5)
    assert marks(200) == 0


@pytest.mark.parametrize("moment", [0.0, 1.0, 1.95])
def test_a_killed_worker_leaves_nothing_and_the_next_one_does_it_exactly_once(worker, moment):
    job = enqueue(kind="tests.write", subject=20, by=None)
    wait(lambda: state(job) == Job.State.RUNNING, worker)
    time.sleep(moment)
    worker.kill()
    assert marks(20) in (0, 2)
    worker.start()
    wait(lambda: state(job) == Job.State.DONE, worker)
    assert marks(20) == 2


def test_a_worker_that_stood_still_while_another_took_over_writes_nothing(worker, another_worker):
    job = enqueue(kind="tests.write", subject=10, by=None)
    wait(lambda: Job.objects.get(pk=job.pk).done > 2, worker)
    worker.signal(signal.SIGSTOP)
    another_worker.start()
    wait(lambda: state(job) == Job.State.DONE, another_worker)
    token = Job.objects.get(pk=job.pk).token
    worker.signal(signal.SIGCONT)
    time.sleep(3)
    assert marks(10) == 2
    assert (state(job), Job.objects.get(pk=job.pk).token) == (Job.State.DONE, token)


def test_a_message_that_never_came_delays_the_job_but_does_not_lose_it(worker):
    job = Job.objects.create(kind="tests.write", subject=1)
    wait(lambda: state(job) == Job.State.DONE, worker)
    assert marks(1) == 2
