"""Worker and beat inside the web process, over Celery's memory:// - for `serve` alone, one process only."""

from __future__ import annotations

import threading
from itertools import count

from celery.beat import EmbeddedService, Scheduler
from celery.worker import WorkController

from gevinst.celery import app
from gevinst.jobs import live, services

THREADS = 2
# A name of its own for each: what was meant for one that has stopped never reaches the next.
_NUMBER = count(1)


class EmbeddedWorker:
    def __init__(self) -> None:
        self._ready = threading.Event()
        self._worker = WorkController(
            app=app,
            pool="threads",
            concurrency=THREADS,
            hostname=f"embedded-{next(_NUMBER)}@localhost",
            ready_callback=lambda _: self._ready.set(),
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
            loglevel="WARNING",
        )
        self._thread = threading.Thread(target=self._worker.start, name="worker", daemon=True)
        self._beat = EmbeddedService(app, thread=True, scheduler_cls=Scheduler)

    def start(self) -> None:
        """Nobody else can be running these jobs, and memory:// forgot them: put them back, then begin."""
        services.requeue_all()
        self._thread.start()
        if not self._ready.wait(timeout=60):
            raise RuntimeError("the worker did not start within a minute")
        self._beat.start()

    def stop(self, *, timeout: float) -> bool:
        """Ask handlers to let go and the worker to end. False if one did not within the time."""
        with live.interrupting():
            self._beat.service.stop()
            if self._thread.is_alive():
                # By message, because between messages it sleeps. Told when gone, its namesake would hear.
                app.control.shutdown(destination=[self._worker.hostname])
            self._thread.join(timeout)
        return not self._thread.is_alive()
