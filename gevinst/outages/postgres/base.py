"""Django's PostgreSQL, but that a thread with a limit (gevinst/outages/patience.py) waits no longer than it.

The server's own statement_timeout is no help when the network has swallowed the question.
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

import psycopg
from django.db.backends.postgresql import base

from gevinst.outages import patience

SHORTEST = 2  # what libpq takes as the least
# Whether a connection that lay idle still answers is known within a moment, or it does not.
SIGN_OF_LIFE = 1.0


class Connection(psycopg.Connection[Any]):
    """All that blocks passes through `wait`: questions, copying, commit, and whether it is still alive."""

    silence: ClassVar[float] = 0.0  # when one of this process was last waited for in vain
    made: float

    def wait(self, *arguments: Any, **options: Any) -> Any:
        left = patience.left()
        if left is None:
            return super().wait(*arguments, **options)
        try:
            with patience.waiting():
                return super().wait(*arguments, **options | {"timeout": left})
        except psycopg.OperationalError:
            if not patience.left():
                self.close()  # what it was about to say would be taken for the answer to something else
                Connection.silence = time.monotonic()
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        left = patience.left()
        if left is not None:
            longest = int(conn_params.get("connect_timeout", SHORTEST))
            conn_params = conn_params | {"connect_timeout": max(SHORTEST, min(longest, round(left)))}
            if not left:
                raise psycopg.OperationalError("no time is left to connect")
        with patience.waiting():
            connection = super().get_new_connection(conn_params)
        connection.__class__ = Connection
        connection.made = time.monotonic()
        return connection

    def is_usable(self) -> bool:
        """Those that are older than a silence are not even asked: the same network has lost them all."""
        left = patience.left()
        if left is None:
            return bool(super().is_usable())
        if self.connection is not None and self.connection.made <= Connection.silence:
            return False
        with patience.at_most(min(left, SIGN_OF_LIFE)):
            return bool(super().is_usable())
