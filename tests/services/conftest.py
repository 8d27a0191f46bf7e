"""Tests that need PostgreSQL, Redis and a worker process of its own; all are marked `services`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.conftest import missing
from tests.services.disks import Disk, Room, wait_until_alone
from tests.services.sweeping import Forking
from tests.services.weeks import make_country
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


@pytest.fixture
def forking(transactional_db: Any) -> Iterator[Forking]:
    """Does jobs in a process that is killed or stopped, in a country of weeks."""
    make_country()
    with Forking() as process:
        yield process


@pytest.fixture
def disk(tmp_path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = Disk(folder)
    try:
        if os.geteuid() != 0:
            raise PermissionError
        disk.mount("1m")
    except (OSError, subprocess.CalledProcessError):
        missing("Retten til å montere en liten disk (root)")
    yield disk
    disk.end()


@pytest.fixture
def room(request, transactional_db, tmp_path_factory) -> Iterator[Room]:
    if connection.vendor == "sqlite":
        room = Room(None)
    else:
        disk = request.getfixturevalue("disk")
        for parent in [disk.folder, *disk.folder.parents]:
            if not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)
        room = Room(disk.folder)
        wait_until_alone()
    yield room
    room.for_all()
