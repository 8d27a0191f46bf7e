"""Does a job: takes the lease, calls the handler, writes what came of it."""

from __future__ import annotations

import logging
import secrets

from django.db import Error, InterfaceError, OperationalError, connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gevinst.jobs import heartbeat, registry
from gevinst.jobs.lease import JobCancelled, JobInterrupted, JobProblem, Lease, LeaseLost
from gevinst.jobs.models import Job
from gevinst.jobs.services import claim
from gevinst.outages.causes import DRIVER_ERRORS, database_is_away, disk_is_full

logger = logging.getLogger(__name__)
NO_ROOM = gettext_noop(
    "Det er ikke mer plass på disken hos oss. Ingenting er lagret. Prøv igjen om en stund, eller meld fra."
)
OUR_FAULT = "Noe gikk galt hos oss, og arbeidet stoppet. Oppgi referansen {reference} om du melder fra."


def run(job_id: int | None = None) -> bool:
    """Do this job, or the oldest nobody holds. False when there was nothing to take."""
    taken = claim(job_id)
    if taken is None:
        return False
    job, lease = taken
    with translation.override("nb"):
        try:
            with heartbeat.kept(lease):
                message = registry.handler_for(job.kind)(job.subject, lease)
            _finish(lease, message)
        except BaseException as error:
            if not _ended(job, lease, _meaning(lease, error)):
                raise
    return True


def run_waiting() -> int:
    """Do every job that can be taken, in this thread; returns how many. For tests and the command line."""
    count = 0
    while run():
        count += 1
    return count


def _finish(lease: Lease, message: str) -> None:
    """Unless the handler did so itself, inside its last transaction."""
    done = Job.objects.filter(pk=lease.job_id, token=lease.token, state=Job.State.DONE)
    if not done.exists():
        lease.finish(message)


def _meaning(lease: Lease, error: BaseException) -> BaseException:
    """A connection that was hung up for it to stop fails in many ways, also in tidying up, and means only
    that."""
    stop = lease.stop
    return stop() if stop is not None and isinstance(error, (Error, *DRIVER_ERRORS)) else error


def _ended(job: Job, lease: Lease, error: BaseException) -> bool:
    """Write how it ended. False when the error must go on to whoever runs the process."""
    try:
        match error:
            case JobProblem():
                lease.fail(str(error), **error.found)
            case JobCancelled():
                lease.give_up()
            case JobInterrupted():
                lease.release(counted=False)
            case LeaseLost():
                logger.warning("job %s was taken over while this worker stood still", job.pk)
                connection.errors_occurred = True  # or it is not asked whether it is still good
                connection.close_if_unusable_or_obsolete()
            case _ if disk_is_full(error):
                logger.error("job %s found no room: %s", job.pk, error)
                lease.fail(_(NO_ROOM))
            case _ if database_is_away(error):
                logger.warning("job %s meets a database that does not answer: %s", job.pk, error)
                connection.close()
                lease.release(counted=True)
            case Exception():
                reference = f"{job.pk}-{secrets.token_hex(3).upper()}"
                logger.error("job %s (%s) failed, reference %s", job.pk, job.kind, reference, exc_info=error)
                lease.fail(OUR_FAULT.format(reference=reference))
            case _:
                lease.release(counted=False)
                return False
    except (LeaseLost, OperationalError, InterfaceError) as trouble:
        logger.warning("the end of job %s could not be written, its lease will expire: %r", job.pk, trouble)
    return True
