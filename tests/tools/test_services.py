"""What make test starts is gone when it is, however it went."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.services
ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from tools import services
with services.postgres(durable=False) as database, services.redis_server() as redis:
    print(database["GEVINST_TEST_DB_PORT"], redis["GEVINST_TEST_REDIS_URL"].rsplit(":")[-1], flush=True)
    sys.stdin.read()
"""


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def held() -> tuple[subprocess.Popen[str], list[int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, [int(port) for port in process.stdout.readline().split()]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, None])
def test_the_servers_end_with_the_one_who_started_them(number):
    process, ports = held()
    assert len(ports) == 2
    assert all(listening(port) for port in ports)
    if number is None:
        process.communicate("")
    else:
        os.kill(process.pid, number)
        process.wait(timeout=PATIENCE)
    until(lambda: not any(listening(port) for port in ports))
