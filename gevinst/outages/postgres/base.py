"""Django's PostgreSQL, but that a thread with a limit (gevinst/outages/patience.py) waits no longer than it.

The server's own statement_timeout is no help when the network has swallowed the question.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from gevinst.outages import patience

SHORTEST = 2  # what libpq takes as the least


class Connection(psycopg.Connection[Any]):
    """All that blocks passes through `wait`: questions, copying, commit, and whether it is still alive."""

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
        return connection
