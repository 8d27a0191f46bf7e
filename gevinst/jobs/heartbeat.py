"""Keeps a lease alive beside the handler, from a thread with its own database connection."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections

from gevinst.jobs import live
from gevinst.jobs.breaking import Breaker
from gevinst.jobs.lease import Lease, LeaseLost, Progress
from gevinst.outages import patience

logger = logging.getLogger(__name__)
PAUSE = 1.0
# A beat that has not come through by then is tried again.
LONGEST = 5.0


@contextmanager
def kept(lease: Lease) -> Iterator[None]:
    """Hold the lease while the block runs: renewed in time, progress written about once a second.

    Told to stop, the block is, within a second or so, also when it waits for one long statement.
    """
    over = threading.Event()
    breaker = Breaker(connections[DEFAULT_DB_ALIAS], lease)
    arguments = (lease, breaker, over)
    thread = threading.Thread(target=_run, args=arguments, name=f"lease-{lease.job_id}", daemon=True)
    live.hold(lease)
    thread.start()
    try:
        with connection.execute_wrapper(breaker):
            yield
    finally:
        over.set()
        live.let_go(lease)
        thread.join(timeout=2)


def _run(lease: Lease, breaker: Breaker, over: threading.Event) -> None:
    written: Progress | None = None
    renewed = time.monotonic()
    try:
        while not over.wait(PAUSE):
            if lease.must_tell:
                breaker.end_statement()
            due = time.monotonic() - renewed > settings.JOB_LEASE_SECONDS / 3
            if lease.lost or (not due and lease.shown == written and connection.vendor == "sqlite"):
                continue
            try:
                _be_patient_only_for_a_moment()
                shown = lease.shown
                with patience.at_most(LONGEST):
                    lease.beat()
                written, renewed = shown, time.monotonic()
            except LeaseLost:
                continue
            except Error as error:
                logger.warning("lease of job %s not renewed this time: %s", lease.job_id, error)
                connection.close()
                if connection.vendor != "sqlite" and time.monotonic() - renewed > settings.JOB_LEASE_SECONDS:
                    # Nobody has heard of us for so long that another may have begun.
                    lease.lost = True
                    breaker.hang_up()
    finally:
        connection.close()


def _be_patient_only_for_a_moment() -> None:
    if connection.vendor == "sqlite":
        # The handler's own transaction may hold the one write lock for long; its fence() renews the lease.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 300")
