from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from gevinst.jobs import heartbeat, live
from gevinst.jobs.lease import JobCancelled, JobInterrupted, Lease, LeaseLost
from gevinst.jobs.models import Job
from gevinst.jobs.services import claim, enqueue
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(heartbeat, "PAUSE", 0.05)


@pytest.fixture
def lease() -> Lease:
    return claim(enqueue(kind="tests.write", subject=1, by=None).pk)[1]


@pytest.fixture
def short(lease, settings) -> Lease:
    """For a second only, from now."""
    settings.JOB_LEASE_SECONDS = 1
    lease.beat()
    return lease


def row() -> Job:
    return Job.objects.get()


def test_the_lease_outlives_its_seconds_while_the_handler_works(short):
    first = row().lease_until
    with heartbeat.kept(short):
        until(lambda: row().lease_until > first + timedelta(seconds=1))


def test_progress_reaches_the_row_while_the_handler_works(lease):
    with heartbeat.kept(lease):
        lease.progress(3, 10, "Leser rad 3")
        until(lambda: row().done == 3)
    assert (row().total, row().message) == (10, "Leser rad 3")


def test_progress_is_seen_while_the_handlers_transaction_is_open(lease):
    with heartbeat.kept(lease), lease.atomic():
        Job.objects.filter(pk=0).update(done=0)
        lease.progress(7, 10, "Midt i")
        if connection.vendor == "postgresql":
            until(lambda: row().done == 7)
        assert live.progress_of(row()).done == 7


def test_a_cancellation_reaches_the_handler(lease):
    with heartbeat.kept(lease):
        live.held[lease.job_id].cancel()
        with pytest.raises(JobCancelled):
            lease.progress(1)


def test_a_cancellation_from_another_process_reaches_the_handler(lease):
    with heartbeat.kept(lease):
        lease.progress(1)
        Job.objects.update(cancel_requested=True)
        lease.progress(2)
        until(lease.cancelled)
        with pytest.raises(JobCancelled):
            lease.progress(3)


def test_a_takeover_reaches_the_handler(lease):
    with heartbeat.kept(lease):
        claim(lease.job_id, now=timezone.now() + timedelta(minutes=1))
        lease.progress(1)
        until(lambda: lease.lost)
        with pytest.raises(LeaseLost):
            lease.progress(2)


def test_a_process_that_stops_reaches_the_handler(lease):
    with heartbeat.kept(lease):
        with live.interrupting():
            pass
        with pytest.raises(JobInterrupted):
            lease.progress(1)


def test_a_long_write_on_another_connection_does_not_cost_the_lease(short):
    with heartbeat.kept(short):
        with transaction.atomic():
            Job.objects.filter(pk=0).update(done=0)
            time.sleep(1.5)
        until(lambda: row().lease_until > timezone.now())
    assert not short.lost


def test_nothing_of_a_lease_is_left_when_the_work_is_over(lease):
    with heartbeat.kept(lease):
        assert lease.job_id in live.held
    assert lease.job_id not in live.held
