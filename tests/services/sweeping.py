"""Sweeps the moment at which a worker dies or stands still: over every event of a job, evenly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from django.utils import timezone

from gevinst.jobs.models import Job
from tests.worker import ROOT, environment
from tools.processes import die_with_parent

# GEVINST_TEST_SWEEP asks for more.
MOMENTS = int(os.environ.get("GEVINST_TEST_SWEEP", 0))
BLOCK_ROWS = "100"


class Forking:
    """The process of tests/services/forking.py."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.services.forking"],
            cwd=ROOT,
            env=environment() | {"GEVINST_TEST_BLOCK_ROWS": BLOCK_ROWS},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )

    def begin(self, job: Job, **order: Any) -> int:
        """The process that does it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"job": job.pk, **order}) + "\n")
        self._process.stdin.flush()
        return self._heard()["process"]

    def end(self) -> tuple[int, int]:
        """Waits: how it ended (0, or the signal), and how many events there were if it came so far."""
        heard = self._heard()
        return heard["status"], heard["events"]

    def do(self, job: Job, **order: Any) -> tuple[int, int]:
        self.begin(job, **order)
        return self.end()

    def _heard(self) -> dict[str, int]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that forks has died"
        heard: dict[str, int] = json.loads(line)
        return heard

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def moments(events: int, *, usual: int) -> Iterator[int]:
    """Numbers of events, evenly from the first to the last."""
    many = min(events, max(usual, MOMENTS))
    yield from sorted({round(1 + place * (events - 1) / max(1, many - 1)) for place in range(many)})


def let_go(job: Job) -> None:
    """The lease of a dead worker has run out, and its attempt is forgotten."""
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(lease_until=past, attempts=0)


@contextmanager
def no_orphans(file: Path, *, seconds: float = 20.0) -> Iterator[None]:
    """No child that parses this file is left soon after the block."""
    yield
    give_up = timezone.now() + timedelta(seconds=seconds)
    while found := parsing(file):
        assert timezone.now() < give_up, f"left behind: {found}"


def parsing(file: Path) -> list[int]:
    """The processes that parse this file."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"indicators.imports.parsing.child" in words and str(file).encode() in words:
            found.append(int(folder.name))
    return found
