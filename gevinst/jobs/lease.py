"""The right to do a job for a while: what a handler is given, and what it may raise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from gevinst.jobs.models import Job


class JobProblem(Exception):  # noqa: N818 - it is no error of ours
    """An expected failure. Its text is Norwegian and shown to the person as it is; `found` is kept with the
    job, for a page that has more to say or to ask.
    """

    def __init__(self, text: str, **found: Any) -> None:
        self.found = found
        super().__init__(text)


class JobStopped(BaseException):
    """Base of what ends a handler from outside; not an Exception, so that no handler swallows it unawares."""


class JobCancelled(JobStopped):
    """Somebody asked for it to stop."""


class JobInterrupted(JobStopped):
    """The process is shutting down; the job goes back to waiting."""


class LeaseLost(JobStopped):
    """Another worker has taken the job over; nothing more may be written."""


def deadline(now: datetime | None = None) -> datetime:
    return (now or timezone.now()) + timedelta(seconds=settings.JOB_LEASE_SECONDS)


@dataclass(frozen=True)
class Progress:
    """How far a job has come: `done` of `total` (0: not known), and a line in Norwegian for who waits."""

    done: int
    total: int
    message: str


@dataclass
class Lease:
    """A handler's hold on one job, and its only way to touch the job row.

    Write inside `with lease.atomic():` - nothing is committed once the lease is lost. Call `progress` often.
    A handler that should stop is told once, by `progress` or by any statement of its connection, and is then
    left in peace to tidy up.
    """

    job_id: int
    token: int
    shown: Progress
    lost: bool = False
    interrupted: bool = False
    _cancelled: bool = field(default=False, repr=False)
    _told: bool = field(default=False, repr=False)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """A transaction that commits only while the lease is ours."""
        with transaction.atomic():
            yield
            self.fence()

    def fence(self) -> None:
        """Prove, last in the caller's transaction, that the lease is ours; renew it. Raises LeaseLost.

        An UPDATE, not SELECT … FOR UPDATE: it locks the row until commit on PostgreSQL all the same, holds on
        SQLite too, and a takeover that waits for the lock then finds a fresh lease. Last, because from here
        on the heartbeat must wait for the commit.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("fence() protects a transaction and was called outside one")
        if not self._mine(Job.State.RUNNING, Job.State.DONE).update(lease_until=deadline()):
            self._lose()

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Note how far the work has come. Costs no query: the heartbeat writes it from its own connection.

        Raises JobCancelled, JobInterrupted or LeaseLost when the work should end.
        """
        self.shown = Progress(
            done,
            self.shown.total if total is None else total,
            self.shown.message if message is None else message,
        )
        if stop := self.stop:
            self._told = True
            raise stop

    def heed(self) -> None:
        """Raises what `progress` would, but once only, and never after the work was finished."""
        if (stop := self.stop) and not self._told:
            self._told = True
            raise stop

    @property
    def stop(self) -> type[JobStopped] | None:
        """Why the handler should stop."""
        if self.lost:
            return LeaseLost
        if self.interrupted:
            return JobInterrupted
        return JobCancelled if self.cancelled() else None

    @property
    def must_tell(self) -> bool:
        """The handler should stop, and does not know yet."""
        return self.stop is not None and not self._told

    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        self._cancelled = True

    def finish(self, message: str) -> None:
        """DONE. Inside the handler's last `atomic()` the work and its end are one commit: exactly once.

        Call it last there. From then on it is too late to cancel.
        """
        self._end(Job.State.DONE, message)
        self._told = True

    def fail(self, message: str, **found: Any) -> None:
        self._end(Job.State.FAILED, message, found=found)

    def give_up(self) -> None:
        """CANCELLED, as was asked."""
        self._end(Job.State.CANCELLED, "Avbrutt")

    def release(self, *, counted: bool) -> None:
        """Back to waiting; the attempt counts unless the process was merely told to stop."""
        attempts = F("attempts") if counted else F("attempts") - 1
        self._mine().update(state=Job.State.WAITING, lease_until=None, attempts=attempts)

    def beat(self) -> None:
        """Renew, write the progress, learn of a cancellation. Raises LeaseLost."""
        renewed = self._mine().update(
            lease_until=deadline(),
            done=self.shown.done,
            total=self.shown.total,
            message=self.shown.message,
        )
        if not renewed:
            self.lost = True
            raise LeaseLost
        if self._mine().filter(cancel_requested=True).exists():
            self.cancel()

    def _mine(self, *states: Job.State) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job_id, token=self.token, state__in=states or [Job.State.RUNNING])

    def _end(self, state: Job.State, message: str, **more: Any) -> None:
        ended = self._mine().update(
            **more,
            state=state,
            message=message,
            done=self.shown.done,
            total=self.shown.total,
            lease_until=None,
            finished_at=timezone.now(),
        )
        if not ended:
            self._lose()

    def _lose(self) -> NoReturn:
        self.lost = self._told = True
        raise LeaseLost
