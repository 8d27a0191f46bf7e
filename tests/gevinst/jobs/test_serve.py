"""The real command in a process of its own, on a database of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, until
from tools.processes import die_with_parent
from tools.services import free_port

ROOT = Path(__file__).resolve().parents[3]


class Server:
    def __init__(self, folder: Path, port: int) -> None:
        self.log, self.port = folder / "serve.log", port
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GEVINST_TEST_DB")
        }
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment
            | {"GEVINST_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "gevinst.settings.development"},
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )

    def said(self) -> str:
        return self.log.read_text()

    def wait(self, *, seconds: float = PATIENCE) -> None:
        def ready() -> bool:
            assert self.process.poll() is None, self.said()
            return "Stopp med Ctrl-C" in self.said()

        until(ready, self.said, seconds=seconds)

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    server = Server(folder, free_port())
    server.wait(seconds=10 * PATIENCE)  # all reference and example data
    yield server
    if server.process.poll() is None:
        server.stop(signal.SIGKILL)


def test_the_first_start_prepares_the_database_and_answers(server):
    assert "load_reference" in server.said()
    assert f"http://127.0.0.1:{server.port}/" in server.said()
    assert re.search(r"kari@example\.com +\S{8,}", server.said())
    assert server.get("/") == 200


def test_a_second_one_on_the_same_folder_is_told_so(server, folder):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", str(free_port())],
        cwd=ROOT,
        env=os.environ
        | {"GEVINST_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "gevinst.settings.development"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "kjører allerede" in done.stderr


def test_a_port_in_use_is_told_with_what_to_do(server, tmp_path):
    other = Server(tmp_path, server.port)
    assert other.process.wait(timeout=PATIENCE) != 0
    assert f"Port {server.port} er opptatt" in other.said()
    assert f"make run PORT={server.port + 1}" in other.said()


def test_it_stops_when_asked_and_starts_again(server, folder):
    assert server.stop() == 0
    again = Server(folder, server.port)
    again.wait()
    assert again.get("/") == 200
    assert again.stop(signal.SIGINT) == 0
