"""A real worker process with beat, against the databases of this test process."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import redis
from django.conf import settings
from django.db import connection

from tests.waiting import PATIENCE
from tools.processes import die_with_parent

ROOT = Path(__file__).resolve().parents[1]


def environment(
    *,
    without: Sequence[str] = (),
    pace: str = "",
    database: int = 0,
    redis: int = 0,
    media: Path | None = None,
) -> dict[str, str]:
    """Leads a process to the databases of this one, or by other ports to them.

    `without`: protections (tests/services/weakened.py); `pace`: "production" for its lease.
    """
    through = {"GEVINST_TEST_DB_PORT": str(database)} if database else {}
    through |= {"GEVINST_TEST_REDIS_URL": f"redis://127.0.0.1:{redis}"} if redis else {}
    through |= {"GEVINST_TEST_MEDIA": str(media)} if media else {}
    return (
        os.environ
        | through
        | {
            "GEVINST_TEST_DB_NAME": str(connection.settings_dict["NAME"]),
            "GEVINST_TEST_WITHOUT": ",".join(without),
            "GEVINST_TEST_PACE": pace,
            "DJANGO_SETTINGS_MODULE": "tests.services.settings",
            "CELERY_SKIP_CHECKS": "1",
        }
    )


class WorkerProcess:
    """`celery -A gevinst worker --beat`, in a process group of its own so that it can be killed whole."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.folder, self.more = folder, more
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "gevinst", "worker", *self._options()],
            cwd=ROOT,
            env=environment(**self.more),
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / "worker.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def _options(self) -> list[str]:
        hostname = f"{self.folder.name}@localhost"
        return [
            "--concurrency",
            "2",
            "--beat",
            "--schedule",
            str(self.folder / "beat"),
            "--hostname",
            hostname,
        ]

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """SIGKILL of everything at once: nobody gets to say goodbye."""
        self.signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait(timeout=PATIENCE)

    def log(self) -> str:
        return (self.folder / "worker.log").read_text()

    def __enter__(self) -> Self:
        forget_messages()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def forget_messages() -> None:
    redis.Redis.from_url(settings.CELERY_BROKER_URL).flushdb()
