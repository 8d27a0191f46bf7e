"""`manage.py serve`: the whole product in one process - web server, worker and beat - on SQLite."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gevinst.jobs.embedded import EmbeddedWorker
from gevinst.jobs.prepare import prepare

HOST = "127.0.0.1"
WEB_THREADS = 8
PATIENCE = 5.0


class Command(BaseCommand):
    help = "Starter hele Gevinst i én prosess: nettsider, bakgrunnsarbeid og tidsstyring. Stopp med Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError(
                "serve er for den innebygde måten å kjøre på; se docs/how-to/run-in-production.md."
            )
        lock = _alone_with(settings.VAR / "serve.lock")
        server = _listen(port)
        for number in (signal.SIGTERM, signal.SIGINT):  # a shell ignores SIGINT for what it starts with &
            signal.signal(number, _leave)
        prepare(tell=self.stdout.write)
        worker = EmbeddedWorker()
        worker.start()
        self._greet(port)
        server.run()
        self.stdout.write("Stopper …")
        stopped = worker.stop(timeout=PATIENCE)
        server.close()
        lock.close()
        if not stopped:
            # A deaf handler would hold the interpreter at exit; its job is taken up at the next start.
            sys.stdout.flush()
            os._exit(0)

    def _greet(self, port: int) -> None:
        lines = [f"Gevinst kjører på http://{HOST}:{port}/", *_login_hints(), "Stopp med Ctrl-C."]
        self.stdout.write("\n".join(["", *lines, ""]))
        self.stdout.flush()


def _alone_with(path: Path) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CommandError("Gevinst kjører allerede fra denne mappen. Stopp den først.") from None
    return lock


def _listen(port: int) -> Any:
    from gevinst.wsgi import application  # all of the product, which asking for help does not need

    try:
        return waitress.create_server(
            application,
            host=HOST,
            port=port,
            threads=WEB_THREADS,
            ident=None,
            max_request_body_size=settings.IMPORT_MAX_BYTES + 1024 * 1024,
        )
    except OSError as error:
        raise CommandError(
            f"Port {port} er opptatt ({error.strerror}). Velg en annen: make run PORT={port + 1}"
        ) from None


def _leave(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _login_hints() -> list[str]:
    """How to log in as each of the example cast, when there is one."""
    if find_spec("gevinst.access.examples") is None:
        return []
    hints: list[str] = import_module("gevinst.access.examples").login_hints()
    return hints
