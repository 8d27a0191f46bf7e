"""`make test`: lint, every test on SQLite, and those that ask the database again on PostgreSQL, Redis and a
worker process (docs/decisions/0009-two-databases.md).

Starts what it needs and ends it again. In CI nothing may be missing; elsewhere a part that cannot run is
skipped loudly.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import FrameType
from typing import IO

from tools import services
from tools.chromium import find_chromium
from tools.processes import die_with_parent

ROOT = Path(__file__).resolve().parents[1]
CI = bool(os.environ.get("CI"))
CORES = len(os.sched_getaffinity(0))
COUNTS = re.compile(rb"^(?:=+ )?(\d+ (?:passed|failed|skipped|error).*) in [\d.]+s")


@dataclass
class Part:
    name: str
    state: str
    seconds: float
    note: str = ""


def start(arguments: list[str], environment: dict[str, str], out: int | IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )


def run(name: str, arguments: list[str], environment: dict[str, str] | None = None) -> Part:
    """Run one part, its output going to the screen as it comes."""
    print(f"\n── {name} ──", flush=True)
    begun, note = time.monotonic(), ""
    process = start(arguments, environment or {}, subprocess.PIPE)
    assert process.stdout is not None
    for line in process.stdout:
        sys.stdout.buffer.write(line)
        sys.stdout.flush()
        if found := COUNTS.search(line):
            note = found[1].decode()
    state = "passed" if process.wait() == 0 else "FAILED"
    return Part(name, state, time.monotonic() - begun, note)


@contextmanager
def beside(name: str, arguments: list[str]) -> Iterator[Callable[[], Part]]:
    """Runs one part while the block does; the function given waits for it and shows what it said."""
    begun = time.time()
    with TemporaryFile() as said:
        process = start(arguments, {}, said)

        def finish() -> Part:
            state = "passed" if process.wait() == 0 else "FAILED"
            print(f"\n── {name} ──", flush=True)
            said.seek(0)
            sys.stdout.buffer.write(said.read())
            return Part(name, state, os.fstat(said.fileno()).st_mtime - begun)

        try:
            yield finish
        finally:
            process.terminate()
            process.wait()


def on_services(lacking: list[str]) -> Part:
    name = "tests on PostgreSQL, Redis and a worker"
    stopping = sorted({"postgresql", "redis-server"} & set(lacking))
    if stopping:
        note = f"lacking: {' '.join(stopping)} (Debian: apt-get install {' '.join(stopping)})"
        print(f"\n!!! {name}: NOT RUN, {note}", flush=True)
        return Part(name, "FAILED" if CI else "NOT RUN", 0, note)
    with ExitStack() as stack:
        environment = stack.enter_context(services.postgres(durable=False))
        environment |= stack.enter_context(services.redis_server())
        # Many of these wait, for a lease to run out or a network to fall silent: one more than the cores.
        return run(name, pytest(CORES + 1, "database or services"), environment)


def pytest(processes: int, which: str) -> list[str]:
    slowest = ["--durations=5", "--durations-min=10"]
    return ["pytest", "-n", str(processes), "--dist", "worksteal", "-q", "-ra", *slowest, "-m", which]


def leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(128 + signum)


def main() -> int:
    signal.signal(signal.SIGTERM, leave)
    begun = time.monotonic()
    lacking = services.install_missing()
    if chromium := find_chromium():
        os.environ["GEVINST_TEST_CHROMIUM"] = chromium
    with beside("lint", ["tools.lint"]) as lint:
        parts = [
            run("tests on SQLite", pytest(CORES, "not services")),
            lint(),
            on_services(lacking),
        ]
    print(f"\n{'─' * 72}")
    for part in parts:
        print(f"{part.state:<8} {part.seconds:6.0f} s  {part.name}  {part.note}")
    well = all(part.state != "FAILED" for part in parts)
    if "chromium" in lacking:
        print("!!! The browser tests were not run: Chromium is lacking.")
    print(f"{'ALL WELL' if well else 'FAILED':<8} {time.monotonic() - begun:6.0f} s  in all")
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
