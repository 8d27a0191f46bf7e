"""A real web server, gunicorn with the settings of production, and a person and a program who use it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.db import connection

from tests.cast import Cast
from tests.gevinst.api.conftest import make_token
from tests.waiting import PATIENCE, until
from tests.worker import ROOT
from tools.processes import die_with_parent
from tools.services import free_port

CSRF = "a" * 32
LOGIN = "/konto/logg-inn/"


class WebProcess:
    """`database` and `redis` are (host, port), for those who want something in between."""

    def __init__(
        self,
        folder: Path,
        *,
        database: int | None = None,
        redis: int | None = None,
        without: str = "",
        media: Path | None = None,
        incoming: Path | None = None,
        threads: int = 4,
    ) -> None:
        self.folder, self.port, self._threads = folder, free_port(), threads
        self.url = f"http://127.0.0.1:{self.port}"
        self.media, self.incoming = media or folder / "media", incoming or folder / "incoming"
        known = connection.settings_dict
        broker = urlsplit(settings.CELERY_BROKER_URL)
        at = f"redis://127.0.0.1:{redis or broker.port}"
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.services.production",
            "GEVINST_DB_HOST": "127.0.0.1",
            "GEVINST_DB_PORT": str(database or known["PORT"]),
            "GEVINST_DB_NAME": known["NAME"],
            "GEVINST_DB_PASSWORD": known["PASSWORD"],
            "GEVINST_BROKER_URL": f"{at}{broker.path}",
            # One of its own for each parallel test process, as the broker has.
            "GEVINST_CACHE_URL": f"{at}/{8 + int(broker.path.strip('/') or 0)}",
            "GEVINST_TEST_WITHOUT": without,
            "GEVINST_TEST_MEDIA": str(self.media),
            "GEVINST_TEST_INCOMING": str(self.incoming),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        how = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", str(self._threads)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "tests.services.wsgi", *how, "--no-control-socket"],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / "web.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        until(self.answers, self.log)

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.url}{LOGIN}", timeout=5, headers=HTTPS).status_code < 600
        except requests.RequestException:
            return False

    def workers(self) -> list[int]:
        assert self.process is not None
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)

    def log(self) -> str:
        return (self.folder / "web.log").read_text()

    def __enter__(self) -> Self:
        self.incoming.mkdir(exist_ok=True)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


# What the proxy in front says.
HTTPS = {"X-Forwarded-Proto": "https"}


def person(cast: Cast, who: str) -> dict[str, str]:
    """Headers of somebody's browser, logged in."""
    session = cast.client(who).cookies["sessionid"].value
    return HTTPS | {
        "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "Origin": "https://127.0.0.1",
        "Referer": "https://127.0.0.1/",
    }


def program(cast: Cast) -> dict[str, str]:
    """Headers of a program of Kari's."""
    return HTTPS | {"Authorization": f"Bearer {make_token(cast.kari, cast.rauma)[1]}"}


def send(
    web: WebProcess, headers: dict[str, str], content: str, *, key: str = "", **more: Any
) -> requests.Response:
    """A file by the API."""
    said = {"Idempotency-Key": key} if key else {}
    return requests.post(
        f"{web.url}/api/v1/imports",
        headers=headers | said,
        files={"file": ("ukp.csv", content.encode())},
        timeout=PATIENCE,
        **more,
    )


def timed(call: Sequence[Any]) -> tuple[int, float]:
    """Status (0: nobody answered) and seconds of (function, url, options)."""
    function, url, options = call
    start = time.monotonic()
    try:
        status = function(url, **options).status_code
    except requests.RequestException:
        status = 0
    return status, time.monotonic() - start
