"""R1, R3 and R5 of undoing: a worker killed or stopped at swept moments, or told twice. All, or nothing."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel, wake
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from tests.services.sweeping import Forking, let_go, moments
from tests.services.test_killed import done
from tests.services.test_stopped import is_still
from tests.services.test_worker import state, wait
from tests.services.weeks import Weeks, make_country, stored, weeks_of
from tests.waiting import PATIENCE
from tests.worker import WorkerProcess

pytestmark = pytest.mark.django_db(transaction=True)


def file() -> Weeks:
    """Half of its values stand over others."""
    return weeks_of(2024, 15, standing=0.5)


def saved(weeks: Weeks) -> tuple[Weeks, Job]:
    """The same file, sent and saved once more; and the job that undoes it, not begun."""
    with weeks.upload.file.open() as content:
        upload = receive_upload(ContentFile(content.read()), name="uker.csv", by=None)
    read_upload(upload)
    batch = commit_upload(upload, by=None)
    assert stored() == weeks.after
    return replace(weeks, upload=upload), enqueue(kind="undo.all", subject=batch.pk, by=None)


def batch_of(weeks: Weeks) -> Batch:
    return Batch.objects.get(upload=weeks.upload)


def undone(weeks: Weeks) -> bool:
    """Whether it is. Otherwise all must be as when it was saved."""
    now, batch = stored(), batch_of(weeks)
    assert now in (weeks.before, weeks.after), "half of it is undone"
    undone = now == weeks.before
    undoings = Batch.objects.filter(origin=Batch.Origin.UNDO, note=f"Angret: {batch}").count()
    kept = EarlierMeasurement.objects.filter(batch=batch).count()
    assert (undoings, kept) == ((1, weeks.rows) if undone else (0, 0)), f"{undoings} undoings, {kept} kept"
    assert (batch.undone_at is not None) == undone, "it does not say so itself"
    return undone


def killed(forking: Forking, *, usual: int, without: list[str]) -> tuple[int, int]:
    """At every moment: how many of how many."""
    weeks, job = saved(file())
    _, events = forking.do(job)
    done(job)
    assert undone(weeks)
    swept = 0
    for moment in moments(events, usual=usual):
        swept += 1
        weeks, job = saved(weeks)
        status, _ = forking.do(job, at=moment, signal=signal.SIGKILL, without=without)
        assert status == signal.SIGKILL
        undone(weeks)
        let_go(job)
        forking.do(job)
        done(job)
        assert undone(weeks)
    return swept, events


def test_an_undoing_killed_at_any_moment_is_all_or_nothing_and_then_all(forking):
    swept, events = killed(forking, usual=8, without=[])
    print(f"R1 undoing: {swept} of {events} moments")


def test_an_undoing_without_one_transaction_is_seen_to_be_half(forking):
    """The control of the above."""
    with pytest.raises(AssertionError, match=r"half of it|undoings|say so"):
        killed(forking, usual=12, without=["transaction"])


@pytest.mark.services
def test_a_worker_that_stood_still_in_the_middle_of_an_undoing_writes_nothing_more(forking):
    weeks, job = saved(file())
    with Forking() as slow:
        _, events = forking.do(job)
        swept = 0
        for moment in moments(events - 2, usual=5):
            swept += 1
            weeks, job = saved(weeks)
            process = slow.begin(job, at=moment, signal=signal.SIGSTOP, idle="1s")
            while not is_still(process):
                time.sleep(0.02)
            undone(weeks)
            let_go(job)
            forking.do(job)
            assert undone(weeks)
            done(job)
            os.kill(process, signal.SIGCONT)
            slow.end()
            assert undone(weeks)
            assert Job.objects.get(pk=job.pk).token == job.token
    print(f"R5 undoing: {swept} of {events} moments")


@pytest.mark.services
def test_an_undoing_told_five_times_is_done_once(transactional_db, tmp_path):
    make_country()
    weeks, job = saved(file())
    with WorkerProcess(tmp_path) as worker:
        for _ in range(5):
            wake(job.pk)
        wait(lambda: state(job) == Job.State.DONE, worker)
        wake(job.pk)
        time.sleep(1.5)
    assert undone(weeks)
    assert Job.objects.get(pk=job.pk).attempts == 1


def cancelled(worker: WorkerProcess, *, within: float) -> float:
    """Seconds until an undoing has stopped that waits in one statement, for a value somebody else holds."""
    weeks, job = saved(file())
    batch = batch_of(weeks)
    held, let = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Measurement.objects.select_for_update().filter(batch=batch).first()
            held.set()
            let.wait(3 * PATIENCE)
        connection.close()

    holding = threading.Thread(target=hold)
    holding.start()
    try:
        assert held.wait(PATIENCE)
        worker.start()
        wait(lambda: state(job) == Job.State.RUNNING, worker)
        time.sleep(1.5)
        request_cancel(job=job)
        seconds = wait(lambda: state(job) == Job.State.CANCELLED, worker, seconds=within)
    finally:
        let.set()
        holding.join()
    assert not undone(weeks)
    return seconds


@pytest.mark.services
def test_an_undoing_is_cancelled_in_the_middle_of_a_statement(transactional_db, another_worker):
    make_country()
    print(f"undoing cancelled: {cancelled(another_worker, within=PATIENCE):.1f} s")


@pytest.mark.services
def test_where_no_statement_is_broken_off_it_goes_on(transactional_db, tmp_path):
    """The control of the above."""
    make_country()
    worker = WorkerProcess(tmp_path, without=["breaking"])
    try:
        with pytest.raises(AssertionError, match="running"):
            cancelled(worker, within=5)
    finally:
        worker.kill()
