"""All rows of the database as they were at one moment, to be put back after a flush in far less time than it
took to make them."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.db import connection, transaction


class Snapshot:
    """Taken when made, of the database of this process; ids go on from where they stood."""

    def __init__(self) -> None:
        if connection.vendor == "sqlite":
            self.copy = sqlite3.connect(":memory:", check_same_thread=False)
            _raw().backup(self.copy)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            self.tables = {table: _rows(cursor, table) for table in _tables(cursor)}
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
            self.sequences = cursor.fetchall()

    def put_back(self) -> None:
        """Whatever the tables hold is gone; nobody else may be at work."""
        if connection.vendor == "sqlite":
            self.copy.backup(_raw())
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(self.tables)}")
            # The rows fitted together when they were taken: keys and triggers need not look again.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self.tables.items():
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                    copy.write(rows)
            cursor.executemany("SELECT setval(%s::regclass, %s)", self.sequences)


def _raw() -> sqlite3.Connection:
    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    return raw


def _tables(cursor: Any) -> list[str]:
    found = connection.introspection.table_names(cursor)
    return [f'"{table}"' for table in found if table != "django_migrations"]


def _rows(cursor: Any, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy:
        return b"".join(copy)
