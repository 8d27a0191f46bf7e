"""Tests that need PostgreSQL, Redis and a worker process of its own; all are marked `services`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.worker import WorkerProcess


@pytest.fixture
def worker(transactional_db: Any, tmp_path: Path) -> Iterator[WorkerProcess]:
    """`celery -A gevinst worker --beat`, running. Tests may kill it and start it again."""
    with WorkerProcess(tmp_path) as process:
        yield process


@pytest.fixture
def another_worker(
    transactional_db: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WorkerProcess]:
    """A second one, not started."""
    process = WorkerProcess(tmp_path_factory.mktemp("another"))
    yield process
    if process.process is not None:
        process.kill()
