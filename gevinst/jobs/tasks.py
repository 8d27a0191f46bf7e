"""What Celery knows of: look at this job, and look whether any has been forgotten."""

from __future__ import annotations

import logging
from typing import Any

from celery.signals import worker_ready
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from gevinst.celery import app
from gevinst.jobs import nights, queries, runner, services

logger = logging.getLogger(__name__)
AT_ONCE = 50


def run(job_id: int) -> None:
    runner.run(job_id)


def wake_waiting() -> None:
    """Wake for what nobody holds: messages that never came through, and leases whose worker died."""
    try:
        forgotten = list(queries.claimable(timezone.now())[:AT_ONCE])
    except (OperationalError, InterfaceError) as error:
        logger.warning("nobody could look for forgotten jobs this time: %s", error)
        connection.close()
        return
    for job in forgotten:
        services.wake(job.pk)


def look_at_once(**_: Any) -> None:
    wake_waiting_jobs.delay()


def put_nightly_in_queue() -> None:
    for kind in nights.due(timezone.localtime()):
        services.enqueue(kind=kind, subject=0, by=None)


run_job = app.task(name="gevinst.jobs.tasks.run_job")(run)
wake_waiting_jobs = app.task(name="gevinst.jobs.tasks.wake_waiting_jobs")(wake_waiting)
nightly = app.task(name="gevinst.jobs.tasks.nightly")(put_nightly_in_queue)
worker_ready.connect(look_at_once)
