"""Writes to the queue: put a job in it, take one, ask one to stop."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from gevinst.celery import app
from gevinst.jobs import live, registry
from gevinst.jobs.lease import Lease, Progress, deadline
from gevinst.jobs.models import Job
from gevinst.jobs.queries import claimable

if TYPE_CHECKING:
    from gevinst.access.models import User

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5
OPEN = (Job.State.WAITING, Job.State.RUNNING)
GAVE_UP = f"Arbeidet ble avbrutt {MAX_ATTEMPTS} ganger og er stoppet. Prøv på nytt, eller meld fra."


def enqueue(*, kind: str, subject: int, by: User | None, total: int = 0) -> Job:
    """The open job of this kind about this subject, made if there is none. KeyError for an unknown kind.

    A worker is woken when the caller's transaction has committed.
    """
    if kind not in registry.kinds():
        raise KeyError(kind)
    while True:
        try:
            with transaction.atomic():
                job = Job.objects.create(kind=kind, subject=subject, total=total, created_by=by)
        except IntegrityError:
            open_job = Job.objects.filter(kind=kind, subject=subject, state__in=OPEN).first()
            if open_job is not None:
                return open_job
        else:
            transaction.on_commit(partial(wake, job.pk))
            return job


def wake(job_id: int) -> None:
    """Tell a worker to look. A broker that is down delays the job until the next wake_waiting_jobs."""
    try:
        app.send_task(
            "gevinst.jobs.tasks.run_job",
            args=[job_id],
            retry=True,
            retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0},
        )
    except (OperationalError, OSError) as error:
        logger.warning("job %s waits, the broker did not answer: %s", job_id, error)


def claim(job_id: int | None = None, *, now: datetime | None = None) -> tuple[Job, Lease] | None:
    """Take this job, or the oldest that nobody holds. None when there is nothing to take.

    The token is read first and the update asks for that very token, so of two who try only one gets it. A job
    that has been taken MAX_ATTEMPTS times without ending is failed instead of taken.
    """
    now = now or timezone.now()
    found = claimable(now) if job_id is None else claimable(now).filter(pk=job_id)
    for job in found:
        seen = claimable(now).filter(pk=job.pk, token=job.token)
        if job.attempts >= MAX_ATTEMPTS:
            seen.update(
                state=Job.State.FAILED,
                token=job.token + 1,
                message=GAVE_UP,
                lease_until=None,
                finished_at=now,
            )
            logger.error("job %s (%s) given up after %s attempts", job.pk, job.kind, job.attempts)
        elif seen.update(
            state=Job.State.RUNNING,
            token=job.token + 1,
            attempts=F("attempts") + 1,
            lease_until=deadline(now),
            started_at=now,
        ):
            job.refresh_from_db()
            return job, Lease(job.pk, job.token, Progress(0, job.total, job.message))
    return None


def request_cancel(*, job: Job) -> None:
    """A waiting job is cancelled at once; a running one is told within a second, whatever it waits for."""
    lease = live.held.get(job.pk)
    if lease is not None:
        lease.cancel()
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, message="Avbrutt", finished_at=now):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)


def requeue_all() -> int:
    """Every running job back to waiting. Only for a process that knows it is alone (`serve`, at start)."""
    running = Job.objects.filter(state=Job.State.RUNNING)
    return running.update(state=Job.State.WAITING, lease_until=None, token=F("token") + 1)
