from __future__ import annotations

import socket
import threading
from datetime import timedelta
from itertools import count

import pytest
from celery import Celery
from django.conf import settings
from django.utils import timezone

from gevinst.jobs import services
from gevinst.jobs.lease import LeaseLost
from gevinst.jobs.models import Job
from gevinst.jobs.queries import claimable, latest_about
from gevinst.jobs.services import claim, enqueue, request_cancel, requeue_all
from gevinst.settings.base import REDIS_TRANSPORT
from indicators.measurements.models import Batch
from tests.counting import queries
from tests.gevinst.jobs.handlers import mark, marks
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db


def job(subject: int = 1) -> Job:
    return enqueue(kind="tests.write", subject=subject, by=None)


def later(seconds: float):
    return timezone.now() + timedelta(seconds=seconds)


def after_the_lease():
    return later(settings.JOB_LEASE_SECONDS + 1)


def test_asking_twice_gives_the_same_open_job():
    assert job().pk == job().pk
    assert Job.objects.count() == 1


def test_a_finished_job_does_not_stand_in_the_way_of_a_new_one():
    first = job()
    _, lease = claim(first.pk)
    lease.finish("ferdig")
    assert job().pk != first.pk


def test_another_subject_gets_its_own_job():
    assert job(1).pk != job(2).pk


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError, match=r"tests\.unknown"):
        enqueue(kind="tests.unknown", subject=1, by=None)
    assert not Job.objects.exists()


def test_a_worker_is_woken_only_when_the_transaction_has_committed(
    django_capture_on_commit_callbacks, monkeypatch
):
    woken: list[int] = []
    monkeypatch.setattr(services, "wake", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        waiting = job()
        assert woken == []
    assert woken == [waiting.pk]


def test_a_broker_that_is_down_does_not_stop_the_request(
    django_capture_on_commit_callbacks, monkeypatch, caplog
):
    monkeypatch.setattr(services, "app", Celery(broker="redis://127.0.0.1:1/0"))
    with django_capture_on_commit_callbacks(execute=True):
        waiting = job()
    waiting.refresh_from_db()
    assert waiting.state == Job.State.WAITING
    assert "the broker did not answer" in caplog.text


def test_a_broker_that_never_answers_holds_the_request_for_seconds_only(monkeypatch, caplog):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        broker = Celery(broker=f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        broker.conf.broker_transport_options = REDIS_TRANSPORT
        monkeypatch.setattr(services, "app", broker)
        request = threading.Thread(target=services.wake, args=(job().pk,), daemon=True)
        request.start()
        request.join(timeout=PATIENCE)
        assert not request.is_alive(), "the request waits on"
        assert tries(silent) * REDIS_TRANSPORT["socket_timeout"] < 8
    assert "the broker did not answer" in caplog.text


def tries(silent: socket.socket) -> int:
    """How often somebody has rung at a socket that lets everybody wait."""
    silent.setblocking(False)
    for number in count():
        try:
            silent.accept()[0].close()
        except BlockingIOError:
            return number
    raise AssertionError


def test_only_one_of_two_gets_the_lease():
    waiting = job()
    assert claim(waiting.pk) is not None
    assert claim(waiting.pk) is None


def test_two_who_read_the_same_row_do_not_both_get_it(monkeypatch):
    waiting = job()
    rows = list(claimable(timezone.now()))
    assert claim(waiting.pk) is not None

    class Stale:
        """What the slower one read before the faster one took it."""

        def filter(self, **conditions):
            return rows if "token" not in conditions else real.filter(**conditions)

    real = claimable(timezone.now())
    monkeypatch.setattr(services, "claimable", lambda now: Stale())
    assert claim(waiting.pk) is None


def test_the_oldest_waiting_job_is_taken_first():
    first, second = job(1), job(2)
    assert claim()[0].pk == first.pk
    assert claim()[0].pk == second.pk
    assert claim() is None


def test_an_expired_lease_is_taken_over_and_the_old_holder_can_write_no_more():
    _, old = claim(job().pk)
    _, new = claim(old.job_id, now=after_the_lease())
    assert new.token == old.token + 1
    with pytest.raises(LeaseLost), old.atomic():
        mark(1)
    with pytest.raises(LeaseLost):
        old.finish("for sent")
    with pytest.raises(LeaseLost):
        old.fail("for sent")
    assert marks(1) == 0
    with new.atomic():
        mark(1)
        new.finish("ferdig")
    assert marks(1) == 1
    assert Job.objects.get().message == "ferdig"


def test_a_transaction_renews_the_lease_as_it_commits():
    _, lease = claim(job().pk, now=later(-settings.JOB_LEASE_SECONDS - 1))
    assert claimable(timezone.now()).exists()
    with lease.atomic():
        mark(1)
    assert not claimable(timezone.now()).exists()


def test_what_is_written_under_the_lease_stands():
    _, lease = claim(job().pk)
    with lease.atomic():
        mark(1)
    assert Batch.objects.count() == 1


def test_a_fence_outside_a_transaction_protects_nothing_and_says_so(monkeypatch):
    _, lease = claim(job().pk)
    monkeypatch.setattr("gevinst.jobs.lease.connection.in_atomic_block", False)
    with pytest.raises(RuntimeError, match="outside one"):
        lease.fence()


def test_a_job_that_kills_its_worker_is_given_up_with_a_reason():
    waiting = job()
    for _ in range(services.MAX_ATTEMPTS):
        Job.objects.update(lease_until=later(-1))
        assert claim(waiting.pk) is not None
    Job.objects.update(lease_until=later(-1))
    assert claim(waiting.pk) is None
    waiting.refresh_from_db()
    assert (waiting.state, waiting.message) == (Job.State.FAILED, services.GAVE_UP)


def test_a_waiting_job_is_cancelled_at_once():
    waiting = job()
    request_cancel(job=waiting)
    waiting.refresh_from_db()
    assert waiting.state == Job.State.CANCELLED
    assert claim(waiting.pk) is None


def test_a_running_job_is_told_to_stop_and_learns_it_at_its_next_beat():
    running, lease = claim(job().pk)
    request_cancel(job=running)
    assert not lease.cancelled()
    lease.beat()
    assert lease.cancelled()


def test_a_process_that_is_alone_puts_back_what_it_left():
    _, lease = claim(job().pk)
    assert requeue_all() == 1
    assert claim() is not None
    with pytest.raises(LeaseLost):
        lease.finish("fra før strømbruddet")


def test_the_latest_job_about_a_row_is_found_by_the_beginning_of_its_kind():
    _, lease = claim(job(1).pk)
    lease.finish("ferdig")
    newest = job(1)
    job(2)
    assert latest_about(1, kinds="tests.") == newest
    assert latest_about(1, kinds="imports.") is None


def test_taking_a_job_and_ending_it_asks_the_database_no_more_than_before():
    waiting = job()
    with queries("jobs: claim"):
        _, lease = claim(waiting.pk)
    with queries("jobs: write and finish under the lease"), lease.atomic():
        lease.progress(1, 2, "Midt i")
        lease.finish("ferdig")
