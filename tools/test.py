"""`make test`: lint, then the whole suite on SQLite and again on PostgreSQL, Redis and a worker process.

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
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tools import services
from tools.chromium import find_chromium
from tools.processes import die_with_parent

ROOT = Path(__file__).resolve().parents[1]
CI = bool(os.environ.get("CI"))
COUNTS = re.compile(rb"^(?:=+ )?(\d+ (?:passed|failed|skipped|error).*) in [\d.]+s")


@dataclass
class Part:
    name: str
    state: str
    seconds: float
    note: str = ""


def run(name: str, arguments: list[str], environment: dict[str, str] | None = None) -> Part:
    """Run one part, its output going to the screen as it comes."""
    print(f"\n── {name} ──", flush=True)
    start, note = time.monotonic(), ""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    assert process.stdout is not None
    for line in process.stdout:
        sys.stdout.buffer.write(line)
        sys.stdout.flush()
        if found := COUNTS.search(line):
            note = found[1].decode()
    state = "passed" if process.wait() == 0 else "FAILED"
    return Part(name, state, time.monotonic() - start, note)


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
        return run(name, pytest(), environment)


def pytest(*arguments: str) -> list[str]:
    slowest = ["--durations=5", "--durations-min=10"]
    return ["pytest", "-n", "auto", "--dist", "worksteal", "-q", "-ra", *slowest, *arguments]


def leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(128 + signum)


def main() -> int:
    signal.signal(signal.SIGTERM, leave)
    start = time.monotonic()
    lacking = services.install_missing()
    if chromium := find_chromium():
        os.environ["GEVINST_TEST_CHROMIUM"] = chromium
    parts = [
        run("lint", ["tools.lint"]),
        run("tests on SQLite", pytest("-m", "not services")),
        on_services(lacking),
    ]
    print(f"\n{'─' * 72}")
    for part in parts:
        print(f"{part.state:<8} {part.seconds:6.0f} s  {part.name}  {part.note}")
    well = all(part.state != "FAILED" for part in parts)
    if "chromium" in lacking:
        print("!!! The browser tests were not run: Chromium is lacking.")
    print(f"{'ALL WELL' if well else 'FAILED':<8} {time.monotonic() - start:6.0f} s  in all")
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
