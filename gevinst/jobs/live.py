"""The leases this process holds, by job.

SQLite has one writer: while a handler's transaction is open the heartbeat cannot write, and a cancellation
cannot reach the row. In the embedded product web and worker share a process, so both go by memory here.
"""

from __future__ import annotations

from gevinst.jobs.lease import Lease, Progress
from gevinst.jobs.models import Job

held: dict[int, Lease] = {}


def progress_of(job: Job) -> Progress:
    """The newest known progress: of the lease in this process, else of the row."""
    lease = held.get(job.pk)
    if lease is not None and not job.is_over:
        return lease.shown
    return Progress(job.done, job.total, job.message)


def interrupt_all() -> None:
    """Ask every handler in this process to stop; each is told within a second."""
    for lease in list(held.values()):
        lease.interrupted = True
