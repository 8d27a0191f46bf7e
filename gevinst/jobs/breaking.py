"""Ends what a handler waits for, from another thread: it may be one statement that takes minutes."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper

from gevinst.jobs.lease import Lease
from gevinst.outages.causes import DRIVER_ERRORS

logger = logging.getLogger(__name__)
PATIENCE = 3.0


class Breaker:
    """Stands round every statement of a handler (Django's `execute_wrapper`).

    A handler that should stop is told so at its next statement, or in the middle of one. COMMIT is no
    statement in this sense: what is being committed is never broken off.
    """

    def __init__(self, connection: BaseDatabaseWrapper, lease: Lease) -> None:
        self._connection, self._lease = connection, lease
        self._lock = threading.Lock()
        self._running = False

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self._lease.heed()
        self._is_running(True)
        try:
            return execute(*arguments)
        except Error:
            self._is_running(False)
            self._lease.heed()
            raise
        finally:
            self._is_running(False)

    def end_statement(self) -> None:
        """The one that runs fails; the connection is good. Nothing happens between statements."""
        with self._lock:
            if not self._running:
                return
            try:
                if self._connection.vendor == "sqlite":
                    self._connection.connection.interrupt()
                else:
                    self._connection.connection.cancel_safe(timeout=PATIENCE)
            except (*DRIVER_ERRORS, AttributeError) as trouble:
                logger.warning("a statement of job %s could not be ended: %s", self._lease.job_id, trouble)

    def hang_up(self) -> None:
        """The connection is dead, whatever it was doing. For a lease that ran out while nobody answered."""
        with suppress(*DRIVER_ERRORS, AttributeError, OSError):
            number = os.dup(self._connection.connection.pgconn.socket)
            with socket.socket(fileno=number) as line:
                line.shutdown(socket.SHUT_RDWR)

    def _is_running(self, running: bool) -> None:
        with self._lock:
            self._running = running
