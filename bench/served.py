"""The product served as in production - gunicorn, two workers - and how long its answers take on the way."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.services import free_port

ROOT = Path(__file__).resolve().parents[1]
WORKERS, PATIENCE, HANDS = 2, 60, 24


@dataclass
class Served:
    """Answers to one person: it begins with the cookies of their session, and keeps those it gets."""

    port: int
    host: str
    cookies: dict[str, str]
    own: threading.local = field(default_factory=threading.local)

    def first_byte(self, address: str) -> float:
        """Milliseconds until the first byte is there; the answer must be 200."""
        connection = self._connection()
        start = time.perf_counter()
        connection.request("GET", address, headers=self._headers())
        answer = connection.getresponse()
        took = (time.perf_counter() - start) * 1000
        answer.read()
        for said in answer.headers.get_all("Set-Cookie", ()):
            name, value = said.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        assert answer.status == 200, (address, answer.status)
        return took

    def at_pace(self, address: str, *, per_second: int, seconds: int) -> list[float]:
        """Milliseconds of each, counted from the moment it was due: waiting in line is counted in."""
        begun, lock, taken, found = time.perf_counter() + 0.2, threading.Lock(), iter(()), []
        taken = iter(range(per_second * seconds))

        def hand() -> None:
            while True:
                with lock:
                    place = next(taken, None)
                if place is None:
                    return
                due = begun + place / per_second
                time.sleep(max(0.0, due - time.perf_counter()))
                late = (time.perf_counter() - due) * 1000
                took = late + self.first_byte(address)
                with lock:
                    found.append(took)

        hands = [threading.Thread(target=hand) for _ in range(HANDS)]
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        assert len(found) == per_second * seconds, "some of them failed"
        return found

    def _headers(self) -> dict[str, str]:
        return {
            "Host": self.host,
            "X-Forwarded-Proto": "https",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip",
        }

    def _connection(self) -> http.client.HTTPConnection:
        # gunicorn's plain workers close after each answer; a connection is then opened anew by itself.
        if not hasattr(self.own, "connection"):
            self.own.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection: http.client.HTTPConnection = self.own.connection
        return connection


@contextmanager
def served(*, host: str, cookies: dict[str, str]) -> Iterator[Served]:
    """With the settings and the database of this process."""
    port = free_port()
    how = ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--no-control-socket"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "gevinst.wsgi", *how],
            cwd=ROOT,
            env=os.environ,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(port, process)
            yield Served(port, host, dict(cookies))
        except AssertionError:
            said.seek(0)
            sys.stderr.write(said.read().decode()[-3000:])
            raise
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "gunicorn did not start"
            assert time.monotonic() < give_up, "gunicorn does not answer"
            time.sleep(0.1)
