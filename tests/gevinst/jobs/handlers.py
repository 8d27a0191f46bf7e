"""Small handlers, registered by the test settings, that leave marks one can count: batches."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from gevinst.jobs.lease import JobProblem, Lease
from indicators.actors.models import Structure
from indicators.measurements.models import Batch

STEP = 0.1
HOURS = 100_000  # of steps: who waits for its end waits in vain


def write(subject: int, lease: Lease) -> str:
    """Two marks in a transaction lasting `subject` tenths of a second, and the end of the job with them."""
    with lease.atomic():
        mark(subject)
        Structure.objects.create(code=f"jobb-{subject}", name="Bare én kan lage denne")
        for step in range(subject):
            lease.progress(step, subject, "Skriver")
            time.sleep(STEP)
        mark(subject)
        lease.progress(subject)
        lease.finish("Skrev to merker")
    return "kom hit etter at jobben var ferdig"


def problem(subject: int, lease: Lease) -> str:
    with lease.atomic():
        mark(subject)
        raise JobProblem("Filen har ingen rader")


def fault(subject: int, lease: Lease) -> str:
    with lease.atomic():
        mark(subject)
        raise ZeroDivisionError("hemmelig innhold")


def late(subject: int, lease: Lease) -> str:
    """Waits for `subject` tenths of a second, with nothing open, and only then writes two marks at once.

    Says meanwhile which process it is in.
    """
    for step in range(subject):
        lease.progress(step, subject, str(os.getpid()))
        time.sleep(STEP)
    with lease.atomic():
        mark(subject)
        mark(subject)
    return "Skrev to merker"


# Set in the process of the handler, when its endless statement is asked.
asked = threading.Event()


def _noting(execute: Callable[..., Any], *arguments: Any) -> Any:
    asked.set()
    return execute(*arguments)


def query(subject: int, lease: Lease) -> str:
    """A mark, and then one statement that lasts for hours."""
    with lease.atomic():
        mark(subject)
        with connection.cursor() as cursor, connection.execute_wrapper(_noting):
            cursor.execute(
                "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 1e10) "
                "SELECT count(*) FROM counted"
            )
        mark(subject)
    return "kom hit etter timer"


def mark(subject: int) -> None:
    Batch.objects.create(origin=Batch.Origin.EXAMPLE, source=f"jobb {subject}")


def marks(subject: int) -> int:
    return Batch.objects.filter(source=f"jobb {subject}").count()
