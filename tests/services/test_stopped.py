"""R5: a worker stopped at swept moments of a saving; another takes over; it goes on. Saved once.

On PostgreSQL only: with SQLite there is one process, and nobody to take over.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from tests.services.sweeping import Forking, let_go, moments
from tests.services.weeks import make_country, read, take_back, weeks_of, whole_or_not_at_all

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def is_still(process: int) -> bool:
    """Stopped, or over."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "TZ"
    except OSError:
        return True


def test_a_worker_that_stood_still_in_the_middle_of_a_saving_writes_nothing_more(transactional_db):
    make_country()
    weeks = weeks_of(2024, 15, standing=0.5)
    read(weeks.upload)
    with Forking() as slow, Forking() as quick:
        job = enqueue(kind="imports.commit", subject=weeks.upload.pk, by=None)
        _, events = quick.do(job)
        swept = 0
        for moment in moments(events - 2, usual=5):
            take_back(weeks)
            job = enqueue(kind="imports.commit", subject=weeks.upload.pk, by=None)
            process = slow.begin(job, at=moment, signal=signal.SIGSTOP, idle="1s")
            while not is_still(process):
                time.sleep(0.02)
            whole_or_not_at_all(weeks)
            let_go(job)
            quick.do(job)
            assert whole_or_not_at_all(weeks)
            job.refresh_from_db()
            assert job.state == Job.State.DONE
            os.kill(process, signal.SIGCONT)
            slow.end()
            assert whole_or_not_at_all(weeks)
            assert Job.objects.get(pk=job.pk).token == job.token
            swept += 1
    print(f"R5 saving: {swept} of {events} moments")
