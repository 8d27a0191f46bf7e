from __future__ import annotations

import threading
from itertools import repeat

import pytest

from gevinst.jobs import live
from gevinst.jobs.lease import Lease
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from tests.conftest import on_services
from tests.gevinst.jobs.handlers import HOURS, marks
from tests.waiting import PATIENCE, until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(on_services(), reason="innebygd betyr SQLite og megler i minnet"),
]


def wait(job: Job, state: Job.State) -> None:
    until(lambda: Job.objects.get(pk=job.pk).state == state, Job.objects.values)


@pytest.fixture
def embedded(transactional_db):
    from gevinst.jobs.embedded import EmbeddedWorker

    worker = EmbeddedWorker()
    worker.start()
    yield worker
    worker.stop(timeout=PATIENCE)


def test_a_job_put_in_the_queue_is_done(embedded):
    job = enqueue(kind="tests.write", subject=1, by=None)
    wait(job, Job.State.DONE)
    assert marks(1) == 2


def test_a_job_left_running_by_a_process_that_died_is_taken_up_at_start(transactional_db):
    from gevinst.jobs.embedded import EmbeddedWorker

    left = Job.objects.create(kind="tests.write", subject=1, state=Job.State.RUNNING, token=3)
    worker = EmbeddedWorker()
    worker.start()
    wait(left, Job.State.DONE)
    assert worker.stop(timeout=PATIENCE)


def test_stopping_gives_back_what_is_under_way(embedded):
    job = enqueue(kind="tests.write", subject=HOURS, by=None)
    wait(job, Job.State.RUNNING)
    assert embedded.stop(timeout=PATIENCE)
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING
    assert marks(HOURS) == 0


def test_stopping_reaches_what_was_taken_a_moment_before(embedded, monkeypatch):
    """The row says it is running before this process has noted that it runs it."""
    taken, stopping = threading.Event(), threading.Event()

    def slowly(lease: Lease) -> None:
        taken.set()
        assert stopping.wait(timeout=PATIENCE)
        hold(lease)

    hold = live.hold
    monkeypatch.setattr(live, "hold", slowly)
    monkeypatch.setattr(embedded._beat.service, "stop", stopping.set)
    job = enqueue(kind="tests.write", subject=HOURS, by=None)
    assert taken.wait(timeout=PATIENCE)
    assert embedded.stop(timeout=PATIENCE)
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING
    assert marks(HOURS) == 0


def test_one_that_is_stopped_twice_does_not_end_its_namesake(transactional_db, monkeypatch):
    """Else it died as soon as it began, and what was put in its queue was never done."""
    from gevinst.jobs import embedded

    monkeypatch.setattr(embedded, "_NUMBER", repeat("one"))
    for subject in (1, 2):
        worker = embedded.EmbeddedWorker()
        worker.start()
        wait(enqueue(kind="tests.write", subject=subject, by=None), Job.State.DONE)
        assert worker.stop(timeout=PATIENCE)
        assert worker.stop(timeout=PATIENCE)
