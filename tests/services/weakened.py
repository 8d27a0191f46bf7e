"""Protections taken away, one at a time: what the tests of faults must then notice.

A worker or web process imports this and does without what GEVINST_TEST_WITHOUT names; settings are taken away
by tests/services/production.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from django.db import connection
from kombu.transport.redis import Channel

from gevinst.jobs import queries, runner, services, tasks
from gevinst.jobs.breaking import Breaker
from gevinst.jobs.lease import Lease, Progress
from gevinst.jobs.models import Job


def nothing(*_: Any, **__: Any) -> None:
    """Instead of a protection."""


def fence() -> None:
    """Nobody asks whether the lease is still held."""
    for name in ("fence", "heed", "beat", "_lose"):
        setattr(Lease, name, nothing)


def claim() -> None:
    """Whoever hears of a job does it."""

    def take(job_id: int | None = None, **_: Any) -> tuple[Job, Lease]:
        Job.objects.filter(pk=job_id).update(state=Job.State.RUNNING)
        job = Job.objects.get(pk=job_id)
        return job, Lease(job.pk, job.token, Progress(0, 0, ""))

    runner.claim = take
    fence()


def takeover() -> None:
    """What a dead worker held is held for ever."""

    def waiting(now: Any) -> Any:
        return Job.objects.filter(state=Job.State.WAITING).order_by("pk")

    queries.claimable = services.claimable = waiting


def wake() -> None:
    """Nobody looks in the database for what was forgotten."""
    tasks.queries = None  # the task then fails, each time
    tasks.wake_waiting = nothing


def breaking() -> None:
    """A statement lasts as long as it lasts."""
    Breaker.end_statement = Breaker.hang_up = nothing


def transaction() -> None:
    """Every statement is committed by itself."""
    connection.features.uses_savepoints = False

    def committed(execute: Callable[..., Any], *arguments: Any) -> Any:
        found = execute(*arguments)
        if connection.in_atomic_block:
            connection.connection.commit()
        return found

    connection.execute_wrappers.append(committed)


def turns() -> None:
    """Files that come in the same moment do not wait for each other."""
    from gevinst.values.views import imports

    imports.in_turn = nothing


def early_acks() -> None:
    """A message is in hand as long as its work lasts, and put back when the connection is lost."""
    Channel.do_restore = True


WITHOUT = {
    each.__name__: each for each in (fence, claim, takeover, wake, breaking, transaction, turns, early_acks)
}


def weaken(*names: str) -> None:
    for name in names:
        WITHOUT[name]()


weaken(*(name for name in os.environ.get("GEVINST_TEST_WITHOUT", "").split(",") if name in WITHOUT))
