"""Keeps a lease alive beside the handler, from a thread with its own database connection."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error, connection

from gevinst.jobs import live
from gevinst.jobs.lease import Lease, LeaseLost, Progress

logger = logging.getLogger(__name__)
PAUSE = 1.0


@contextmanager
def kept(lease: Lease) -> Iterator[None]:
    """Hold the lease while the block runs: renewed in time, progress written about once a second."""
    over = threading.Event()
    thread = threading.Thread(target=_run, args=(lease, over), name=f"lease-{lease.job_id}", daemon=True)
    live.held[lease.job_id] = lease
    thread.start()
    try:
        yield
    finally:
        over.set()
        live.held.pop(lease.job_id, None)
        thread.join(timeout=2)


def _run(lease: Lease, over: threading.Event) -> None:
    written: Progress | None = None
    renewed = time.monotonic()
    try:
        while not over.wait(PAUSE):
            due = time.monotonic() - renewed > settings.JOB_LEASE_SECONDS / 3
            if not due and lease.shown == written and connection.vendor == "sqlite":
                continue
            try:
                _be_patient_only_for_a_moment()
                shown = lease.shown
                lease.beat()
                written, renewed = shown, time.monotonic()
            except LeaseLost:
                return
            except Error as error:
                logger.warning("lease of job %s not renewed this time: %s", lease.job_id, error)
                connection.close()
    finally:
        connection.close()


def _be_patient_only_for_a_moment() -> None:
    if connection.vendor == "sqlite":
        # The handler's own transaction may hold the one write lock for long; its fence() renews the lease.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 300")
