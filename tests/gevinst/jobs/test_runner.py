from __future__ import annotations

import pytest
from django.db import OperationalError

from gevinst.jobs import registry, runner
from gevinst.jobs.lease import JobInterrupted, Lease
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel
from tests.gevinst.jobs.handlers import marks

pytestmark = pytest.mark.django_db


def done(kind: str = "tests.write", subject: int = 0) -> Job:
    job = enqueue(kind=kind, subject=subject, by=None)
    assert runner.run(job.pk)
    job.refresh_from_db()
    return job


def using(monkeypatch: pytest.MonkeyPatch, handler: registry.Handler) -> None:
    monkeypatch.setattr(registry, "handler_for", lambda kind: handler)


def test_the_handlers_answer_is_the_message(monkeypatch):
    using(monkeypatch, lambda subject, lease: "12 rader lest")
    job = done()
    assert (job.state, job.message) == (Job.State.DONE, "12 rader lest")
    assert job.finished_at is not None


def test_a_handler_may_end_the_job_in_its_own_last_transaction():
    job = done()
    assert (job.state, job.message) == (Job.State.DONE, "Skrev to merker")
    assert marks(0) == 2


def test_an_expected_problem_is_shown_as_it_is_and_leaves_nothing():
    job = done("tests.problem")
    assert (job.state, job.message) == (Job.State.FAILED, "Filen har ingen rader")
    assert marks(0) == 0


def test_an_unexpected_fault_is_logged_and_answered_calmly(caplog):
    job = done("tests.fault")
    assert job.state == Job.State.FAILED
    assert job.message.startswith("Noe gikk galt hos oss")
    assert "hemmelig" not in job.message
    reference = job.message.split("referansen ")[1].split(" ")[0]
    assert reference in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert marks(0) == 0


def test_a_cancelled_job_leaves_nothing(monkeypatch):
    def cancelled_by_the_user(subject: int, lease: Lease) -> str:
        request_cancel(job=Job.objects.get(pk=lease.job_id))
        lease.progress(1)
        return "kom for langt"

    using(monkeypatch, cancelled_by_the_user)
    assert done().state == Job.State.CANCELLED


def test_a_process_that_stops_gives_the_job_back_uncounted(monkeypatch):
    def interrupted(subject: int, lease: Lease) -> str:
        raise JobInterrupted

    using(monkeypatch, interrupted)
    job = done()
    assert (job.state, job.attempts) == (Job.State.WAITING, 0)


def test_a_database_that_goes_away_is_tried_again_and_counted(monkeypatch):
    def unlucky(subject: int, lease: Lease) -> str:
        raise OperationalError("server closed the connection unexpectedly")

    using(monkeypatch, unlucky)
    monkeypatch.setattr("gevinst.jobs.runner.connection.close", lambda: None)
    job = done()
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)


def test_a_worker_told_to_exit_gives_the_job_back_and_exits(monkeypatch):
    def leaving(subject: int, lease: Lease) -> str:
        raise SystemExit(0)

    using(monkeypatch, leaving)
    job = enqueue(kind="tests.write", subject=0, by=None)
    with pytest.raises(SystemExit):
        runner.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def test_a_job_somebody_else_holds_is_left_alone():
    job = enqueue(kind="tests.write", subject=0, by=None)
    runner.claim(job.pk)
    assert not runner.run(job.pk)


def test_all_that_waits_can_be_done_in_this_thread():
    for subject in (0, 1):
        enqueue(kind="tests.write", subject=subject, by=None)
    assert runner.run_waiting() == 2
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}


@pytest.mark.parametrize("kind", registry.kinds())
def test_every_kind_leads_to_a_handler(kind):
    assert callable(registry.handler_for(kind))
