"""The leases this process holds, by job.

SQLite has one writer: while a handler's transaction is open the heartbeat cannot write, and a cancellation
cannot reach the row. In the embedded product web and worker share a process, so both go by memory here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gevinst.jobs.lease import Lease, Progress
from gevinst.jobs.models import Job

held: dict[int, Lease] = {}
_interrupting = False


def hold(lease: Lease) -> None:
    """Registered first and asked afterwards: no lease can slip in between."""
    held[lease.job_id] = lease
    if _interrupting:
        lease.interrupted = True


def let_go(lease: Lease) -> None:
    held.pop(lease.job_id, None)


def progress_of(job: Job) -> Progress:
    """The newest known progress: of the lease in this process, else of the row."""
    lease = held.get(job.pk)
    if lease is not None and not job.is_over:
        return lease.shown
    return Progress(job.done, job.total, job.message)


@contextmanager
def interrupting() -> Iterator[None]:
    """Every handler of this process is asked to stop, later ones too; it is told within a second."""
    global _interrupting
    _interrupting = True
    try:
        for lease in list(held.values()):
            lease.interrupted = True
        yield
    finally:
        _interrupting = False
