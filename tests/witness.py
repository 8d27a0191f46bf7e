"""What there was to see when a browser had waited in vain."""

from __future__ import annotations

import faulthandler
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import Any

import pytest
from django.db import connection

from tests.worker import WorkerProcess

_LOG = 4_000


def witnessed(item: pytest.Item) -> Iterator[tuple[str, str]]:
    """Heading and text of each thing worth knowing. Never raises: the test has failed already."""
    given: dict[str, Any] = getattr(item, "funcargs", {})
    for heading, look in (
        ("what stood on the page", lambda: _page(given["page"])),
        ("the jobs", _jobs),
        ("what the database was doing", _database),
        ("the worker", lambda: _worker(given["working"])),
        ("what the threads were doing", _threads),
    ):
        yield heading, _said(look)


def _said(look: Callable[[], str]) -> str:
    try:
        return look()
    except Exception as error:
        return f"({type(error).__name__}: {error})"


def _page(page: Any) -> str:
    return f"{page.url}\n{page.locator('main').inner_text(timeout=2_000)}"


def _jobs() -> str:
    from gevinst.jobs.models import Job

    return "\n".join(map(str, Job.objects.order_by("pk").values()))


def _database() -> str:
    if connection.vendor != "postgresql":
        return "SQLite"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, state, wait_event_type, wait_event, pg_blocking_pids(pid), left(query, 200) "
            "FROM pg_stat_activity WHERE datname = current_database()"
        )
        return "\n".join(map(str, cursor.fetchall()))


def _worker(process: WorkerProcess | None) -> str:
    return process.log()[-_LOG:] if process else "in this process"


def _threads() -> str:
    with TemporaryFile("w+") as file:
        faulthandler.dump_traceback(file)
        file.seek(0)
        return file.read()
